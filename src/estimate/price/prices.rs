//! What a team pays instead of list prices.

use super::bill::Class;
use crate::{
    catalog::{
        models::{Long, Model, Rates, Routing},
        platform::Platform,
    },
    money::Money,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a team pays instead of list prices, and where its requests go where the code does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// What is taken off every list price of tokens, in thousandths.
    pub discount: u32,
    /// What was agreed on for single models, by canonical id.
    pub agreed: BTreeMap<String, Agreed>,
    /// The platform, where the code does not say.
    pub platform: Option<Platform>,
    /// Which endpoints of a cloud, where the id does not say.
    pub routing: Option<Routing>,
    /// Whether inference is held in the United States, where the code does not say.
    pub us_only: bool,
}

/// What was agreed on for one model: rates of a million tokens at standard speed. No discount is taken off these, only
/// off the list prices of classes for which there is none.
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
    /// What is taken off the list prices of this model, in thousandths, instead of the general discount.
    pub discount: Option<u32>,
}

impl Prices {
    /// What was agreed on for a model.
    pub fn agreed(&self, model: &Model) -> Option<&Agreed> {
        self.agreed.get(&model.id)
    }

    /// What is taken off the list prices of a model, in thousandths.
    pub fn discount(&self, model: &Model) -> u32 {
        self.agreed(model).and_then(|agreed| agreed.discount).unwrap_or(self.discount)
    }

    /// What a team pays for a model at standard speed on a day.
    pub fn rates(&self, model: &Model, as_of: Date) -> Option<Rates> {
        let standard = model.rates(as_of)?;
        Some(self.charged(model, standard, standard))
    }

    fn charged(&self, model: &Model, listed: &Rates, standard: &Rates) -> Rates {
        let price = |class| {
            let Charge { rate, left, .. } = self.charge(model, class, listed, standard)?;
            Some(rate.scaled(i128::from(left), 1000))
        };
        let over = |long: &Long| Long { tokens: long.tokens, rates: self.charged(model, &long.rates, standard) };
        Rates {
            input: price(Class::Prompt).unwrap_or(listed.input),
            output: price(Class::Output).unwrap_or(listed.output),
            cache_write_5m: price(Class::Written5m),
            cache_write_1h: price(Class::Written1h),
            cache_read: price(Class::Read),
            over: listed.over.as_deref().map(|long| Box::new(over(long))),
            ..listed.clone()
        }
    }

    /// What a class is charged, if it has a price, in a request that the list charges at `listed` instead of the
    /// `standard` rates: the rate that was agreed on, which long prompts and fast mode make as much dearer as the list's,
    /// or else the list's, less the discount.
    pub(super) fn charge(&self, model: &Model, class: Class, listed: &Rates, standard: &Rates) -> Option<Charge> {
        let list = rate(listed, class)?;
        let agreed = self.agreed(model).and_then(|agreed| agreed.rate(class)).zip(rate(standard, class));
        Some(match agreed {
            Some((agreed, standard)) => {
                Charge { rate: in_proportion(agreed, standard, list), agreed: true, left: 1000 }
            }
            None => Charge { rate: list, agreed: false, left: 1000_u32.saturating_sub(self.discount(model)) },
        })
    }
}

/// What a class of tokens is charged.
pub(super) struct Charge {
    /// The rate of a million.
    pub(super) rate: Money,
    /// Whether it was agreed on.
    pub(super) agreed: bool,
    /// What the discount leaves of it, in thousandths.
    pub(super) left: u32,
}

impl Agreed {
    fn rate(&self, class: Class) -> Option<Money> {
        match class {
            Class::Prompt => self.input,
            Class::Read => self.cache_read,
            Class::Written5m => self.cache_write_5m,
            Class::Written1h => self.cache_write_1h,
            Class::Output => self.output,
            Class::Search => None,
        }
    }
}

/// The listed rate of a class of tokens.
pub(super) fn rate(rates: &Rates, class: Class) -> Option<Money> {
    match class {
        Class::Prompt => Some(rates.input),
        Class::Read => rates.cache_read,
        Class::Written5m => rates.cache_write_5m,
        Class::Written1h => rates.cache_write_1h,
        Class::Output => Some(rates.output),
        Class::Search => None,
    }
}

/// What a rate becomes where the one that it is a multiple of goes from one price to another.
pub(super) fn in_proportion(rate: Money, from: Money, to: Money) -> Money {
    rate.scaled(to.0, from.0.max(1))
}
