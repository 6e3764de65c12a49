//! The rule about caps.

use super::fixtures::{call, found, given, rules, unseen};
use crate::{
    calls::{AbsentCap, CallSite, Operation},
    catalog::Level,
    value::{Field, Value, Why},
};

const NONE: [&str; 0] = [];

fn uncapped(model: &str, absent_cap: AbsentCap) -> CallSite {
    let mut uncapped = call(model);
    uncapped.request.max_tokens = Field::Absent;
    uncapped.absent_cap = absent_cap;
    uncapped
}

#[test]
fn each_consequence_has_its_own_level() {
    let level = |cap| found(vec![uncapped("claude-opus-5-5", cap)], "").first().map(|finding| finding.level);
    assert_eq!(level(AbsentCap::Rejected), Some(Level::Error));
    assert_eq!(level(AbsentCap::ModelMaximum), Some(Level::Info));
    assert_eq!(level(AbsentCap::Filled(512)), Some(Level::Info));
    assert_eq!(level(AbsentCap::Filled(16_000)), None, "at most $0.32 an answer");
    assert_eq!(level(AbsentCap::NotApplicable), None);
    assert_eq!(level(AbsentCap::Unknown), None);
}

#[test]
fn the_worst_answer_is_priced() {
    let findings = found(vec![uncapped("claude-opus-5-5", AbsentCap::ModelMaximum)], "");
    assert!(
        findings[0].message.contains("run to 128,000 tokens, and one that long costs $2.56"),
        "{}",
        findings[0].message
    );
    assert_eq!(rules(uncapped("claude-haiku-5-5", AbsentCap::ModelMaximum)), NONE);
    let mut unknown = uncapped("claude-opus-5-5", AbsentCap::ModelMaximum);
    unknown.request.model = given(Value::Unknown(Why::Runtime));
    assert_eq!(rules(unknown), NONE);
}

#[test]
fn a_cap_that_may_be_there_is_not_missing() {
    let mut spread = uncapped("claude-opus-5-5", AbsentCap::Rejected);
    spread.request.max_tokens = unseen();
    assert_eq!(rules(spread.clone()), NONE);
    spread.request.max_tokens = given(Value::Unknown(Why::Runtime));
    assert_eq!(rules(spread), NONE);
    let mut agent = uncapped("claude-opus-5-5", AbsentCap::Rejected);
    agent.operation = Operation::Agent;
    agent.request.turns = given(Value::Int(20));
    assert_eq!(rules(agent), NONE);
}
