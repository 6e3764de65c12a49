//! What the same request would come to otherwise: another model, the cache, a batch.

use super::price::{Prices, Terms};
use crate::{
    catalog::models::{self, Model, Rates},
    money::{Money, Range, Tokens},
};
use jiff::civil::Date;

/// A prefix sent a thousand times, without and with caching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cached {
    /// At full price each time.
    pub uncached: Range<Money>,
    /// Written once, then read: what it comes to where each request follows within five minutes of the one before.
    pub cached: Range<Money>,
    /// From how many requests within five minutes of one another caching costs less.
    pub break_even: u64,
}

/// A model that costs less for the same text.
#[derive(Clone, Debug)]
pub struct Cheaper {
    /// The model.
    pub model: &'static Model,
    /// Its price for a thousandth of what the other one costs: 25 is a fortieth.
    pub ratio: Range<u64>,
}

/// Price of tokens of prompt, uncached.
fn input_cost(rates: &Rates, tokens: Tokens) -> Range<Money> {
    let price = |count: u64| rates.at(count).input.per_million() * count;
    Range::new(price(tokens.low), price(tokens.high))
}

/// What a prefix costs a team over a thousand calls; nothing where the model has no cache.
pub fn cached_cost_per_thousand(model: &Model, prefix: Tokens, prices: &Prices, as_of: Date) -> Option<Cached> {
    const CALLS: u64 = 1000;
    let rates = prices.rates(model, as_of)?;
    let cached = |count: u64| {
        let at = rates.at(count);
        Some(at.cache_write_5m?.per_million() * count + at.cache_read?.per_million() * count * (CALLS - 1))
    };
    let once = input_cost(&rates, prefix);
    Some(Cached {
        uncached: Range::new(once.low * CALLS, once.high * CALLS),
        cached: Range::new(cached(prefix.low)?, cached(prefix.high)?),
        break_even: Terms::list(model, as_of, prices).break_even(false)?,
    })
}

/// What a price becomes as part of a Message Batch.
pub fn batch_cost(price: Range<Money>) -> Range<Money> {
    let half = |price: Money| price.scaled(i128::from(models::embedded().modifiers().batch), 1000);
    Range::new(half(price.low), half(price.high))
}

/// What a price of `from` becomes with `to`, for the same text, in thousandths: what a team pays for prompts compared,
/// times the tokens that the text has for each. Nothing where either has no price on the day.
pub fn same_text_ratio(from: &Model, to: &Model, prices: &Prices, as_of: Date) -> Option<Range<u64>> {
    let (Money(old), Money(new)) = (prices.rates(from, as_of)?.input, prices.rates(to, as_of)?.input);
    let tokens = models::embedded().same_text_tokens(from, to);
    let scaled = |tokens: u64, up: i128| u64::try_from((new * i128::from(tokens) + up).checked_div(old)?).ok();
    Some(Range::new(scaled(tokens.low, 0)?, scaled(tokens.high, old - 1)?))
}

/// The newest model of each family below that of `than`, the least dear last.
pub fn below(than: &Model, as_of: Date) -> Vec<&'static Model> {
    let mut newest: Vec<&'static Model> = Vec::new();
    for model in models::embedded().served(as_of).filter(|model| model.rank < than.rank && model.deprecated.is_none()) {
        match newest.iter_mut().find(|known| known.family == model.family) {
            Some(known) if known.released < model.released => *known = model,
            Some(_) => {}
            None => newest.push(model),
        }
    }
    newest.sort_by_key(|model| std::cmp::Reverse(model.rank));
    newest
}

/// Those of them that cost a team less for the same text.
pub fn cheaper(than: &Model, prices: &Prices, as_of: Date) -> Vec<Cheaper> {
    let all = below(than, as_of).into_iter().filter_map(|model| {
        let ratio = same_text_ratio(than, model, prices, as_of)?;
        (ratio.high < 1000).then_some(Cheaper { model, ratio })
    });
    all.collect()
}
