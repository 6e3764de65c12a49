//! A comparison for people, on a terminal or in a log.

use super::{
    super::{
        Look,
        place::Place,
        style::Style,
        text::{finding_text, heading, note, problem_line},
    },
    Diff, kind_word,
    money::{costs, growth, range},
};
use crate::{
    catalog::Level,
    compare::{Aspect, Cause, Change, Spot, Spread},
};

/// Changes of calls that are shown one by one; the rest is a number.
const SHOWN: usize = 40;

/// Places with many calls that are shown.
const SPREADS: usize = 5;

/// Findings that are gone which are named.
const GONE: usize = 10;

/// The report of `skint diff`.
pub fn text(diff: &Diff, look: &Look) -> String {
    if diff.is_quiet() {
        return if look.quiet { String::new() } else { quiet(diff, look) };
    }
    let mut out = String::new();
    if !look.quiet {
        push(&mut out, &look.wrap(&look.line(&format!("{} compared with {}", diff.head, diff.base)), "", "  "));
        out.push_str(&notes(diff, look));
        out.push('\n');
    }
    policy(&mut out, diff, look);
    for spread in diff.comparison.spread.iter().take(SPREADS) {
        spread_text(&mut out, spread, look);
    }
    for change in diff.comparison.changes.iter().take(SHOWN) {
        change_text(&mut out, change, look);
    }
    let more = diff.comparison.changes.len().saturating_sub(SHOWN);
    if more > 0 {
        push(&mut out, &format!("and {more} more calls that move less money\n"));
    }
    findings(&mut out, diff, look);
    for limit in &diff.limits {
        let level = if limit.broken { Level::Error } else { Level::Warn };
        out.push_str(&heading(level, None, &limit.message, look));
        out.push_str(&note("policy", &format!("{}:{}: {}", limit.line.path, limit.line.line, limit.line.text), look));
        out.push('\n');
    }
    for problem in &diff.problems {
        out.push_str(&problem_line(problem, look));
    }
    if !look.quiet {
        push(&mut out, &look.wrap(&summary(diff), "", "  "));
    }
    out
}

/// What is said where nothing about Claude changed.
fn quiet(diff: &Diff, look: &Look) -> String {
    let text = format!("nothing about Claude changed from {} to {}", diff.base, diff.head);
    look.wrap(&look.line(&text), "", "  ") + "\n" + &notes(diff, look)
}

fn notes(diff: &Diff, look: &Look) -> String {
    diff.notes.iter().map(|words| look.wrap(&look.line(words), "", "  ") + "\n").collect()
}

fn policy(out: &mut String, diff: &Diff, look: &Look) {
    let Some(change) = &diff.policy else { return };
    let files = change.files.join(", ");
    let (level, message) = match change.weakened {
        0 => (Level::Info, format!("the policy changed: {files}")),
        1 => (Level::Warn, format!("the policy became weaker: {files}; 1 finding would go or count less")),
        many => (Level::Warn, format!("the policy became weaker: {files}; {many} findings would go or count less")),
    };
    out.push_str(&heading(level, None, &message, look));
    if change.weakened > 0 {
        out.push_str(&note("note", "both states are judged by the policy as it was before", look));
    }
    out.push('\n');
}

fn spread_text(out: &mut String, spread: &Spread, look: &Look) {
    let calls = format!("{} calls in {}", spread.calls, counted(spread.files, "file"));
    let grows = spread.grows.map_or(String::new(), |grows| format!(", {} a call", growth(grows)));
    let text = format!("{} changes {calls}{grows}", place(&spread.at));
    push(out, &look.paint(Style::Strong, &look.wrap(&look.line(&text), "", "  ")));
    let words = format!("{}: {} -> {}", spread.aspect.name(), spread.before, spread.after);
    push(out, &look.wrap(&look.line(&words), "    ", "      "));
    out.push('\n');
}

