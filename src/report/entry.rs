//! What there is to say, one entry a place: what formats show that know neither excerpts nor several kinds of notes.

use super::{Outcome, excerpt, text};
use crate::{catalog::Level, diagnostic::Diagnostic, money::Money, source::Source};
use sha2::{Digest, Sha256};
use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

/// A finding, a file that could not be read, or an entry of the policy or the baseline that is of no use.
pub(super) struct Entry<'a> {
    /// The rule, or a name for what is no finding.
    pub(super) rule: &'a str,
    pub(super) level: Level,
    /// Path from the root of the scan.
    pub(super) path: String,
    /// Where in the file, if a place is known.
    pub(super) region: Option<Region>,
    /// `path:line:column`, as people read it.
    pub(super) spot: String,
    pub(super) message: &'a str,
    /// What is said below it, each with its key, `help` first.
    pub(super) notes: Vec<(&'static str, String)>,
    /// What it is known by from run to run; no two entries of a run share it.
    pub(super) identity: String,
    /// The finding, if it is one.
    pub(super) finding: Option<&'a Diagnostic>,
}

/// A part of a file as lines and columns from 1, the end not included. A cell of a notebook is no part of the file's
/// own lines, so that a place in a notebook has none.
#[derive(Clone, Copy)]
pub(super) struct Region {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// Names of entries that are no findings; no rule is called so.
const UNREADABLE: &str = "unreadable-file";
const IDLE: &str = "idle-policy-entry";
const LOOSE: &str = "loose-baseline";

impl Region {
    pub(super) fn of(source: &Source, start: u32, end: u32) -> Option<Region> {
        let (start, end) = (source.position(start), source.position(end));
        let region = Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column };
        start.cell.is_none().then_some(region)
    }

    fn line(line: u32) -> Region {
        Region { line, column: 1, end_line: line, end_column: 1 }
    }
}

/// Everything that there is to say, in order of place, findings first.
pub(super) fn entries(outcome: &Outcome) -> Vec<Entry<'_>> {
    let mut all: Vec<Entry<'_>> = outcome.findings.iter().map(|finding| of_finding(finding, outcome)).collect();
    all.extend(outcome.problems.iter().map(|problem| {
        let region = problem.position.filter(|at| at.cell.is_none()).map(|at| Region {
            line: at.line,
            column: at.column,
            end_line: at.line,
            end_column: at.column,
        });
        let spot = problem.position.map_or_else(String::new, excerpt::position);
        let level = if problem.fatal { Level::Error } else { Level::Warn };
        let path = problem.path.to_string();
        plain(UNREADABLE, level, path, region, &spot, &problem.message)
    }));
    all.extend(outcome.idle.iter().map(|(line, message)| {
        let spot = format!(":{}", line.line);
        plain(IDLE, Level::Warn, line.path.clone(), Some(Region::line(line.line)), &spot, message)
    }));
    if let Some(baseline) = outcome.baseline.as_ref().filter(|baseline| baseline.is_loose()) {
        let message = "it records findings that are gone: run `skint baseline` and commit what it writes";
        all.push(plain(LOOSE, Level::Error, baseline.path.clone(), None, "", message));
    }
    number(&mut all);
    all
}

/// The most important first: by level, then by what changing it would save, else in order of place.
pub(super) fn ranked(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let saves = |entry: &Entry<'_>| entry.finding.and_then(|finding| finding.saves).map_or(Money::ZERO, |s| s.0.high);
    entries.sort_by_key(|entry| Reverse((entry.level, saves(entry))));
    entries
}

/// How many entries of each level there are, in words.
pub(super) fn counted(entries: &[Entry<'_>]) -> String {
    let count = |level: Level| entries.iter().filter(|entry| entry.level == level).count();
    let words = [(Level::Error, "error"), (Level::Warn, "warning"), (Level::Info, "note")];
    let counts = words.map(|(level, word)| (count(level), word));
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> =
        counts.map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" })).collect();
    if said.is_empty() { "no findings".to_owned() } else { said.join(", ") }
}

fn of_finding<'a>(finding: &'a Diagnostic, outcome: &Outcome) -> Entry<'a> {
    let source = (outcome.source)(finding.at.source);
    Entry {
        rule: finding.rule,
        level: finding.level,
        path: source.as_ref().map(|source| source.path.to_string()).unwrap_or_default(),
        region: source.as_ref().and_then(|source| Region::of(source, finding.at.start, finding.at.end)),
        spot: source.map(|source| excerpt::place(&source, finding.at.start)).unwrap_or_default(),
        message: &finding.message,
        notes: text::closing_notes(finding, false),
        identity: finding.fingerprint.clone(),
        finding: Some(finding),
    }
}

fn plain<'a>(
    rule: &'static str,
    level: Level,
    path: String,
    region: Option<Region>,
    spot: &str,
    message: &'a str,
) -> Entry<'a> {
    let spot = format!("{path}{spot}");
    let identity = digest(&[rule, &path, message]);
    Entry { rule, level, path, region, spot, message, notes: Vec::new(), identity, finding: None }
}

/// Tells equal entries apart by their order: equal lines of one function share a fingerprint.
fn number(entries: &mut [Entry<'_>]) {
    let mut seen: BTreeMap<(String, String), u32> = BTreeMap::new();
    for entry in entries {
        let nth = seen.entry((entry.path.clone(), entry.identity.clone())).or_default();
        *nth += 1;
        write!(entry.identity, ":{nth}").expect("a string takes everything");
    }
}

/// A digest of texts that is the same in every run.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    digest.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}
