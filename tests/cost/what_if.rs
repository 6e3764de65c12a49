//! What the same request would come to otherwise.

use super::binary;
use jiff::civil::{Date, date};
use serde_json::Value;
use skint::{
    catalog::{
        models::{Model, embedded},
        platform::Platform,
    },
    estimate::{
        choices::{Choice, Situation, Way, choices},
        price::{Agreed, Caching, Case, Maybe, Prices},
    },
    money::{Money, Range},
};
use std::{path::Path, sync::Arc};

const TODAY: Date = date(2026, 11, 22);

fn model(id: &str) -> &'static Model {
    embedded().get(id).expect("a model of the catalogue")
}

fn case(model: &'static Model, input: u64, output: u64) -> Case {
    Case {
        model,
        as_of: TODAY,
        platform: Platform::Anthropic,
        batch: false,
        fast: Maybe::No,
        us_only: Maybe::No,
        regional: Maybe::No,
        input: Range::exactly(input),
        output: Range::exactly(output),
        searches: Range::default(),
        caching: Caching::Not,
        prices: Arc::default(),
    }
}

fn with_prefix(prefix: u64) -> Situation {
    Situation { prefix: Range::exactly(prefix), ..Situation::default() }
}

fn price(all: &[Choice], way: Way) -> Result<Range<Money>, String> {
    all.iter().find(|choice| choice.way == way).unwrap_or_else(|| panic!("{way:?} is there")).price.clone()
}

fn shown(all: &[Choice], way: Way) -> String {
    price(all, way).map_or_else(|why| why, |range| format!("{}-{}", range.low.to_decimal(6), range.high.to_decimal(6)))
}

/// The table that this program began with: standard, cached and batched, for Sonnet.
#[test]
fn a_request_to_sonnet_is_priced_every_way() {
    let all = choices(&case(model("claude-sonnet-4-6"), 10_000, 500), &with_prefix(8_000));
    // 10,000 × 3 + 500 × 15 a million.
    assert_eq!(shown(&all, Way::AsIs), "0.037500-0.037500");
    // 2,000 × 3 + 500 × 15 = 13,500; the prefix is written once at 3.75 and read 999 times at 0.30: 2,427.6 on average.
    assert_eq!(shown(&all, Way::Cached5m), "0.015928-0.015928");
    // Written at 6: 2,445.6.
    assert_eq!(shown(&all, Way::Cached1h), "0.015946-0.015946");
    assert_eq!(shown(&all, Way::Batched), "0.018750-0.018750");
    // Half of 13,500 and of 8,000 × (0.98 × 0.30 + 0.02 × 6 … 0.30 × 0.30 + 0.70 × 6).
    assert_eq!(shown(&all, Way::CachedBatch), "0.008406-0.023910");
    let note = |way| all.iter().find(|choice| choice.way == way).map(|choice| choice.note.clone()).unwrap_or_default();
    assert!(note(Way::Cached5m).contains("pays from 2 calls on") && note(Way::Cached1h).contains("from 3 calls on"));
}

#[test]
fn what_cannot_be_done_says_why() {
    let streams = Situation { no_batch: Some("the answer is streamed"), ..with_prefix(300) };
    let all = choices(&case(model("claude-opus-5-5"), 1_000, 100), &streams);
    assert_eq!(shown(&all, Way::Batched), "the answer is streamed");
    assert_eq!(shown(&all, Way::Cached5m), "its fixed beginning has 300 tokens, and the model caches from 512");
    assert_eq!(shown(&all, Way::Newest), "it is the newest of its family");
    assert!(shown(&all, Way::LessEffort).contains("1,000 tokens of output less: $0.02"));
    let low = Situation { effort: Some("low".to_owned()), ..with_prefix(0) };
    let all = choices(&case(model("claude-haiku-4-5-20251001"), 1_000, 100), &low);
    assert_eq!(shown(&all, Way::LessEffort), "the model has no effort to lower");
    assert_eq!(shown(&all, Way::Cached5m), "nothing fixed stands at its beginning");
    let all = choices(&case(model("claude-haiku-5-5"), 1_000, 100), &low);
    assert_eq!(shown(&all, Way::LessEffort), "its effort is low already");
    assert_eq!(shown(&all, Way::TierDown), "no family below it costs less for the same text");
}

