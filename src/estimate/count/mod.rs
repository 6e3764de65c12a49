//! How many tokens a text has, from weights over its characters.
//!
//! No vocabulary is needed: a text is cut into runs of one class of characters, and what a run costs is worked out from
//! hashed weights (`rules/tokenizers`). Time is linear in the text; memory does not grow with it, except that text with
//! combining characters is first put into one piece of its composed form.

mod class;
mod compose;
mod known;
mod memo;
mod runs;
mod weigh;

#[cfg(test)]
mod tests;

pub use memo::tally;

use crate::catalog::tokenizers::{ONE, Tokenizer};
use class::{Class, Traits};
use compose::composed;
use known::Known;
use runs::{Placed, Stretches};
use std::ops::Add;
use weigh::Scale;

/// What a text comes to, in 65,536ths of a token, by how well such runs are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words in Latin script.
    pub words: u64,
    /// Signs, digits and white space.
    pub signs: u64,
    /// Everything else.
    pub other: u64,
}

impl Tally {
    /// Thousandths of a token, all together.
    pub fn total(&self) -> u64 {
        thousandths(self.words.saturating_add(self.signs).saturating_add(self.other))
    }
}

impl Add for Tally {
    type Output = Tally;
    fn add(self, other: Tally) -> Tally {
        Tally {
            words: self.words.saturating_add(other.words),
            signs: self.signs.saturating_add(other.signs),
            other: self.other.saturating_add(other.other),
        }
    }
}

/// From 65,536ths to thousandths.
pub fn thousandths(cost: u64) -> u64 {
    u64::try_from(u128::from(cost) * 1000 / u128::from(ONE)).unwrap_or(u64::MAX)
}

/// Counts a text, whatever was counted before.
pub fn count(text: &str, tokenizer: &Tokenizer) -> Tally {
    let text = composed(text);
    let mut stretches = Stretches::of(&text);
    let mut counter = Counter::new(tokenizer, &text);
    let (mut before, mut current, mut after) = (None, stretches.next(), stretches.next());
    while let Some(here) = current {
        let placed = Placed { before, here, after };
        if let Some(ending) = placed.ending() {
            counter.add(Class::Word, true, runs::contraction(here.text, ending, tokenizer.folds, &counter.scale));
            (before, current, after) = (after, stretches.next(), stretches.next());
        } else {
            counter.take(&placed);
            (before, current, after) = (current, after, stretches.next());
        }
    }
    counter.tally
}

/// Adds up runs.
struct Counter<'a> {
    tokenizer: &'a Tokenizer,
    scale: Scale<'a>,
    text: &'a [u8],
    known: Known,
    tally: Tally,
}

impl<'a> Counter<'a> {
    fn new(tokenizer: &'a Tokenizer, text: &'a str) -> Self {
        let (scale, known) = (Scale::of(tokenizer), Known::new(text.len()));
        Counter { tokenizer, scale, text: text.as_bytes(), known, tally: Tally::default() }
    }

    fn take(&mut self, placed: &Placed<'_>) {
        let run = &placed.here;
        if run.class == Class::Digit {
            return self.add(run.class, true, u64::from(ONE) * (run.text.len() as u64).div_ceil(3));
        }
        if let Some(part) = placed.single_space(self.tokenizer) {
            return self.add(run.class, true, part * u64::from(ONE) / 1000);
        }
        let (around, folds, scale) = (placed.around(), self.tokenizer.folds, &self.scale);
        let cost = self.known.cost(self.text, run, around, || runs::plain(run, around, folds, scale));
        self.add(run.class, !run.traits.has(Traits::FAR), cost);
    }

    fn add(&mut self, class: Class, latin: bool, cost: u64) {
        let sum = match class {
            Class::Word if latin => &mut self.tally.words,
            Class::Word | Class::Other => &mut self.tally.other,
            Class::Space | Class::Digit | Class::Sign => &mut self.tally.signs,
        };
        *sum = sum.saturating_add(cost);
    }
}
