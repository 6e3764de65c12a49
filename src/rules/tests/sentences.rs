//! What a finding says beside that it is there: its sentence, its level and how sure it is, case by case.

use super::fixtures::{at, block, call, caller, each, found, given, request, rules_of_conduct, text, text_with};
use crate::{
    calls::{Block, Cache, CallSite, Operation, Place, Platform, Ttl},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    source::At,
    value::{Field, HoleKind, Value, Why},
};

/// What is changed of a call.
type Change = fn(&mut CallSite);

/// The finding of a rule about some calls.
fn told(rule: &str, calls: Vec<CallSite>) -> Diagnostic {
    let findings = found(calls, "");
    let said: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    let position = said.iter().position(|said| *said == rule);
    findings[position.unwrap_or_else(|| panic!("{said:?}"))].clone()
}

fn looped(start: u32, passes: Option<u64>) -> CallSite {
    let mut looped = call("claude-sonnet-5-5");
    looped.at = at(start);
    looped.around.loops = vec![each()];
    looped.around.loops[0].passes = passes;
    looped
}

#[test]
fn a_loop_says_what_its_passes_cost_where_all_pass_alike() {
    let said = |calls| told("batchable-loop", calls).message;
    let per = |calls| told("batchable-loop", calls).saves.map(|(_, per)| per);
    assert!(said(vec![looped(10, Some(200)), looped(12, Some(200))]).contains("200 passes cost"));
    assert!(said(vec![looped(10, None), looped(12, None)]).contains("1,000 passes cost"));
    assert!(!said(vec![looped(10, Some(200)), looped(12, None)]).contains("passes cost"));
    assert_eq!(per(vec![looped(10, Some(200))]), Some("per run"));
    assert_eq!(per(vec![looped(10, None)]), Some("per 1,000 passes"));
    let without = ", without what is not known of the prompt";
    let mut open = looped(12, None);
    open.request.messages.open = Some(Why::Runtime);
    assert!(!said(vec![looped(10, None), looped(14, None)]).contains(without));
    assert!(said(vec![looped(10, None), open]).contains(without));
}

#[test]
fn a_loop_around_callers_counts_only_where_all_of_them_are_in_view() {
    let program = |file: u32| {
        let mut wrapper = call("claude-sonnet-5-5");
        wrapper.around.place = Place::Script;
        let mut outer = caller(80, request("claude-sonnet-5-5"));
        outer.stack[0].loops = vec![each()];
        outer.stack[0].at.source = crate::source::SourceId(file);
        wrapper.reached_from = vec![outer];
        found(vec![wrapper], "").iter().any(|finding| finding.rule == "batchable-loop")
    };
    assert!(program(0));
    assert!(!program(1), "another file calls it");
}

#[test]
fn an_agent_in_a_notebook_is_a_remark() {
    let mut agent = looped(10, Some(50));
    agent.sdk = "claude-agent-sdk-python".into();
    agent.operation = Operation::Agent;
    let of = |agent: &CallSite| told("agent-run-without-limit", vec![agent.clone()]);
    assert_eq!(of(&agent).level, Level::Warn);
    assert!(of(&agent).message.ends_with("with every pass of a loop"));
    agent.around.place = Place::Notebook;
    assert_eq!(of(&agent).level, Level::Info);
    agent.around.fan_out = true;
    assert!(of(&agent).message.ends_with("several run at once"));
    agent.around.place = Place::Job;
    assert!(of(&agent).message.ends_with("a queue or a clock starts it"));
}

#[test]
fn a_short_prefix_is_of_the_system_prompt_and_of_all_that_is_marked() {
    let short = |blocks: Vec<Block>| {
        let mut short = call("claude-haiku-4-5");
        short.request.system.blocks = blocks;
        short.request.cache = Cache::Marked(at(41));
        short
    };
    let marked = || block(text("You are terse.", 50), Some(Ttl::FiveMinutes));
    let speaks = |call: CallSite| found(vec![call], "").iter().any(|finding| finding.rule == "cache-below-minimum");
    assert!(speaks(short(vec![marked()])));
    let mut in_messages = short(Vec::new());
    in_messages.request.messages.blocks = vec![Block { role: Some("user".into()), ..marked() }];
    assert!(!speaks(in_messages), "a conversation grows");
    let tools = || given(Value::List(std::sync::Arc::default()));
    let mut with_tools = short(vec![marked(), block(text("And kind.", 90), None)]);
    assert!(speaks(with_tools.clone()));
    with_tools.request.tools = tools();
    assert!(speaks(with_tools.clone()), "an empty list is none");
    let tool = |text: &str| {
        let mut map = crate::value::Map::default();
        map.set("name".into(), At::new(Value::text("read", at(92)), at(92)));
        map.set("description".into(), At::new(Value::text(text, at(93)), at(93)));
        map.set("input_schema".into(), At::new(Value::Map(std::sync::Arc::default()), at(94)));
        let items = vec![At::new(Value::Map(std::sync::Arc::new(map)), at(91))];
        given(Value::List(std::sync::Arc::new(crate::value::List { items, open: None })))
    };
    with_tools.request.tools = tool("read");
    assert!(!speaks(with_tools.clone()), "the marker may stand in front of much of what is counted");
    let mut whole = short(vec![marked()]);
    whole.request.tools = tool("read");
    assert!(speaks(whole.clone()));
    whole.request.tools = tool(&"read ".repeat(5000));
    assert!(!speaks(whole), "with its tools it is long enough");
}

