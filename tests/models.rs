//! The catalogue of models holds what it promises.

use jiff::civil::{Date, date};
use skint::{
    catalog::{
        models::{Found, Lifecycle, Model, Models, Rates, embedded},
        platform::Platform,
    },
    estimate::{Prices, same_text_ratio},
    money::Money,
};
use std::collections::HashMap;

const TODAY: Date = date(2026, 11, 22);

fn dollars(text: &str) -> Money {
    Money::from_decimal(text).expect("tests write decimals")
}

fn model(id: &str) -> &'static Model {
    embedded().get(id).unwrap_or_else(|| panic!("{id} is not in the catalogue"))
}

fn rates(id: &str, day: Date) -> &'static Rates {
    model(id).rates(day).unwrap_or_else(|| panic!("{id} has no price on {day}"))
}

#[test]
fn the_embedded_catalogue_parses() {
    let read = Models::parse(include_str!("../rules/models.toml"));
    assert!(read.is_ok(), "{read:?}");
    assert!(embedded().all().count() > 30);
}

#[test]
fn names_that_lead_nowhere_are_errors() {
    let text = include_str!("../rules/models.toml");
    for (from, to) in [
        ("source = \"pricing\"", "source = \"rumour\""),
        ("tokenizer = \"gen3\"", "tokenizer = \"gen9\""),
        ("successor = \"claude-opus-5-5\"", "successor = \"claude-opus-9\""),
        ("family = \"opus\"", "family = \"epic\""),
        ("input = \"4.00\"", "input = \"4,00\""),
        ("input = \"4.00\"", "input = \"4.00\"\ninptu = \"4.00\""),
    ] {
        assert!(Models::parse(&text.replace(from, to)).is_err(), "{to} was accepted");
    }
}

#[test]
fn models_are_sorted_and_ids_unique() {
    let ids: Vec<&str> = embedded().all().map(|model| model.id.as_str()).collect();
    assert!(ids.is_sorted(), "sort the models of rules/models.toml by id");
    let mut owners: HashMap<String, &str> = HashMap::new();
    for model in embedded().all() {
        for (_, id) in model.ids() {
            let plain = id.strip_prefix("anthropic.").unwrap_or(id).replace('.', "-");
            let owner = *owners.entry(plain).or_insert(&model.id);
            assert_eq!(owner, model.id, "{id} means two models");
        }
    }
}

#[test]
fn every_id_of_the_catalogue_is_found() {
    for model in embedded().all() {
        assert!(model.anthropic.contains(&model.id), "{} lists its own id", model.id);
        for (_, id) in model.ids() {
            match embedded().find(id) {
                Found::Known(found, _) => assert_eq!(found.id, model.id, "{id}"),
                other => panic!("{id} is {other:?}"),
            }
        }
    }
}

#[test]
fn prices_have_a_source_and_follow_one_another_without_gaps() {
    for model in embedded().all() {
        assert!(embedded().source(&model.source).is_some(), "{}", model.id);
        let first = model.price.first().unwrap_or_else(|| panic!("{} has no price", model.id));
        assert_eq!(first.from, model.released, "{} is priced from its first day", model.id);
        assert_eq!(model.price.last().and_then(|last| last.until), None, "{} has a price today", model.id);
        for pair in model.price.windows(2) {
            assert!(pair[0].until.is_some() && pair[0].until == pair[1].from, "{}: prices have a gap", model.id);
        }
        for pair in model.fast.windows(2) {
            assert!(pair[0].until.is_some() && pair[0].until <= pair[1].from, "{}: fast prices overlap", model.id);
        }
        for rates in model.price.iter().chain(&model.fast) {
            let source = embedded().source(&rates.source).unwrap_or_else(|| panic!("{}: no source", model.id));
            assert!(source.url.starts_with("https://") && source.read <= TODAY, "{}", source.url);
            assert!(rates.from.is_none_or(|from| rates.until.is_none_or(|until| from < until)), "{}", model.id);
        }
    }
}

#[test]
fn cache_rates_are_the_documented_multiples_of_input() {
    for model in embedded().all().filter(|model| model.id != "claude-3-haiku-20240307") {
        let long = model.price.iter().filter_map(|rates| rates.over.as_ref().map(|over| &over.rates));
        for rates in model.price.iter().chain(long) {
            let Some(write) = rates.cache_write_5m else { continue };
            assert_eq!(write, rates.input.scaled(5, 4), "{}", model.id);
            assert_eq!(rates.cache_write_1h, Some(rates.input.scaled(2, 1)), "{}", model.id);
            let read = rates.cache_read.unwrap_or_else(|| panic!("{} writes but does not read", model.id));
            let known = [(1, 10), (1, 20), (1, 40)].map(|(up, down)| rates.input.scaled(up, down));
            assert!(known.contains(&read), "{}: {read}", model.id);
        }
    }
}

