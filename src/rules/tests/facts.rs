//! What rules ask of a request and of the catalogue, fact by fact.

use super::{
    super::{
        figures::{cheaper, fast_percent, next, residency_percent, successor},
        given::{is_certainly_claude, is_nothing, is_something, named_models, no_thinking, tool_is_forced},
        paced::all_live,
        prefix::{Marked, is_on_a_tool, on_tools},
        small_task::Sign,
    },
    fixtures::{at, block, call, caller, each, given, request, text, unseen},
};
use crate::{
    calls::{Block, Cache, CallSite, Platform, Request, Ttl},
    estimate::Prices,
    source::At,
    value::{Entry, Field, List, Map, Value, Why},
};
use jiff::civil::date;
use std::sync::Arc;

fn map(entries: &[(&str, Value)]) -> Value {
    let entry = |(key, value): &(&str, Value)| Entry { key: (*key).into(), value: At::new(value.clone(), at(99)) };
    Value::Map(Arc::new(Map { entries: entries.iter().map(entry).collect(), open: None }))
}

fn open_map(entries: &[(&str, Value)]) -> Value {
    let Value::Map(map) = map(entries) else { unreachable!("it makes maps") };
    Value::Map(Arc::new(Map { open: Some(Why::Spread), ..(*map).clone() }))
}

fn list(items: Vec<Value>, open: Option<Why>) -> Value {
    let items = items.into_iter().map(|item| At::new(item, at(90))).collect();
    Value::List(Arc::new(List { items, open }))
}

fn one_of(all: &[Value]) -> Value {
    Value::OneOf(all.iter().map(|one| At::new(one.clone(), at(11))).collect())
}

/// Ids of a call, and the places that choose them.
fn named(call: &CallSite) -> Vec<(String, u32)> {
    named_models(call).into_iter().map(|named| (named.id, named.chosen.start)).collect()
}

#[test]
fn a_model_is_chosen_by_the_call_or_by_the_callers_that_it_lets() {
    let (opus, haiku) = ("claude-opus-5-5", "claude-haiku-5-5");
    let mut wrapper = call(opus);
    assert_eq!(named(&wrapper), [(opus.to_owned(), 10)]);
    wrapper.reached_from = vec![caller(80, request(opus))];
    assert_eq!(named(&wrapper), [(opus.to_owned(), 10)], "callers have no say");
    wrapper.open_to_callers.model = true;
    assert_eq!(named(&wrapper), [(opus.to_owned(), 80)]);
    wrapper.request.model = given(Value::text(haiku, at(11)));
    assert_eq!(named(&wrapper), [(haiku.to_owned(), 10), (opus.to_owned(), 80)], "what no caller gives stays");
    wrapper.request.model = given(Value::text(opus, at(12)));
    assert_eq!(named(&wrapper), [(opus.to_owned(), 80), (opus.to_owned(), 10)], "the same, written elsewhere");
}

#[test]
fn only_models_of_claude_that_no_caller_changes_are_certainly_claude() {
    let of = |model: Value, open: bool| {
        let mut call = call("claude-opus-5-5");
        (call.sdk, call.open_to_callers.model) = ("aider".into(), open);
        call.request.model = given(model);
        is_certainly_claude(&call)
    };
    let id = |id: &str| Value::text(id, at(11));
    assert!(of(id("claude-opus-5-5"), false));
    assert!(!of(id("claude-opus-5-5"), true));
    assert!(!of(id("gpt-6"), false));
    assert!(!of(Value::Unknown(Why::Runtime), false));
    assert!(!of(one_of(&[id("claude-opus-5-5"), id("gpt-6")]), false));
    assert!(is_certainly_claude(&call("gpt-6")), "its SDK asks no other");
}

#[test]
fn a_field_holds_something_or_nothing_only_where_all_that_is_possible_does() {
    let some = Value::Int(1);
    for value in [some.clone(), list(vec![some.clone()], None), map(&[("a", some.clone())])] {
        assert!(is_something(&given(value.clone())) && !is_nothing(&given(value)));
    }
    for value in [Value::Null, Value::Bool(false), list(Vec::new(), None)] {
        assert!(is_nothing(&given(value.clone())) && !is_something(&given(value)));
    }
    for value in [Value::Unknown(Why::Runtime), list(Vec::new(), Some(Why::Spread)), one_of(&[some, Value::Null])] {
        assert!(!is_something(&given(value.clone())) && !is_nothing(&given(value)));
    }
}

