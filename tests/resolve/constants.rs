//! Constants, enums and tables.

use super::seen::{python_models, tree_models, typescript_models};

fn python_with(head: &str, model: &str) -> Vec<String> {
    python_models(&format!("{head}\nclient.messages.create(model={model}, max_tokens=9, messages=[])\n"))
}

fn typescript_with(head: &str, model: &str) -> Vec<String> {
    typescript_models(&format!(
        "{head}\nawait client.messages.create({{ model: {model}, max_tokens: 9, messages: [] }});\n"
    ))
}

#[test]
fn constants_of_the_same_file_count() {
    assert_eq!(python_with("MODEL = 'claude-haiku-4-5'", "MODEL"), ["claude-haiku-4-5"]);
    let typed = "from typing import Final\nMODEL: Final[str] = 'claude-haiku-4-5'";
    assert_eq!(python_with(typed, "MODEL"), ["claude-haiku-4-5"]);
    assert_eq!(python_with("A = 'claude-haiku-4-5'\nB = A", "B"), ["claude-haiku-4-5"]);
    assert_eq!(typescript_with("const MODEL = 'claude-haiku-4-5' as const;", "MODEL"), ["claude-haiku-4-5"]);
    let typed = "const MODEL: Anthropic.Model = 'claude-haiku-4-5' satisfies string;";
    assert_eq!(typescript_with(typed, "MODEL"), ["claude-haiku-4-5"]);
}

#[test]
fn a_constant_written_behind_the_function_that_reads_it_counts() {
    let body = "def ask():\n    return client.messages.create(model=MODEL, max_tokens=9, messages=[])\n\nMODEL = \
                'claude-haiku-4-5'\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5"]);
    let body = "export function ask() { return client.messages.create({ model: MODEL, max_tokens: 9, messages: [] }); \
                }\nconst MODEL = 'claude-haiku-4-5';\n";
    assert_eq!(typescript_models(body), ["claude-haiku-4-5"]);
}

#[test]
fn enum_members_count() {
    let members = "from enum import Enum\nclass Models(str, Enum):\n    FAST = 'claude-haiku-4-5'\n    BEST = \
                   'claude-opus-4-5'\n";
    assert_eq!(python_with(members, "Models.FAST.value"), ["claude-haiku-4-5"]);
    assert_eq!(python_with(members, "Models.BEST"), ["claude-opus-4-5"]);
    let members = "from enum import StrEnum\nclass Models(StrEnum):\n    FAST = 'claude-haiku-4-5'\n";
    assert_eq!(python_with(members, "Models.FAST"), ["claude-haiku-4-5"]);
    let members = "enum Models { Fast = 'claude-haiku-4-5', Best = 'claude-opus-4-5' }";
    assert_eq!(typescript_with(members, "Models.Fast"), ["claude-haiku-4-5"]);
    let members = "const Models = { Fast: 'claude-haiku-4-5', Best: 'claude-opus-4-5' } as const;";
    assert_eq!(typescript_with(members, "Models.Best"), ["claude-opus-4-5"]);
}

#[test]
fn tables_count() {
    let table = "MODELS = {'fast': 'claude-haiku-4-5', 'best': 'claude-opus-4-5'}";
    assert_eq!(python_with(table, "MODELS['fast']"), ["claude-haiku-4-5"]);
    assert_eq!(python_with(table, "MODELS.get('best')"), ["claude-opus-4-5"]);
    assert_eq!(python_with(table, "MODELS.get('none', 'claude-sonnet-4-5')"), ["claude-sonnet-4-5"]);
    let config = "CONFIG = {'llm': {'models': ['claude-haiku-4-5', 'claude-opus-4-5']}}";
    assert_eq!(python_with(config, "CONFIG['llm']['models'][-1]"), ["claude-opus-4-5"]);
    let table = "const MODELS: Record<string, string> = { fast: 'claude-haiku-4-5', best: 'claude-opus-4-5' };";
    assert_eq!(typescript_with(table, "MODELS.fast"), ["claude-haiku-4-5"]);
    assert_eq!(typescript_with(table, "MODELS['best']"), ["claude-opus-4-5"]);
}

#[test]
fn a_table_under_an_unknown_key_gives_all_it_has() {
    let table = "import sys\nMODELS = {'fast': 'claude-haiku-4-5', 'best': 'claude-opus-4-5'}";
    assert_eq!(python_with(table, "MODELS[sys.argv[1]]"), ["claude-haiku-4-5 | claude-opus-4-5"]);
    let table = "const MODELS = { fast: 'claude-haiku-4-5', best: 'claude-opus-4-5' };";
    let models = typescript_with(table, "MODELS[process.argv[2] as keyof typeof MODELS]");
    assert_eq!(models, ["claude-haiku-4-5 | claude-opus-4-5"]);
}

#[test]
fn a_name_that_nothing_defines_is_unknown() {
    assert_eq!(python_with("", "MODEL"), ["?"]);
    assert_eq!(python_with("MODELS = {'fast': 'claude-haiku-4-5'}", "MODELS['slow']"), ["?"]);
    assert_eq!(typescript_with("declare const MODEL: string;", "MODEL"), ["?"]);
}

#[test]
fn a_constant_that_is_set_anew_holds_what_was_set_last_or_either() {
    assert_eq!(python_with("MODEL = 'claude-haiku-4-5'\nMODEL = 'claude-opus-4-5'", "MODEL"), ["claude-opus-4-5"]);
    let body = "MODEL = 'claude-haiku-4-5'\n\ndef choose(name):\n    global MODEL\n    MODEL = name\n\ndef ask():\n    \
                return client.messages.create(model=MODEL, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5 | ?"]);
}

#[test]
fn imported_constants_count() {
    let call = "import anthropic\nfrom config import MODEL\n\nanthropic.Anthropic().messages.create(model=MODEL, \
                max_tokens=9, messages=[])\n";
    assert_eq!(tree_models(&[("config.py", "MODEL = 'claude-haiku-4-5'\n"), ("app.py", call)]), ["claude-haiku-4-5"]);
    let call = "import Anthropic from '@anthropic-ai/sdk';\nimport { MODEL } from './config';\nawait new \
                Anthropic().messages.create({ model: MODEL, max_tokens: 9, messages: [] });\n";
    let config = "export const MODEL = 'claude-haiku-4-5';\n";
    assert_eq!(tree_models(&[("config.ts", config), ("app.ts", call)]), ["claude-haiku-4-5"]);
}
