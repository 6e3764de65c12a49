//! What is new, what is known and what is gone.

use super::*;
use crate::{
    catalog::Level,
    diagnostic::Confidence,
    source::{Source, SourceId, Span, offset},
};

fn identity(path: &str, rule: &str, fingerprint: &str) -> Identity {
    Identity { path: path.into(), rule: rule.into(), fingerprint: fingerprint.into() }
}

/// Sifts in a tree of these files, all of them asked for.
fn sift(recorded: &[Identity], found: &[Identity], files: &[&str]) -> Sifted {
    let exists = |path: &str| files.contains(&path);
    Baseline::of(recorded.to_vec()).sift(found, &Scanned { exists: &exists, covers: &|_| true })
}

#[test]
fn what_was_recorded_is_known_as_often_as_it_was_recorded() {
    let one = identity("a.py", "retired-model", "f1");
    let sifted = sift(&[one.clone(), one.clone()], &[one.clone(), one.clone(), one.clone()], &["a.py"]);
    assert_eq!(sifted, Sifted { known: vec![true, true, false], gone: vec![] });
}

#[test]
fn another_rule_another_file_and_another_line_are_new() {
    let one = identity("a.py", "retired-model", "f1");
    let others = [
        identity("a.py", "missing-max-tokens", "f1"),
        identity("b.py", "retired-model", "f1"),
        identity("a.py", "retired-model", "f2"),
    ];
    let sifted = sift(std::slice::from_ref(&one), &others, &["a.py", "b.py"]);
    assert_eq!(sifted.known, [false; 3]);
    assert_eq!(sifted.gone, [Gone { path: "a.py".into(), rule: "retired-model".into(), count: 1 }]);
}

#[test]
fn a_renamed_file_keeps_its_findings_and_a_copy_does_not() {
    let (old, new) = (identity("old.py", "retired-model", "f1"), identity("new.py", "retired-model", "f1"));
    assert_eq!(sift(std::slice::from_ref(&old), std::slice::from_ref(&new), &["new.py"]).known, [true]);
    let copied = sift(std::slice::from_ref(&old), &[old.clone(), new.clone()], &["new.py", "old.py"]);
    assert_eq!(copied.known, [true, false]);
}

#[test]
fn what_was_not_asked_for_is_not_gone() {
    let recorded = Baseline::of([identity("a/x.py", "retired-model", "f1"), identity("b/y.py", "retired-model", "f2")]);
    let scanned = Scanned { exists: &|_| true, covers: &|path| path.starts_with("a/") };
    let gone = recorded.sift(&[], &scanned).gone;
    assert_eq!(gone, [Gone { path: "a/x.py".into(), rule: "retired-model".into(), count: 1 }]);
    let again = Baseline::default().over(recorded, scanned.covers);
    assert_eq!(again, Baseline::of([identity("b/y.py", "retired-model", "f2")]));
}

#[test]
fn the_file_is_sorted_and_reads_back() {
    let found = [identity("b.py", "z", "2"), identity("a.py", "z", "1"), identity("b.py", "a", "3")];
    let (mut reversed, baseline) = (found.to_vec(), Baseline::of(found));
    reversed.reverse();
    assert_eq!(Baseline::of(reversed).render(), baseline.render());
    assert_eq!(Baseline::parse(&baseline.render()), Ok(baseline.clone()));
    insta::assert_snapshot!(baseline.render(), @r#"
    {
      "version": 1,
      "files": {
        "a.py": {
          "z": {
            "1": 1
          }
        },
        "b.py": {
          "a": {
            "3": 1
          },
          "z": {
            "2": 1
          }
        }
      }
    }
    "#);
}

#[test]
fn a_file_that_is_no_baseline_is_refused_with_its_place() {
    let wrong = |text: &str| Baseline::parse(text).expect_err("a refusal");
    assert!(wrong("<<<<<<< HEAD\n").contains("line 1 column 1"), "{}", wrong("<<<<<<< HEAD\n"));
    assert!(wrong(r#"{"version": 2, "files": {}}"#).contains("version 2"));
    assert!(wrong(r#"{"version": 1, "files": {"a": {"r": {"f": -1}}}}"#).contains("-1"));
    assert!(wrong(r#"{"version": 1, "files": {}, "more": 1}"#).contains("more"));
    assert!(wrong(&"{\"files\":".repeat(100_000)).contains("line 1"));
}

/// The fingerprint of a finding about the first `create` of a text.
fn print(text: &str, rule: &'static str, function: Option<&str>) -> String {
    let source = Source::new(SourceId(0), "a.py".into(), text.into(), Vec::new());
    let at = offset(text.find("create").expect("it is there"));
    let finding = Diagnostic {
        rule,
        level: Level::Warn,
        confidence: Confidence::High,
        message: String::new(),
        at: Span::new(SourceId(0), at, at + 6),
        label: String::new(),
        labels: Vec::new(),
        because: None,
        error_from: None,
        team: Vec::new(),
        help: None,
        saves: None,
        fix: None,
        function: function.map(str::to_owned),
        fingerprint: String::new(),
    };
    fingerprint(&finding, &source)
}

#[test]
fn a_fingerprint_survives_moving_and_indenting_and_nothing_else() {
    let base = print("x = c.create(\n", "retired-model", Some("ask"));
    assert_eq!(base.len(), 16);
    assert_eq!(print("import os\n\n\n    x  =  c.create(\n", "retired-model", Some("ask")), base);
    assert_ne!(print("y = c.create(\n", "retired-model", Some("ask")), base);
    assert_ne!(print("x = c.create(\n", "missing-max-tokens", Some("ask")), base);
    assert_ne!(print("x = c.create(\n", "retired-model", Some("tell")), base);
    assert_ne!(print("x = c.create(\n", "retired-model", None), base);
}
