//! The XML of `JUnit`, for build services that know nothing else: a test a finding, failed from `warn` on.

use super::{Look, Outcome, entry, entry::Entry, escape};
use crate::catalog::Level;
use std::fmt::Write;

/// `skint check --format junit`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::entries(outcome);
    let failed = entries.iter().filter(|entry| entry.level >= Level::Warn).count();
    let mut cases: String = entries.iter().map(case).collect();
    if entries.is_empty() {
        cases.push_str("    <testcase classname=\"skint\" name=\"no findings\"/>\n");
    }
    let count = entries.len().max(1);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"skint\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\">\n  \
         <testsuite name=\"skint\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n\
         {cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(entry: &Entry<'_>) -> String {
    let name =
        format!("{} {}", entry.rule, entry.spot.strip_prefix(&entry.path).unwrap_or_default().trim_start_matches(':'));
    let mut out =
        format!("    <testcase classname=\"{}\" name=\"{}\"", escape::html(&entry.path), escape::html(name.trim_end()));
    if let Some(region) = entry.region {
        write!(out, " file=\"{}\" line=\"{}\"", escape::html(&entry.path), region.line).expect(FITS);
    }
    let message = escape::html(entry.message);
    let notes: String = entry
        .notes
        .iter()
        .flat_map(|(key, text)| text.lines().map(move |line| format!("\n{key}: {}", escape::html(line))))
        .collect();
    let inner = if entry.level >= Level::Warn {
        format!(
            "<failure type=\"{}\" message=\"{message}\">{}{notes}</failure>",
            entry.level,
            escape::html(&entry.spot)
        )
    } else {
        format!("<system-out>{message}{notes}</system-out>")
    };
    write!(out, ">\n      {inner}\n    </testcase>\n").expect(FITS);
    out
}

const FITS: &str = "a string takes everything";
