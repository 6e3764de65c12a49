//! Texts of prompts, with their holes.

use super::seen::{python, tree, typescript};

fn python_system(head: &str, system: &str) -> String {
    let call = "client.messages.create(model='claude-haiku-4-5', max_tokens=9, messages=[], system=";
    python(&format!("{head}\n{call}{system})\n"))[0].system.clone()
}

fn typescript_system(head: &str, system: &str) -> String {
    let call = "await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [], system: ";
    typescript(&format!("{head}\n{call}{system} }});\n"))[0].system.clone()
}

#[test]
fn known_parts_are_put_in() {
    let head = "NAME = 'Ada'\nLINES = ['a', 'b']";
    for (system, text) in [
        ("f'I am {NAME}.'", "I am Ada."),
        ("'I am {}.'.format(NAME)", "I am Ada."),
        ("'I am {name}.'.format(name=NAME)", "I am Ada."),
        ("'I am %s.' % NAME", "I am Ada."),
        ("'I am %(name)s.' % {'name': NAME}", "I am Ada."),
        ("'I am ' + NAME + '.'", "I am Ada."),
        ("'\\n'.join(LINES)", "a\nb"),
        ("('I am '\n    'Ada.')", "I am Ada."),
        ("'I am {{NAME}}.'.replace('{{NAME}}', NAME)", "I am Ada."),
        ("'ab' * 3", "ababab"),
    ] {
        assert_eq!(python_system(head, system), text, "{system}");
    }
    let head = "const name = 'Ada'; const lines = ['a', 'b'];";
    for (system, text) in [
        ("`I am ${name}.`", "I am Ada."),
        ("'I am ' + name + '.'", "I am Ada."),
        ("'I am '.concat(name, '.')", "I am Ada."),
        ("lines.join('\\n')", "a\nb"),
        ("['I am', name].join(' ')", "I am Ada"),
        ("'I am NAME.'.replace('NAME', name)", "I am Ada."),
    ] {
        assert_eq!(typescript_system(head, system), text, "{system}");
    }
}

#[test]
fn unknown_parts_are_holes() {
    let head = "import datetime, uuid\n";
    assert_eq!(python_system(head, "f'Now: {datetime.datetime.now()}. Go.'"), "Now: {time}. Go.");
    assert_eq!(python_system(head, "'Now: {:%Y}'.format(datetime.datetime.now())"), "Now: {time}");
    assert_eq!(python_system(head, "f'Id {uuid.uuid4()}'"), "Id {random}");
    assert_eq!(python_system(head, "f'At {os.environ[\"HOST\"]}'"), "At {environment}");
    assert_eq!(typescript_system("", "`Now: ${new Date().toISOString()}. Go.`"), "Now: {time}. Go.");
    assert_eq!(typescript_system("", "`Id ${crypto.randomUUID()}`"), "Id {random}");
    assert_eq!(typescript_system("", "`At ${process.env.HOST}`"), "At {environment}");
}

#[test]
fn a_text_that_grows_keeps_its_order() {
    let head = "system = 'One.'\nsystem += ' Two.'\nsystem = f'{system} Three.'";
    assert_eq!(python_system(head, "system"), "One. Two. Three.");
    let head = "let system = 'One.';\nsystem += ' Two.';";
    assert_eq!(typescript_system(head, "system"), "One. Two.");
}

#[test]
fn blocks_are_kept_apart() {
    let blocks = "[{'type': 'text', 'text': 'One.'}, {'type': 'text', 'text': 'Two.'}]";
    assert_eq!(python_system("", blocks), "One. / Two.");
    assert_eq!(
        python_system(
            "blocks = [{'type': 'text', 'text': 'One.'}]\nblocks.append({'type': 'text', 'text': \
                              'Two.'})",
            "blocks"
        ),
        "One. / Two."
    );
    assert_eq!(
        typescript_system("", "[{ type: 'text', text: 'One.' }, { type: 'text', text: 'Two.' }]"),
        "One. / Two."
    );
}

fn python_file(head: &str, system: &str) -> String {
    let text = format!(
        "import anthropic\n{head}\nanthropic.Anthropic().messages.create(model='claude-haiku-4-5', max_tokens=9, \
         messages=[], system={system})\n"
    );
    tree(&[("src/app.py", &text), ("src/prompts/system.md", "Be brief.")])[0].system.clone()
}

#[test]
fn files_are_read_into_python_prompts() {
    for (head, system) in [
        ("from pathlib import Path", "(Path(__file__).parent / 'prompts' / 'system.md').read_text()"),
        (
            "from pathlib import Path",
            "Path(__file__).resolve().parent.joinpath('prompts/system.md').read_text('utf-8')",
        ),
        ("from pathlib import Path\nHERE = Path(__file__).parent", "(HERE / 'prompts/system.md').read_text().strip()"),
        ("import os", "open(os.path.join(os.path.dirname(__file__), 'prompts', 'system.md')).read()"),
        ("", "open('prompts/system.md').read()"),
        ("with open('src/prompts/system.md') as f:\n    text = f.read()", "text"),
        (
            "def load(name):\n    with open(f'prompts/{name}.md', encoding='utf-8') as f:\n        return f.read()",
            "load('system')",
        ),
    ] {
        assert_eq!(python_file(head, system), "Be brief.", "{head} {system}");
    }
    assert!(!python_file("", "open('prompts/other.md').read()").contains("Be brief."));
}

#[test]
fn files_are_read_into_typescript_prompts() {
    for (head, system) in [
        (
            "import fs from 'fs'; import path from 'path';",
            "fs.readFileSync(path.join(__dirname, 'prompts', 'system.md'), 'utf8')",
        ),
        (
            "import { readFileSync } from 'node:fs'; import { join } from 'node:path';",
            "readFileSync(join(__dirname, 'prompts/system.md'), 'utf-8')",
        ),
        (
            "import * as fs from 'fs'; import * as path from 'path';",
            "fs.readFileSync(path.resolve(__dirname, './prompts/system.md')).toString()",
        ),
        ("import { readFile } from 'fs/promises';", "await readFile('src/prompts/system.md', 'utf8')"),
        ("import { readFileSync } from 'fs';", "readFileSync(new URL('./prompts/system.md', import.meta.url), 'utf8')"),
    ] {
        let text = format!(
            "import Anthropic from '@anthropic-ai/sdk';\n{head}\nawait new Anthropic().messages.create({{ model: \
             'claude-haiku-4-5', max_tokens: 9, messages: [], system: {system} }});\n"
        );
        let seen = tree(&[("src/app.ts", &text), ("src/prompts/system.md", "Be brief.")]);
        assert_eq!(seen[0].system, "Be brief.", "{system}");
    }
}
