//! GitLab's code quality report: what a merge request shows as degraded or fixed.

use super::{Look, Outcome, entry, entry::Entry, escape, json};
use crate::catalog::Level;
use serde::Serialize;

/// `skint check --format gitlab`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::entries(outcome);
    let issues: Vec<Issue<'_>> = entries.iter().map(Issue::new).collect();
    json::write(&issues)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

impl<'a> Issue<'a> {
    fn new(entry: &'a Entry<'_>) -> Self {
        let help = entry.notes.iter().find(|(key, _)| *key == "help");
        let help =
            help.map_or_else(String::new, |(_, text)| format!(" ({})", text.lines().collect::<Vec<_>>().join(" ")));
        let place = if entry.region.is_none() { format!("{}: ", entry.spot) } else { String::new() };
        Issue {
            description: escape::line(&format!("{place}{}{help}", entry.message)),
            check_name: entry.rule,
            // A report is a set: two entries of one fingerprint would be one.
            fingerprint: entry::digest(&[&entry.path, &entry.identity]),
            severity: match entry.level {
                Level::Error => "critical",
                Level::Warn => "major",
                Level::Info | Level::Off => "info",
            },
            location: Location {
                path: &entry.path,
                lines: Lines {
                    begin: entry.region.map_or(1, |region| region.line),
                    end: entry.region.map(|region| region.end_line),
                },
            },
        }
    }
}