fn change_text(out: &mut String, change: &Change, look: &Look) {
    let reach = change.reach.map_or(String::new(), |(callers, files)| {
        format!(", {} in {}", counted(callers, "caller"), counted(files, "file"))
    });
    let through = change.through.as_ref().map_or(String::new(), |wrapper| format!(" through {}", place(wrapper)));
    let grows = change.grows.map_or(", price not known".to_owned(), |grows| format!(", {} a call", growth(grows)));
    let lines = change.lines.map_or(String::new(), |lines| format!(", {}", counted(lines, "line")));
    let title = format!("{} {}{lines}{through}{reach}{grows}", kind_word(change.kind), place(&change.at));
    push(out, &look.paint(Style::Strong, &look.wrap(&look.line(&title), "", "  ")));
    if let Some(was) = &change.was_at {
        line(out, "was at", &place(was), look);
    }
    let (before, after) = (&change.model.0, &change.model.1);
    if change.causes.is_empty() {
        line(out, "model", if after.is_empty() { before } else { after }, look);
    }
    for cause in &change.causes {
        line(out, cause.aspect.name(), &cause_words(cause), look);
    }
    if let Some(monthly) = change.monthly {
        line(out, "a month", &growth(monthly), look);
    }
    if let Some(costs) = costs(change, "->") {
        line(out, "a call costs", &costs, look);
    }
    out.push('\n');
}

/// `claude-haiku -> claude-opus, +$0.010 (models.py:3)`.
pub(super) fn cause_words(cause: &Cause) -> String {
    let grows = cause.grows.filter(|grows| grows.low != grows.high || grows.low.0 != 0);
    let grows = grows.map_or(String::new(), |grows| format!(", {}", growth(grows)));
    let at = cause.at.as_ref().map_or(String::new(), |at| format!(" ({})", place(at)));
    let times = times_words(cause);
    format!("{} -> {}{times}{grows}{at}", cause.before, cause.after)
}

/// `, 5 times as many`.
pub(super) fn times_words(cause: &Cause) -> String {
    match cause.times {
        Some((before, after)) if cause.aspect == Aspect::Times && before != after && before > 0 => {
            let (low, high) = (before.min(after), before.max(after));
            let known = high.is_multiple_of(low).then(|| high / low);
            let word = if after > before { "as many" } else { "as few" };
            known.map_or(String::new(), |factor| format!(", {factor} times {word}"))
        }
        _ => String::new(),
    }
}

fn findings(out: &mut String, diff: &Diff, look: &Look) {
    for finding in &diff.new {
        out.push_str(&finding_text(finding, false, &diff.source, look));
        out.push('\n');
    }
    for gone in diff.gone.iter().take(GONE) {
        let text = format!("gone: {}: {} {}", gone.path, gone.count, gone.rule);
        push(out, &look.wrap(&look.line(&text), "", "  "));
    }
    let more = diff.gone.len().saturating_sub(GONE);
    if more > 0 {
        push(out, &format!("gone: {more} more"));
    }
    if !diff.gone.is_empty() {
        out.push('\n');
    }
}

/// What it comes to, in one sentence.
fn summary(diff: &Diff) -> String {
    let money = match diff.sum() {
        Some((sum, true)) => format!("; one call of each: {}", growth(sum)),
        Some((sum, false)) => format!("; one call of each whose price is known: {}", growth(sum)),
        None => String::new(),
    };
    let monthly = diff.monthly().map_or(String::new(), |monthly| {
        let known = if monthly.lacks { " whose price is known" } else { "" };
        let (before, after) = (range(monthly.before), range(monthly.after));
        format!("; a month{known}: {} ({before} -> {after})", growth(monthly.grows))
    });
    let gone: usize = diff.gone.iter().map(|gone| gone.count as usize).sum();
    let findings = format!("; findings: {} new, {gone} gone, {} as before", diff.new.len(), diff.known);
    format!("{}{money}{monthly}{findings}", diff.counted())
}

/// `src/a.py:12 ask`.
pub(super) fn place(spot: &Spot) -> String {
    let function = spot.function.as_ref().map_or(String::new(), |function| format!(" {function}"));
    format!("{}{function}", Place(&spot.path, spot.cell, spot.line))
}

pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// An indented line with a key.
fn line(out: &mut String, key: &str, text: &str, look: &Look) {
    let first = format!("  {key}: ");
    let wrapped = look.wrap(&look.line(text), &first, "      ");
    let rest = wrapped.strip_prefix(&first).unwrap_or(&wrapped);
    push(out, &format!("{}{rest}", look.paint(Style::Place, &first)));
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}
