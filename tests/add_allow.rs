//! `skint check --add-allow REASON`: every finding gets its comment, and the code stays what it was.

#[path = "common/binary.rs"]
mod binary;

use binary::{folder, run, write};
use std::{fs, path::Path};

fn add(folder: &Path, reason: &str) -> (Option<i32>, String, String) {
    run(folder, &["check", "--as-of", "2026-11-22", "--add-allow", reason])
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("it is there")
}

#[test]
fn each_statement_gets_one_comment_above_it() {
    let folder = folder("python");
    let text = "import anthropic\nclient = anthropic.Anthropic()\n\ndef ask(text):\n    if text:\n        return (\n            \
                client.messages.create(\n                model=\"claude-3-opus-20240229\",\n                messages=text,\n            \
                )\n        )\n";
    write(&folder, "ask.py", text);
    let (status, out, err) = add(&folder, "moves in March until 2027-03-31");
    assert_eq!(status, Some(0), "{out}{err}");
    assert_eq!(err, "ask.py: wrote 1 allow\n");
    let comment =
        "        # skint: allow(missing-max-tokens, retired-model) moves in March until 2027-03-31\n        return (\n";
    assert_eq!(read(&folder, "ask.py"), text.replace("        return (\n", comment));
    assert_eq!(run(&folder, &["check", "--as-of", "2027-04-01"]).0, Some(1));
}

#[test]
fn a_call_inside_a_template_gets_its_comment_above_the_statement() {
    let folder = folder("typescript");
    let text = "\u{FEFF}import Anthropic from \"@anthropic-ai/sdk\";\r\nconst client = new Anthropic();\r\nexport const all = async \
                () => `first\r\n  ${await client.messages.create({ model: \"claude-3-opus-20240229\", max_tokens: 9, messages: [] \
                })}\r\n`;\r\n";
    write(&folder, "ask.ts", text);
    let (status, out, err) = add(&folder, "an archive");
    assert_eq!((status, err.as_str()), (Some(0), "ask.ts: wrote 1 allow\n"), "{out}");
    let comment = "// skint: allow(retired-model) an archive\r\nexport const all";
    assert_eq!(read(&folder, "ask.ts"), text.replace("export const all", comment));
}

#[test]
fn what_takes_no_comment_is_left_alone_and_named() {
    let folder = folder("notebook");
    let text = r#"{"cells": [{"cell_type": "code", "source": ["import anthropic\n", "anthropic.Anthropic().messages.create(model='claude-2.1', max_tokens=9, messages=[])"], "metadata": {}, "outputs": [], "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"#;
    write(&folder, "a.ipynb", text);
    let (status, _, err) = add(&folder, "an archive");
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(err, @r"
    warn: a.ipynb: nothing was written: it takes no comments
        help: allow it in the policy, with an `[[override]]` for this path
    ");
    assert_eq!(read(&folder, "a.ipynb"), text);
}

#[test]
fn a_reason_must_say_something_on_one_line() {
    let folder = folder("reason");
    write(&folder, "a.py", "x = 1\n");
    for reason in ["", " -- ", "a\nb"] {
        assert_eq!(add(&folder, reason).0, Some(2), "{reason:?}");
    }
}
