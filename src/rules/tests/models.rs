//! The three rules about which model it is.

use super::fixtures::{at, call, caller, each, found, given, request, rules};
use crate::{
    calls::Platform,
    catalog::Level,
    source::At,
    value::{List, Map, Value, Why},
};
use std::sync::Arc;

const NONE: [&str; 0] = [];

#[test]
fn one_place_is_one_finding_with_every_call_that_uses_it() {
    let mut first = call("claude-sonnet-4-20250514");
    first.request.model = given(Value::text("claude-sonnet-4-20250514", at(99)));
    let mut second = first.clone();
    second.at = at(40);
    let findings = found(vec![first, second], "");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].at, at(99));
    assert_eq!(findings[0].labels.len(), 2);
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("claude-sonnet-4-6")), "{findings:?}");
}

#[test]
fn a_successor_is_on_the_platform_and_no_dearer_where_one_is() {
    let help = |id: &str| found(vec![call(id)], "")[0].help.clone().unwrap_or_default();
    assert!(help("claude-3-haiku-20240307").contains("use `claude-haiku-5-5`"), "4.5 costs four times as much");
    assert!(help("claude-opus-4-20250514").contains("use `claude-opus-4-8`"));
}

#[test]
fn a_successor_is_spelled_as_the_old_id_is() {
    for (id, successor) in [
        ("anthropic/claude-sonnet-4-20250514", "`anthropic/claude-sonnet-4-6`"),
        ("anthropic:claude-sonnet-4-20250514", "`anthropic:claude-sonnet-4-6`"),
        ("openrouter/anthropic/claude-haiku-4.5", "`openrouter/anthropic/claude-haiku-5.5`"),
        ("us.anthropic.claude-haiku-4-5-20251001-v1:0", "`us.anthropic.claude-haiku-5-5`"),
        ("claude-haiku-4-5@20251001", "`claude-haiku-5-5`"),
    ] {
        let said = &found(vec![call(id)], "")[0];
        let said = format!("{} {}", said.message, said.help.clone().unwrap_or_default());
        assert!(said.contains(successor), "{id}: {said}");
    }
}

#[test]
fn a_retirement_is_told_in_time_and_not_before() {
    let findings = found(vec![call("claude-sonnet-4-5")], "");
    assert_eq!(findings[0].level, Level::Warn);
    assert!(findings[0].message.contains("in 8 days"), "{}", findings[0].message);
    assert!(found(vec![call("claude-sonnet-4-5")], "[rules]\nretired-model = { warn-days = 7 }\n").is_empty());
}

#[test]
fn clouds_keep_their_own_dates() {
    let mut old = call("anthropic.claude-opus-4-1-20250805-v1:0");
    old.platform = Platform::Bedrock;
    assert_eq!(rules(old), NONE);
    assert_eq!(rules(call("claude-opus-4-1-20250805")), ["retired-model"]);
    let either = call("anthropic.claude-3-5-sonnet-20240620-v1:0");
    assert_eq!(rules(either), NONE, "an id of Bedrock goes to Bedrock, though the client may be one of two");
}

