//! What holds for every fix.

use super::{fix, folder, read, run, write};
use std::fs;

const BEFORE: &str = r#"import anthropic

client = anthropic.Anthropic()
RULES = "Answer politely, quote the order number, and never promise a refund before it is agreed. " * 120


def all(tickets):
    for ticket in tickets:
        client.messages.create(
            model="claude-opus-5-5",
            max_tokens=99,
            system=RULES,
            messages=[{"role": "user", "content": ticket.text}],
        )
"#;
const MARKED: &str = r#"system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],"#;

#[test]
fn what_was_fixed_is_said_and_what_can_be_is_counted() {
    let folder = folder("said");
    write(&folder, "ask.py", BEFORE);
    let (_, before, _) = run(&folder, &["check", "--as-of", "2026-11-22"]);
    assert!(before.contains("\nfixable: 1 with `--fix`\n"), "{before}");
    let (_, json, _) = run(&folder, &["check", "--as-of", "2026-11-22", "--format", "json"]);
    assert!(json.contains("\"title\": \"mark the system prompt for the cache\""), "{json}");
    let (_, out, err) = fix(&folder, &[]);
    assert_eq!(err, "ask.py: fixed 1 finding\n");
    assert!(!out.contains("uncached-system-prompt") && !out.contains("fixable"), "{out}");
}

#[test]
fn a_difference_is_printed_instead_of_written() {
    let folder = folder("difference");
    write(&folder, "ask.py", BEFORE);
    let (status, out, err) = fix(&folder, &["--diff"]);
    assert_eq!((status, err.as_str()), (Some(1), ""));
    insta::assert_snapshot!(out, @r#"
    --- a/ask.py
    +++ b/ask.py
    @@ -9,6 +9,6 @@
             client.messages.create(
                 model="claude-opus-5-5",
                 max_tokens=99,
    -            system=RULES,
    +            system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
                 messages=[{"role": "user", "content": ticket.text}],
             )
    "#);
    assert_eq!(read(&folder, "ask.py"), BEFORE);
    assert_eq!(fix(&folder, &["--diff", "--fail-on", "never"]).0, Some(0));
    fix(&folder, &[]);
    assert_eq!(fix(&folder, &["--diff"]), (Some(0), String::new(), String::new()));
}

#[test]
fn a_byte_order_mark_and_the_rights_of_a_file_stay() {
    let folder = folder("rights");
    write(&folder, "ask.py", format!("\u{FEFF}{BEFORE}"));
    let rights = || fs::metadata(folder.join("ask.py")).expect("it is there").permissions();
    let mut unusual = rights();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut unusual, 0o100_750);
    fs::set_permissions(folder.join("ask.py"), unusual.clone()).expect("the rights can be set");
    fix(&folder, &[]);
    assert_eq!(rights(), unusual);
    assert_eq!(read(&folder, "ask.py"), format!("\u{FEFF}{}", BEFORE.replace("system=RULES,", MARKED)));
    let left: Vec<_> = fs::read_dir(&folder).expect("it is there").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "nothing is left beside it: {left:?}");
}

#[test]
fn a_file_that_is_not_utf_8_is_left_alone_and_named() {
    let folder = folder("latin");
    let mut bytes = BEFORE.replace("politely", "polit\u{e9}").into_bytes();
    let at = bytes.iter().position(|byte| *byte == 0xC3).expect("it is there");
    bytes.splice(at..at + 2, [0xE9]);
    write(&folder, "ask.py", &bytes);
    let (_, _, err) = fix(&folder, &[]);
    assert!(err.contains("ask.py: nothing was written: it is not UTF-8, or has changed"), "{err}");
    assert_eq!(fs::read(folder.join("ask.py")).expect("it is there"), bytes);
}

/// A notebook of one cell.
fn notebook(code: &str) -> String {
    let lines: Vec<String> = code.lines().map(|line| format!("{line}\n")).collect();
    let cell = serde_json::json!({"cell_type": "code", "source": lines, "metadata": {}, "outputs": [], "execution_count": null});
    serde_json::json!({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).to_string()
}

#[test]
fn a_notebook_is_left_alone_and_named() {
    let folder = folder("notebook");
    let text = notebook(BEFORE);
    write(&folder, "ask.ipynb", &text);
    let (_, _, err) = fix(&folder, &[]);
    let said = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("ask.ipynb: `uncached-system-prompt` is not fixed: a notebook is not written into"), "{err}");
    assert_eq!(read(&folder, "ask.ipynb"), text);
}

#[test]
fn each_of_those_that_look_alike_is_named() {
    let folder = folder("alike");
    let call = "client.messages.create(model='claude-sonnet-4-20250514', max_tokens=9, messages=[])\n";
    for path in ["one.ipynb", "two.ipynb"] {
        write(&folder, path, notebook(&format!("import anthropic\n\nclient = anthropic.Anthropic()\n{call}{call}")));
    }
    let (_, _, err) = fix(&folder, &["--unsafe"]);
    let said = err.split_whitespace().collect::<Vec<_>>().join(" ");
    for path in ["one.ipynb", "two.ipynb"] {
        let refusal = format!("{path}: `retired-model` is not fixed: a notebook is not written into");
        assert_eq!(said.matches(&refusal).count(), 2, "{err}");
    }
}

#[test]
fn what_a_baseline_records_is_not_fixed() {
    let folder = folder("baseline");
    write(&folder, "ask.py", BEFORE);
    assert_eq!(run(&folder, &["baseline", "--as-of", "2026-11-22"]).0, Some(0));
    let (_, out, err) = fix(&folder, &[]);
    assert_eq!((read(&folder, "ask.py"), err.as_str()), (BEFORE.to_owned(), ""), "{out}");
    write(&folder, "new.py", BEFORE.replace("RULES", "HOUSE_RULES"));
    let (_, _, err) = fix(&folder, &[]);
    assert_eq!(err, "new.py: fixed 1 finding\n");
    assert_eq!(read(&folder, "ask.py"), BEFORE);
}

#[test]
fn nothing_is_fixed_that_a_comparison_or_another_writer_is_asked_for() {
    let folder = folder("together");
    write(&folder, "ask.py", BEFORE);
    for more in [&["--staged"][..], &["--base", "main"], &["--add-allow", "so it is"]] {
        let (status, _, err) = fix(&folder, more);
        assert!(status == Some(2) && err.contains("'--fix' cannot be used with"), "{more:?}: {err}");
        assert_eq!(read(&folder, "ask.py"), BEFORE);
    }
    for alone in ["--diff", "--unsafe"] {
        assert_eq!(run(&folder, &["check", alone]).0, Some(2), "{alone}");
    }
}
