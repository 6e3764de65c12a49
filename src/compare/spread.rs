//! Places whose change reaches several calls: a constant, a template, a setting.

use super::{Aspect, Change, Spot};
use crate::money::{Money, Range};
use std::collections::{BTreeMap, BTreeSet};

/// A place whose change reaches several calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Where it is.
    pub at: Spot,
    /// The part of the requests that it changes.
    pub aspect: Aspect,
    /// What it was, where it is the same for all.
    pub before: String,
    /// What it is.
    pub after: String,
    /// How many calls it reaches.
    pub calls: usize,
    /// In how many files.
    pub files: usize,
    /// What it does to the price of one call, over all of them.
    pub grows: Option<Range<Money>>,
}

/// The places, the one that reaches most first.
pub(super) fn of(changes: &[Change]) -> Vec<Spread> {
    let mut found: BTreeMap<(Spot, Aspect), (Spread, BTreeSet<&str>, usize)> = BTreeMap::new();
    for change in changes {
        for cause in &change.causes {
            let Some(at) = &cause.at else { continue };
            let (calls, files) = change.reach.unwrap_or((1, 1));
            let fresh = || {
                let (before, after) = (cause.before.clone(), cause.after.clone());
                let grows = cause.grows;
                let spread = Spread { at: at.clone(), aspect: cause.aspect, before, after, calls: 0, files: 0, grows };
                (spread, BTreeSet::new(), 0)
            };
            let (spread, paths, rows) = found.entry((at.clone(), cause.aspect)).or_insert_with(fresh);
            spread.calls += calls;
            *rows += 1;
            spread.files = spread.files.max(files);
            paths.insert(&change.at.path);
            spread.grows = spread.grows.zip(cause.grows).map(|(one, other)| one.or(other));
        }
    }
    let mut all: Vec<Spread> = found
        .into_values()
        .filter(|(_, _, rows)| *rows > 1) // one change says all this itself
        .map(|(spread, paths, _)| Spread { files: spread.files.max(paths.len()), ..spread })
        .collect();
    all.sort_by(|a, b| (b.calls, &a.at).cmp(&(a.calls, &b.at)));
    all
}
