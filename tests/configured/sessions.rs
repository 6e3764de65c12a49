//! Terminal sessions in Markdown: what was typed behind prompts was run, what was printed was not.

use super::{problems, sites};

const CURL: &str = "curl https://api.anthropic.com/v1/messages \\\n  --data \\\n'{\n  \"model\": \"claude-opus-5-5\",\n  \"max_tokens\": 64,\n  \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]\n}'\n";

fn readme(block: &str) -> Vec<String> {
    sites(&[("README.md", block)])
}

fn fenced(name: &str, session: &str) -> String {
    format!("# How it works\n\n```{name}\n{session}```\n\nThat is all.\n")
}

#[test]
fn what_was_typed_is_a_call_and_what_was_printed_is_none() {
    let printed = format!("{{\"it's\": \"claude-opus-5-5\"}}\n{CURL}claude -p \"no\" --model opus\n");
    let session = format!("$ {CURL}{printed}$ claude -p \"hi\" --model sonnet\nHello! It's me.\n");
    for name in ["", "console", "bash", "text", "sh-session", "Shell", "console title=x"] {
        let said = readme(&fenced(name, &session));
        let expected =
            ["README.md:4 raw-http claude-opus-5-5 64".to_owned(), "README.md:20 claude-cli sonnet -".to_owned()];
        assert_eq!(said, expected, "{name}");
    }
}

#[test]
fn a_script_that_is_shown_is_read() {
    let session = format!("root@box:~# cat ask.sh \n#!/bin/sh\n\n{CURL}root@box:~# ./ask.sh \n{{\"it's\": 1}}\n");
    assert_eq!(readme(&fenced("", &session)), ["README.md:7 raw-http claude-opus-5-5 64"]);
    let shown = format!("$ cat notes.txt\n{CURL}$ cat a.sh | head\n{CURL}");
    assert_eq!(readme(&fenced("", &shown)), [""; 0], "a text is not run, and nobody knows what of a script is shown");
}

#[test]
fn commands_go_on_behind_signs_backslashes_and_in_lists() {
    let signs = "$ claude -p \\\n>   --model sonnet \\\n>   \"hi\"\n";
    assert_eq!(readme(&fenced("console", signs)), ["README.md:4 claude-cli sonnet -"]);
    let quotes = format!("[me@box work]$ {}", CURL.replace('\n', "\n> ").trim_end_matches("> "));
    assert_eq!(readme(&fenced("", &quotes)), ["README.md:4 raw-http claude-opus-5-5 64"]);
    let list = "1. First:\n\n   ~~~console\n   (venv) $ claude -p \"hi\" --model haiku\n   ~~~\n\n> ```\n> $ claude -p \"hi\" --model opus\n> ```\n";
    assert_eq!(readme(list), ["README.md:4 claude-cli haiku -", "README.md:8 claude-cli opus -"]);
}

#[test]
fn what_a_reader_may_run_is_no_session() {
    for (name, text) in [
        ("bash", CURL.to_owned()),
        ("bash", format!("# {CURL}")),
        ("python", format!("$ {CURL}")),
        ("diff", format!("$ {CURL}")),
        ("", format!("> {CURL}")),
        ("", "$ echo $ claude -p hi\n$ claude\n$ claude mcp add x\n".to_owned()),
    ] {
        assert_eq!(readme(&fenced(name, &text)), [""; 0], "{name}: {text}");
    }
    assert_eq!(readme(&format!("$ {CURL}")), [""; 0], "prose is no block");
}

#[test]
fn ends_of_lines_and_damage_do_no_harm() {
    let session = fenced("", &format!("$ {CURL}{{\"x\": 1}}\n"));
    let expected = ["README.md:4 raw-http claude-opus-5-5 64"];
    assert_eq!(readme(&session.replace('\n', "\r\n")), expected);
    assert_eq!(readme(&format!("\u{feff}{session}")), expected);
    assert_eq!(readme(&format!("---\ntitle: x\n---\n{session}")), ["README.md:7 raw-http claude-opus-5-5 64"]);
    for at in (0..session.len()).step_by(7) {
        assert_eq!(problems(&[("README.md", &session[..at])]), [""; 0]);
    }
    let many = fenced("", &"$ claude -p \"hi\" \"\n it's (\n".repeat(5_000));
    assert!(problems(&[("README.md", &many)]).is_empty());
    let deep = format!("{}```\n$ claude -p \"hi\"\n", "> ".repeat(50_000));
    assert!(problems(&[("README.md", &deep)]).is_empty());
}
