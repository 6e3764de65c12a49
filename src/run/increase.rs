//! What a change adds to the monthly cost and may not, as findings: told where most of it comes from.

use super::{Asked, base::Sides, diff::comparison, limits::Months};
use crate::{
    diagnostic::Diagnostic,
    money::{Money, Range},
    resolve::files::Files,
    rules::{self, Added, Site},
    walk::Which,
};
use std::collections::HashMap;

/// A finding for each limit on what a change may add that this one breaks, or may break.
pub(super) fn findings(sides: &Sides, months: &Months, asked: &Asked) -> Vec<Diagnostic> {
    // What one change may add is not for the change to say.
    let policy = sides.before.as_ref().unwrap_or(&sides.policy);
    let budgets = policy.shared_budgets();
    let limits = months.limits_by_budget(&budgets);
    if limits.is_empty() {
        return Vec::new();
    }
    let files = sides.pair.side(Which::Head);
    let grown = grown(sides, months, asked);
    let context =
        rules::Context { sites: &sides.head.sites, candidates: &[], policy, as_of: asked.as_of, files: &files };
    let told = limits.into_iter().filter_map(|(budget, limit)| {
        let covered = |site: &Site| budget.covers(&files.path(site.call.at.source));
        let mut calls: Vec<(&Site, Range<Money>)> = (grown.iter())
            .map(|(number, grows)| (&sides.head.sites[*number], *grows))
            .filter(|(site, _)| covered(site))
            .collect();
        calls.sort_by_key(|(site, grows)| (std::cmp::Reverse((grows.high, grows.low)), site.call.at));
        let added = Added { message: limit.message, line: limit.line, certain: limit.broken, calls };
        rules::over_increase(&context, added)
    });
    told.collect()
}

/// Calls of the state after that cost more in a month than before, by their numbers.
fn grown(sides: &Sides, months: &Months, asked: &Asked) -> HashMap<usize, Range<Money>> {
    let changes = comparison(sides, asked).changes;
    let each =
        changes.iter().filter_map(|change| Some((change.sites.1?, months.grows(change.sites.0, change.sites.1)?)));
    each.filter(|(_, grows)| grows.high > Money::ZERO).collect()
}
