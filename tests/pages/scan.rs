//! What a scan does with an example, from files in memory to text.

use super::tree::Tree;
use jiff::civil::{Date, date};
use skint::{
    diagnostic::Diagnostic,
    policy::{Policy, Vocabulary},
    report::{Coverage, Look, Outcome, text},
    resolve::files::Files,
    run::analyse,
};
use std::sync::Arc;

/// The day on which the pages are true.
const AS_OF: Date = date(2026, 11, 22);

/// What is found in some files, one of which may be the policy.
pub fn findings(tree: &Tree) -> Vec<Diagnostic> {
    analyse(tree, &tree.code(), &policy(tree), AS_OF).findings
}

fn policy(tree: &Tree) -> Policy {
    let Some(source) = tree.find("skint.toml").and_then(|id| tree.source(id)) else {
        return Policy::embedded();
    };
    Policy::parse("skint.toml", &source.text, &Vocabulary::embedded()).expect("the policy of an example is right")
}

/// Findings as `skint check --quiet` prints them to a log.
pub fn printed(tree: &Arc<Tree>, findings: Vec<Diagnostic>) -> String {
    let sources = Arc::clone(tree);
    let outcome = Outcome {
        findings,
        sites: Vec::new(),
        problems: tree.problems.clone(),
        idle: Vec::new(),
        baseline: None,
        beside: skint::report::beside::Beside::default(),
        coverage: Coverage::default(),
        source: Box::new(move |id| sources.source(id)),
    };
    let shown = text::check(&outcome, &Look { quiet: true, ..Look::PLAIN });
    format!("{}\n", shown.trim_end())
}
