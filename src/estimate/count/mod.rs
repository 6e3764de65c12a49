//! How many tokens a text has, from weights over its characters.
//!
//! No vocabulary is needed: a text is cut into runs of one class of characters, and what a run costs is worked out from
//! hashed weights (`rules/tokenizers`). Time is linear in the text; memory does not grow with it, except that text with
//! combining characters is first put into one piece of its composed form.

mod class;
mod compose;
mod hash;
mod known;
mod lanes;
mod memo;
mod runs;
mod short;
mod weigh;

#[cfg(test)]
mod tests;

pub use memo::tally;

use crate::catalog::tokenizers::{ONE, Tokenizer};
use class::Class;
use compose::composed;
use known::Known;
use lanes::Weights;
use runs::{Placed, Runs};
use short::Short;
use std::ops::Add;
use weigh::{Kind, Scale, Sums};

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
    count_with(&text, tokenizer, Known::new(text.len()))
}

/// Counts a text in composed form.
fn count_with(text: &str, tokenizer: &Tokenizer, known: Known) -> Tally {
    let mut runs = Runs::of(text);
    let mut counter = Counter::new(tokenizer, known);
    while let Some(placed) = runs.next() {
        if let Some(ending) = placed.ending() {
            runs::contraction(placed.here(), ending, tokenizer.folds, &mut counter.many);
            runs.skip();
        } else {
            counter.take(&placed);
        }
    }
    counter.tally()
}

/// Adds up runs.
struct Counter<'a> {
    tokenizer: &'a Tokenizer,
    /// What runs cost that came before, and works out one that did not.
    known: Known,
    alone: Scale<'a>,
    /// Of runs that are not looked for among those.
    short: Short<'a>,
    many: Scale<'a>,
    sums: Sums,
}

impl<'a> Counter<'a> {
    fn new(tokenizer: &'a Tokenizer, known: Known) -> Self {
        let weights = Weights::of(tokenizer);
        let [alone, many] = [(); 2].map(|()| Scale::of(weights));
        let short = Short::of(tokenizer, weights);
        Counter { tokenizer, known, alone, short, many, sums: Sums::default() }
    }

    #[inline]
    fn take(&mut self, placed: &Placed<'_>) {
        let run = placed.run();
        let is_sought = self.known.is_worth_while();
        if !is_sought && self.short.take(placed) {
            return;
        }
        let (kind, around, folds) = (run.kind(), placed.around(), self.tokenizer.folds);
        let sum = &mut self.sums[kind as usize];
        if run.traits.class() == Class::Digit {
            *sum += runs::digits(run.len());
        } else if placed.is_single_space() {
            *sum += runs::single_space(self.tokenizer, around);
        } else if is_sought && Known::may_hold(run) {
            let work_out = || {
                runs::weigh(placed.here(), run, around, folds, &mut self.alone);
                self.alone.taken()[kind as usize]
            };
            *sum += self.known.cost(placed.text.as_bytes(), run, around, work_out);
        } else {
            runs::weigh(placed.here(), run, around, folds, &mut self.many);
        }
    }

    fn tally(mut self) -> Tally {
        let all = [self.sums, self.short.taken(), self.many.taken()];
        let sum = |kinds: &[Kind]| kinds.iter().flat_map(|kind| all.map(|sums| sums[*kind as usize])).sum();
        Tally {
            words: sum(&[Kind::Word]),
            signs: sum(&[Kind::Sign, Kind::Space]),
            other: sum(&[Kind::Other, Kind::FarWord]),
        }
    }
}
