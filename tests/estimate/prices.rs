//! Prices of requests.

use super::*;
use skint::estimate::Assumption;

/// Opus 5.5: 4 dollars in, 20 dollars out; the frame of one message is 6 tokens.
#[test]
fn a_price_goes_from_no_output_to_the_cap() {
    let estimate = message(&request("claude-opus-5-5", 1000, ""));
    assert_eq!(estimate.output, Range::new(0, 1000));
    assert_eq!(dollars(estimate.per_call), ("0.000024".into(), "0.020024".into()));
}

#[test]
fn a_batch_costs_half_and_a_count_nothing() {
    let batch = estimate(&request("claude-opus-5-5", 1000, ""), &shape(Operation::Batch), TODAY);
    assert_eq!(dollars(batch.per_call), ("0.000012".into(), "0.010012".into()));
    let count = estimate(&request("claude-opus-5-5", 1000, ""), &shape(Operation::CountTokens), TODAY);
    assert_eq!((dollars(count.per_call).1, count.output), ("0.000000".into(), Range::exactly(0)));
}

#[test]
fn a_price_of_several_models_is_a_range_over_them() {
    let mut request = request("", 1000, "");
    request.model = one_of([text("claude-opus-5-5"), text("claude-haiku-5-5")]);
    assert_eq!(dollars(message(&request).per_call), ("0.000001".into(), "0.020024".into()));
    request.model = one_of([text("claude-opus-5-5"), Value::Unknown(Why::Runtime)]);
    let partial = message(&request);
    assert!(partial.per_call.is_some() && partial.because.contains(&Assumption::ModelPartial));
    request.model = given(Value::Default(Box::new(text("claude-opus-5-5")), environment()));
    let default = message(&request);
    assert!(default.because.contains(&Assumption::ModelOverridable(environment())));
    assert!(!default.because.contains(&Assumption::ModelPartial));
}

#[test]
fn the_cap_is_the_largest_possible_and_never_over_the_models_own() {
    let mut request = request("claude-haiku-4-5", 1_000_000, "");
    assert_eq!(message(&request).output.high, 64_000);
    request.max_tokens = one_of([Value::Int(100), Value::Int(32_000)]);
    assert_eq!(message(&request).output.high, 32_000);
    request.max_tokens = one_of([Value::Int(100), Value::Unknown(Why::Runtime)]);
    let unknown = message(&request);
    assert_eq!(unknown.output.high, 64_000);
    assert!(unknown.because.contains(&Assumption::CapUnknown(64_000)));
    request.max_tokens = given(Value::Int(-5));
    assert_eq!(message(&request).output.high, 64_000);
}

#[test]
fn an_absent_cap_is_what_the_library_makes_of_it() {
    let mut request = request("claude-opus-5-5", 0, "");
    request.max_tokens = Field::Absent;
    let with = |absent_cap| estimate(&request, &Shape { absent_cap, ..shape(Operation::Message) }, TODAY);
    assert_eq!(with(AbsentCap::Filled(4096)).output.high, 4096);
    assert_eq!(with(AbsentCap::ModelMaximum).output.high, 128_000);
    let rejected = with(AbsentCap::Rejected);
    assert_eq!((rejected.output.high, rejected.per_call), (0, None));
    assert!(rejected.because.contains(&Assumption::Rejected));
}

#[test]
fn a_prompt_that_may_be_long_is_priced_by_both_rates() {
    let price = |sentences: usize| {
        let estimate = message(&request("claude-haiku-5-5", 1, &"You are a careful analyst. ".repeat(sentences)));
        let long = estimate.because.contains(&Assumption::LongPrompt(100_000));
        let micro = |money: Money, tokens: u64| money.0 / i128::from(tokens) / 10_000;
        let paid = estimate.per_call.expect("a known model");
        (micro(paid.low, estimate.input.low), micro(paid.high, estimate.input.high), long)
    };
    assert_eq!(price(1_000), (10, 10, false));
    assert_eq!(price(10_600), (10, 50, true));
    assert_eq!(price(30_000), (50, 50, false));
}

#[test]
fn cached_tokens_are_read_at_best_and_written_at_worst() {
    let mut request = request("claude-opus-5-5", 1, &"You are a careful analyst. ".repeat(800));
    let plain = message(&request).per_call.expect("a known model");
    request.cache = Cache::Marked(span());
    let cached = message(&request);
    let paid = cached.per_call.expect("a known model");
    assert_eq!(paid.low, plain.low.scaled(1, 20));
    assert!(paid.high > plain.high && cached.because.contains(&Assumption::CacheEitherWay));
}

#[test]
fn fast_mode_and_regions_cost_more() {
    let mut request = request("claude-opus-5-5", 1000, "");
    request.speed = given(text("fast"));
    assert_eq!(dollars(message(&request).per_call).1, "0.040048");
    request.speed = Field::Absent;
    let on_bedrock = |request: &Request| {
        dollars(estimate(request, &Shape { platform: Platform::Bedrock, ..shape(Operation::Message) }, TODAY).per_call)
    };
    request.model = given(text("us.anthropic.claude-opus-5-5"));
    assert_eq!(on_bedrock(&request), ("0.000026".into(), "0.022026".into()));
    request.model = given(text("global.anthropic.claude-opus-5-5"));
    assert_eq!(on_bedrock(&request), ("0.000024".into(), "0.020024".into()));
    request.model = given(text("anthropic.claude-opus-5-5"));
    assert_eq!(on_bedrock(&request), ("0.000024".into(), "0.022026".into()));
}

