//! `ceiling` in `[models]`: what a model may cost at most.

use super::{
    PolicyLine,
    entry::{Entry, Reader},
    shape,
};
use crate::money::Money;

/// The dearest model that is allowed, by its list prices.
#[derive(Clone, Debug)]
pub struct Ceiling {
    /// Dollars for a million tokens of input.
    input: Option<(Money, PolicyLine)>,
    /// Dollars for a million tokens of output.
    output: Option<(Money, PolicyLine)>,
}

/// A price above a ceiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooDear {
    /// Of what: `input` or `output`.
    pub of: &'static str,
    /// What a million tokens of it cost.
    pub costs: Money,
    /// What they may cost.
    pub at_most: Money,
    /// The line that says so.
    pub line: PolicyLine,
}

impl Ceiling {
    pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Option<Ceiling> {
        let mut ceiling = Ceiling { input: None, output: None };
        let before = reader.errors.len();
        for (entry, key) in reader.keyed(section, &shape::CEILING) {
            let line = reader.line(&entry);
            let price = entry.dollars(reader, key.kind).map(|price| (price, line));
            match key.name {
                "input-usd" => ceiling.input = price,
                _ => ceiling.output = price,
            }
        }
        (reader.errors.len() == before).then_some(ceiling)
    }

    /// Its prices, each with its key and its line.
    pub(super) fn prices(&self) -> impl Iterator<Item = (&'static str, Money, &PolicyLine)> {
        let all = [("input-usd", &self.input), ("output-usd", &self.output)];
        all.into_iter().filter_map(|(key, price)| price.as_ref().map(|(price, line)| (key, *price, line)))
    }

    /// The first of a model's prices for a million tokens that is above.
    pub(super) fn broken_by(&self, input: Money, output: Money) -> Option<TooDear> {
        let limits = [("output", output, &self.output), ("input", input, &self.input)];
        limits.into_iter().find_map(|(of, costs, limit)| {
            let (at_most, line) = limit.as_ref().filter(|(at_most, _)| costs > *at_most)?;
            Some(TooDear { of, costs, at_most: *at_most, line: line.clone() })
        })
    }
}