#[test]
fn one_place_is_one_finding_whichever_way_it_is_sent() {
    let direct = call("claude-sonnet-4-20250514");
    let mut through = call("claude-sonnet-4-20250514");
    through.at = at(40);
    through.platform = Platform::Gateway;
    let findings = found(vec![direct, through], "");
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn an_unknown_id_is_unknown_and_what_is_not_claude_is_nothing() {
    assert_eq!(found(vec![call("claude-sonnet-9-1")], "")[0].level, Level::Warn);
    assert_eq!(rules(call("gpt-5")), NONE);
    assert_eq!(rules(call("my-deployment")), NONE);
}

#[test]
fn each_of_several_models_is_held_to_the_list() {
    let policy = "[models]\nallow = [\"claude-sonnet-5-5\"]\n";
    let mut either = call("claude-sonnet-5-5");
    let opus = At::new(Value::text("claude-opus-5-5", at(60)), at(60));
    let default = Value::Default(Box::new(Value::text("claude-haiku-5-5", at(61))), Why::Environment("MODEL".into()));
    let sonnet = At::new(Value::text("claude-sonnet-5-5", at(62)), at(62));
    either.request.model = given(Value::OneOf(vec![opus, At::new(default, at(61)), sonnet]));
    let findings = found(vec![either], policy);
    assert_eq!(findings.iter().map(|finding| finding.at).collect::<Vec<_>>(), [at(60), at(61)]);
    assert!(findings[1].label.contains("`MODEL`"), "{}", findings[1].label);
    assert_eq!(findings[0].because.as_ref().map(|line| line.line), Some(2));
}

#[test]
fn a_caller_that_chooses_another_model_is_held_to_the_list() {
    let mut wrapper = call("claude-sonnet-5-5");
    let mut other = request("claude-opus-5-5");
    other.model = given(Value::text("claude-opus-5-5", at(77)));
    wrapper.reached_from = vec![caller(80, request("claude-sonnet-5-5")), caller(90, other)];
    let findings = found(vec![wrapper], "[models]\nallow = [\"claude-sonnet-5-5\"]\n");
    assert_eq!(findings.iter().map(|finding| finding.at).collect::<Vec<_>>(), [at(77)]);
}

#[test]
fn a_small_task_takes_two_signs_and_one_of_them_bounds_the_answer() {
    let mut small = call("claude-opus-4-5");
    small.around.function = Some("Mail.classify".into());
    assert_eq!(rules(small.clone()), NONE, "a name alone");
    small.around.loops = vec![each()];
    assert_eq!(rules(small.clone()), ["batchable-loop"], "a name and a loop bound nothing");
    small.request.max_tokens = given(Value::Int(16));
    assert_eq!(rules(small.clone()), ["batchable-loop", "oversized-model"]);
    small.request.max_tokens = given(Value::Unknown(Why::Runtime));
    assert_eq!(rules(small), ["batchable-loop"]);
}

#[test]
fn a_small_task_on_a_small_model_is_in_order() {
    for model in ["claude-haiku-5-5", "claude-sonnet-5-5"] {
        let mut small = call(model);
        small.around.function = Some("is_spam".into());
        small.request.max_tokens = given(Value::Int(1));
        assert_eq!(rules(small), NONE, "{model}");
    }
}

#[test]
fn a_cheaper_model_is_told_by_what_the_team_pays() {
    let said = |policy: &str| {
        let mut small = call("claude-opus-4-5");
        small.around.function = Some("is_spam".into());
        small.request.max_tokens = given(Value::Int(1));
        found(vec![small], policy).into_iter().next().and_then(|finding| finding.help).unwrap_or_default()
    };
    let dear = said("[prices.models]\nclaude-haiku-5-5 = { input-usd = 1.00 }");
    assert!(dear.contains("26 to 29 % as much on `claude-haiku-5-5"), "{dear}");
    let cheap = said("[prices.models]\nclaude-opus-4-5-20251101 = { input-usd = 0.01 }");
    assert!(!cheap.contains("as much on"), "{cheap}");
}

#[test]
fn a_cheaper_model_is_told_for_the_same_text() {
    let mut small = call("claude-opus-4-5");
    small.around.function = Some("is_spam".into());
    small.request.max_tokens = given(Value::Int(1));
    let findings = found(vec![small], "");
    let help = findings[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("2.6 to 2.9 % as much on `claude-haiku-5-5"), "{help}");
}

#[test]
fn a_schema_of_labels_bounds_the_answer_and_one_with_a_text_does_not() {
    let schema = |leaf: &str| {
        let map = |key: &str, value: Value| {
            let mut map = Map::default();
            map.set(key.into(), At::new(value, at(1)));
            Value::Map(Arc::new(map))
        };
        map("schema", map("properties", map("label", map("type", Value::text(leaf, at(1))))))
    };
    let mut small = call("claude-opus-5-5");
    small.around.function = Some("triage".into());
    small.request.output_format = given(schema("string"));
    assert_eq!(rules(small.clone()), NONE);
    small.request.output_format = given(schema("boolean"));
    assert_eq!(rules(small.clone()), ["oversized-model"]);
    small.request.tools = given(Value::List(Arc::new(List { items: Vec::new(), open: Some(Why::Spread) })));
    assert_eq!(rules(small), NONE, "there may be tools");
}
