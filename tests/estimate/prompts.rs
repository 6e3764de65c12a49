//! Tokens of prompts.

use super::*;
use skint::estimate::{Assumption, Part, tokens_of};

fn analyst() -> String {
    "You are a careful analyst. ".repeat(800)
}

#[test]
fn a_long_english_prompt_is_counted_about_right() {
    let estimate = message(&request("claude-opus-4-5", 1024, &analyst()));
    let middle = estimate.fixed_prefix.middle();
    assert!((4_800..=5_600).contains(&middle), "{:?}", estimate.fixed_prefix);
    assert!(estimate.fixed_prefix.low <= 4_801 && estimate.fixed_prefix.high >= 4_801);
    assert!(estimate.prefix_complete && estimate.input.low > estimate.fixed_prefix.low);
}

#[test]
fn the_newer_tokenizer_makes_more_tokens_of_the_same_text() {
    let (old, new) = (request("claude-opus-4-6", 1024, &analyst()), request("claude-opus-5-5", 1024, &analyst()));
    assert!(message(&new).fixed_prefix.middle() * 10 > message(&old).fixed_prefix.middle() * 13);
}

#[test]
fn other_scripts_are_not_counted_as_english() {
    let models = skint::catalog::models::embedded();
    let tokenizer = models.tokenizer(models.get("claude-opus-5-5").expect("a current model"));
    let kanji = tokens_of("我们今天晚上一起去看电影吧，你觉得怎么样？", tokenizer);
    let english = tokens_of("We are going to the", tokenizer);
    assert!(kanji.low > english.high, "{kanji:?} {english:?}");
    assert_eq!(tokens_of("", tokenizer), Range::exactly(0));
}

#[test]
fn what_is_not_known_is_named_and_not_counted() {
    let estimate = message(&request("claude-opus-5-5", 1024, ""));
    assert_eq!(estimate.input, Range::exactly(6), "the frame of one message and nothing else");
    assert_eq!(estimate.open.iter().map(|open| open.part).collect::<Vec<_>>(), [Part::User]);
}

#[test]
fn a_hole_ends_the_prefix() {
    let mut request = request("claude-opus-5-5", 1024, "");
    let pieces = vec![fixed("You help people."), hole(), fixed(&"More words. ".repeat(500))];
    request.system = prompt(vec![block("system", pieces)]);
    let estimate = message(&request);
    assert!(estimate.fixed_prefix.high < 20 && estimate.input.low > 1_000 && !estimate.prefix_complete);
    assert_eq!(estimate.open.first().map(|open| open.part), Some(Part::System));
}

#[test]
fn each_change_of_role_adds_its_frame() {
    let mut request = request("claude-opus-4-6", 1024, "");
    let turn = |role| block(role, Vec::new());
    request.messages = prompt(vec![turn("user"), turn("user"), turn("assistant"), turn("user")]);
    assert_eq!(message(&request).input, Range::exactly(7 + 2 * 3));
}

fn weather() -> Value {
    let city = map([("type", text("string")), ("description", text("A city"))]);
    let schema = map([("type", text("object")), ("properties", map([("city", city)]))]);
    map([("name", text("get_weather")), ("description", text("Weather of a city")), ("input_schema", schema)])
}

#[test]
fn tools_bring_their_definitions_and_a_hidden_prompt() {
    let mut request = request("claude-opus-5-5", 1024, "");
    request.tools = given(list([weather()]));
    let auto = message(&request);
    assert!((286 + 40..286 + 90).contains(&auto.fixed_prefix.low), "{:?}", auto.fixed_prefix);
    assert!(auto.prefix_complete && !auto.open.iter().any(|open| open.part == Part::Tools));
    request.model = given(text("claude-opus-4-6"));
    let free = message(&request).input;
    request.tool_choice = given(map([("type", text("any"))]));
    assert_eq!(message(&request).input.low - free.low, 589 - 497);
}

#[test]
fn a_hidden_prompt_without_a_figure_is_open() {
    let mut request = request("claude-fable-5-2", 1024, "");
    request.tools = given(list([weather()]));
    let estimate = message(&request);
    assert!(estimate.open.iter().any(|open| open.part == Part::ToolPrompt) && !estimate.prefix_complete);
}

#[test]
fn a_tool_reads_the_same_in_every_wrapping() {
    let mut request = request("claude-opus-5-5", 1024, "");
    let tokens = |request: &Request| message(request).fixed_prefix;
    request.tools = given(list([weather()]));
    let plain = tokens(&request);
    let Value::Map(inner) = weather() else { unreachable!("a tool is a map") };
    let field = |key: &str| inner.get(key).expect("the tool has it").node.clone();
    let schema = map([("json", field("input_schema"))]);
    let spec = map([("name", field("name")), ("description", field("description")), ("inputSchema", schema)]);
    request.tools = given(list([map([("toolSpec", spec)])]));
    assert_eq!(tokens(&request), plain);
}

#[test]
fn unknown_tools_are_open_and_take_nothing_from_the_prefix() {
    let mut request = request("claude-opus-5-5", 1024, &analyst());
    let without = message(&request);
    request.tools = given(Value::Unknown(Why::Runtime));
    let estimate = message(&request);
    assert!(!estimate.prefix_complete && without.prefix_complete);
    assert_eq!(estimate.fixed_prefix, without.fixed_prefix);
    request.tools = given(list([map([("type", text("web_search_20260209")), ("name", text("web_search"))])]));
    assert!(message(&request).open.iter().any(|open| open.part == Part::Tools));
}

#[test]
fn endless_nesting_in_a_schema_ends() {
    let nest = |value: Value, _| list([value]);
    let deep = (0..500).fold(Value::Null, nest);
    let mut request = request("claude-opus-5-5", 1024, "");
    request.tools = given(list([map([("name", text("deep")), ("input_schema", deep)])]));
    assert!(!message(&request).prefix_complete);
}

#[test]
fn an_unknown_model_is_counted_by_every_tokenizer_and_priced_by_none() {
    let known = |id: &str| message(&request(id, 1024, &analyst()));
    let mut unknown = request("", 1024, &analyst());
    unknown.model = given(Value::Unknown(Why::Runtime));
    let estimate = message(&unknown);
    assert_eq!(estimate.per_call, None);
    assert!(estimate.because.contains(&Assumption::ModelUnknown));
    assert!(estimate.input.low <= known("claude-opus-4-6").input.low);
    assert!(estimate.input.high >= known("claude-opus-5-5").input.high);
    assert_eq!(known("claude-opus-4-9").per_call, None, "never the price of a neighbour");
    assert_eq!(known("gpt-4o").per_call, None);
}
