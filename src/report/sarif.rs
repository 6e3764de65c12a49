//! SARIF 2.1.0, as code scanning services take it.
//!
//! What GitHub accepts bounds it (docs.github.com, "SARIF results exceed one or more limits", read 2026-11-22): of a run
//! it keeps 5,000 results by severity, and 100 locations of each. The most important stay, and a notification says how
//! many do not.

mod shape;

use super::{
    Look, Outcome,
    entry::{self, Entry, Region},
    escape, excerpt, json,
};
use crate::bounds::SARIF_RESULTS as RESULTS;
use crate::{
    catalog::{
        Level,
        pages::{self, RulePage},
    },
    source::Span,
};
use shape::{
    Artifact, Driver, Fingerprints, Help, Invocation, Level as Word, Location, Log, Notification, Physical, Place,
    Properties, Related, ReportingConfiguration, Result as Found, Rule, Run, Text, Tool,
};
use std::{collections::BTreeSet, fmt::Write};

/// Locations of a result that are kept.
const LOCATIONS: usize = 100;

/// `skint check --format sarif`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::ranked(entry::entries(outcome));
    let (found, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.finding.is_some());
    let left = found.len().saturating_sub(RESULTS);
    let found = &found[..found.len() - left];
    let names: Vec<&str> = found.iter().map(|entry| entry.rule).collect::<BTreeSet<_>>().into_iter().collect();
    let mut notifications: Vec<Notification> = others.iter().map(notification).collect();
    if left > 0 {
        let words = format!("{left} results are left out, the least important ones: a run holds {RESULTS}");
        notifications.push(Notification { level: Word::Warning, message: Text::new(words), locations: Vec::new() });
    }
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "skint",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: names.iter().map(|name| rule(name)).collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: !outcome.unreadable(),
            tool_execution_notifications: notifications,
        }],
        column_kind: "unicodeCodePoints",
        results: found.iter().map(|entry| result(entry, &names, outcome)).collect(),
    };
    json::write(&Log::new(run))
}

fn rule(name: &str) -> Rule {
    let page = pages::all().iter().find(|page| page.name == name);
    let summary = page.map_or(name, |page| &page.summary).to_owned();
    let level = page.map_or(Level::Warn, |page| page.level);
    Rule {
        id: name.to_owned(),
        short_description: Text::new(summary.clone()),
        full_description: Text::new(summary.clone()),
        default_configuration: ReportingConfiguration { level: word(level) },
        help: Help { text: page.map_or(summary, |page| prose(page).replace('`', "")), markdown: page.map(prose) },
        properties: Properties {
            tags: std::iter::once("cost".to_owned()).chain(page.map(|page| page.group.clone())).collect(),
            severity: match level {
                Level::Error => "error",
                Level::Warn => "warning",
                Level::Info | Level::Off => "recommendation",
            },
        },
    }
}

/// A page without its executed examples, which say nothing new to whoever has a finding.
fn prose(page: &RulePage) -> String {
    page.text.split_once(super::pages::EXAMPLES).map_or(page.text, |(text, _)| text).trim_end().to_owned()
}

fn word(level: Level) -> Word {
    match level {
        Level::Error => Word::Error,
        Level::Warn => Word::Warning,
        Level::Info | Level::Off => Word::Note,
    }
}

fn result(entry: &Entry<'_>, rules: &[&str], outcome: &Outcome) -> Found {
    let notes = entry.notes.iter().flat_map(|(key, text)| text.lines().map(move |line| format!("{key}: {line}")));
    let mut lines: Vec<String> = std::iter::once(entry.message.to_owned()).chain(notes).collect();
    if entry.region.is_none() {
        lines[0] = format!("{}: {}", entry.spot, lines[0]);
    }
    let labels = entry.finding.map(|finding| &finding.labels[..]).unwrap_or_default();
    // No two may be the same.
    let labels = labels.iter().collect::<BTreeSet<_>>().into_iter().take(LOCATIONS - 1);
    Found {
        rule_id: entry.rule.to_owned(),
        rule_index: rules.iter().position(|rule| *rule == entry.rule).unwrap_or_default(),
        level: word(entry.level),
        message: Text::new(lines.iter().map(|line| unlinked(line)).collect::<Vec<_>>().join("\n")),
        locations: [location(&entry.path, entry.region)],
        related_locations: labels.filter_map(|(at, label)| related(*at, label, outcome)).collect(),
        partial_fingerprints: Fingerprints { line: entry.identity.clone(), own: entry.identity.clone() },
    }
}

/// One line in which no brackets make a link, as they do in messages of SARIF.
fn unlinked(text: &str) -> String {
    escape::line(text).replace("](", "] (")
}

fn related(at: Span, label: &str, outcome: &Outcome) -> Option<Related> {
    let source = (outcome.source)(at.source)?;
    let region = Region::of(&source, at.start, at.end);
    let label =
        if region.is_some() { label.to_owned() } else { format!("{}: {label}", excerpt::place(&source, at.start)) };
    let place = location(&source.path, region).physical_location;
    Some(Related { physical_location: place, message: Text::new(unlinked(&label)) })
}

fn notification(entry: &Entry<'_>) -> Notification {
    let message = Text::new(unlinked(&format!("{}: {}", entry.spot, entry.message)));
    Notification { level: word(entry.level), message, locations: vec![location(&entry.path, entry.region)] }
}

fn location(path: &str, region: Option<Region>) -> Location {
    let place = |at: Region| Place {
        start_line: at.line,
        start_column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
    };
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(path), uri_base_id: "%SRCROOT%" },
            region: region.map(place),
        },
    }
}

/// A path as a relative reference: whatever is more than a plain character is spelled in its bytes.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => write!(out, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    out
}
