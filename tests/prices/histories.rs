//! Conversations in which each answer goes into the prompts after it.

use jiff::civil::date;
use proptest::prelude::*;
use skint::{
    catalog::{models::embedded, platform::Platform},
    estimate::price::{Caching, Case, Class, History, Marks, Maybe, Prices, Terms, Turns, Usage},
    money::{Money, Range},
};
use std::sync::Arc;

const IDS: [&str; 4] = ["claude-opus-5-5", "claude-haiku-5-5", "claude-haiku-4-5-20251001", "claude-sonnet-4-6"];

fn terms<'a>(id: &str, prices: &'a Prices) -> Terms<'a> {
    Terms::list(embedded().get(id).expect("a model of the catalogue"), date(2026, 11, 22), prices)
}

/// Everything that a cache may do in each turn.
fn marks() -> impl Strategy<Value = Marks> {
    let write = || proptest::sample::select(vec![Class::Written5m, Class::Written1h]);
    let still = (0_u64..9_000, prop_oneof![write(), Just(Class::Read)]);
    let moving = (0_u64..9_000, write(), proptest::bool::ANY);
    prop_oneof![
        Just(Marks::Nothing),
        still.prop_map(|(tokens, does)| Marks::Still { tokens, does }),
        moving.prop_map(|(least, write, reads)| Marks::Moving { least, write, reads }),
    ]
}

/// The same turn by turn, the slow way.
fn turn_by_turn(terms: &Terms<'_>, turns: Turns, output: u64, marks: Marks) -> Money {
    let (mut total, mut held) = (Money::ZERO, 0);
    for at in 0..turns.count {
        let prompt = (turns.first + turns.growth * at).min(turns.most.max(turns.first));
        let plain = Usage { prompt, output, ..Usage::default() };
        let usage = match marks {
            Marks::Still { tokens, does } => plain.marked(tokens.min(turns.first), does),
            Marks::Moving { least, write, reads: false } if prompt >= least => plain.marked(prompt, write),
            Marks::Moving { least, write, reads: true } if prompt >= least => {
                let usage = plain.marked(held, Class::Read).marked(prompt - held, write);
                held = prompt;
                usage
            }
            Marks::Nothing | Marks::Moving { .. } => plain,
        };
        total = total + terms.bill(&usage).expect("it has a price").total();
    }
    total
}

proptest! {
    #[test]
    fn turns_together_cost_what_they_cost_one_by_one(
        id in proptest::sample::select(&IDS[..]), first in 0_u64..150_000, growth in 0_u64..9_000, count in 0_u64..60,
        most in 0_u64..400_000, output in 0_u64..9_000, marks in marks(),
    ) {
        let prices = Prices::default();
        let (terms, turns) = (terms(id, &prices), Turns { first, growth, count, most });
        let together = turns.cost(&terms, output, marks).expect("it has a price");
        prop_assert_eq!(together, turn_by_turn(&terms, turns, output, marks));
    }
}

proptest! {
    #[test]
    fn no_number_of_turns_overflows(first: u64, growth: u64, count: u64, most: u64, output: u64, marks in marks()) {
        let prices = Prices::default();
        let turns = Turns { first, growth, count, most };
        prop_assert!(turns.cost(&terms("claude-haiku-5-5", &prices), output, marks).is_ok());
    }
}

/// Opus 5.5 at 4, 5 and 0.20 dollars a million; answers of 1,000 tokens, each read again in every later turn.
#[test]
fn without_a_cache_prompts_grow_with_the_square_of_turns() {
    let prices = Prices::default();
    let terms = terms("claude-opus-5-5", &prices);
    let cost = |count: u64, marks: Marks| {
        let turns = Turns { first: 1_000, growth: 1_000, count, most: 1_000_000 };
        turns.cost(&terms, 0, marks).expect("it has a price").to_decimal(4)
    };
    // 1,000 × (1 + 2 + … + 10) = 55,000 tokens at 4 dollars a million; of 20 turns 210,000.
    assert_eq!((cost(10, Marks::Nothing), cost(20, Marks::Nothing)), ("0.2200".into(), "0.8400".into()));
    // Each of 10,000 tokens is written once; 1,000 × (1 + … + 9) = 45,000 are read.
    let moving = |write| Marks::Moving { least: 512, write, reads: true };
    assert_eq!(cost(10, moving(Class::Written5m)), "0.0590");
    // The same, written at 8 for an hour.
    assert_eq!(cost(10, moving(Class::Written1h)), "0.0890");
}

