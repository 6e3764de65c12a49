//! Prices in the code: how sure it is that they are stale, and which are written anew.

use super::fixtures::written;
use crate::diagnostic::{Confidence, Diagnostic};

fn found(text: &str) -> Diagnostic {
    written("prices.py", text).into_iter().find(|found| found.rule == "stale-price-constant").expect("it is stale")
}

#[test]
fn it_is_surer_where_the_code_says_the_unit_of_each() {
    let stale = |unit: &str| format!("{unit}PRICES = {{'claude-opus-5-5': {{'input': 15.0, 'output': 75.0}}}}\n");
    let said = stale("# USD per million tokens\n");
    assert_eq!(found(&said).confidence, Confidence::High);
    assert_eq!(found(&stale("")).confidence, Confidence::Medium);
}

#[test]
fn only_plain_numbers_are_written_anew() {
    let edits = |input: &str, output: &str| {
        let text = format!(
            "# USD per million tokens\nPRICES = {{'claude-opus-5-5': {{'input': {input}, 'output': {output}}}}}\n"
        );
        found(&text).fix.map(|fix| fix.edits.into_iter().map(|edit| edit.replacement).collect::<Vec<_>>())
    };
    assert_eq!(edits("15.0", "75.0"), Some(vec!["4.00".to_owned(), "20.00".to_owned()]));
    assert_eq!(edits("1.5e1", "75.0"), Some(vec!["20.00".to_owned()]));
    assert_eq!(edits("1.5e1", "7.5e1"), None);
}

#[test]
fn prices_belong_to_no_model_where_the_file_names_several_known_or_not() {
    let costs = "# Cost per 1K tokens.\nINPUT_COST_PER_1K = 0.003\nOUTPUT_COST_PER_1K = 0.015\n";
    let stale = |ids: &str| {
        let all = written("costs.py", &format!("{ids}{costs}"));
        all.into_iter().any(|found| found.rule == "stale-price-constant")
    };
    assert!(stale("MODEL = 'claude-opus-4-6'\n"));
    assert!(!stale("MODEL = 'claude-opus-4-6'\nOTHER = 'claude-sonnet-4-6-20250514'\n"));
    assert!(!stale("MODEL = 'claude-sonnet-4-6-20250514'\nOTHER = 'claude-opus-4-6'\n"));
}
