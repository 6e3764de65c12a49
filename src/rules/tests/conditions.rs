//! Conditions that keep a rule silent, one at a time: beside each call that is flagged one that differs in a single fact.

use super::fixtures::{at, block, call, caller, each, found, given, request, rules, rules_of_conduct, text, text_with};
use crate::{
    calls::{Block, Cache, CallSite, Operation, Place, Ttl, Workflow},
    catalog::Level,
    source::At,
    syntax::LoopKind,
    value::{Entry, Field, HoleKind, List, Map, Text, Value, Why},
};
use std::sync::Arc;

/// What is changed of a call.
type Change = fn(&mut CallSite);

/// A call is flagged by a rule, and is not after each of these changes.
fn silenced(rule: &str, policy: &str, flagged: &CallSite, changes: &[Change]) {
    let speaks = |call: &CallSite| found(vec![call.clone()], policy).iter().any(|finding| finding.rule == rule);
    assert!(speaks(flagged), "{rule} is silent");
    for (number, change) in changes.iter().enumerate() {
        let mut other = flagged.clone();
        change(&mut other);
        assert!(!speaks(&other), "{rule} speaks after change {number}");
    }
}

fn tool(entries: &[(&str, Value)], open: Option<Why>) -> At<Value> {
    let entry = |(key, value): &(&str, Value)| Entry { key: (*key).into(), value: At::new(value.clone(), at(91)) };
    At::new(Value::Map(Arc::new(Map { entries: entries.iter().map(entry).collect(), open })), at(90))
}

fn set_tools(call: &mut CallSite, items: Vec<At<Value>>, open: Option<Why>) {
    call.request.tools = given(Value::List(Arc::new(List { items, open })));
}

fn plain_tools() -> Vec<At<Value>> {
    (0..30).map(|_| tool(&[("name", Value::text("read", at(92)))], None)).collect()
}

#[test]
fn a_catalogue_of_tools_is_eager_only_if_nothing_in_it_may_wait() {
    let mut many = call("claude-opus-5-5");
    set_tools(&mut many, plain_tools(), None);
    silenced(
        "eager-tool-catalogue",
        "",
        &many,
        &[
            |call| set_tools(call, plain_tools(), Some(Why::Spread)),
            |call| set_tools(call, plain_tools().split_off(15), None),
            |call| {
                let waits = tool(&[("defer_loading", Value::Bool(true))], None);
                set_tools(call, [plain_tools(), vec![waits]].concat(), None);
            },
            |call| {
                let search = tool(&[("type", Value::text("tool_search_tool_regex_20251119", at(92)))], None);
                set_tools(call, [plain_tools(), vec![search]].concat(), None);
            },
            |call| set_tools(call, [plain_tools(), vec![tool(&[], Some(Why::Spread))]].concat(), None),
            |call| set_tools(call, [plain_tools(), vec![At::new(Value::Unknown(Why::Runtime), at(90))]].concat(), None),
            |call| call.sdk = "another".into(),
            |call| call.operation = Operation::CountTokens,
        ],
    );
    let mut typed = many.clone();
    let custom = tool(&[("type", Value::text("custom", at(92)))], None);
    set_tools(&mut typed, [plain_tools(), vec![custom]].concat(), None);
    silenced("eager-tool-catalogue", "", &typed, &[]);
}

#[test]
fn an_agent_of_a_workflow_has_a_rule_of_its_own() {
    let mut agent = call("claude-opus-5-5");
    (agent.sdk, agent.operation, agent.around.place) = ("claude-cli".into(), Operation::Agent, Place::Job);
    silenced(
        "agent-run-without-limit",
        "",
        &agent,
        &[
            |call| {
                call.around.workflow = Some(Workflow {
                    triggers: Vec::new(),
                    conditions: Vec::new(),
                    cancels: false,
                    queues: false,
                    timeout_minutes: Field::Absent,
                    jobs: None,
                    uses: None,
                    inputs: Vec::new(),
                });
            },
            |call| call.operation = Operation::Message,
            |call| call.sdk = "another".into(),
            |call| call.around.timed = true,
            |call| call.request.turns = given(Value::Int(20)),
            |call| call.request.budget = given(Value::Int(2)),
        ],
    );
}

