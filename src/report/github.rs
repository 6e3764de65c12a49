//! Workflow commands of GitHub Actions: annotations on the lines of a change.
//!
//! A step shows at most ten annotations of each kind, so the most important come first and the rest is a number. What a
//! command carries is escaped as the runner reads it; no text from outside begins a line, so none is a command itself.

use super::{Look, Outcome, entry, entry::Entry, escape};
use crate::catalog::Level;
use std::fmt::Write;

/// Annotations of each kind that a step shows (docs.github.com, "Workflow commands", read 2026-11-22).
const SHOWN: usize = 10;

/// `skint check --format github`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::ranked(entry::entries(outcome));
    let mut out = String::new();
    let mut left = 0;
    for level in [Level::Error, Level::Warn, Level::Info] {
        let all: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.level == level).collect();
        left += all.len().saturating_sub(SHOWN);
        out.extend(all.into_iter().take(SHOWN).map(command));
    }
    if left > 0 {
        writeln!(out, "{left} more are not annotated: a step shows {SHOWN} of each level").expect(FITS);
    }
    writeln!(out, "{}; {}", entry::counted(&entries), outcome.coverage.sentence()).expect(FITS);
    out
}

const FITS: &str = "a string takes everything";

fn command(entry: &Entry<'_>) -> String {
    let kind = match entry.level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info | Level::Off => "notice",
    };
    let mut out = format!("::{kind} ");
    if !entry.path.is_empty() {
        write!(out, "file={},", property(&entry.path)).expect(FITS);
    }
    if let Some(at) = entry.region {
        write!(out, "line={},endLine={},", at.line, at.end_line).expect(FITS);
        if at.line == at.end_line && at.end_column > at.column {
            write!(out, "col={},endColumn={},", at.column, at.end_column).expect(FITS);
        }
    }
    write!(out, "title={}::", property(&format!("skint: {}", entry.rule))).expect(FITS);
    let place = if entry.region.is_none() { format!("{}: ", entry.spot) } else { String::new() };
    let notes = entry.notes.iter().flat_map(|(key, text)| text.lines().map(move |line| format!("{key}: {line}")));
    let lines: Vec<String> =
        std::iter::once(format!("{place}{}", entry.message)).chain(notes).map(|l| data(&l)).collect();
    out + &lines.join("%0A") + "\n"
}

/// One line of a command's message.
fn data(text: &str) -> String {
    escape::line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the message. The runner reads a path back as it was, so nothing but its own signs is escaped; what
/// could end the line is among them.
fn property(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ':' | ',' | '%' => write!(out, "%{:02X}", u32::from(c)).expect(FITS),
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            c => escape::push(&mut out, c),
        }
    }
    out
}