#[test]
fn every_assumption_is_a_sentence() {
    let mut request = request("claude-fable-5-2", 1000, "");
    request.tools = given(list([map([("name", text("f")), ("input_schema", map([]))])]));
    let estimate = estimate(&request, &shape(Operation::Agent), TODAY);
    let said: Vec<String> = estimate.because.iter().map(ToString::to_string).collect();
    assert!(said.contains(&"one turn of several".to_owned()), "{said:?}");
    assert!(said.contains(&"the model's own tool-use prompt is not known".to_owned()), "{said:?}");
}

#[test]
fn answers_are_as_long_as_the_policy_states_and_never_longer_than_the_cap() {
    let stated = |output: u64, cap: i64| {
        let shape = Shape { expected: Expected { output: Some(output) }, ..shape(Operation::Message) };
        estimate(&request("claude-opus-5-5", cap, ""), &shape, TODAY)
    };
    assert_eq!(stated(400, 1000).output, Range::exactly(400));
    assert_eq!(stated(400, 16).output, Range::exactly(16));
    assert_eq!(dollars(stated(400, 1000).per_call).0, "0.008024");
    assert!(stated(400, 1000).because.contains(&Assumption::OutputStated(400)));
}

#[test]
fn a_marker_covers_what_stands_in_front_of_it_and_nothing_below_the_minimum() {
    let mut request = request("claude-opus-5-5", 1, &"You are a careful analyst. ".repeat(800));
    request.cache = Cache::Marked(span());
    request.system.blocks[0].breakpoint = Some(Ttl::FiveMinutes);
    let mut long = block("user", vec![fixed(&"Read this with care. ".repeat(2000))]);
    request.messages.blocks = vec![long.clone()];
    let of = |request: &Request| message(request).per_call.expect("a known model");
    let system_only = of(&request);
    long.breakpoint = Some(Ttl::FiveMinutes);
    request.messages.blocks = vec![long];
    let all = of(&request);
    assert!(all.low < system_only.low && all.high > system_only.high, "{all:?} {system_only:?}");
    request.system.blocks[0].text.pieces = vec![fixed("Be brief.")];
    request.system.blocks[0].breakpoint = Some(Ttl::OneHour);
    request.messages.blocks = vec![block("user", vec![hole()])];
    let short = message(&request);
    request.cache = Cache::Absent;
    assert_eq!(short.per_call, message(&request).per_call);
    assert!(short.because.contains(&Assumption::MarkerTooShort(512)));
}

#[test]
fn web_searches_are_counted_as_far_as_they_are_bounded() {
    let search = |max: Option<i64>| {
        let mut request = request("claude-sonnet-5-5", 1000, "");
        let uses = max.map_or(Value::Null, Value::Int);
        let tool = map([("type", text("web_search_20260209")), ("name", text("web_search")), ("max_uses", uses)]);
        request.tools = given(list([tool]));
        message(&request)
    };
    let bounded = search(Some(5));
    let fee = bounded.cases[0].quote().expect("a price").high.lines.last().map(|line| line.amount);
    assert_eq!(fee, Money::from_decimal("0.05"));
    let said = |estimate: &Estimate| estimate.because.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    assert!(said(&bounded).contains("up to 5 web searches cost $0.01 each"), "{}", said(&bounded));
    assert!(said(&search(None)).contains("nothing bounds them"), "{}", said(&search(None)));
}

#[test]
fn inference_that_is_held_in_the_united_states_costs_a_tenth_more() {
    let mut request = request("claude-opus-5-5", 1000, "");
    request.geography = given(text("us"));
    assert_eq!(dollars(message(&request).per_call), ("0.000026".into(), "0.022026".into()));
    request.geography = one_of([text("us"), text("global")]);
    assert_eq!(dollars(message(&request).per_call), ("0.000024".into(), "0.022026".into()));
    request.geography = given(text("us"));
    request.model = given(text("claude-haiku-4-5"));
    let refused = message(&request);
    assert_eq!(refused.per_call, None);
    assert!(refused.because.iter().any(|one| one.to_string().contains("cannot be held")), "{:?}", refused.because);
}

#[test]
fn a_speed_and_a_place_that_are_not_known_are_priced_both_ways() {
    let said = |request: &Request| message(request).because.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut request = request("claude-opus-5-5", 1000, "");
    request.speed = given(Value::Unknown(Why::Runtime));
    assert_eq!(dollars(message(&request).per_call), ("0.000024".into(), "0.040048".into()));
    assert!(said(&request).iter().any(|one| one.contains("fast mode, which is not known")), "{:?}", said(&request));
    request.geography = given(Value::Unknown(Why::Runtime));
    assert_eq!(dollars(message(&request).per_call), ("0.000024".into(), "0.044053".into()));
    // Of a model without fast mode only the standard speed can be meant.
    request.model = given(text("claude-sonnet-4-6"));
    request.geography = Field::Absent;
    let either = message(&request).per_call;
    request.speed = Field::Absent;
    assert_eq!(either, message(&request).per_call);
    request.model = given(text("claude-opus-5-5"));
    request.speed = Field::Unseen(Why::Spread);
    assert_eq!(dollars(message(&request).per_call), ("0.000024".into(), "0.020024".into()));
    assert!(said(&request).iter().any(|one| one.contains("cannot be seen is not counted")), "{:?}", said(&request));
}
