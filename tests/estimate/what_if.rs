//! What the same request would come to otherwise.

use super::*;
use skint::{
    catalog::models::{Model, embedded},
    estimate::{Prices, batch_cost, cached_cost_per_thousand, cheaper},
};

fn model(id: &str) -> &'static Model {
    embedded().get(id).expect("a model of the catalogue")
}

#[test]
fn a_thousand_calls_with_a_cached_prefix() {
    let cached = cached_cost_per_thousand(model("claude-opus-5-5"), Range::exactly(10_000), &Prices::default(), TODAY);
    let cached = cached.expect("Opus 5.5 has a cache");
    assert_eq!(cached.uncached.low.to_decimal(2), "40.00");
    assert_eq!(cached.cached.low.to_decimal(3), "2.048", "one write at 5.00 and 999 reads at 0.20 per million");
    assert_eq!(cached.break_even, 2);
    assert_eq!(cached_cost_per_thousand(model("claude-2.1"), Range::exactly(10_000), &Prices::default(), TODAY), None);
}

#[test]
fn a_long_prefix_is_cached_at_its_own_rates() {
    let cached =
        cached_cost_per_thousand(model("claude-haiku-5-5"), Range::exactly(200_000), &Prices::default(), TODAY);
    assert_eq!(cached.map(|cached| cached.uncached.low.to_decimal(2)), Some("100.00".into()));
    let either = Range::new(100_000, 200_000);
    let cached = cached_cost_per_thousand(model("claude-haiku-5-5"), either, &Prices::default(), TODAY);
    assert_eq!(dollars(cached.map(|cached| cached.uncached)), ("10.000000".into(), "100.000000".into()));
}

#[test]
fn a_batch_halves_a_price() {
    let price = Range::new(Money::from_decimal("1.50"), Money::from_decimal("3"));
    let price = Range::new(price.low.expect("a decimal"), price.high.expect("a decimal"));
    assert_eq!(dollars(Some(batch_cost(price))), ("0.750000".into(), "1.500000".into()));
}

#[test]
fn cheaper_models_are_the_newest_of_the_families_below() {
    let names = |id: &str| {
        cheaper(model(id), &Prices::default(), TODAY).into_iter().map(|one| one.model.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names("claude-opus-5-5"), ["claude-sonnet-5-5", "claude-haiku-5-5"]);
    assert_eq!(names("claude-opus-4-5-20251101"), ["claude-sonnet-5-5", "claude-haiku-5-5"]);
    assert_eq!(names("claude-fable-5-2"), ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"]);
    assert!(names("claude-haiku-5-5").is_empty());
    let haiku = &cheaper(model("claude-opus-5-5"), &Prices::default(), TODAY)[1];
    assert_eq!(haiku.ratio, Range::exactly(25), "a fortieth, with the same tokenizer");
}