/// Opus 5.5: a prompt of 1,000 tokens, answers of 1,000.
fn case(prefix: u64, hour: Maybe, moves: bool) -> Case {
    Case {
        model: embedded().get("claude-opus-5-5").expect("a model of the catalogue"),
        as_of: date(2026, 11, 22),
        platform: Platform::Anthropic,
        batch: false,
        fast: Maybe::No,
        us_only: Maybe::No,
        regional: Maybe::No,
        input: Range::exactly(1_000),
        output: Range::exactly(1_000),
        searches: Range::default(),
        caching: Caching::Marked { prefix: Range::exactly(prefix), complete: true, hour, moves },
        prices: Arc::default(),
    }
}

fn as_is(case: &Case, hits: Option<u32>) -> [String; 2] {
    let History { as_is: Range { low, high }, .. } = case.history(10, hits).expect("it has a price");
    // Ten answers at 20 dollars a million are 0.20, which is not what this is about.
    [low, high].map(|cost| (cost - Money::from_decimal("0.2").expect("a decimal")).to_decimal(4))
}

#[test]
fn entries_that_live_for_an_hour_are_written_at_their_own_rate_in_every_turn() {
    // What moves along: 10,000 tokens written, at 5 or at 8, and 45,000 read at 0.20.
    assert_eq!(as_is(&case(1_000, Maybe::No, true), Some(1000)), ["0.0590", "0.0590"]);
    assert_eq!(as_is(&case(1_000, Maybe::Yes, true), Some(1000)), ["0.0890", "0.0890"]);
    assert_eq!(as_is(&case(1_000, Maybe::Perhaps, true), Some(1000)), ["0.0590", "0.0890"]);
    // What stays: 1,000 of each prompt written at 8 in none or in all of ten turns, and 45,000 at 4.
    assert_eq!(as_is(&case(1_000, Maybe::Yes, false), Some(0)), ["0.2600", "0.2600"]);
    assert_eq!(as_is(&case(1_000, Maybe::Yes, false), None), ["0.1820", "0.2600"]);
}

#[test]
fn the_stated_share_of_hits_holds_over_turns() {
    // All 55,000 tokens written at 5 where nothing is read.
    assert_eq!(as_is(&case(1_000, Maybe::No, true), Some(0)), ["0.2750", "0.2750"]);
    // Half of it all, and half of the 0.0590 of before.
    assert_eq!(as_is(&case(1_000, Maybe::No, true), Some(500)), ["0.1670", "0.1670"]);
    assert_eq!(as_is(&case(1_000, Maybe::No, true), None), ["0.0590", "0.2750"]);
    // A beginning that stays is read at 0.20 or written at 5 in each turn: (0.002 + 0.05) / 2, and 45,000 at 4.
    assert_eq!(as_is(&case(1_000, Maybe::No, false), Some(500)), ["0.2060", "0.2060"]);
}

/// Haiku 5.5 over 100,000 tokens: a beginning that is written costs what it does in a long prompt, in the turns that are.
#[test]
fn a_beginning_is_cached_at_the_long_rates_once_the_conversation_is_long() {
    let haiku = embedded().get("claude-haiku-5-5").expect("a model of the catalogue");
    let (input, output) = (Range::exactly(90_000), Range::exactly(20_000));
    let case = Case { model: haiku, input, output, ..case(50_000, Maybe::No, false) };
    let cost = case.history(2, Some(0)).expect("it has a price").as_is.high;
    // Turn 1: 40,000 x 0.10 + 50,000 x 0.125 + 20,000 x 0.50; turn 2: 60,000 x 0.50 + 50,000 x 0.625 + 20,000 x 2.50.
    assert_eq!(cost.to_decimal(6), "0.131500");
}

#[test]
fn a_speed_that_is_refused_is_not_what_runs_over_turns_either() {
    let opus = embedded().get("claude-opus-4-7").expect("a model of the catalogue");
    let case = Case { model: opus, fast: Maybe::Perhaps, ..case(2_500, Maybe::No, false) };
    let case = Case { input: Range::exactly(3_000), ..case };
    let plain = Case { fast: Maybe::No, ..case.clone() };
    assert_eq!(case.quote().map(|quote| quote.total()), plain.quote().map(|quote| quote.total()));
    assert_eq!(case.with_hits(Some(900)), plain.with_hits(Some(900)));
    assert_eq!(case.history(4, None), plain.history(4, None));
    assert!(plain.history(4, None).is_ok());
}
