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
        price::{Caching, Case, Maybe},
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

/// Sonnet 4.6 in a batch is 1.5 times Haiku 4.5, whatever the share of output: no way of putting it may hide that.
#[test]
fn a_dearer_model_in_a_batch_stands_beside_what_the_cheaper_one_costs() {
    for dear in embedded().served(TODAY) {
        for (input, output) in [(1_000, 0), (10_000, 500), (1_000, 10_000), (0, 5_000)] {
            let now = case(dear, input, output);
            let all = choices(&now, &with_prefix(0));
            let Ok(down) = price(&all, Way::TierDown) else { continue };
            let batch = price(&all, Way::TierDownBatched).expect("what can be batched can be so with another model");
            let (standard, dear_batch) =
                (price(&all, Way::AsIs).expect("a price"), price(&all, Way::Batched).expect("a price"));
            assert!(down.high < standard.high && batch.high < dear_batch.high, "{}", dear.id);
            assert!(batch.high <= down.high && batch.low <= down.low, "{}", dear.id);
        }
    }
    let batch = |id: &str| Case { batch: true, ..case(model(id), 10_000, 500) }.quote().expect("a price").total().low;
    let plain = |id: &str| case(model(id), 10_000, 500).quote().expect("a price").total().low;
    assert!(batch("claude-sonnet-4-6") > plain("claude-haiku-4-5-20251001"));
    assert!(batch("claude-sonnet-5-5") > plain("claude-haiku-5-5"));
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
