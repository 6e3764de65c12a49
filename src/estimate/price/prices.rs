//! What a team pays instead of list prices.

use crate::{
    catalog::{
        models::{Long, Model, Rates, Routing},
        platform::Platform,
    },
    money::Money,
};
use std::collections::BTreeMap;

/// What a team pays instead of list prices, and where its requests go where the code does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// What is taken off every list price of tokens, in thousandths.
    pub discount: u32,
    /// Rates that were agreed on, by canonical id. No discount is taken off these.
    pub agreed: BTreeMap<String, Agreed>,
    /// The platform, where the code does not say.
    pub platform: Option<Platform>,
    /// Which endpoints of a cloud, where the id does not say.
    pub routing: Option<Routing>,
}

/// Rates of a million tokens that were agreed on for one model. What is not given keeps its proportion to the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Prompt.
    pub input: Option<Money>,
    /// Output.
    pub output: Option<Money>,
    /// Writing a cache entry that lives five minutes.
    pub cache_write_5m: Option<Money>,
    /// Writing a cache entry that lives an hour.
    pub cache_write_1h: Option<Money>,
    /// Reading from the cache.
    pub cache_read: Option<Money>,
}

impl Prices {
    /// What was agreed on for a model.
    pub fn agreed(&self, model: &Model) -> Option<&Agreed> {
        self.agreed.get(&model.id)
    }
}

impl Agreed {
    /// What a list becomes, where `standard` is the list that the rates were agreed on for: they hold there, and any
    /// other list, that of long prompts or of fast mode, keeps its proportion to it.
    pub(super) fn at(&self, list: &Rates, standard: &Rates) -> Rates {
        let input = self.input.unwrap_or(standard.input);
        let output = self.output.unwrap_or(standard.output);
        let cache = |agreed: Option<Money>, list: Option<Money>, standard_rate: Option<Money>| {
            let list = list?;
            let follows = in_proportion(list, standard.input, input);
            Some(agreed.zip(standard_rate).map_or(follows, |(agreed, rate)| in_proportion(list, rate, agreed)))
        };
        let over = list
            .over
            .as_deref()
            .map(|over| Box::new(Long { tokens: over.tokens, rates: self.at(&over.rates, standard) }));
        Rates {
            input: in_proportion(list.input, standard.input, input),
            output: in_proportion(list.output, standard.output, output),
            cache_write_5m: cache(self.cache_write_5m, list.cache_write_5m, standard.cache_write_5m),
            cache_write_1h: cache(self.cache_write_1h, list.cache_write_1h, standard.cache_write_1h),
            cache_read: cache(self.cache_read, list.cache_read, standard.cache_read),
            over,
            ..list.clone()
        }
    }
}

/// What a rate becomes where the one that it is a multiple of goes from one price to another.
pub(super) fn in_proportion(rate: Money, from: Money, to: Money) -> Money {
    rate.scaled(to.0, from.0.max(1))
}