#[test]
fn only_the_united_states_cost_more() {
    let mut held = call("claude-opus-5-5");
    held.request.geography = given(Value::text("us", at(12)));
    let policy = "[rules]\npremium-modifier = { residency = true }\n";
    silenced(
        "premium-modifier",
        policy,
        &held,
        &[
            |call| call.request.geography = given(Value::text("global", at(12))),
            |call| call.request.model = given(Value::text("claude-opus-4-5", at(11))),
        ],
    );
    assert!(rules(held).is_empty());
    let mut fast = call("claude-opus-5-5");
    fast.request.speed = given(Value::text("fast", at(12)));
    silenced(
        "premium-modifier",
        "",
        &fast,
        &[|call| {
            call.request.speed = given(Value::text("standard", at(12)));
        }],
    );
}

#[test]
fn words_of_the_assistant_end_a_request_only_if_they_are_there_and_last() {
    let said = |role: &str, said: Text| Block { role: Some(role.into()), ..block(said, None) };
    let mut prefilled = call("claude-opus-5-5");
    prefilled.request.messages.blocks = vec![said("user", text("hello", 70)), said("assistant", text("{", 71))];
    silenced(
        "rejected-request",
        "",
        &prefilled,
        &[
            |call| call.request.messages.open = Some(Why::Spread),
            |call| call.request.messages.blocks[1].text = Text::default(),
            |call| call.request.messages.blocks[1].role = Some("user".into()),
            |call| call.request.model = given(Value::text("claude-opus-4-5", at(11))),
            |call| call.request.model = given(Value::text("claude-3-opus-20240229", at(11))),
            |call| call.request.model = Field::Absent,
            |call| call.operation = Operation::CountTokens,
            |call| call.operation = Operation::Agent,
            |call| call.sdk = "langchain-python".into(),
        ],
    );
}

#[test]
fn an_answer_is_asked_for_again_without_end_only_in_a_bare_endless_loop() {
    let mut again = call("claude-opus-5-5");
    again.around.loops = vec![each()];
    (again.around.loops[0].kind, again.read_for_ever) = (LoopKind::Forever, true);
    silenced(
        "retry-without-limit",
        "",
        &again,
        &[
            |call| call.around.loops[0].kind = LoopKind::While,
            |call| call.around.loops[0].carries = true,
            |call| call.around.loops.clear(),
            |call| call.operation = Operation::CountTokens,
            |call| call.read_for_ever = false,
        ],
    );
}

#[test]
fn a_call_is_unresolved_if_it_asks_for_a_model_that_is_not_known() {
    let policy = "[rules]\nunresolved-call-site = { min-known-percent = 100 }\n";
    let mut unknown = call("claude-opus-5-5");
    unknown.request.model = given(Value::Unknown(Why::Environment("MODEL".into())));
    silenced(
        "unresolved-call-site",
        policy,
        &unknown,
        &[
            |call| call.operation = Operation::CountTokens,
            |call| call.request.model = Field::Absent,
            |call| call.request.model = given(Value::text("claude-opus-5-5", at(11))),
        ],
    );
    let said = |why: Why| {
        let mut unknown = unknown.clone();
        unknown.request.model = given(Value::Unknown(why));
        found(vec![unknown, call("claude-opus-5-5")], policy).swap_remove(0).message
    };
    assert!(said(Why::Environment("MODEL".into())).contains("read from `MODEL`, which has no default"));
    assert!(said(Why::Environment("".into())).contains("read from the environment, without a default"));
    assert!(said(Why::Runtime).contains("Models are known of 1 of 2 calls"));
    let mut absent = call("claude-opus-5-5");
    absent.request.model = Field::Absent;
    let share = found(vec![unknown.clone(), absent], policy).swap_remove(0).message;
    assert!(share.contains("Models are known of 0 of 1 call,"), "{share}");
    let half = "[rules]\nunresolved-call-site = { min-known-percent = 50 }\n";
    assert!(found(vec![unknown, call("claude-opus-5-5")], half).is_empty());
}

#[test]
fn an_entry_of_a_batch_is_short_lived_only_where_a_block_says_so() {
    let mut batch = call("claude-opus-5-5");
    batch.operation = Operation::Batch;
    batch.request.system.blocks = vec![Block { breakpoint: Some(Ttl::FiveMinutes), ..rules_of_conduct() }];
    batch.request.cache = Cache::Marked(at(41));
    silenced(
        "short-cache-life-in-batch",
        "",
        &batch,
        &[
            |call| {
                call.request.system.blocks[0].breakpoint = None;
                call.request.whole_marker = Some(Ttl::FiveMinutes);
            },
            |call| call.request.system.blocks.insert(0, Block { breakpoint: Some(Ttl::OneHour), ..rules_of_conduct() }),
            |call| call.request.system.open = Some(Why::Spread),
            |call| call.operation = Operation::Message,
        ],
    );
}

