//! Findings for people: on a terminal, in a log, in 80 columns.

use super::{
    Baselined, Look, Outcome,
    excerpt::{self, Mark},
    fixed::fixable,
    style::Style,
};
use crate::{
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    policy::PolicyLine,
    source::{Problem, Source, SourceId, Span},
};
use std::{collections::BTreeSet, fmt::Write, sync::Arc};

/// The report of `skint check`.
pub fn check(outcome: &Outcome, look: &Look) -> String {
    let mut out = String::new();
    let mut explained = BTreeSet::new();
    for finding in &outcome.findings {
        let explain = explained.insert(finding.rule) && !look.quiet;
        out.push_str(&finding_text(finding, explain, &outcome.source, look));
        out.push('\n');
    }
    for problem in &outcome.problems {
        out.push_str(&problem_line(problem, look));
    }
    if look.quiet {
        return out;
    }
    for (line, message) in &outcome.idle {
        let text = look.line(&format!("{}:{}: {message}", line.path, line.line));
        push_line(&mut out, &look.wrap(&text, "", "    "));
    }
    if !outcome.problems.is_empty() || !outcome.idle.is_empty() {
        out.push('\n');
    }
    let baseline = outcome.baseline.as_ref();
    out.extend(baseline.and_then(|baseline| baseline.complaint(look)).map(|complaint| complaint + "\n"));
    out.push_str(&summary(outcome, look));
    out
}

/// A problem on a line of its own, as editors and people look for it.
pub(super) fn problem_line(problem: &Problem, look: &Look) -> String {
    let place = problem.position.map_or_else(String::new, |position| {
        let cell = position.cell.map_or_else(String::new, |cell| format!("cell {}:", u64::from(cell) + 1));
        format!("{cell}{}:{}:", position.line, position.column)
    });
    let mut out = String::new();
    push_line(&mut out, &look.line(&format!("{}:{place} {}", problem.path, problem.message)));
    out
}

type Sources = dyn Fn(SourceId) -> Option<Arc<Source>>;

pub(super) fn finding_text(finding: &Diagnostic, explain: bool, source: &Sources, look: &Look) -> String {
    let mut out = heading(finding.level, Some(finding.rule), &finding.message, look);
    let (files, mut notes) = shown_places(finding, source, look);
    for (id, marks) in &files {
        if let Some(source) = source(*id) {
            let drawn = excerpt::draw(&source, marks, look);
            out.push_str(&drawn.text);
            for (line, words) in drawn.left {
                out.push_str(&note(&format!("line {line}"), &words, look));
            }
        }
    }
    notes.extend(closing_notes(finding, explain));
    for (key, text) in notes {
        out.push_str(&note(key, &text, look));
    }
    out
}

pub(super) type Note = (&'static str, String);

/// The places that are drawn, by file, the finding's own first; notes about the others.
fn shown_places(finding: &Diagnostic, source: &Sources, look: &Look) -> (Vec<(SourceId, Vec<Mark>)>, Vec<Note>) {
    let mut files = vec![(finding.at.source, vec![Mark { at: finding.at, label: look.line(&finding.label) }])];
    let mut also = Vec::new();
    for (at, label) in &finding.labels {
        let mark = Mark { at: *at, label: look.line(label) };
        match files.iter().position(|(id, _)| *id == at.source) {
            Some(index) if files[index].1.len() < MARKS => files[index].1.push(mark),
            None if files.len() < FILES => files.push((at.source, vec![mark])),
            _ => also.push((at, label)),
        }
    }
    let place = |at: &Span| source(at.source).map(|source| excerpt::place(&source, at.start)).unwrap_or_default();
    let shown = also.iter().take(ALSO).map(|(at, label)| ("also", format!("{}: {label}", place(at))));
    let more = also.len().saturating_sub(ALSO);
    let more = (more > 0).then(|| ("also", format!("{more} more places")));
    (files, shown.chain(more).collect())
}

/// Marks in one file, and files, that are drawn; places beyond become notes, and beyond that a number.
const MARKS: usize = 6;
const FILES: usize = 3;
const ALSO: usize = 5;

/// What is said below the excerpts.
pub(super) fn closing_notes(finding: &Diagnostic, explain: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(help) = &finding.help {
        notes.push(("help", help.clone()));
    }
    if let Some((saved, unit)) = &finding.saves {
        notes.push(("saves", format!("{saved} {unit}")));
    }
    if let Some(line) = &finding.because {
        notes.push(("policy", policy_note(line)));
    }
    if let Some(day) = finding.error_from {
        notes.push(("policy", format!("an error from {day} on")));
    }
    notes.extend(finding.team.iter().map(|words| ("team", words.clone())));
    if finding.confidence == Confidence::Low {
        notes.push(("note", "low confidence: this rests on a heuristic".to_owned()));
    }
    if explain {
        notes.push(("more", format!("skint explain {}", finding.rule)));
    }
    notes
}

/// Characters of a policy line that are shown.
const POLICY_TEXT: usize = 120;

fn policy_note(line: &PolicyLine) -> String {
    let text: String = line.text.chars().take(POLICY_TEXT).collect();
    format!("{}:{}: {text}", line.path, line.line)
}

/// `warn[rule] message`, wrapped.
pub(super) fn heading(level: Level, rule: Option<&str>, message: &str, look: &Look) -> String {
    let name = rule.map_or_else(|| format!("{level}:"), |rule| format!("{level}[{rule}]"));
    let text = look.wrap(&format!("{name} {}", look.line(message)), "", "  ");
    let rest = text.strip_prefix(&name).unwrap_or(&text);
    format!("{}{}\n", look.paint(Style::Level(level), &name), look.paint(Style::Strong, rest))
}

/// `  help: text`, wrapped; several lines stay several. Each is indented, so that none passes for output of its own.
pub(super) fn note(key: &str, text: &str, look: &Look) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let first = if index == 0 { format!("{key:>8}: ") } else { " ".repeat(10) };
        let wrapped = look.wrap(&look.line(line), &first, &" ".repeat(10));
        let rest = wrapped.strip_prefix(&first).unwrap_or(&wrapped);
        push_line(&mut out, &format!("{}{rest}", look.paint(Style::Place, &first)));
    }
    out
}

/// What was found and how much of the tree that speaks for.
fn summary(outcome: &Outcome, look: &Look) -> String {
    let counts = [Level::Error, Level::Warn, Level::Info].map(|level| (level, outcome.count(level)));
    let counted: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| look.paint(Style::Level(*level), &format!("{count} {level}")))
        .collect();
    let mut out = String::new();
    let findings = if counted.is_empty() { "no findings".to_owned() } else { counted.join(", ") };
    let problems = match outcome.problems.len() {
        0 => String::new(),
        1 => "; 1 problem while reading".to_owned(),
        count => format!("; {count} problems while reading"),
    };
    push_line(&mut out, &format!("{findings}{problems}"));
    if let Some(sentence) = fixable(outcome) {
        push_line(&mut out, &sentence);
    }
    if let Some(sentence) = outcome.baseline.as_ref().and_then(Baselined::sentence) {
        push_line(&mut out, &look.wrap(&look.line(&sentence), "", "  "));
    }
    push_line(&mut out, &look.wrap(&look.line(&outcome.coverage.sentence()), "", "  "));
    out
}

fn push_line(out: &mut String, line: &str) {
    writeln!(out, "{}", line.trim_end()).expect("a string takes everything");
}
