//! What was fixed, and what would be.

use super::{Look, Outcome, text::heading};
use crate::{catalog::Level, diagnostic::Fix};
use similar::TextDiff;

/// What became of findings that were to be fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Files that were written, and how many findings are fixed in each.
    pub written: Vec<(String, usize)>,
    /// Files that were not: path, text and what the text would be.
    pub changes: Vec<(String, String, String)>,
    /// What was left as it is: paths, and sentences about it.
    pub left: Vec<(String, String)>,
    /// Whether a file could not be written.
    pub unwritten: bool,
}

/// What is said of it, before the findings that are left.
pub fn fixed(fixed: &Fixed, look: &Look) -> String {
    let mut out = String::new();
    for (path, count) in &fixed.written {
        let findings = if *count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        out.push_str(&look.line(&format!("{path}: fixed {findings}")));
        out.push('\n');
    }
    for (path, why) in &fixed.left {
        out.push_str(&heading(Level::Warn, None, &format!("{path}: {why}"), look));
    }
    out
}

/// What would be written, as a unified difference that `patch` and `git apply` take: as it is, for it is to be applied.
pub fn difference(fixed: &Fixed) -> String {
    let mut out = String::new();
    for (path, old, new) in &fixed.changes {
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        out.push_str(&diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string());
    }
    out
}

/// How many findings can be fixed, and how, if any can.
pub(super) fn fixable(outcome: &Outcome) -> Option<String> {
    let count = |safe| outcome.findings.iter().filter(|finding| is(finding.fix.as_ref(), safe)).count();
    match (count(true), count(false)) {
        (0, 0) => None,
        (0, risky) => Some(format!("fixable: {risky} with `--fix --unsafe`")),
        (safe, 0) => Some(format!("fixable: {safe} with `--fix`")),
        (safe, risky) => Some(format!("fixable: {safe} with `--fix`, {risky} more with `--fix --unsafe`")),
    }
}

fn is(fix: Option<&Fix>, safe: bool) -> bool {
    fix.is_some_and(|fix| fix.safe == safe)
}
