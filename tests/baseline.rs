//! A team turns skint on in a repository that has old findings: what it sees, day by day.

#[path = "common/binary.rs"]
mod binary;

use binary::{folder, run, write};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file with one finding: a request without an output cap.
const ASK: &str = "import anthropic\nclient = anthropic.Anthropic()\n\ndef ask(text):\n    return client.messages.create(\
                   model=\"claude-opus-5-5\", messages=[{\"role\": \"user\", \"content\": text}])\n";

fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "src/ask.py", ASK);
    write(&folder, "skint.toml", "[rules]\nmissing-max-tokens = \"error\"\n");
    folder
}

fn check(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let (status, out, err) = run(folder, &[&["check", "--as-of", "2026-11-22"], args].concat());
    (status, out + &err)
}

fn record(folder: &Path, args: &[&str]) -> String {
    let (status, out, err) = run(folder, &[&["baseline", "--as-of", "2026-11-22"], args].concat());
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    out
}

#[test]
fn what_was_recorded_is_not_shown_again_and_what_is_new_is() {
    let folder = repository("adopted");
    assert_eq!(check(&folder, &[]).0, Some(1));
    assert_eq!(record(&folder, &[]), "skint-baseline.json records 1 finding in 1 file\n");
    let (status, out) = check(&folder, &[]);
    insta::assert_snapshot!(out, @r"
    no findings
    1 finding recorded in skint-baseline.json not shown
    1 of 1 call site resolved
    ");
    assert_eq!(status, Some(0));
    assert_eq!(check(&folder, &["--no-baseline"]).0, Some(1));
    write(&folder, "src/more.py", ASK.replace("def ask", "def tell"));
    let (status, out) = check(&folder, &[]);
    assert_eq!(status, Some(1));
    assert!(out.contains("src/more.py") && !out.contains("src/ask.py"), "{out}");
}

#[test]
fn moved_lines_and_renamed_files_revive_nothing() {
    let folder = repository("moved");
    record(&folder, &[]);
    write(&folder, "src/ask.py", format!("\"\"\"Asks.\"\"\"\nimport os\n\n{ASK}"));
    assert_eq!(check(&folder, &[]).0, Some(0));
    fs::rename(folder.join("src/ask.py"), folder.join("src/asking.py")).expect("it can be renamed");
    assert_eq!(check(&folder, &["--ratchet"]).0, Some(0));
    fs::copy(folder.join("src/asking.py"), folder.join("src/copy.py")).expect("it can be copied");
    let (status, out) = check(&folder, &[]);
    assert!(status == Some(1) && out.contains("src/copy.py"), "{out}");
}

#[test]
fn a_baseline_that_could_shrink_is_named_and_with_ratchet_fails() {
    let folder = repository("shrinking");
    record(&folder, &[]);
    write(&folder, "src/ask.py", ASK.replace("model=", "max_tokens=100, model="));
    let (status, out) = check(&folder, &[]);
    assert_eq!(status, Some(0));
    assert!(out.contains("1 finding recorded in skint-baseline.json no longer there"), "{out}");
    let (status, out) = check(&folder, &["--ratchet"]);
    insta::assert_snapshot!(out, @r"
    error: skint-baseline.json records 1 finding that is gone
        gone: src/ask.py: 1 missing-max-tokens
        help: run `skint baseline` and commit what it writes

    no findings
    1 of 1 call site resolved
    ");
    assert_eq!(status, Some(1));
    assert_eq!(record(&folder, &[]), "skint-baseline.json records 0 findings in 0 files, before 1\n");
    assert_eq!(check(&folder, &["--ratchet"]).0, Some(0));
}

#[test]
fn a_part_of_the_tree_is_recorded_without_losing_the_rest() {
    let folder = repository("parts");
    write(&folder, "lib/other.py", ASK);
    record(&folder, &[]);
    write(&folder, "src/ask.py", ASK.replace("model=", "max_tokens=100, model="));
    assert_eq!(check(&folder, &["lib", "--ratchet"]).0, Some(0));
    assert_eq!(record(&folder, &["src"]), "skint-baseline.json records 1 finding in 1 file, before 2\n");
    assert_eq!(check(&folder, &["--ratchet"]).0, Some(0));
}

#[test]
fn a_baseline_that_cannot_be_read_is_no_green_run() {
    let folder = repository("broken");
    write(&folder, "skint-baseline.json", "<<<<<<< HEAD\n{}\n");
    let (status, out) = check(&folder, &[]);
    assert_eq!(status, Some(2));
    insta::assert_snapshot!(out, @r"
    error: the baseline skint-baseline.json cannot be read: expected value at line 1
      column 1; resolve what was merged by hand, or write it anew with `skint
      baseline`
        help: name another with `--baseline FILE`, or go without: `--no-baseline`
    ");
    assert_eq!(check(&folder, &["--baseline", "none.json"]).0, Some(2));
    assert_eq!(check(&folder, &["--baseline", "../../../../none.json"]).0, Some(2));
    assert_eq!(record(&folder, &[]), "skint-baseline.json records 1 finding in 1 file\n");
    fs::remove_file(folder.join("skint-baseline.json")).expect("it was written");
    assert_eq!(check(&folder, &["--ratchet"]).0, Some(2));
}
