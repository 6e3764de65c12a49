//! Markdown for forges: the summary of a job, and the body of a comment.

use super::{Baselined, Look, Outcome, entry, entry::Entry, escape};
use crate::bounds::COMMENT_BYTES as LARGEST;
use std::fmt::Write;

/// `skint check --format markdown`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::ranked(entry::entries(outcome));
    let mut out = format!("### skint: {}\n\n", entry::counted(&entries));
    let closing = closing(outcome);
    let room = LARGEST.saturating_sub(closing.len() + left_out(entries.len()).len() + 1);
    let mut shown = 0;
    for entry in &entries {
        let item = item(entry);
        if out.len() + item.len() > room {
            break;
        }
        out.push_str(&item);
        shown += 1;
    }
    if shown < entries.len() {
        out.push_str(&left_out(entries.len() - shown));
    }
    if !entries.is_empty() {
        out.push('\n');
    }
    out + &closing
}

fn left_out(count: usize) -> String {
    format!("\n{count} more are left out, the least important ones.\n")
}

/// What follows the findings.
fn closing(outcome: &Outcome) -> String {
    let mut out = String::new();
    if let Some(sentence) = outcome.baseline.as_ref().and_then(Baselined::sentence) {
        writeln!(out, "{}.\n", escape::markdown(&sentence)).expect(FITS);
    }
    writeln!(out, "{}.", sentence(&outcome.coverage.sentence())).expect(FITS);
    out
}

const FITS: &str = "a string takes everything";

fn item(entry: &Entry<'_>) -> String {
    let message = escape::markdown(entry.message);
    let mut out = format!("- **{}** `{}` in {}: {message}\n", entry.level, entry.rule, escape::code(&entry.spot));
    for (key, text) in &entry.notes {
        let lines: Vec<String> = text.lines().map(escape::markdown).collect();
        writeln!(out, "  - {key}: {}", lines.join("<br>")).expect(FITS);
    }
    out
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + &escape::markdown(letters.as_str())
}
