//! `skint check --base`: what a scan finds that was not there before.

use super::{
    Asked, Refusal,
    base::{Compared, SUBMODULE, Stored, sides},
    baseline_file::{self, Ground},
    coverage,
    diff::{comparison, sifted},
    idle_traffic, increase,
    limits::Months,
    rows,
};
use crate::{
    baseline::fingerprint,
    report::{Baselined, Outcome, beside::Beside, progress::Progress},
    resolve::files::Files,
    source::Problem,
    walk::Which,
};

/// Scans the state after, and shows what was not found in the state before. A baseline counts beside it.
pub fn since(asked: &Asked, compared: &Compared, progress: &Progress) -> Result<Outcome, Refusal> {
    let sides = sides(asked, compared, progress)?;
    let sifted = sifted(&sides);
    let known = sifted.known.iter().filter(|known| **known).count();
    let (base, head) = (sides.pair.side(Which::Base), sides.pair.side(Which::Head));
    let mut idle = sides.policy.expired(asked.as_of);
    idle.extend(sides.policy.unmatched(head.paths()));
    idle.extend(idle_traffic(&sides.policy, &sides.head.sites, &head, sides.named.is("")));
    let months = Months::of(&sides, &comparison(&sides, asked), asked.as_of);
    let mut added = increase::findings(&sides, &months, asked);
    let mut findings = sides.head.findings;
    let mut there = sifted.known.into_iter();
    findings.retain(|_| !there.next().unwrap_or(false));
    let covers = |path: &str| sides.named.holds(path);
    let scan = Ground { files: &head, base: &sides.root, home: &sides.home, covers: &covers };
    let beside = Stored { state: &head, root: &sides.root, links: &sides.links, on_disk: sides.on_disk };
    let recorded = baseline_file::sift(asked, &scan, &beside, &mut findings)?;
    // A limit on what one change may add is about this change: nobody can have recorded it.
    for finding in &mut added {
        finding.fingerprint = head.source(finding.at.source).map(|s| fingerprint(finding, &s)).unwrap_or_default();
    }
    findings.extend(added);
    let loose = recorded.filter(Baselined::is_loose);
    let before = Baselined { path: sides.title.base, known, gone: sifted.gone, ratchet: false, is_commit: true };
    // What could be read before and cannot be now is the change's; what never could be is not. What git does not have is
    // missing from the answer either way.
    let (old, new) = (base.problems(), head.problems());
    let mut problems: Vec<_> = new.into_iter().filter(|problem| problem.fatal || !old.contains(problem)).collect();
    problems.extend(old.into_iter().filter(|problem| problem.fatal));
    problems.extend(sides.modules.iter().map(|path| Problem {
        path: path.as_str().into(),
        position: None,
        message: format!("this submodule {SUBMODULE}"),
        fatal: false,
    }));
    let mut outcome = Outcome {
        findings,
        coverage: coverage(&sides.head.sites),
        sites: rows(&sides.head.sites, months.after(), &head),
        problems,
        idle,
        baseline: loose.or(Some(before)),
        beside: Beside::default(),
        source: Box::new(move |id| head.source(id)),
    };
    outcome.sort();
    Ok(outcome)
}