#[test]
fn another_generation_is_priced_for_the_same_text() {
    let all = choices(&case(model("claude-opus-4-6"), 10_000, 1_000), &with_prefix(0));
    // 13,000 × 4 + 1,300 × 20 up to 14,500 × 4 + 1,450 × 20: more than the 75,000 of now, whatever the lists say.
    assert_eq!(
        (shown(&all, Way::AsIs).as_str(), shown(&all, Way::Newest).as_str()),
        ("0.075000-0.075000", "0.078000-0.087000")
    );
}

/// What a request comes to by the list, worked out here once more: tokens at their rates, a share of a thousand of it.
fn by_list(model: &Model, input: u64, output: u64, tokens: u64, share: i128) -> Money {
    let rates = model.rates(TODAY).expect("it is served");
    let (up, count) = (if tokens == 1000 { 0 } else { 999 }, |of: u64| u128::from(of) * u128::from(tokens));
    let scaled = |of: u64| u64::try_from((count(of) + up) / 1000).expect("it is small");
    let rates = rates.at(scaled(input));
    (rates.input.per_million() * scaled(input) + rates.output.per_million() * scaled(output)).scaled(share, 1000)
}

/// A batch of a dear model may cost less than a cheaper one that is not batched, or may not: it is shown so where it is so
/// by the list, and what the cheaper one costs in a batch stands beside it.
#[test]
fn a_dearer_model_in_a_batch_stands_beside_what_the_cheaper_one_costs() {
    let (mut less, mut more) = (0, 0);
    for dear in embedded().served(TODAY) {
        for (input, output) in [(1_000, 0), (10_000, 500), (1_000, 10_000), (0, 5_000), (80_000, 100)] {
            let all = choices(&case(dear, input, output), &with_prefix(0));
            let Some(cheap) = all.iter().find(|one| one.way == Way::TierDown).and_then(|one| one.model) else {
                assert_eq!(
                    shown(&all, Way::TierDown),
                    "no family below it costs less for the same text",
                    "{}",
                    dear.id
                );
                continue;
            };
            let of = |way| price(&all, way).expect("a price");
            let (dear_batch, down, down_batch) = (of(Way::Batched), of(Way::TierDown), of(Way::TierDownBatched));
            let tokens = embedded().same_text_tokens(dear, cheap);
            assert_eq!(dear_batch, Range::exactly(by_list(dear, input, output, 1000, 500)), "{}", dear.id);
            assert_eq!(down.high, by_list(cheap, input, output, tokens.high, 1000), "{} to {}", dear.id, cheap.id);
            assert_eq!(down_batch.high, down.high.scaled(1, 2), "{} to {}", dear.id, cheap.id);
            assert!(down_batch.high < dear_batch.high && down.high < of(Way::AsIs).high, "{}", dear.id);
            if dear_batch.high < down.low { less += 1 } else { more += 1 }
        }
    }
    assert!(less > 0 && more > 0, "both are there: {less} and {more}");
}

/// Sonnet 4.6 in a batch is 1.5 times Haiku 4.5, and Sonnet 5.5 ten times Haiku 5.5, whatever the share of output.
#[test]
fn no_mix_of_tokens_makes_sonnet_in_a_batch_cheaper_than_haiku() {
    for (dear, cheap) in [("claude-sonnet-4-6", "claude-haiku-4-5-20251001"), ("claude-sonnet-5-5", "claude-haiku-5-5")]
    {
        for (input, output) in [(1_000, 0), (10_000, 500), (1_000, 10_000), (0, 5_000)] {
            let batched = price(&choices(&case(model(dear), input, output), &with_prefix(0)), Way::Batched);
            let plain = price(&choices(&case(model(cheap), input, output), &with_prefix(0)), Way::AsIs);
            assert!(batched.expect("a price").low > plain.expect("a price").high, "{dear} {input} {output}");
        }
    }
}

