//! What a scan found, for people and for programs.
//!
//! A report copies out of the core's types into its own, so that the shape of each format is frozen by itself. Nothing
//! that comes from the scanned tree is shown as it is: names, texts and messages are escaped for each format.

pub mod agent;
mod agreed;
mod baselined;
pub mod beside;
pub mod cost;
pub mod coverage;
pub mod diff;
mod entry;
pub mod escape;
mod excerpt;
pub mod explain;
mod fixed;
pub mod github;
pub mod gitlab;
mod grid;
pub mod html;
pub mod init;
pub mod inventory;
pub mod json;
pub mod junit;
pub mod markdown;
mod mistakes;
pub mod models;
pub mod models_data;
pub mod pages;
mod place;
pub mod policy;
pub mod policy_test;
pub mod progress;
pub mod sarif;
pub mod sites;
pub mod style;
pub mod table;
pub mod text;
pub mod tokens;

#[cfg(test)]
mod tests;

pub use agreed::{Agreed, agreed};
pub use baselined::{Baselined, Written, recorded};
pub use coverage::Coverage;
pub use fixed::{Fixed, difference, fixed};
pub use mistakes::{mistakes, refusal};
use sites::dollars as inventory_dollars;
pub use style::Look;

use crate::{
    catalog::Level,
    diagnostic::Diagnostic,
    policy::PolicyLine,
    source::{Problem, Source, SourceId},
};
use std::sync::Arc;

/// What a scan found.
pub struct Outcome {
    /// Findings, in order of place.
    pub findings: Vec<Diagnostic>,
    /// Places that call Claude, in order of place.
    pub sites: Vec<sites::Site>,
    /// What could not be read, in order of place.
    pub problems: Vec<Problem>,
    /// Entries of the policy that are of no use, each with a sentence about it.
    pub idle: Vec<(PolicyLine, String)>,
    /// What a baseline did to the findings, where there is one.
    pub baseline: Option<Baselined>,
    /// What stands beside the calls, where they were asked for.
    pub beside: beside::Beside,
    /// How much is known of the calls.
    pub coverage: Coverage,
    /// The texts that findings point into.
    pub source: Box<dyn Fn(SourceId) -> Option<Arc<Source>>>,
}

impl Outcome {
    /// Sorts findings by file, place and rule; every format relies on it.
    pub fn sort(&mut self) {
        let place = |finding: &Diagnostic| (self.source)(finding.at.source).map(|source| source.path.clone());
        self.findings.sort_by_cached_key(|finding| (place(finding), finding.at, finding.rule, finding.message.clone()));
        self.problems.sort();
        self.sites.sort_by(|a, b| a.place().cmp(&b.place()));
    }

    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// Whether something that was asked for could not be read at all.
    pub fn unreadable(&self) -> bool {
        self.problems.iter().any(|problem| problem.fatal)
    }
}

/// How a format shows an outcome.
pub type Render = fn(&Outcome, &Look) -> String;

/// Formats of `skint check`, sorted by name.
pub const FORMATS: &[(&str, Render)] = &[
    ("agent", agent::check),
    ("github", github::check),
    ("gitlab", gitlab::check),
    ("html", html::check),
    ("json", json::check),
    ("junit", junit::check),
    ("markdown", markdown::check),
    ("sarif", sarif::check),
    ("text", text::check),
];

/// Formats of `skint sites`, sorted by name.
pub const SITE_FORMATS: &[(&str, Render)] = &[("json", json::sites), ("table", table::sites)];
