//! One root cause, one finding: what speaks of a call, and what is then silent about it.

use super::fixtures::{at, block, call, found, given, text};
use crate::{
    calls::{Block, Cache, CallSite, Operation, Place, Special, Ttl},
    source::At,
    value::{Map, Value},
};
use std::sync::Arc;

/// Names of the rules that speak about a call under a policy, but for what is said of its model's age.
fn speaking(call: &CallSite, policy: &str) -> Vec<&'static str> {
    let said = found(vec![call.clone()], policy).into_iter().map(|finding| finding.rule);
    said.filter(|rule| *rule != "dearer-older-model").collect()
}

#[test]
fn a_marker_on_nothing_is_one_finding_whichever_rule_speaks() {
    let mut empty = call("claude-opus-5-5");
    empty.request.system.blocks = vec![block(text("", 50), Some(Ttl::FiveMinutes))];
    empty.request.cache = Cache::Marked(at(41));
    assert_eq!(speaking(&empty, ""), ["invalid-cache-markers"]);
    assert_eq!(speaking(&empty, "[rules]\ninvalid-cache-markers = \"off\"\n"), ["cache-below-minimum"]);
    empty.operation = Operation::Agent;
    assert!(speaking(&empty, "").contains(&"cache-below-minimum"), "what an agent sends is its library's affair");
}

#[test]
fn thinking_takes_no_marker_and_an_image_does() {
    let marked = |kind: &str| {
        let mut marked = call("claude-opus-5-5");
        let mut map = Map::default();
        map.set("type".into(), At::new(Value::text(kind, at(72)), at(72)));
        let special = Some(Special::Media(Arc::new(map)));
        let role = Some("user".into());
        let media = Block { role, special, media: true, ..block(text("", 71), Some(Ttl::FiveMinutes)) };
        marked.request.messages.blocks = vec![media];
        marked.request.cache = Cache::Marked(at(41));
        speaking(&marked, "")
    };
    assert_eq!(marked("thinking"), ["invalid-cache-markers"]);
    assert_eq!(marked("image"), Vec::<&str>::new());
}

#[test]
fn a_large_model_is_too_large_only_beside_one_that_is_not() {
    let mut label = call("claude-opus-5-5");
    label.around.function = Some("classify".into());
    label.request.max_tokens = given(Value::Int(8));
    assert!(speaking(&label, "").contains(&"oversized-model"));
    let all = "[rules]\noversized-model = { families = [\"fable\", \"haiku\", \"mythos\", \"opus\", \"sonnet\"] }\n";
    assert!(!speaking(&label, all).contains(&"oversized-model"));
}

#[test]
fn why_a_model_is_not_known_is_said_of_the_one_that_is_not() {
    let policy = "[rules]\nunresolved-call-site = { min-known-percent = 100 }\n";
    let mut either = call("claude-opus-5-5");
    let known = At::new(Value::text("claude-opus-5-5", at(11)), at(11));
    let read = At::new(Value::Unknown(crate::value::Why::Environment("MODEL".into())), at(12));
    either.request.model = given(Value::OneOf([known, read].into()));
    let said = found(vec![either], policy).into_iter().find(|finding| finding.rule == "unresolved-call-site");
    assert!(said.is_some_and(|finding| finding.message.contains("read from `MODEL`")));
}

#[test]
fn what_tests_send_is_on_no_budget() {
    let mut dear = call("claude-opus-5-5");
    let budget = "[budget]\nper-call-usd = 0.001\n";
    assert!(speaking(&dear, budget).contains(&"over-budget"));
    dear.around.place = Place::Test;
    assert!(!speaking(&dear, budget).contains(&"over-budget"));
}
