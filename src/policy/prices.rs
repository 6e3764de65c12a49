//! `[prices]`: what a team pays, where that is not the list price.

use super::{
    Policy, Stated,
    entry::{Entry, Reader},
    shape,
};
use crate::{catalog::platform::Platform, money::Money};
use std::collections::BTreeMap;

/// What is paid for the calls of a file. What is absent is as the catalogue has it.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// What is taken off list prices, in thousandths.
    pub discount: Option<Stated<u32>>,
    /// Where requests go where the code does not say.
    pub platform: Option<Stated<Platform>>,
    /// Where inference runs where the code does not say.
    pub region: Option<Stated<Region>>,
    /// What is paid for single models, by the catalogue's ids.
    pub models: BTreeMap<String, ModelPrices>,
}

/// Where inference runs, as far as prices know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Wherever there is room.
    Global,
    /// At the endpoint of a cloud's region.
    Regional,
    /// In the United States, as was asked for.
    UnitedStates,
}

/// What is paid for a model: dollars for a million tokens of each class, and what is taken off the list price of a class
/// that is absent.
#[derive(Clone, Debug, Default)]
pub struct ModelPrices {
    /// Input that is not cached.
    pub input: Option<Stated<Money>>,
    /// Output.
    pub output: Option<Stated<Money>>,
    /// Input that is read from the cache.
    pub cache_read: Option<Stated<Money>>,
    /// Input that is written to the cache for five minutes.
    pub cache_write_5m: Option<Stated<Money>>,
    /// Input that is written to the cache for an hour.
    pub cache_write_1h: Option<Stated<Money>>,
    /// What is taken off list prices, in thousandths; instead of the general discount.
    pub discount: Option<Stated<u32>>,
}

impl Region {
    /// Its name, as policies write it.
    pub fn name(self) -> &'static str {
        match self {
            Region::Global => "global",
            Region::Regional => "regional",
            Region::UnitedStates => "us",
        }
    }
}

impl Policy {
    /// What is paid for the calls of a file, by everything that holds for it.
    pub fn prices(&self, path: &str) -> Prices {
        let mut all = Prices::default();
        for layer in self.layers(path) {
            all.complete(&layer.prices);
        }
        all
    }
}

impl Prices {
    /// What is paid for a model beyond the general discount, by the catalogue's id.
    pub fn of_model(&self, id: &str) -> Option<&ModelPrices> {
        self.models.get(id)
    }

    /// What is taken off the list prices of a model, in thousandths, with the line that says so.
    pub fn discount_on(&self, id: &str) -> Option<&Stated<u32>> {
        self.of_model(id).and_then(|model| model.discount.as_ref()).or(self.discount.as_ref())
    }

    /// Takes over what is said nowhere yet.
    fn complete(&mut self, other: &Prices) {
        fill(&mut self.discount, other.discount.as_ref());
        fill(&mut self.platform, other.platform.as_ref());
        fill(&mut self.region, other.region.as_ref());
        for (id, prices) in &other.models {
            self.models.entry(id.clone()).or_default().complete(prices);
        }
    }

    /// Reads a `[prices]` table.
    pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Prices {
        let mut prices = Prices::default();
        for (entry, key) in reader.keyed(section, &shape::PRICES) {
            let line = reader.line(&entry);
            match key.name {
                "discount-percent" => prices.discount = line.states(entry.thousandths(reader, key.kind)),
                "platform" => prices.platform = line.states(entry.choice(reader, key.kind).and_then(platform)),
                "region" => prices.region = line.states(entry.choice(reader, key.kind).map(region)),
                _ => prices.models = read_models(reader, &entry),
            }
        }
        prices
    }
}

impl ModelPrices {
    fn complete(&mut self, other: &ModelPrices) {
        fill(&mut self.input, other.input.as_ref());
        fill(&mut self.output, other.output.as_ref());
        fill(&mut self.cache_read, other.cache_read.as_ref());
        fill(&mut self.cache_write_5m, other.cache_write_5m.as_ref());
        fill(&mut self.cache_write_1h, other.cache_write_1h.as_ref());
        fill(&mut self.discount, other.discount.as_ref());
    }

    fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> ModelPrices {
        let mut prices = ModelPrices::default();
        for (entry, key) in reader.keyed(section, &shape::MODEL_PRICES) {
            let line = reader.line(&entry);
            if key.name == "discount-percent" {
                prices.discount = line.states(entry.thousandths(reader, key.kind));
                continue;
            }
            let price = line.states(entry.dollars(reader, key.kind));
            match key.name {
                "cache-read-usd" => prices.cache_read = price,
                "cache-write-1h-usd" => prices.cache_write_1h = price,
                "cache-write-5m-usd" => prices.cache_write_5m = price,
                "input-usd" => prices.input = price,
                _ => prices.output = price,
            }
        }
        prices
    }
}

/// Reads `[prices.models]`. One model under two names is a mistake: nobody could say which holds.
fn read_models(reader: &mut Reader<'_>, section: &Entry<'_>) -> BTreeMap<String, ModelPrices> {
    let mut models: BTreeMap<String, ModelPrices> = BTreeMap::new();
    for entry in reader.table(section, "a table of models") {
        let known = reader.known;
        let Some(id) = (known.canonical)(entry.key) else {
            reader.unknown(&entry, "model", known.models.iter().map(String::as_str));
            continue;
        };
        let prices = ModelPrices::read(reader, &entry);
        if models.insert(id.clone(), prices).is_some() {
            let message = format!("`{}` is {id}, which has its prices already", entry.key);
            reader.error(entry.key_range.clone(), message, "the second time", None);
        }
    }
    models
}

fn fill<T: Clone>(place: &mut Option<T>, from: Option<&T>) {
    if place.is_none() {
        *place = from.cloned();
    }
}

fn platform(name: &str) -> Option<Platform> {
    let all = [Platform::Anthropic, Platform::Bedrock, Platform::Foundry, Platform::Gateway, Platform::Vertex];
    all.into_iter().find(|platform| platform.name() == name)
}

fn region(name: &str) -> Region {
    match name {
        "regional" => Region::Regional,
        "us" => Region::UnitedStates,
        _ => Region::Global,
    }
}
