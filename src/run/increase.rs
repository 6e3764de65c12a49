//! What a change adds to the monthly cost and may not, as findings: told where most of it comes from.

use super::{
    Asked,
    base::Sides,
    limits::{Months, Step},
};
use crate::{
    diagnostic::Diagnostic,
    money::{Money, Range},
    rules::{self, Added, Site},
    walk::Which,
};

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
    let context =
        rules::Context { sites: &sides.head.sites, candidates: &[], policy, as_of: asked.as_of, files: &files };
    let told = limits.into_iter().filter_map(|(budget, limit)| {
        let mut calls: Vec<(&Site, Option<Range<Money>>)> =
            months.steps(&|path| budget.covers(path)).filter_map(|step| dearer(sides, step)).collect();
        let order = |grows: &Option<Range<Money>>| grows.map(|grows| (grows.high, grows.low));
        calls.sort_by_key(|(site, grows)| (std::cmp::Reverse(order(grows)), site.call.at));
        let added = Added { message: limit.message, line: limit.line, certain: limit.broken, calls };
        rules::over_increase(&context, added)
    });
    told.collect()
}

/// A call of the state after that costs more in a month than before, or as much as nobody knows.
fn dearer(sides: &Sides, step: Step) -> Option<(&Site, Option<Range<Money>>)> {
    let site = sides.head.sites.get(step.head?)?;
    let grows = step.grows();
    grows.is_none_or(|grows| grows.high > Money::ZERO).then_some((site, grows))
}