#[test]
fn a_cap_is_surer_where_no_caller_chooses_the_model() {
    let mut high = call("claude-opus-4-5");
    high.request.max_tokens = given(Value::Int(100_000));
    assert_eq!(told("cap-above-model-limit", vec![high.clone()]).confidence, Confidence::High);
    high.open_to_callers.model = true;
    assert_eq!(told("cap-above-model-limit", vec![high]).confidence, Confidence::Medium);
    let speaks = |operation, cap| {
        let mut call = call("claude-sonnet-5-5");
        (call.operation, call.request.max_tokens) = (operation, given(Value::Int(cap)));
        found(vec![call], "").iter().any(|finding| finding.rule == "cap-above-model-limit")
    };
    assert!(speaks(Operation::Message, 200_000) && !speaks(Operation::Batch, 200_000), "a batch may answer at length");
    assert!(speaks(Operation::Batch, 400_000));
}

#[test]
fn requests_that_leave_together_are_warmed_by_the_same_prefix_only() {
    let together = |start: u32, fan_out: bool, written: u32| {
        let mut together = call("claude-opus-5-5");
        together.at = at(start);
        together.around.fan_out = fan_out;
        let conduct = rules_of_conduct();
        let said = conduct.text.fixed().expect("it has no holes");
        together.request.system.blocks =
            vec![Block { breakpoint: Some(Ttl::FiveMinutes), text: text(&said, written), ..conduct }];
        together.request.cache = Cache::Marked(at(41));
        together
    };
    let speaks = |other| {
        let findings = found(vec![together(10, true, 50), other], "");
        findings.iter().any(|finding| finding.rule == "cold-cache-fan-out")
    };
    assert!(speaks(together(20, false, 60)), "another prefix");
    assert!(speaks(together(20, true, 50)), "it leaves with the others");
    assert!(!speaks(together(20, false, 50)));
}

#[test]
fn one_place_is_one_place_and_a_test_is_the_tests_own_affair() {
    let older = |start: u32| {
        let mut older = call("claude-haiku-4-5");
        older.at = at(start);
        older.request.model = given(Value::text("claude-haiku-4-5", at(start + 1)));
        older
    };
    let said = |calls| told("dearer-older-model", calls).message;
    assert!(!said(vec![older(10)]).contains("place"));
    assert!(said(vec![older(10), older(20)]).contains("; 2 places"));
    let mut chosen = older(10);
    chosen.request.model_default = true;
    assert!(found(vec![chosen], "").is_empty(), "the SDK chose it");
}

#[test]
fn a_prefix_says_what_it_holds_and_who_sends_it() {
    let handler = |tools: Field| {
        let mut handler = call("claude-opus-5-5");
        handler.around.place = Place::WebHandler;
        handler.request.system.blocks = vec![rules_of_conduct()];
        handler.request.tools = tools;
        handler
    };
    let said = |call: CallSite| told("uncached-system-prompt", vec![call]).message;
    assert!(said(handler(Field::Absent)).contains("of fixed system prompt are sent uncached with every request that"));
    let mut tool = crate::value::Map::default();
    tool.set("name".into(), At::new(Value::text("read", at(92)), at(92)));
    let items = vec![At::new(Value::Map(std::sync::Arc::new(tool)), at(91))];
    let tools = given(Value::List(std::sync::Arc::new(crate::value::List { items, open: None })));
    assert!(said(handler(tools)).contains("of fixed tools and system prompt"));
    let changes: [(Change, &str); 3] = [
        (|call| call.around.agent_loop = true, "with every turn"),
        (|call| call.around.fan_out = true, "by several requests at once"),
        (|call| call.around.loops = vec![each()], "with every pass of a loop"),
    ];
    for (change, how) in changes {
        let mut call = handler(Field::Absent);
        change(&mut call);
        assert!(said(call.clone()).contains(how), "{how}");
    }
    let mut once = handler(Field::Absent);
    once.around.loops = vec![each()];
    once.around.loops[0].passes = Some(1);
    assert!(said(once).contains("with every request that is served"), "one pass is no loop");
}

#[test]
fn a_platform_that_caches_by_another_minimum_is_not_spoken_of() {
    let mut batch = call("claude-opus-5-5");
    batch.operation = Operation::Batch;
    batch.request.system.blocks = vec![Block { breakpoint: Some(Ttl::FiveMinutes), ..rules_of_conduct() }];
    batch.request.cache = Cache::Marked(at(41));
    assert_eq!(told("short-cache-life-in-batch", vec![batch.clone()]).at, at(41));
    batch.platform = Platform::Bedrock;
    assert!(found(vec![batch], "").is_empty());
}

#[test]
fn the_fixed_text_is_shown_where_the_call_does_not_show_it() {
    let labels = |written: u32| {
        let mut looped = looped(10, None);
        let said = rules_of_conduct().text.fixed().expect("it has no holes");
        looped.request.system.blocks = vec![block(text(&said, written), None)];
        told("uncached-system-prompt", vec![looped]).labels
    };
    assert_eq!(labels(20), [], "within the call");
    assert_eq!(labels(50), [(at(50), "the fixed text".to_owned())]);
}

#[test]
fn what_differs_says_how_often() {
    let label = |kind| {
        let mut volatile = call("claude-opus-5-5");
        volatile.request.system.blocks = vec![block(text_with("Now: ", kind), Some(Ttl::FiveMinutes))];
        volatile.request.cache = Cache::Marked(at(41));
        told("volatile-cached-prefix", vec![volatile]).label
    };
    assert_eq!(label(HoleKind::Process), "another one in every process");
    assert_eq!(label(HoleKind::Random), "another one in every request");
}
