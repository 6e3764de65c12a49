//! A tree, analysed: what holds of calls, findings and every report, whatever stands in the files.

use super::{AS_OF, reports, spans, tree};
use skint::{
    policy::Policy,
    report::{Coverage, Outcome, inventory},
    resolve::files::Files,
    rules::Site,
    run::{Analysis, analyse},
    source::{Problem, SourceId, Span},
    walk::{Pair, Side, Which},
};
use std::{
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

/// Time that anything may take besides what its length allows it; builds for tests are some thirty times slower than
/// those that people use, and a machine may be busy: half a minute was seen for a comment as long as one may be, beside
/// eight other targets.
const PATIENCE: Duration = Duration::from_secs(if cfg!(fuzzing) { 2 } else { 60 });

/// Does something that may take a second for each megabyte.
pub(crate) fn in_time(bytes: usize, what: &str, does: impl FnOnce()) {
    let start = Instant::now();
    does();
    let (took, allowed) = (start.elapsed(), PATIENCE + Duration::from_micros(bytes as u64));
    assert!(took < allowed, "{what} took {took:?} for {bytes} bytes");
}

/// What holds where there is no policy.
pub(crate) fn recommended() -> &'static Policy {
    static POLICY: LazyLock<Policy> = LazyLock::new(Policy::embedded);
    &POLICY
}

/// Analyses one state, and holds everything that it gives.
pub(crate) fn check(texts: &tree::Texts, policy: &Policy) -> Analysis {
    let pair = tree::pair(&tree::Texts::new(), texts);
    let [_, candidates] = tree::code(&pair);
    let bytes = texts.values().map(String::len).sum();
    let mut found = None;
    in_time(bytes, "the analysis", || found = Some(judge(&pair, Which::Head, &candidates, policy)));
    let found = found.expect("it was just made");
    let sites = found.sites.clone();
    let outcome = outcome(pair.side(Which::Head), &sites, found.findings.clone());
    in_time(bytes, "the reports", || reports::check(&outcome));
    found
}

/// Analyses the same once more, read anew.
pub(crate) fn again(texts: &tree::Texts, policy: &Policy) -> Analysis {
    let pair = tree::pair(&tree::Texts::new(), texts);
    let [_, candidates] = tree::code(&pair);
    judge(&pair, Which::Head, &candidates, policy)
}

/// What is found in one state.
pub(crate) fn judge(pair: &Arc<Pair<usize>>, which: Which, candidates: &[SourceId], policy: &Policy) -> Analysis {
    let side = pair.side(which);
    let found = analyse(&side, candidates, policy, AS_OF);
    no_reader_failed(&side.problems());
    for site in &found.sites {
        points(site.call.at, &side, "a call");
    }
    for finding in &found.findings {
        points(finding.at, &side, finding.rule);
        finding.labels.iter().for_each(|(span, _)| points(*span, &side, finding.rule));
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        edits.for_each(|edit| points(edit.at, &side, finding.rule));
    }
    found
}

fn points(span: Span, side: &Side<usize>, what: &str) {
    let source = side.source(span.source).unwrap_or_else(|| panic!("{what} is in no file"));
    spans::check(span, &source, what);
}

fn no_reader_failed(problems: &[Problem]) {
    let failed = problems.iter().find(|problem| problem.message.contains("bug"));
    assert!(failed.is_none(), "{failed:?}");
}

/// All of it as reports see it.
pub(crate) fn outcome(side: Side<usize>, sites: &[Site], findings: Vec<skint::diagnostic::Diagnostic>) -> Outcome {
    let mut coverage = Coverage::default();
    for site in sites {
        coverage.add(site.call.model_fact().why.as_ref(), site.estimate.open.is_empty());
    }
    let rows = sites.iter().filter_map(|site| inventory::site(site, &side)).collect();
    let mut outcome = Outcome {
        findings,
        sites: rows,
        problems: side.problems(),
        idle: Vec::new(),
        baseline: None,
        beside: skint::report::beside::Beside::default(),
        coverage,
        source: Box::new(move |id| side.source(id)),
    };
    outcome.sort();
    outcome
}
