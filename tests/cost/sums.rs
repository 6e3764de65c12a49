//! Sums over calls of which some have no price.

use super::binary::{folder, run, write};
use serde_json::Value;

const CODE: &str = "import anthropic
client = anthropic.Anthropic()


def handle(name):
    client.messages.create(model='claude-opus-5-5', max_tokens=100, messages=[])
    client.messages.create(model='claude-opus-9-9', max_tokens=100, messages=[])


def other():
    client.messages.create(model='claude-haiku-5-5', max_tokens=100, messages=[])
";

fn cost(name: &str, args: &[&str]) -> String {
    let root = folder(name);
    write(&root, "a.py", CODE);
    write(&root, "skint.toml", "[[traffic]]\nfunction = 'handle'\ncalls-per-month = 1_000\n");
    let (status, out, said) = run(&root, &[&["cost", "--as-of", "2026-11-22"], args].concat());
    assert_eq!(status, Some(0), "{said}");
    out
}

#[test]
fn calls_without_a_price_are_counted_by_themselves() {
    let shown = cost("unpriced-table", &[]);
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("for 1,000 calls from 1 of 3 places; `[[traffic]]` says nothing of 1"), "{shown}");
    assert!(words.contains("1,000 calls a month from 1 place have no price, and are in no sum"), "{shown}");
    let by_file = cost("unpriced-file", &["--by", "file"]);
    let row = by_file.lines().find(|line| line.starts_with("a.py")).unwrap_or_default();
    assert_eq!(row.matches("+ ?").count(), 2, "neither sum of the file is whole: {row}");
}

#[test]
fn programs_are_told_how_many_calls_have_no_price() {
    let costs: Value = serde_json::from_str(&cost("unpriced-json", &["--format", "json"])).expect("it is JSON");
    let total = &costs["total"];
    assert_eq!((&total["calls_per_month"], &total["unpriced_calls_per_month"]), (&2_000.into(), &1_000.into()));
    let csv = cost("unpriced-csv", &["--format", "csv", "--by", "file"]);
    assert!(csv.lines().next().is_some_and(|head| head.ends_with(",per month to,unpriced calls per month")), "{csv}");
    assert!(csv.lines().any(|line| line.starts_with("a.py,") && line.ends_with(",1000")), "{csv}");
}

#[test]
fn a_model_that_may_be_meant_in_two_spellings_is_named_once() {
    let root = folder("spellings");
    let code = "import anthropic\nNAMES = ['claude-opus-5-5', 'claude-haiku-5-5', 'us.anthropic.claude-opus-5-5']\n\n\n\
                def ask():\n    for name in NAMES:\n        \
                anthropic.Anthropic().messages.create(model=name, max_tokens=9, messages=[])\n";
    write(&root, "a.py", code);
    let (_, out, _) = run(&root, &["cost", "--format", "csv", "--as-of", "2026-11-22"]);
    assert!(out.contains("a.py:7,Claude Opus 5.5 or Claude Haiku 5.5,"), "{out}");
}

#[test]
fn a_call_that_is_resolved_and_has_no_price_is_said_to_have_none() {
    let root = folder("unpriced");
    let call = "import anthropic\nclient = anthropic.Anthropic()\nclient.messages.create(model='claude-opus-9', max_tokens=9, messages=[])\n";
    write(&root, "a.py", call);
    let (_, out, _) = run(&root, &["cost", "--as-of", "2026-11-22"]);
    assert!(out.contains("one call that is resolved has no price; `--explain PATH:LINE` says why"), "{out}");
    assert!(!out.contains("from the shortest answers"), "nothing is priced: {out}");
}