#[test]
fn thinking_is_off_and_a_tool_is_forced_only_where_that_is_written() {
    let thinking = |field: Field| no_thinking(&Request { thinking: field, ..request("claude-opus-5-5") });
    let of = |kind: &str| map(&[("type", Value::text(kind, at(12)))]);
    assert!(thinking(given(Value::Null)) && thinking(given(of("disabled"))) && thinking(Field::Absent));
    assert!(!thinking(given(of("enabled"))) && !thinking(unseen()));
    let forced = |choice: Value| tool_is_forced(&Request { tool_choice: given(choice), ..request("claude-opus-5-5") });
    assert!(forced(of("tool")));
    assert!(!forced(of("auto")) && !forced(one_of(&[of("tool"), of("auto")])) && !forced(Value::text("tool", at(12))));
}

fn marked_request(system: Vec<Block>, messages: Vec<Block>) -> Request {
    let mut marked = request("claude-opus-5-5");
    (marked.system.blocks, marked.messages.blocks, marked.cache) = (system, messages, Cache::Marked(at(41)));
    marked
}

fn marked_block(life: Ttl) -> Block {
    block(text("Answer politely.", 50), Some(life))
}

#[test]
fn a_single_marker_is_shown_where_it_stands_and_several_at_their_block() {
    let shown = |request: &Request| Marked::of(request).map(|marked| (marked.at.start, marked.open));
    let mut one = marked_request(vec![marked_block(Ttl::OneHour)], Vec::new());
    assert_eq!(shown(&one), Some((41, false)));
    one.system.open = Some(Why::Spread);
    assert_eq!(shown(&one), Some((41, true)));
    let both = || vec![marked_block(Ttl::OneHour)];
    let mut two = marked_request(both(), both());
    assert_eq!(shown(&two), Some((40, false)));
    two.messages.open = Some(Why::Spread);
    assert_eq!(shown(&two), Some((40, true)));
    (two.messages.open, two.system.open) = (None, Some(Why::Spread));
    assert_eq!(shown(&two), Some((40, true)));
    let plain = || vec![block(text("Answer politely.", 50), None)];
    let mut whole = marked_request(plain(), plain());
    assert_eq!(shown(&whole), Some((41, false)));
    whole.system.open = Some(Why::Spread);
    assert_eq!(shown(&whole), None, "the system prompt may hold the marker");
    assert_eq!(shown(&marked_request(Vec::new(), plain())), None);
}

#[test]
fn a_marker_on_a_tool_is_one_in_the_list_or_the_one_of_a_tool() {
    let tool = |marker: Value| list(vec![map(&[("cache_control", marker)])], None);
    let of = |tools: Field| Request { tools, ..marked_request(vec![marked_block(Ttl::OneHour)], Vec::new()) };
    let apart = |value: Value| Field::Given(At::new(value, at(1)));
    let marker = map(&[("type", Value::text("ephemeral", at(98)))]);
    assert!(is_on_a_tool(&of(apart(tool(marker.clone()))), at(99)), "it is written elsewhere");
    assert!(!is_on_a_tool(&of(apart(tool(marker.clone()))), at(41)));
    assert!(is_on_a_tool(&of(apart(tool(Value::Null))), at(1)), "in the list");
    assert!(!is_on_a_tool(&of(Field::Absent), at(1)));
    assert_eq!(on_tools(&apart(tool(marker))), 1);
    assert_eq!(on_tools(&apart(tool(Value::Null))), 0);
    let mut on_tool = of(apart(tool(map(&[]))));
    on_tool.cache = Cache::Marked(at(99));
    assert_eq!(Marked::of(&on_tool).map(|marked| marked.at.start), Some(40), "the marker that was found is the tool's");
    on_tool.system.blocks = vec![block(text("Answer politely.", 50), None)];
    assert!(Marked::of(&on_tool).is_none());
}

