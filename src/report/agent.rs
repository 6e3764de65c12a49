//! For coding assistants: a line a finding, in order of place, with what to change, and nothing else.

use super::{Look, Outcome, entry, entry::Entry, escape};

/// `skint check --format agent`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::entries(outcome);
    let summary = format!("{}; {}\n", entry::counted(&entries), outcome.coverage.sentence());
    entries.iter().map(line).chain([summary]).collect()
}

fn line(entry: &Entry<'_>) -> String {
    let said = format!("{} {} {}: {}", entry.spot, entry.level, entry.rule, entry.message);
    let notes =
        entry.notes.iter().map(|(key, note)| format!("{key}: {}", note.lines().collect::<Vec<_>>().join(" / ")));
    escape::line(&std::iter::once(said).chain(notes).collect::<Vec<_>>().join(" | ")) + "\n"
}
