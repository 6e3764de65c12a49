//! Mistakes in a policy: all at once, each with its place and what would have been right.

use super::parse;
use proptest::prelude::*;

/// Every mistake of a text, as `line:column message | help`.
fn wrong(text: &str) -> String {
    let Err(errors) = parse(text) else { return String::from("no mistakes") };
    let shown = errors.errors.iter().map(|error| {
        let before = &text[..error.range.start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let marked = text[error.range.clone()].lines().next().unwrap_or("");
        let help = error.help.as_deref().map(|help| format!("\n    help: {help}")).unwrap_or_default();
        format!("{line}:{column}: {}\n    {marked}  <- {}{help}", error.message, error.label)
    });
    shown.chain((errors.more > 0).then(|| format!("and {} more", errors.more))).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_wrong_type_in_each_place() {
    insta::assert_snapshot!(wrong(include_str!("wrong-types.toml")));
}

#[test]
fn unknown_keys_rules_options_levels_and_models() {
    insta::assert_snapshot!(wrong(include_str!("unknown-names.toml")));
}

#[test]
fn values_that_cannot_be_used() {
    insta::assert_snapshot!(wrong(include_str!("bad-values.toml")));
}

#[test]
fn money_that_cannot_be_read() {
    insta::assert_snapshot!(wrong(include_str!("wrong-money.toml")));
    insta::assert_snapshot!(wrong(include_str!("wrong-traffic.toml")));
}

#[test]
fn agreements_that_cannot_be_read() {
    insta::assert_snapshot!(wrong(include_str!("wrong-agreements.toml")));
}

#[test]
fn bounds_that_cannot_hold() {
    insta::assert_snapshot!(wrong(include_str!("wrong-bounds.toml")));
}

#[test]
fn sections_of_a_wrong_type() {
    insta::assert_snapshot!(wrong("rules = \"strict\"\nmodels = [\"opus\"]\nscan = 1\noverride = { paths = [] }\n"));
}

#[test]
fn what_is_not_toml() {
    insta::assert_snapshot!(wrong("[rules\nmissing-max-tokens: off\n[rules]\nmissing-max-tokens = \"of\"\n"));
    insta::assert_snapshot!(wrong("[rules]\nmissing-max-tokens = \"off\"\nmissing-max-tokens = \"warn\"\n"));
}

#[test]
fn garbage_ends_in_a_few_mistakes() {
    let garbage = "\u{0}{]=\"'[[\n".repeat(10_000);
    let errors = parse(&garbage).expect_err("garbage");
    assert_eq!(errors.errors.len(), 20);
    assert!(errors.more > 0);
    let large = "x".repeat(1_000_000);
    assert_eq!(wrong(&large).lines().next(), Some("1:1: a policy may have 256 KiB, this has 976"));
}

#[test]
fn deep_nesting_is_turned_away() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let text = format!("x = {}{}", open.repeat(50_000), close.repeat(50_000));
        assert!(!parse(&text).expect_err("too deep").errors.is_empty());
    }
    let dotted = format!("{}x = 1", "a.".repeat(50_000));
    assert!(!parse(&dotted).expect_err("too deep").errors.is_empty());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[\\PC\n]{0,80}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_value_makes_it_panic(at in 0..12_usize, value in "(\"[^\"]{0,9}\"|-?[0-9]{1,30}|true|\\[[0-9,\"ab]{0,9}\\]|\\{\\}|nan|2026-[0-9]{2}-[0-9]{2})") {
        let lines = include_str!("wrong-types.toml").lines().enumerate();
        let text = lines.map(|(index, line)| match line.split_once(" = ") {
            Some((key, _)) if index % 12 == at => format!("{key} = {value}\n"),
            _ => format!("{line}\n"),
        });
        let _ = parse(&text.collect::<String>());
    }
}
