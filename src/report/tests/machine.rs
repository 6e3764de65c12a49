//! The machine formats, whose shapes other tools rely on.

use super::*;

#[test]
fn findings_as_json() {
    insta::assert_snapshot!(json::check(&service(), &Look::PLAIN));
}

#[test]
fn sites_as_json() {
    let mut outcome = outcome(Vec::new(), Vec::new());
    outcome.sites.push(site("src/a.py", 12, "claude-opus-5-5"));
    outcome.coverage = Coverage { sites: 41, model_known: 37, complete: 30, ..Coverage::default() };
    insta::assert_snapshot!(json::sites(&outcome, &Look::PLAIN));
}

#[test]
fn dollars_keep_what_small_sums_need() {
    let shown = |low, high| sites::dollars(Range::new(Money(low), Money(high)));
    assert_eq!(shown(1_320_000_000, 2_500_000_000_000), ["0.00132", "2.5000"]);
    assert_eq!(shown(0, 123_450_000), ["0.0000", "0.00012345"]);
}
