//! Markers, where pages cannot show what is unknown or stands elsewhere.

use super::fixtures::{at, block, call, found, given, rules, rules_of_conduct, said, text_with, unseen};
use crate::{
    calls::{Block, Cache, CallSite, Operation, Ttl},
    source::At,
    value::{Entry, Field, HoleKind, List, Map, Value, Why},
};
use std::sync::Arc;

const NONE: [&str; 0] = [];

/// A question whose only marker stands on the question.
fn question(life: Ttl) -> CallSite {
    let mut question = call("claude-opus-5-5");
    question.request.system.blocks = vec![rules_of_conduct()];
    let asked = block(text_with("The customer asks: ", HoleKind::Parameter), Some(life));
    question.request.messages.blocks = vec![Block { role: Some("user".into()), ..asked }];
    question.request.cache = Cache::Marked(at(41));
    question
}

/// Requests that leave together, with a marked prefix.
fn fan_out(life: Ttl) -> CallSite {
    let mut together = call("claude-opus-5-5");
    together.around.fan_out = true;
    together.request.system.blocks = vec![Block { breakpoint: Some(life), ..rules_of_conduct() }];
    together.request.cache = Cache::Marked(at(41));
    together
}

/// Requests of a batch, with a marked prefix.
fn batch(life: Ttl) -> CallSite {
    let mut batch = fan_out(life);
    batch.around.fan_out = false;
    batch.operation = Operation::Batch;
    batch
}

/// Tools that are listed at place 1, with more that are not seen if `open`.
fn tools(entries: Vec<Entry>, open: Option<Why>) -> Field {
    let tool = At::new(Value::Map(Arc::new(Map { entries, open: None })), at(90));
    given(Value::List(Arc::new(List { items: vec![tool], open })))
}

fn entry(key: &str, value: Value) -> Entry {
    Entry { key: key.into(), value: At::new(value, at(99)) }
}

#[test]
fn a_marker_that_is_written_elsewhere_and_stands_on_a_tool_marks_no_block() {
    let marker = || entry("cache_control", Value::Map(Arc::default()));
    let mut whole = question(Ttl::FiveMinutes);
    whole.request.messages.blocks[0].breakpoint = None;
    whole.request.cache = Cache::Marked(at(99));
    assert_eq!(rules(whole.clone()), ["marker-on-varying-block"], "the whole request is marked");
    whole.request.tools = tools(vec![marker()], None);
    assert_eq!(rules(whole), NONE);
    let mut both = question(Ttl::FiveMinutes);
    both.request.tools = tools(vec![marker()], None);
    assert_eq!(rules(both), NONE, "the marker on the tool is read");
}

#[test]
fn tools_that_are_not_known_may_differ_from_call_to_call_and_hold_a_marker() {
    for case in [question, fan_out, batch] {
        let mut known = case(Ttl::FiveMinutes);
        known.request.tools = tools(vec![entry("name", Value::text("read", at(91)))], None);
        assert_eq!(rules(known.clone()).len(), 1, "tools that are known are the same in every call");
        let one = vec![At::new(Value::Unknown(Why::Runtime), at(90))];
        let one = given(Value::List(Arc::new(List { items: one, open: None })));
        for unknown in [unseen(), given(Value::Unknown(Why::Runtime)), tools(Vec::new(), Some(Why::Spread)), one] {
            known.request.tools = unknown;
            assert_eq!(rules(known.clone()), NONE);
        }
    }
}

#[test]
fn an_entry_that_lives_for_an_hour_is_dearer_to_write() {
    for case in [question, fan_out] {
        for (life, price) in [
            (Ttl::FiveMinutes, "$10.26 to $11.66"),
            (Ttl::OneHour, "$16.41 to $18.65"),
            (Ttl::Unknown, "$10.26 to $18.65"),
        ] {
            let said = said(case(life));
            assert!(said.contains(price), "{said}");
        }
    }
}

#[test]
fn figures_are_what_the_team_pays() {
    for case in [question, fan_out] {
        let said = |policy| found(vec![case(Ttl::FiveMinutes)], policy).swap_remove(0).message;
        assert!(said("").contains("$10.26 to $11.66"), "{}", said(""));
        let half = said("[prices]\ndiscount-percent = 50\n");
        assert!(half.contains("$5.13 to $5.83"), "{half}");
        let agreed = said("[prices.models.claude-opus-5-5]\ncache-write-5m-usd = 10\n");
        assert!(agreed.contains("$20.51 to $23.31"), "{agreed}");
    }
}
