//! What skint has to say, before anybody decides how to show it.

use crate::{
    catalog::Level,
    money::{Money, Range},
    policy::PolicyLine,
    source::Span,
};
use jiff::civil::Date;

/// How sure skint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// Rests on a heuristic.
    Low,
    /// Rests on facts and on one stated assumption.
    Medium,
    /// Rests on facts that were read.
    High,
}

/// A finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Name of the rule.
    pub rule: &'static str,
    /// Level, as the policy has it.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// What, where, how much, under which assumption: one or two sentences.
    pub message: String,
    /// The place that is shown.
    pub at: Span,
    /// What stands beside the place, a few words.
    pub label: String,
    /// Other places that matter, with a few words each.
    pub labels: Vec<(Span, String)>,
    /// The line of the policy that caused it.
    pub because: Option<PolicyLine>,
    /// The day from which it is an error, where that is still to come.
    pub error_from: Option<Date>,
    /// What the team itself has to say, from its policy: words, and where to read on.
    pub team: Vec<String>,
    /// What to change, in the user's own SDK and language.
    pub help: Option<String>,
    /// What changing it would save, where that can be said, with the unit it is for (`per 1,000 calls`).
    pub saves: Option<(Range<Money>, &'static str)>,
    /// A change of the files that takes it away, where one is known.
    pub fix: Option<Fix>,
    /// Function around the place, and the call's ordinal there: identity that survives moved lines.
    pub function: Option<String>,
    /// What it is known by from run to run, whatever line it stands on; filled in once all findings are there.
    pub fingerprint: String,
}

/// A change of files that takes a finding away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// Whether nothing but the cost changes.
    pub safe: bool,
    /// What it writes; no two overlap.
    pub edits: Vec<Edit>,
}

/// A text in another's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub at: Span,
    /// What comes.
    pub replacement: String,
}
