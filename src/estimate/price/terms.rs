//! The terms of a request, all of them known, and what it is billed on them.

use super::{
    bill::{Bill, Class, Factor, Line, Modifier, Tariff, Usage},
    prices::{Charge, Prices, in_proportion},
};
use crate::{
    catalog::{
        models::{self, FastEnded, Model, Rates},
        platform::Platform,
    },
    money::Money,
};
use jiff::civil::Date;
use std::fmt;

/// All that the price of a request depends on beside its tokens.
#[expect(clippy::struct_excessive_bools, reason = "each is a term of its own, and all may hold together")]
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// The model.
    pub model: &'a Model,
    /// The day.
    pub as_of: Date,
    /// Where it goes.
    pub platform: Platform,
    /// As part of a Message Batch.
    pub batch: bool,
    /// In fast mode.
    pub fast: bool,
    /// With inference held in the United States.
    pub us_only: bool,
    /// Through an endpoint of a cloud other than the global one.
    pub regional: bool,
    /// What the team pays instead of list prices.
    pub prices: &'a Prices,
}

/// Why a request has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The model has none on the day.
    NoPrice,
    /// Message Batches do not take the model.
    NoBatch,
    /// Message Batches have no fast mode.
    FastBatch,
    /// The model has no fast mode on the day.
    NoFast,
    /// The model's inference cannot be held in the United States.
    NoUsOnly,
    /// The model has no cache.
    NoCache,
    /// The platform has no endpoints but one.
    NoRegions,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refused::NoPrice => "the model has no price on this day",
            Refused::NoBatch => "Message Batches do not take the model",
            Refused::FastBatch => "Message Batches have no fast mode",
            Refused::NoFast => "the model has no fast mode on this day",
            Refused::NoUsOnly => "inference of the model cannot be held in the United States",
            Refused::NoCache => "the model has no cache",
            Refused::NoRegions => "the platform has one endpoint for all regions",
        })
    }
}

impl<'a> Terms<'a> {
    /// List prices, on Anthropic's own platform.
    pub fn list(model: &'a Model, as_of: Date, prices: &'a Prices) -> Terms<'a> {
        let platform = Platform::Anthropic;
        Terms { model, as_of, platform, batch: false, fast: false, us_only: false, regional: false, prices }
    }

    /// What the request is billed.
    pub fn bill(&self, usage: &Usage) -> Result<Bill, Refused> {
        self.bill_as(usage, usage.sent())
    }

    /// What requests are billed that use so much together, and of which each sends about `sent` tokens: all of them are
    /// long prompts, or none is.
    pub(super) fn bill_as(&self, usage: &Usage, sent: u64) -> Result<Bill, Refused> {
        let (rates, fast) = self.rates()?;
        let listed = rates.at(sent);
        let standard = self.model.rates(self.as_of).ok_or(Refused::NoPrice)?;
        let factors = self.factors()?;
        let mut lines = Vec::new();
        for (class, quantity) in usage.tokens().into_iter().filter(|(_, quantity)| *quantity > 0) {
            let charge = self.prices.charge(self.model, class, listed, standard);
            let Charge { rate, agreed, left } = charge.ok_or(Refused::NoCache)?;
            let discount = Factor { modifier: Modifier::Discount, thousandths: left };
            let factors = factors.iter().copied().chain((left < 1000).then_some(discount)).collect();
            lines.push(Line::of_tokens(class, quantity, rate, agreed, factors));
        }
        if usage.searches > 0 {
            lines.push(Line::fee(Class::Search, usage.searches, models::embedded().fees().web_search));
        }
        let long = rates.over.as_ref().filter(|over| sent > over.tokens);
        let tariff = match long {
            Some(over) => Tariff::Long(over.tokens),
            None if fast => Tariff::Fast,
            None => Tariff::Standard,
        };
        Ok(Bill { lines, tariff, source: rates.source })
    }

    /// From how many requests within the life of an entry on caching their beginning costs less, by what the team pays:
    /// writing it once and reading it in all others; nothing where it never does.
    pub fn break_even(&self, hour: bool) -> Option<u64> {
        let million = Usage { prompt: 1_000_000, ..Usage::default() };
        let cost = |class| Some(self.bill_as(&million.marked(million.prompt, class), 0).ok()?.total().0);
        let write = cost(if hour { Class::Written1h } else { Class::Written5m })?;
        let (plain, read) = (cost(Class::Prompt)?, cost(Class::Read)?);
        // Caching costs write + read × (n − 1), which is less than plain × n from the first n after this quotient on.
        let quotient = (write - read).max(0).checked_div(plain - read).filter(|_| plain > read)?;
        Some(u64::try_from(quotient).ok()?.saturating_add(1))
    }

    /// The rates, and whether they are those of fast mode.
    pub fn rates(&self) -> Result<(Rates, bool), Refused> {
        let standard = self.model.rates(self.as_of).ok_or(Refused::NoPrice)?;
        match self.model.fast_rates(self.as_of) {
            _ if !self.fast => Ok((standard.clone(), false)),
            _ if self.batch => Err(Refused::FastBatch),
            Some(fast) => Ok((with_cache(fast, standard), true)),
            None if self.model.fast_ended == FastEnded::Standard => Ok((standard.clone(), false)),
            None => Err(Refused::NoFast),
        }
    }

    /// What changes every price of tokens.
    fn factors(&self) -> Result<Vec<Factor>, Refused> {
        let modifiers = models::embedded().modifiers();
        let mut factors = Vec::new();
        let mut add = |modifier, thousandths| factors.push(Factor { modifier, thousandths });
        if self.batch {
            if !self.model.batch {
                return Err(Refused::NoBatch);
            }
            add(Modifier::Batch, modifiers.batch);
        }
        if self.us_only {
            if !self.model.us_only {
                return Err(Refused::NoUsOnly);
            }
            add(Modifier::UsOnly, modifiers.us_only);
        }
        if self.regional {
            if !has_regions(self.platform) {
                return Err(Refused::NoRegions);
            }
            // Models from before the premium cost the same everywhere.
            if self.model.regional {
                add(Modifier::Regional, modifiers.regional);
            }
        }
        Ok(factors)
    }
}

/// Whether a platform has endpoints that cost more than its global one.
pub(super) fn has_regions(platform: Platform) -> bool {
    matches!(platform, Platform::Bedrock | Platform::Vertex)
}

/// Fast rates with those of the cache, which stay the same multiples of the prompt's.
fn with_cache(fast: &Rates, standard: &Rates) -> Rates {
    let cache = |rate: Option<Money>| rate.map(|rate| in_proportion(rate, standard.input, fast.input));
    let mut rates = Rates {
        cache_write_5m: fast.cache_write_5m.or(cache(standard.cache_write_5m)),
        cache_write_1h: fast.cache_write_1h.or(cache(standard.cache_write_1h)),
        cache_read: fast.cache_read.or(cache(standard.cache_read)),
        ..fast.clone()
    };
    if let (Some(over), Some(long)) = (&mut rates.over, &standard.over) {
        over.rates = with_cache(&over.rates, &long.rates);
    }
    rates
}
