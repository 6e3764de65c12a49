//! `skint diff`: what a change does.

use super::{
    Asked, Refusal,
    base::{Compared, SUBMODULE, Sides, sides},
    limits::Months,
};
use crate::{
    calls::CallSite,
    compare::{self, Comparison, Given, Sifted, State},
    diagnostic::Diagnostic,
    estimate,
    report::{diff::Diff, progress::Progress},
    resolve::files::Files,
    rules,
    walk::Which,
};

/// Compares two states of the repository around the current folder.
pub fn diff(asked: &Asked, compared: &Compared, progress: &Progress) -> Result<Diff, Refusal> {
    let sides = sides(asked, compared, progress)?;
    progress.begin("comparing calls");
    let mut comparison = comparison(&sides, asked);
    let months = Months::of(&sides, &comparison, asked.as_of);
    for change in comparison.changes.iter_mut().filter(|change| change.through.is_none()) {
        change.monthly = months.grows(change.sites.0, change.sites.1);
    }
    let sifted = sifted(&sides);
    let (base, head) = (sides.pair.side(Which::Base), sides.pair.side(Which::Head));
    let known = sifted.known.iter().filter(|known| **known).count();
    let mut new: Vec<Diagnostic> = sides.head.findings.clone();
    let mut recorded = sifted.known.into_iter();
    new.retain(|_| !recorded.next().unwrap_or(false));
    let before = base.problems();
    let problems = head.problems().into_iter().filter(|problem| problem.fatal || !before.contains(problem));
    let mut problems: Vec<_> = problems.chain(before.iter().filter(|problem| problem.fatal).cloned()).collect();
    problems.sort();
    problems.dedup();
    Ok(Diff {
        base: sides.title.base.clone(),
        head: sides.title.head.clone(),
        comparison,
        new,
        gone: sifted.gone,
        known,
        policy: sides.policy_change.clone(),
        limits: months.limits(sides.before.as_ref().unwrap_or(&sides.policy)),
        monthly: months.all(),
        notes: sides
            .modules
            .iter()
            .map(|path| format!("the submodule {path} {SUBMODULE}"))
            .chain(sides.notes.iter().cloned())
            .collect(),
        problems,
        source: Box::new(move |id| head.source(id)),
    })
}

/// What became of calls; nothing where both states are known to be alike.
pub(super) fn comparison(sides: &Sides, asked: &Asked) -> Comparison {
    let calls = sides.head.sites.len();
    let Some(before) = &sides.base else {
        let pairs = (0..calls).map(|number| (Some(number), Some(number))).collect();
        return Comparison { calls: (calls, calls), pairs, ..Comparison::default() };
    };
    let (base, head) = (sides.pair.side(Which::Base), sides.pair.side(Which::Head));
    let estimate = |call: &CallSite, path: &str| {
        estimate::estimate(&call.request, &rules::shape(call, &sides.policy, path), asked.as_of)
    };
    compare::compare(Given {
        base: State { sites: &before.sites, files: &base },
        head: State { sites: &sides.head.sites, files: &head },
        renamed: &sides.renamed,
        estimate: &|call| estimate(call, &head.path(call.at.source)),
    })
}

/// Which findings were there before, and which are gone.
pub(super) fn sifted(sides: &Sides) -> Sifted {
    let (base, head) = (sides.pair.side(Which::Base), sides.pair.side(Which::Head));
    let now = &sides.head;
    let Some(before) = &sides.base else { return Sifted { known: vec![true; now.findings.len()], gone: Vec::new() } };
    let (old, new) = (State { sites: &before.sites, files: &base }, State { sites: &now.sites, files: &head });
    compare::sift((&before.findings, old), (&now.findings, new), &|path| sides.renamed.get(path).cloned())
}
