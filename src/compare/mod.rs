//! What a change does to the calls of Claude: two states of a tree held against each other.
//!
//! A call is known by its file, with renames followed, its function, its place among the calls there, and what is
//! written there; never by its line. What is compared is the request as it was resolved, so that a change counts wherever
//! it was made: in the call, in a constant, a template, a setting, a wrapper or a caller in another file.

mod aspect;
mod callers;
mod cause;
mod cut;
mod evidence;
mod findings;
mod identity;
mod lines;
mod markers;
mod same;
mod spread;
mod times;
mod words;

pub use aspect::Aspect;
pub use cause::Cause;
pub use findings::{Sifted, sift};
pub use identity::Pairs;
pub use lines::Lines;
pub use spread::Spread;

use crate::{
    calls::{CallSite, Operation},
    estimate::Estimate,
    money::{Money, Range},
    resolve::files::Files,
    rules::Site,
    source::Span,
};
use std::{collections::HashMap, sync::Arc};

/// One of the states.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// Its calls, in order of place.
    pub sites: &'a [Site],
    /// Its files.
    pub files: &'a dyn Files,
}

/// Works out what a call would come to.
pub type Estimating<'a> = &'a (dyn Fn(&CallSite) -> Estimate + Sync);

/// What two states are, and what connects them.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The state before.
    pub base: State<'a>,
    /// The state after.
    pub head: State<'a>,
    /// Paths before, by paths after, of files that were renamed.
    pub renamed: &'a HashMap<Arc<str>, Arc<str>>,
    /// Works out what a call would come to.
    pub estimate: Estimating<'a>,
}

impl Given<'_> {
    /// The path before of a path after.
    fn before<'p>(&'p self, path: &'p Arc<str>) -> &'p Arc<str> {
        self.renamed.get(path).unwrap_or(path)
    }

    /// The path after of a path before.
    fn after<'p>(&'p self, path: &'p Arc<str>) -> &'p Arc<str> {
        self.renamed.iter().find(|(_, old)| *old == path).map_or(path, |(new, _)| new)
    }
}

/// What a change does to the calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What became of calls, the dearest first.
    pub changes: Vec<Change>,
    /// Places whose change reaches several calls, the one that reaches most first.
    pub spread: Vec<Spread>,
    /// Calls before and after.
    pub calls: (usize, usize),
    /// Which call before is which call after.
    pub pairs: Pairs,
}

/// A place, as people look for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Path from the root.
    pub path: String,
    /// Index of the notebook cell, from 0.
    pub cell: Option<u32>,
    /// Line, from 1.
    pub line: u32,
    /// The function around it.
    pub function: Option<String>,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It sends something else, or more often.
    Changed,
    /// It is gone.
    Removed,
}

/// What became of a call, or of all calls of a wrapper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub kind: Kind,
    /// Where it stands; where it stood, if it is gone.
    pub at: Spot,
    /// Where it stood, if that was another file or function.
    pub was_at: Option<Spot>,
    /// The wrapper that a caller goes through, if `at` is a caller.
    pub through: Option<Spot>,
    /// Id of the SDK's page.
    pub sdk: String,
    /// What is asked for.
    pub operation: Operation,
    /// The models before and after, as they are shown.
    pub model: (String, String),
    /// What one call costs before and after, where a price is known.
    pub per_call: (Option<Range<Money>>, Option<Range<Money>>),
    /// By how much that grows, lower and upper bound each by itself; nothing where one of them is not known.
    pub grows: Option<Range<Money>>,
    /// By how much its monthly cost grows, where the policy says how often it runs; whoever knows that fills it in.
    pub monthly: Option<Range<Money>>,
    /// Why, the dearest first.
    pub causes: Vec<Cause>,
    /// For a wrapper, how many callers it has and in how many files.
    pub reach: Option<(usize, usize)>,
    /// For a wrapper whose function changed, how many of its lines did.
    pub lines: Option<usize>,
    /// The call before and after, by their numbers among the sites.
    pub sites: (Option<usize>, Option<usize>),
}

impl Change {
    /// What it is sorted by: the money it moves, at worst.
    pub fn weight(&self) -> i128 {
        self.grows.map_or(0, |grows| grows.low.0.abs().max(grows.high.0.abs()))
    }
}

/// Holds two states against each other.
pub fn compare(given: Given<'_>) -> Comparison {
    let pairs = identity::pairs(given);
    let mut changes = Vec::new();
    for (base, head) in pairs.iter().copied() {
        match (base, head) {
            (Some(base), Some(head)) => changes.extend(callers::changes(given, base, head)),
            (None, Some(head)) => changes.push(whole(given.head, head, Kind::Added)),
            (Some(base), None) => changes.push(whole(given.base, base, Kind::Removed)),
            (None, None) => {}
        }
    }
    let spread = spread::of(&changes);
    changes.sort_by(|a, b| (b.weight(), a.kind, &a.at).cmp(&(a.weight(), b.kind, &b.at)));
    Comparison { changes, spread, calls: (given.base.sites.len(), given.head.sites.len()), pairs }
}

/// A call that is new, or gone.
fn whole(state: State<'_>, number: usize, kind: Kind) -> Change {
    let site = &state.sites[number];
    let (cost, model) = (site.estimate.per_call, words::model(&site.call));
    let none = (String::new(), None);
    let now = (model, cost);
    let (before, after) = if kind == Kind::Added { (none, now) } else { (now, none) };
    let numbers = if kind == Kind::Added { (None, Some(number)) } else { (Some(number), None) };
    Change {
        kind,
        at: spot(state.files, site.call.at, site.call.around.function.as_deref()),
        was_at: None,
        through: None,
        sdk: site.call.sdk.to_string(),
        operation: site.call.operation,
        model: (before.0, after.0),
        per_call: (before.1, after.1),
        grows: grows(before.1, after.1, kind),
        monthly: None,
        causes: Vec::new(),
        reach: callers::reach(&site.call, state.files),
        lines: None,
        sites: numbers,
    }
}

/// By how much a cost grows. What is not there costs nothing; what is there and has no price is not known.
fn grows(before: Option<Range<Money>>, after: Option<Range<Money>>, kind: Kind) -> Option<Range<Money>> {
    let nothing = Some(Range::exactly(Money::ZERO));
    let (before, after) = match kind {
        Kind::Added => (nothing, after),
        Kind::Changed => (before, after),
        Kind::Removed => (before, nothing),
    };
    Some(difference(before?, after?))
}

/// The growth of both bounds, the lesser one first. They are not set against each other crosswise: what makes one estimate
/// miss makes the other miss the same way.
pub fn difference(before: Range<Money>, after: Range<Money>) -> Range<Money> {
    let (low, high) = (after.low - before.low, after.high - before.high);
    Range::new(low.min(high), low.max(high))
}

/// A place, for people.
fn spot(files: &dyn Files, at: Span, function: Option<&str>) -> Spot {
    let position = files.source(at.source).map(|source| source.position(at.start));
    Spot {
        path: files.path(at.source).to_string(),
        cell: position.and_then(|position| position.cell),
        line: position.map_or(1, |position| position.line),
        function: function.map(str::to_owned),
    }
}
