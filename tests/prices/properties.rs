//! What holds for every request, whatever its tokens.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use skint::{
    catalog::{
        models::{Model, embedded},
        platform::Platform,
    },
    estimate::price::{CacheUse, Caching, Case, Maybe, Prices, Terms, Usage},
    money::{Money, Range},
};
use std::sync::{Arc, LazyLock};

const TODAY: Date = date(2026, 11, 22);

static NONE: LazyLock<Prices> = LazyLock::new(Prices::default);

/// A model that has a cache today.
fn model() -> impl Strategy<Value = &'static Model> {
    let all: Vec<&Model> = embedded().all().filter(|model| model.batch && model.min_cacheable.is_some()).collect();
    proptest::sample::select(all)
}

fn usage() -> impl Strategy<Value = Usage> {
    let tokens = || 0_u64..400_000;
    (tokens(), tokens(), tokens(), tokens(), tokens(), 0_u64..20).prop_map(
        |(prompt, read, written_5m, written_1h, output, searches)| Usage {
            prompt,
            read,
            written_5m,
            written_1h,
            output,
            searches,
        },
    )
}

fn terms(model: &'static Model) -> Terms<'static> {
    Terms::list(model, TODAY, &NONE)
}

fn cost(terms: &Terms<'_>, usage: &Usage) -> Money {
    terms.bill(usage).expect("it has a price today").total()
}

fn case(model: &'static Model, input: Range<u64>, output: Range<u64>, prefix: u64, complete: bool) -> Case {
    Case {
        model,
        as_of: TODAY,
        platform: Platform::Bedrock,
        batch: false,
        fast: Maybe::No,
        us_only: Maybe::No,
        regional: if model.regional { Maybe::Perhaps } else { Maybe::No },
        input,
        output,
        searches: Range::default(),
        caching: Caching::Marked { prefix: Range::exactly(prefix), complete, hour: Maybe::Perhaps, moves: false },
        prices: Arc::default(),
    }
}

proptest! {
    #[test]
    fn more_tokens_never_cost_less(model in model(), usage in usage(), more in usage()) {
        let sum = Usage {
            prompt: usage.prompt + more.prompt,
            read: usage.read + more.read,
            written_5m: usage.written_5m + more.written_5m,
            written_1h: usage.written_1h + more.written_1h,
            output: usage.output + more.output,
            searches: usage.searches + more.searches,
        };
        prop_assert!(cost(&terms(model), &sum) >= cost(&terms(model), &usage));
    }

    #[test]
    fn a_batch_costs_exactly_half_of_the_tokens(model in model(), usage in usage()) {
        let usage = Usage { searches: 0, ..usage };
        let batch = cost(&Terms { batch: true, ..terms(model) }, &usage);
        prop_assert_eq!(Money(batch.0 * 2), cost(&terms(model), &usage));
    }

    #[test]
    fn a_cache_pays_from_its_break_even_on_and_not_before(
        model in model(), marked in 0_u64..90_000, rest in 0_u64..5_000, output in 0_u64..5_000, calls in 1_u64..50, hour: bool,
    ) {
        let terms = terms(model);
        let write = if hour { CacheUse::Write1h } else { CacheUse::Write5m };
        let of = |does| cost(&terms, &terms.marked(marked, rest, output, does));
        let cached = of(write) + of(CacheUse::Read) * (calls - 1);
        let uncached = cost(&terms, &Usage { prompt: marked + rest, output, ..Usage::default() }) * calls;
        let from = terms.break_even(hour).expect("it has a cache");
        if !terms.caches(marked) {
            prop_assert_eq!(cached, uncached);
        } else if calls >= from {
            prop_assert!(cached <= uncached, "{} calls, from {}", calls, from);
        } else {
            prop_assert!(cached >= uncached, "{} calls, from {}", calls, from);
        }
    }

    #[test]
    fn ranges_are_ordered_and_more_text_never_lowers_the_upper_bound(
        model in model(), low in 0_u64..300_000, span in 0_u64..50_000, more in 0_u64..100_000, output in 0_u64..64_000,
        prefix in 0_u64..300_000, complete: bool, batch: bool,
    ) {
        let of = |more: u64| {
            let input = Range::new(low + more, low + span + more);
            let case = Case { batch, ..case(model, input, Range::new(0, output), prefix.min(low), complete) };
            case.quote().expect("it has a price").total()
        };
        let (before, after) = (of(0), of(more));
        prop_assert!(before.low <= before.high && after.low <= after.high);
        prop_assert!(before.high <= after.high, "{} then {}", before.high, after.high);
    }

    #[test]
    fn no_quantity_overflows(model in model(), prompt: u64, read: u64, output: u64, discount in 0_u32..2_000) {
        let prices = Prices { discount, ..Prices::default() };
        let terms = Terms { batch: true, us_only: model.us_only, ..Terms::list(model, TODAY, &prices) };
        let usage = Usage { prompt, read, output, written_1h: u64::MAX, ..Usage::default() };
        prop_assert!(cost(&terms, &usage) >= Money::ZERO);
    }
}
