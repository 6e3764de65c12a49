//! What holds for every request, whatever its tokens.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use skint::{
    catalog::{
        models::{Model, embedded},
        platform::Platform,
    },
    estimate::price::{Agreed, Caching, Case, Class, Maybe, Prices, Terms, Usage},
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

/// What a team may have agreed on, rates in cents of a million tokens.
fn prices() -> impl Strategy<Value = Agreed> {
    let rate = || proptest::option::of((1_i128..2_000).prop_map(|cents| Money(cents * 10_000_000_000)));
    (rate(), rate(), rate(), rate(), proptest::option::of(0_u32..900)).prop_map(
        |(input, cache_write_5m, cache_write_1h, cache_read, discount)| Agreed {
            input,
            output: None,
            cache_write_5m,
            cache_write_1h,
            cache_read,
            discount,
        },
    )
}

fn of_model(model: &Model, agreed: Agreed) -> Prices {
    Prices { agreed: [(model.id.clone(), agreed)].into(), ..Prices::default() }
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
        model in model(), marked in 0_u64..90_000, rest in 0_u64..5_000, output in 0_u64..5_000, calls in 1_u64..50,
        hour: bool, prices in prices(),
    ) {
        let prices = of_model(model, prices);
        let terms = Terms { prices: &prices, ..terms(model) };
        let plain = Usage { prompt: marked + rest, output, ..Usage::default() };
        let of = |class| cost(&terms, &plain.marked(marked, class));
        let cached = of(if hour { Class::Written1h } else { Class::Written5m }) + of(Class::Read) * (calls - 1);
        let uncached = cost(&terms, &plain) * calls;
        match terms.break_even(hour) {
            Some(from) if calls >= from => prop_assert!(cached <= uncached, "{} calls, from {}", calls, from),
            Some(from) => prop_assert!(cached >= uncached, "{} calls, from {}", calls, from),
            None => prop_assert!(of(Class::Read) >= of(Class::Prompt)),
        }
    }

    #[test]
    fn a_share_of_hits_lies_between_none_and_all(
        model in model(), prefix in 0_u64..90_000, rest in 0_u64..5_000, hits in 0_u32..1_000, turns in 1_u64..20,
        complete: bool, moves: bool,
    ) {
        let case = case(model, Range::exactly(prefix + rest), Range::new(0, 500), prefix, complete);
        let (whole, some) = (case.quote().expect("it has a price").total(), case.with_hits(Some(hits)));
        let some = some.expect("it has a price");
        prop_assert!(whole.low <= some.low && some.low <= some.high && some.high <= whole.high, "{:?} {:?}", whole, some);
        let Caching::Marked { prefix, complete, hour, .. } = case.caching else { unreachable!("it is marked") };
        let case = Case { caching: Caching::Marked { prefix, complete, hour, moves }, ..case };
        let of = |hits| case.history(turns, hits).expect("it has a price").as_is;
        let (whole, some) = (of(None), of(Some(hits)));
        prop_assert!(whole.low <= some.low && some.low <= some.high && some.high <= whole.high, "{:?} {:?}", whole, some);
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
