//! The three rules about caching, and the loop.

use super::fixtures::{
    at, block, call, caller, each, found, given, request, rules, rules_of_conduct, text, text_with, unseen,
};
use crate::{
    calls::{Cache, CallSite, Place, Platform, Ttl},
    syntax::LoopKind,
    value::{Field, HoleKind, Value, Why},
};

const NONE: [&str; 0] = [];

/// Something that makes a call another one.
type Change = fn(&mut CallSite);

/// A call in a web handler with a large fixed prompt.
fn served() -> CallSite {
    let mut served = call("claude-sonnet-5-5");
    served.around.place = Place::WebHandler;
    served.request.system.blocks = vec![rules_of_conduct()];
    served
}

/// A call whose system prompt is one marked block.
fn marked(model: &str, words: crate::value::Text) -> CallSite {
    let mut marked = call(model);
    marked.request.system.blocks = vec![block(words, Some(Ttl::FiveMinutes))];
    marked.request.cache = Cache::Marked(at(41));
    marked
}

#[test]
fn a_prefix_counts_only_where_no_marker_can_be() {
    assert_eq!(rules(served()), ["uncached-system-prompt"]);
    let mut messages = served();
    messages.request.cache = Cache::UnseenInMessages(Why::Runtime);
    assert!(found(vec![messages], "")[0].message.contains("unless the messages bring a marker"));
    for cache in [Cache::Automatic, Cache::Unseen(Why::Spread), Cache::Marked(at(41))] {
        let mut other = served();
        other.request.cache = cache.clone();
        assert_eq!(rules(other), NONE, "{cache:?}");
    }
}

#[test]
fn a_prefix_needs_a_known_minimum() {
    for platform in [Platform::Bedrock, Platform::Gateway, Platform::Unknown] {
        let mut other = served();
        other.platform = platform;
        assert_eq!(rules(other), NONE, "{platform:?}");
    }
    let mut other = served();
    other.request.model = given(Value::Unknown(Why::Runtime));
    assert_eq!(rules(other), NONE);
}

#[test]
fn one_call_alone_says_nothing_about_reuse() {
    let mut alone = served();
    alone.around.place = Place::Library;
    assert_eq!(rules(alone.clone()), NONE);
    alone.around.retried = true;
    alone.around.loops = vec![each()];
    assert_eq!(rules(alone), NONE, "a retry sends the same request, not another one");
}

#[test]
fn calls_and_callers_that_share_a_prompt_are_one_finding() {
    let mut first = served();
    first.around.place = Place::Library;
    let mut second = first.clone();
    second.at = at(20);
    let findings = found(vec![first.clone(), second], "");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("by 2 call sites"), "{}", findings[0].message);
    assert_eq!(findings[0].labels.iter().filter(|(place, _)| *place == at(20)).count(), 1);

    let mut whole = request("claude-sonnet-5-5");
    whole.system.blocks = vec![rules_of_conduct()];
    first.reached_from = vec![caller(80, whole.clone()), caller(90, whole)];
    let findings = found(vec![first], "");
    assert!(findings[0].message.contains("by 2 callers"), "{}", findings[0].message);
}

#[test]
fn the_policy_sets_the_smallest_prefix() {
    assert!(found(vec![served()], "[rules]\nuncached-system-prompt = { min-tokens = 50_000 }\n").is_empty());
}

#[test]
fn what_changes_by_itself_before_the_marker_is_volatile() {
    for kind in [HoleKind::Time, HoleKind::Random, HoleKind::Process, HoleKind::RequestId] {
        assert_eq!(rules(marked("claude-haiku-4-5", text_with("Now: ", kind))), ["volatile-cached-prefix"], "{kind:?}");
    }
    for kind in [HoleKind::User, HoleKind::Document, HoleKind::Environment, HoleKind::Parameter, HoleKind::Unknown] {
        assert_eq!(rules(marked("claude-haiku-4-5", text_with("Now: ", kind))), NONE, "{kind:?}");
    }
}

