//! A comparison as a comment on a pull request. Empty where nothing about Claude changed.

use super::{
    super::{
        Look,
        escape::{code as inert, markdown as prose},
    },
    Diff, kind_word,
    money::{costs, growth},
    text::{counted, place, times_words},
};
use crate::{
    compare::{Cause, Change},
    diagnostic::Diagnostic,
};
use std::fmt::Write;

/// Rows that are shown; a comment has at most 65,536 characters.
const ROWS: usize = 50;

/// The comment.
pub fn markdown(diff: &Diff, _: &Look) -> String {
    if diff.is_quiet() {
        return String::new();
    }
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes everything");
    line(format!("### Claude API calls: {}", title(diff)));
    line(String::new());
    line(format!("{} compared with {}", inert(&diff.head), inert(&diff.base)));
    for note in &diff.notes {
        line(format!("<br>{}", prose(note)));
    }
    if let Some(policy) = &diff.policy {
        let files: Vec<String> = policy.files.iter().map(|file| inert(file)).collect();
        let weaker = match policy.weakened {
            0 => String::new(),
            many => format!(
                " and became **weaker**: {} would go or count less, so the policy as it was before judges both states",
                counted(many, "finding")
            ),
        };
        line(format!("\nThe policy changed ({}){weaker}.", files.join(", ")));
    }
    for limit in &diff.limits {
        let word = if limit.broken { "Limit broken" } else { "Limit may be broken" };
        line(format!("\n**{word}:** {} ({}:{})", prose(&limit.message), inert(&limit.line.path), limit.line.line));
    }
    for spread in diff.comparison.spread.iter().take(ROWS) {
        let grows = spread.grows.map_or(String::new(), |grows| format!(", **{} a call**", growth(grows)));
        let calls = format!("{} in {}", counted(spread.calls, "call"), counted(spread.files, "file"));
        let words = format!("{} {} → {}", spread.aspect.name(), inert(&spread.before), inert(&spread.after));
        line(format!("\n{} changes {calls}{grows}: {words}", inert(&place(&spread.at))));
    }
    out + &calls(diff) + &findings(diff)
}

fn title(diff: &Diff) -> String {
    let monthly = diff.monthly().map_or(String::new(), |monthly| format!(", {} a month", growth(monthly.grows)));
    match diff.sum() {
        Some((sum, all)) => {
            let known = if all { "" } else { " where the price is known" };
            format!("{} for one call of each{known}{monthly} ({})", growth(sum), diff.counted())
        }
        None => format!("{}{monthly}", diff.counted()),
    }
}

fn calls(diff: &Diff) -> String {
    let changes = &diff.comparison.changes;
    if changes.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n| | call | a call costs | why |\n|---|---|---|---|\n");
    for change in changes.iter().take(ROWS) {
        let cells = [kind_word(change.kind).to_owned(), call(change), cost(change), why(change)];
        writeln!(out, "| {} |", cells.join(" | ")).expect("a string takes everything");
    }
    let more = changes.len().saturating_sub(ROWS);
    if more > 0 {
        writeln!(out, "\nAnd {more} more that move less money.").expect("a string takes everything");
    }
    out
}

fn call(change: &Change) -> String {
    let through = change.through.as_ref().map(|wrapper| format!(" through {}", inert(&place(wrapper))));
    let lines = change.lines.map_or(String::new(), |lines| format!("{}, ", counted(lines, "line")));
    let counted = |(callers, files)| format!(" ({lines}{} in {})", counted(callers, "caller"), counted(files, "file"));
    let was = change.was_at.as_ref().map(|was| format!(", was {}", inert(&place(was))));
    let parts = [Some(inert(&place(&change.at))), through, change.reach.map(counted), was];
    parts.into_iter().flatten().collect()
}

fn cost(change: &Change) -> String {
    let costs = costs(change, "→").unwrap_or_else(|| "not known".to_owned());
    let grows = change.grows.map_or(String::new(), |grows| format!("<br>**{}**", growth(grows)));
    let monthly = change.monthly.map_or(String::new(), |monthly| format!("<br>**{}** a month", growth(monthly)));
    format!("{costs}{grows}{monthly}")
}

fn why(change: &Change) -> String {
    if change.causes.is_empty() {
        let (before, after) = &change.model;
        return inert(if after.is_empty() { before } else { after });
    }
    change.causes.iter().map(cause).collect::<Vec<_>>().join("<br>")
}

fn cause(cause: &Cause) -> String {
    let grows = cause.grows.filter(|grows| grows.low != grows.high || grows.low.0 != 0);
    let grows = grows.map_or(String::new(), |grows| format!(" ({})", growth(grows)));
    let at = cause.at.as_ref().map_or(String::new(), |at| format!(" in {}", inert(&place(at))));
    let (before, after, times) = (inert(&cause.before), inert(&cause.after), times_words(cause));
    format!("{}: {before} → {after}{times}{grows}{at}", cause.aspect.name())
}

fn findings(diff: &Diff) -> String {
    let mut lines = Vec::new();
    if !diff.new.is_empty() {
        lines.push(format!("\n**{}**\n", counted(diff.new.len(), "new finding")));
    }
    for finding in diff.new.iter().take(ROWS) {
        let (at, message) = (at(finding, diff), prose(&finding.message));
        lines.push(format!("- **{} {}** {at} {message}", finding.level, finding.rule));
    }
    let more = diff.new.len().saturating_sub(ROWS);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    let gone: usize = diff.gone.iter().map(|gone| gone.count as usize).sum();
    if gone > 0 {
        let word = if gone == 1 { "is" } else { "are" };
        lines.push(format!("\n{} {word} gone.", counted(gone, "finding")));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn at(finding: &Diagnostic, diff: &Diff) -> String {
    let source = (diff.source)(finding.at.source);
    source.map_or(String::new(), |source| inert(&format!("{}:{}", source.path, source.position(finding.at.start).line)))
}