#[test]
fn entries_live_alike_only_if_all_markers_say_so() {
    let alike = |request: &Request, life| all_live(&Marked::of(request).expect("it is marked"), life);
    let hour = marked_request(vec![marked_block(Ttl::OneHour)], Vec::new());
    assert!(alike(&hour, Ttl::OneHour) && !alike(&hour, Ttl::FiveMinutes));
    let mixed = marked_request(vec![marked_block(Ttl::OneHour), marked_block(Ttl::FiveMinutes)], Vec::new());
    assert!(!alike(&mixed, Ttl::OneHour) && !alike(&mixed, Ttl::FiveMinutes));
    let mut whole = marked_request(vec![block(text("Answer politely.", 50), None)], Vec::new());
    whole.whole_marker = Some(Ttl::OneHour);
    assert!(alike(&whole, Ttl::OneHour) && !alike(&whole, Ttl::FiveMinutes));
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_share_of_several_models_is_one_that_all_of_them_have() {
    let fast = |all: &[&str]| fast_percent(&ids(all), date(2026, 6, 15));
    assert_eq!((fast(&["claude-opus-4-7"]), fast(&["claude-opus-4-8"])), (Some(600), Some(200)));
    assert_eq!(fast(&["claude-opus-4-7", "claude-opus-4-8"]), None);
    let held = |all: &[&str]| residency_percent(&ids(all));
    assert_eq!(held(&["claude-opus-5-5"]), Some(110));
    assert_eq!(held(&["claude-opus-4-5"]), None);
    assert_eq!(held(&["claude-opus-5-5", "claude-opus-4-5"]), None);
    assert_eq!(held(&[]), None);
}

#[test]
fn what_costs_less_is_served_where_the_call_goes() {
    let day = date(2026, 11, 22);
    let follows = |id, platform| successor(id, platform, &Prices::default(), day).map(|(id, _)| id);
    assert_eq!(follows("claude-mythos-5", Platform::Anthropic), Some("claude-mythos-5-2".to_owned()));
    assert_eq!(follows("claude-mythos-5", Platform::Vertex), None);
    assert_eq!(follows("claude-mythos-5-2", Platform::Anthropic), None, "nothing followed it");
    assert_eq!(next("claude-mythos-5", Platform::Anthropic, day), Some("claude-mythos-5-2".to_owned()));
    assert_eq!(next("claude-mythos-5", Platform::Vertex, day), None);
    let less = |families: &[&str]| {
        let found = cheaper(&ids(&["claude-opus-4-5"]), &ids(families), Platform::Anthropic, &Prices::default(), day);
        found.into_iter().map(|cheaper| cheaper.id).collect::<Vec<_>>()
    };
    assert!(less(&["opus"]).contains(&"claude-haiku-5-5".to_owned()), "{:?}", less(&["opus"]));
    assert!(!less(&["opus", "haiku"]).contains(&"claude-haiku-5-5".to_owned()));
}

#[test]
fn a_schema_of_labels_is_known_whole_and_holds_nothing_else() {
    let signs = |format: Value| {
        let mut call = call("claude-opus-5-5");
        call.around.function = None;
        call.request.output_format = given(map(&[("type", Value::text("json_schema", at(12))), ("schema", format)]));
        Sign::all(&call, 100)
    };
    let kind = |kind: &str| Value::text(kind, at(12));
    let answer = |of: Value| map(&[("type", kind("object")), ("properties", of)]);
    let (yes, label) = (map(&[("type", kind("boolean"))]), map(&[("const", kind("spam"))]));
    assert_eq!(signs(answer(map(&[("spam", yes.clone()), ("label", label.clone())]))), [Sign::Labels]);
    assert_eq!(signs(answer(map(&[("spam", label)]))), [Sign::Labels]);
    assert_eq!(signs(answer(map(&[("spam", yes.clone()), ("why", map(&[("type", kind("string"))]))]))), []);
    assert_eq!(signs(answer(open_map(&[("spam", yes.clone())]))), []);
    assert_eq!(signs(open_map(&[("type", kind("boolean"))])), []);
    assert_eq!(signs(answer(map(&[]))), []);
}

#[test]
fn an_answer_ends_with_its_first_line_only_if_each_possible_stop_does_that() {
    let signs = |stops: Value| {
        let mut call = call("claude-opus-5-5");
        call.around.function = None;
        call.request.stop_sequences = given(stops);
        Sign::all(&call, 100)
    };
    let stop = |text: &str| Value::text(text, at(12));
    assert_eq!(signs(list(vec![stop("END"), stop("\n")], None)), [Sign::OneLine]);
    assert_eq!(signs(stop("\n")), [Sign::OneLine]);
    assert_eq!(signs(stop("END")), []);
    assert_eq!(signs(list(vec![stop("END")], None)), []);
    assert_eq!(signs(one_of(&[stop("\n"), stop("END")])), []);
    let mut looped = call("claude-opus-5-5");
    (looped.around.function, looped.around.loops) = (None, vec![each()]);
    assert_eq!(Sign::all(&looped, 100), [Sign::Loop]);
}