#[test]
fn a_prompt_is_used_again_by_turns_by_loops_and_by_those_who_are_served() {
    let with = |change: Change| {
        let mut call = call("claude-opus-5-5");
        call.request.system.blocks = vec![rules_of_conduct()];
        change(&mut call);
        let findings = found(vec![call], "");
        findings.into_iter().find(|finding| finding.rule == "uncached-system-prompt").map(|finding| finding.message)
    };
    let looped = |passes: Option<u64>| {
        let mut fact = each();
        fact.passes = passes;
        vec![fact]
    };
    assert_eq!(with(|_| ()), None);
    for (change, said) in [
        ((|call| call.around.agent_loop = true) as Change, "with every turn"),
        (|call| call.around.fan_out = true, "by several requests at once"),
        (|call| call.around.loops = vec![each()], "with every pass of a loop"),
        (|call| call.around.place = Place::WebHandler, "with every request that is served"),
    ] {
        assert!(with(change).is_some_and(|message| message.contains(said)), "{said}");
    }
    let passing = |passes, retried| {
        let mut call = call("claude-opus-5-5");
        call.request.system.blocks = vec![rules_of_conduct()];
        (call.around.loops, call.around.retried) = (looped(passes), retried);
        rules(call).contains(&"uncached-system-prompt")
    };
    assert!(passing(Some(2), false) && !passing(Some(1), false) && !passing(None, true));
}

#[test]
fn of_several_callers_those_that_send_at_once_are_cold() {
    let marked = |start| {
        let said = rules_of_conduct().text.fixed().expect("it has no holes");
        let mut marked = request("claude-opus-5-5");
        marked.system.blocks = vec![block(text(&said, start), Some(Ttl::FiveMinutes))];
        marked.cache = Cache::Marked(at(41));
        marked
    };
    let mut wrapper = call("claude-opus-5-5");
    wrapper.reached_from = vec![caller(80, marked(50)), caller(90, marked(60))];
    wrapper.reached_from[1].stack[0].fan_out = true;
    silenced(
        "cold-cache-fan-out",
        "",
        &wrapper,
        &[
            |call| call.reached_from[1].stack[0].fan_out = false,
            |call| call.reached_from[0].request = call.reached_from[1].request.clone(),
        ],
    );
}

#[test]
fn a_marker_behind_a_question_is_right_where_the_question_is_read_again() {
    let mut asked = call("claude-opus-5-5");
    asked.around.loops = vec![each()];
    asked.request.system.blocks = vec![rules_of_conduct()];
    let question = block(text_with("The customer asks: ", HoleKind::Parameter), Some(Ttl::FiveMinutes));
    asked.request.messages.blocks = vec![Block { role: Some("user".into()), ..question }];
    asked.request.cache = Cache::Marked(at(41));
    silenced(
        "marker-on-varying-block",
        "",
        &asked,
        &[
            |call| call.around.loops[0].carries = true,
            |call| call.around.agent_loop = true,
            |call| {
                set_tools(call, vec![tool(&[("cache_control", Value::Unknown(Why::Runtime))], None)], None);
                call.request.cache = Cache::Marked(at(91));
            },
            |call| call.request.messages.blocks[0].role = Some("assistant".into()),
            |call| call.operation = Operation::CountTokens,
        ],
    );
}

#[test]
fn a_rule_gives_way_only_about_the_same_call() {
    let mut uncached = call("claude-opus-5-5");
    uncached.around.loops = vec![each()];
    uncached.request.system.blocks = vec![rules_of_conduct()];
    let mut plain = call("claude-opus-5-5");
    (plain.at, plain.whole, plain.around.loops) = (at(100), at(100), vec![each()]);
    plain.around.loops[0].at = at(95);
    let said: Vec<&str> = found(vec![uncached, plain], "").iter().map(|finding| finding.rule).collect();
    assert_eq!(said, ["uncached-system-prompt", "batchable-loop"]);
}

#[test]
fn an_effort_is_pinned_high_only_if_each_that_is_possible_is() {
    let mut high = call("claude-opus-5-5");
    high.request.effort = given(Value::text("max", at(12)));
    let policy = "[rules]\nhigh-effort-pinned = \"warn\"\n";
    silenced(
        "high-effort-pinned",
        policy,
        &high,
        &[
            |call| call.request.effort = given(Value::text("low", at(12))),
            |call| {
                let both = ["low", "max"].map(|one| At::new(Value::text(one, at(12)), at(12)));
                call.request.effort = given(Value::OneOf(both.into()));
            },
            |call| call.request.effort = given(Value::Unknown(Why::Runtime)),
        ],
    );
    assert_eq!(found(vec![high], policy)[0].level, Level::Warn);
}
