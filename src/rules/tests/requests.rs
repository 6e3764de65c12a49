//! Requests that are rejected, where pages cannot show what is unknown.

use super::fixtures::{at, call, caller, given, request, rules, unseen};
use crate::{
    calls::{CallSite, Platform},
    source::At,
    value::{Field, Value, Why},
};

const NONE: [&str; 0] = [];

fn warm(model: &str, temperature: Field) -> CallSite {
    let mut warm = call(model);
    warm.request.sampling[0] = temperature;
    warm
}

fn one_of(values: Vec<Value>) -> Field {
    given(Value::OneOf(values.into_iter().map(|value| At::new(value, at(2))).collect()))
}

#[test]
fn what_is_rejected_is_rejected_in_every_case() {
    let zero = || given(Value::Int(0));
    assert_eq!(rules(warm("claude-opus-5-5", zero())), ["rejected-request"]);
    assert_eq!(rules(warm("claude-opus-5-5", one_of(vec![Value::Float(0.2), Value::Int(0)]))), ["rejected-request"]);
    for other in [
        one_of(vec![Value::Int(0), Value::Int(1)]),
        one_of(vec![Value::Int(0), Value::Absent]),
        one_of(vec![Value::Int(0), Value::Unknown(Why::Runtime)]),
        given(Value::Float(1.0)),
        unseen(),
    ] {
        assert_eq!(rules(warm("claude-opus-5-5", other.clone())), NONE, "{other:?}");
    }
    let mut either = warm("claude-opus-5-5", zero());
    either.request.model = one_of(vec![Value::text("claude-opus-5-5", at(2)), Value::text("claude-opus-4-5", at(2))]);
    assert_eq!(rules(either), NONE);
    let mut gateway = warm("claude-opus-5-5", zero());
    gateway.platform = Platform::Gateway;
    assert_eq!(rules(gateway), NONE);
}

#[test]
fn a_model_that_is_gone_is_the_only_finding() {
    let mut gone = warm("claude-3-haiku-20240307", given(Value::Int(0)));
    gone.request.max_tokens = given(Value::Int(100_000));
    gone.request.timeout = given(Value::Int(900));
    assert_eq!(rules(gone), ["retired-model"]);
    let sampled = |model| {
        let mut sampled = call(model);
        (sampled.request.sampling[0], sampled.request.sampling[1]) = (given(Value::Int(1)), given(Value::Int(1)));
        rules(sampled)
    };
    assert!(sampled("claude-sonnet-4-5").contains(&"rejected-request"));
    assert_eq!(sampled("claude-opus-4-1"), ["retired-model"]);
}

#[test]
fn a_cap_is_judged_for_each_caller() {
    let mut wrapper = call("claude-opus-5-5");
    let mut large = request("claude-opus-5-5");
    large.max_tokens = given(Value::Int(50_000));
    wrapper.reached_from = vec![caller(80, request("claude-opus-5-5")), caller(90, large)];
    assert_eq!(rules(wrapper.clone()), ["large-cap-without-streaming"]);
    let changes: [fn(&mut CallSite); 4] = [
        |site| site.reached_from[1].request.stream = true,
        |site| site.reached_from[1].request.stream_unseen = true,
        |site| site.reached_from[1].request.timeout = unseen(),
        |site| site.sdk = "anthropic-php".into(),
    ];
    for change in changes {
        let mut other = wrapper.clone();
        change(&mut other);
        assert_eq!(rules(other), NONE);
    }
}

#[test]
fn a_beta_may_raise_a_limit() {
    let mut long = call("claude-haiku-4-5");
    long.request.stream = true;
    long.request.max_tokens = given(Value::Int(100_000));
    assert_eq!(rules(long.clone()), ["cap-above-model-limit"]);
    long.request.betas = unseen();
    assert_eq!(rules(long), NONE);
}
