//! What a change does to the calls of Claude, to findings and to budgets: for people, for programs, for a comment.

mod json;
mod markdown;
mod money;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::Look;
use crate::{
    baseline::Gone,
    compare::{Change, Comparison, Kind},
    diagnostic::Diagnostic,
    money::{Money, Range},
    policy::PolicyLine,
    source::{Problem, Source, SourceId},
};
use std::sync::Arc;

/// What a change does.
pub struct Diff {
    /// The state before, for people.
    pub base: String,
    /// The state after.
    pub head: String,
    /// What it does to calls.
    pub comparison: Comparison,
    /// Findings that are new.
    pub new: Vec<Diagnostic>,
    /// Findings that are gone.
    pub gone: Vec<Gone>,
    /// How many findings are in both states.
    pub known: usize,
    /// What it does to the policy.
    pub policy: Option<PolicyChange>,
    /// Limits of the policy on what a change may add, that it breaks or may break.
    pub limits: Vec<Limit>,
    /// What calls cost in a month, where the policy says how often they run.
    pub monthly: Option<Monthly>,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// What could not be read of the state after and could before, or at all.
    pub problems: Vec<Problem>,
    /// The texts that findings point into.
    pub source: Box<dyn Fn(SourceId) -> Option<Arc<Source>>>,
}

/// What a change does to the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// Its files that differ.
    pub files: Vec<String>,
    /// Findings that the policy before has and the one after has not, or takes more lightly. The one before then judges.
    pub weakened: usize,
}

/// What all calls whose traffic is declared cost in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monthly {
    /// Before.
    pub before: Range<Money>,
    /// After.
    pub after: Range<Money>,
    /// By how much that grows, lower and upper bound each by itself.
    pub grows: Range<Money>,
    /// Whether some of them have no price and are left out.
    pub lacks: bool,
}

/// A limit that a change breaks, or may break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The line that sets it.
    pub line: PolicyLine,
    /// What the change adds against what it may add, a sentence.
    pub message: String,
    /// Whether it is broken for certain.
    pub broken: bool,
}

/// How a format shows a comparison.
pub type RenderDiff = fn(&Diff, &Look) -> String;

/// Formats of `skint diff`, sorted by name.
pub const DIFF_FORMATS: &[(&str, RenderDiff)] = &[("json", json), ("markdown", markdown), ("text", text)];

impl Diff {
    /// What the change adds in a month, if it adds or takes away anything.
    fn monthly(&self) -> Option<&Monthly> {
        self.monthly.as_ref().filter(|monthly| monthly.grows != Range::exactly(Money::ZERO))
    }

    /// Whether nothing about Claude changed.
    pub fn is_quiet(&self) -> bool {
        self.comparison.changes.is_empty()
            && self.new.is_empty()
            && self.gone.is_empty()
            && self.policy.is_none()
            && self.limits.is_empty()
            && self.problems.is_empty()
    }

    /// Whether something that was asked for could not be read at all.
    pub fn unreadable(&self) -> bool {
        self.problems.iter().any(|problem| problem.fatal)
    }

    /// Whether a limit is broken for certain.
    pub fn breaks_a_limit(&self) -> bool {
        self.limits.iter().any(|limit| limit.broken)
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Change> {
        self.comparison.changes.iter().filter(move |change| change.kind == kind)
    }

    /// `1 call added, 2 changed`.
    fn counted(&self) -> String {
        let kinds = [(Kind::Added, "added"), (Kind::Changed, "changed"), (Kind::Removed, "removed")];
        let mut all = Vec::new();
        for (kind, word) in kinds {
            let count = self.of_kind(kind).count();
            if count > 0 {
                let call = match (all.is_empty(), count) {
                    (true, 1) => " call",
                    (true, _) => " calls",
                    _ => "",
                };
                all.push(format!("{count}{call} {word}"));
            }
        }
        if all.is_empty() { "no call changed".to_owned() } else { all.join(", ") }
    }

    /// What one call of each that changed costs more, as far as prices are known, and whether all are.
    fn sum(&self) -> Option<(Range<Money>, bool)> {
        let changes = &self.comparison.changes;
        let known: Vec<Range<Money>> = changes.iter().filter_map(|change| change.grows).collect();
        let sum = known.iter().copied().reduce(|one, other| one + other)?;
        Some((sum, known.len() == changes.len()))
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "added",
        Kind::Changed => "changed",
        Kind::Removed => "removed",
    }
}