#[test]
fn prices_are_those_of_the_day() {
    assert_eq!(rates("claude-sonnet-5-5", date(2026, 10, 6)).cache_read, Some(dollars("0.20")));
    assert_eq!(rates("claude-sonnet-5-5", date(2026, 10, 7)).cache_read, Some(dollars("0.10")));
    assert!(model("claude-sonnet-5-5").rates(date(2026, 9, 27)).is_none());
    let fable = rates("claude-fable-5-2", TODAY);
    assert_eq!((fable.input, fable.output, fable.cache_read), (dollars("8"), dollars("40"), Some(dollars("0.20"))));
    assert_eq!(rates("claude-opus-4-7", TODAY).input, dollars("5"));
    assert_eq!(rates("claude-haiku-4-5-20251001", TODAY).output, dollars("5"));
    assert_eq!(model("claude-opus-5-5").fast_rates(TODAY).map(|fast| fast.input), Some(dollars("8")));
    assert!(model("claude-opus-4-8").fast_rates(TODAY).is_some());
    assert!(model("claude-opus-4-8").fast_rates(date(2026, 11, 30)).is_none());
}

#[test]
fn a_long_prompt_is_charged_as_a_whole() {
    let haiku = rates("claude-haiku-5-5", TODAY);
    assert_eq!((haiku.at(100_000).input, haiku.at(100_000).output), (dollars("0.10"), dollars("0.50")));
    assert_eq!((haiku.at(100_001).input, haiku.at(100_001).output), (dollars("0.50"), dollars("2.50")));
    assert_eq!(rates("claude-opus-4-6", date(2026, 3, 1)).at(200_001).input, dollars("10"));
    assert_eq!(rates("claude-opus-4-6", TODAY).at(900_000).input, dollars("5"));
}

#[test]
fn a_model_ends_on_its_day_and_where_it_is_said_to() {
    let sonnet = model("claude-sonnet-4-5-20250929");
    let on = date(2026, 11, 30);
    assert_eq!(sonnet.lifecycle(Platform::Anthropic, TODAY), Lifecycle::Retiring { on });
    assert_eq!(sonnet.lifecycle(Platform::Anthropic, on), Lifecycle::Retired { on });
    assert_eq!(sonnet.lifecycle(Platform::Bedrock, TODAY), Lifecycle::Unstated);
    let opus = model("claude-opus-4-1-20250805");
    assert_eq!(opus.lifecycle(Platform::Unknown, TODAY), Lifecycle::Retired { on: date(2026, 8, 5) });
    assert_eq!(opus.lifecycle(Platform::Vertex, TODAY), Lifecycle::Active);
    assert_eq!(opus.lifecycle(Platform::Gateway, TODAY), Lifecycle::Unstated);
    assert_eq!(model("claude-opus-5-5").lifecycle(Platform::Anthropic, TODAY), Lifecycle::Active);
    for model in embedded().all().filter(|model| model.retires.is_some()) {
        assert!(model.successor.is_some(), "{} ends without a successor", model.id);
    }
}

#[test]
fn the_same_text_costs_what_its_tokens_cost() {
    let ratio = |from: &str, to: &str| {
        let range = same_text_ratio(model(from), model(to), &Prices::default(), TODAY).expect("both have a price");
        (range.low, range.high)
    };
    assert_eq!(ratio("claude-opus-5-5", "claude-haiku-5-5"), (25, 25));
    assert_eq!(ratio("claude-opus-4-5-20251101", "claude-opus-5-5"), (1040, 1160));
    assert_eq!(ratio("claude-haiku-4-5-20251001", "claude-haiku-5-5"), (130, 145));
    assert!(ratio("claude-opus-5-5", "claude-haiku-4-5-20251001").0 < 200);
}

#[test]
fn rows_begin_with_the_dearest_family_and_its_newest_model() {
    let rows = embedded().rows(TODAY);
    assert_eq!(rows.len(), embedded().all().count());
    assert_eq!(rows[0].model.id, "claude-mythos-5-2");
    assert!(rows.iter().all(|row| row.rates.is_some() && row.price_source.is_some()));
    assert!(embedded().family_rank("opus") > embedded().family_rank("sonnet"));
}

#[test]
fn every_id_says_whose_it_is() {
    let ids: Vec<&str> = embedded().all().flat_map(|model| model.ids().map(|(_, id)| id)).collect();
    // Readers of code look for prices, names and models only where this word stands.
    let strange: Vec<&&str> = ids.iter().filter(|id| !id.contains("claude")).collect();
    assert!(strange.is_empty() && ids.len() > 100, "{strange:?} of {}", ids.len());
}