/// What is cached now is cached with another model too, so that the rows compare.
#[test]
fn other_models_are_priced_with_the_cache_that_there_is() {
    let prefix = Range::exactly(8_000);
    let caching = Caching::Marked { prefix, complete: true, hour: Maybe::No, moves: false };
    let all = choices(&Case { caching, ..case(model("claude-opus-4-6"), 10_000, 0) }, &with_prefix(8_000));
    // Read: 2,000 × 5 + 8,000 × 0.50; written: 2,000 × 5 + 8,000 × 6.25.
    assert_eq!(shown(&all, Way::AsIs), "0.014000-0.060000");
    // Opus 5.5, 1.3 to 1.45 tokens for one: 2,600 × 4 + 10,400 × 0.20; 2,900 × 4 + 11,600 × 5.
    assert_eq!(shown(&all, Way::Newest), "0.012480-0.069600");
    // Sonnet 5.5: 2,600 × 2 + 10,400 × 0.10; 2,900 × 2 + 11,600 × 2.50; half of that in a batch.
    assert_eq!(shown(&all, Way::TierDown), "0.006240-0.034800");
    assert_eq!(shown(&all, Way::TierDownBatched), "0.003120-0.017400");
    // Written once and read 999 times: 5,200 + (1,040 × 999 + 26,000) / 1,000 up to 5,800 + (1,160 × 999 + 29,000) / 1,000.
    assert_eq!(shown(&all, Way::TierDownCached), "0.006265-0.006988");
    assert!(price(&all, Way::TierDownCachedBatch).is_ok());
}

/// A family below is cheaper by the list, and not for a team that agreed on other rates.
#[test]
fn what_a_team_pays_decides_which_model_costs_less() {
    let agreed = |rate: &str| Agreed {
        input: Money::from_decimal(rate),
        output: Money::from_decimal(rate),
        ..Agreed::default()
    };
    let opus = |rate: &str| {
        let prices = Prices { agreed: [("claude-opus-5-5".to_owned(), agreed(rate))].into(), ..Prices::default() };
        let case = Case { prices: Arc::new(prices), ..case(model("claude-opus-5-5"), 10_000, 500) };
        choices(&case, &with_prefix(8_000))
    };
    let down = |all: &[Choice]| all.iter().find_map(|one| (one.way == Way::TierDown).then_some(one.model?.id.as_str()));
    assert_eq!(down(&opus("3")), Some("claude-sonnet-5-5"));
    assert_eq!(down(&opus("0.5")), Some("claude-haiku-5-5"));
    assert_eq!(down(&opus("0.05")), None);
    let note = opus("3").into_iter().find(|one| one.way == Way::Cached1h).map(|one| one.note).unwrap_or_default();
    // Written at 8 and read at 0.20 against 3: (8 - 0.2) / (3 - 0.2) is more than 2.
    assert!(note.contains("pays from 3 calls on"), "{note}");
    let note = opus("0.5").into_iter().find(|one| one.way == Way::Cached1h).map(|one| one.note).unwrap_or_default();
    assert!(note.contains("pays from 27 calls on"), "{note}");
}

#[test]
fn programs_get_what_people_get() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json = |args: &[&str]| -> Value {
        let (status, out, _) = binary::run(root, args);
        assert_eq!(status, Some(0), "{args:?}");
        serde_json::from_str(&out).expect("it is JSON")
    };
    let day = ["--as-of", "2026-11-22", "--format", "json"];
    let costs = json(&[&["cost", "examples/support-desk", "--what-if"][..], &day].concat());
    let site = &costs["sites"][0];
    assert_eq!((&costs["version"], site["what_if"][0][0]["way"].as_str()), (&Value::from(1), Some("as is")));
    assert!(site["quotes"][0]["most"]["lines"][0]["usd_per_million"].is_string(), "{site}");
    assert!(costs["total"]["usd_per_month"][1].is_string(), "{}", costs["total"]);
    let models = json(&[&["models"][..], &day].concat());
    let opus = models["models"].as_array().and_then(|all| all.iter().find(|model| model["id"] == "claude-opus-5-5"));
    assert_eq!(
        opus.map(|opus| (&opus["usd"]["input"], &opus["usd_same_text"][0])),
        Some((&"4.0000".into(), &"5.2000".into()))
    );
}
