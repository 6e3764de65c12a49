//! Conversations in which each answer goes into the prompts after it.

use jiff::civil::date;
use proptest::prelude::*;
use skint::{
    catalog::models::embedded,
    estimate::price::{Prices, Terms, Turns, Usage},
    money::Money,
};

const IDS: [&str; 4] = ["claude-opus-5-5", "claude-haiku-5-5", "claude-haiku-4-5-20251001", "claude-sonnet-4-6"];

fn terms<'a>(id: &str, prices: &'a Prices) -> Terms<'a> {
    Terms::list(embedded().get(id).expect("a model of the catalogue"), date(2026, 11, 22), prices)
}

/// The same turn by turn, the slow way.
fn turn_by_turn(terms: &Terms<'_>, turns: Turns, output: u64, cached: bool) -> Money {
    let (mut total, mut held) = (Money::ZERO, 0);
    for at in 0..turns.count {
        let prompt = (turns.first + turns.growth * at).min(turns.most.max(turns.first));
        let usage = if cached && terms.caches(prompt) {
            let (read, written_5m) = (held, prompt - held);
            held = prompt;
            Usage { read, written_5m, output, ..Usage::default() }
        } else {
            Usage { prompt, output, ..Usage::default() }
        };
        total = total + terms.bill(&usage).expect("it has a price").total();
    }
    total
}

proptest! {
    #[test]
    fn turns_together_cost_what_they_cost_one_by_one(
        id in proptest::sample::select(&IDS[..]), first in 0_u64..150_000, growth in 0_u64..9_000, count in 0_u64..60,
        most in 0_u64..400_000, output in 0_u64..9_000, cached: bool,
    ) {
        let prices = Prices::default();
        let (terms, turns) = (terms(id, &prices), Turns { first, growth, count, most });
        let together = turns.cost(&terms, output, cached).expect("it has a price");
        prop_assert_eq!(together, turn_by_turn(&terms, turns, output, cached));
    }
}

proptest! {
    #[test]
    fn no_number_of_turns_overflows(first: u64, growth: u64, count: u64, most: u64, output: u64, cached: bool) {
        let prices = Prices::default();
        let turns = Turns { first, growth, count, most };
        prop_assert!(turns.cost(&terms("claude-haiku-5-5", &prices), output, cached).is_ok());
    }
}

/// Opus 5.5 at 4, 5 and 0.20 dollars a million; answers of 1,000 tokens, each read again in every later turn.
#[test]
fn without_a_cache_prompts_grow_with_the_square_of_turns() {
    let prices = Prices::default();
    let terms = terms("claude-opus-5-5", &prices);
    let cost = |count: u64, cached: bool| {
        let turns = Turns { first: 1_000, growth: 1_000, count, most: 1_000_000 };
        turns.cost(&terms, 0, cached).expect("it has a price").to_decimal(4)
    };
    // 1,000 × (1 + 2 + … + 10) = 55,000 tokens at 4 dollars a million; of 20 turns 210,000.
    assert_eq!((cost(10, false), cost(20, false)), ("0.2200".into(), "0.8400".into()));
    // Each of 10,000 tokens is written once; 1,000 × (1 + … + 9) = 45,000 are read.
    assert_eq!(cost(10, true), "0.0590");
}