#[test]
fn what_changes_behind_the_marker_is_in_its_place() {
    let mut call = marked("claude-sonnet-5-5", rules_of_conduct().text);
    call.request.system.blocks.push(block(text_with("Now: ", HoleKind::Time), None));
    assert_eq!(rules(call), NONE);
}

#[test]
fn a_marker_on_a_tool_ends_before_the_system_prompt() {
    let mut call = call("claude-sonnet-5-5");
    call.request.system.blocks = vec![block(text_with("Now: ", HoleKind::Time), None)];
    call.request.tools = given(Value::Bool(true));
    call.request.cache = Cache::Marked(at(1));
    assert_eq!(rules(call.clone()), NONE);
    call.request.cache = Cache::Marked(at(41));
    assert_eq!(rules(call), ["volatile-cached-prefix"], "automatic caching covers the system prompt");
}

#[test]
fn a_short_prefix_is_told_only_where_all_of_it_is_known() {
    let short = || marked("claude-haiku-4-5", text("You are terse.", 50));
    assert_eq!(rules(short()), ["cache-below-minimum"]);
    let mut open = short();
    open.request.system.open = Some(Why::Spread);
    let mut tools = short();
    tools.request.tools = unseen();
    let mut image = short();
    image.request.system.blocks[0].media = true;
    let mut cloud = short();
    cloud.platform = Platform::Bedrock;
    for silent in [open, tools, image, cloud] {
        assert_eq!(rules(silent), NONE);
    }
}

#[test]
fn a_short_prefix_must_be_short_for_every_model() {
    let mut either = marked("claude-haiku-4-5", rules_of_conduct().text);
    assert_eq!(rules(either.clone()), ["cache-below-minimum"]);
    let Field::Given(haiku) = either.request.model.clone() else { panic!("a model is given") };
    let Field::Given(sonnet) = request("claude-sonnet-5-5").model else { panic!("a model is given") };
    either.request.model = given(Value::OneOf(vec![haiku, sonnet]));
    assert_eq!(rules(either), NONE);
}

#[test]
fn a_loop_is_a_batch_only_if_nobody_and_nothing_waits() {
    let looped = || {
        let mut looped = call("claude-sonnet-5-5");
        looped.around.loops = vec![each()];
        looped
    };
    assert_eq!(rules(looped()), ["batchable-loop"]);
    let changes: [(&str, Change); 10] = [
        ("a web handler", |call| call.around.place = Place::WebHandler),
        ("an agent loop", |call| call.around.agent_loop = true),
        ("a retry", |call| call.around.retried = true),
        ("a stream", |call| call.request.stream = true),
        ("tools", |call| call.request.tools = unseen()),
        ("fast mode", |call| call.request.speed = unseen()),
        ("another platform", |call| call.platform = Platform::Vertex),
        ("a framework", |call| call.sdk = "langchain-python".into()),
        ("a result that is fed back", |call| call.around.loops[0].carries = true),
        ("a loop that waits", |call| call.around.loops[0].kind = LoopKind::While),
    ];
    for (why, change) in changes {
        let mut call = looped();
        change(&mut call);
        assert_eq!(rules(call), NONE, "{why}");
    }
    let mut few = looped();
    few.around.loops[0].passes = Some(5);
    assert_eq!(rules(few.clone()), NONE);
    few.around.loops.push(few.around.loops[0].clone());
    assert_eq!(rules(few), ["batchable-loop"], "five times five");
}

#[test]
fn a_loop_around_a_caller_counts_in_a_script_and_not_in_a_library() {
    let looped = |place| {
        let mut wrapper = call("claude-sonnet-5-5");
        wrapper.around.place = place;
        let mut outer = caller(80, request("claude-sonnet-5-5"));
        outer.stack[0].loops = vec![each()];
        wrapper.reached_from = vec![outer];
        rules(wrapper)
    };
    assert_eq!(looped(Place::Script), ["batchable-loop"]);
    assert_eq!(looped(Place::Library), NONE, "a handler may be waiting");
}
