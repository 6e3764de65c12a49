//! How many tokens a text has, from weights over its characters.
//!
//! No vocabulary is needed: a text is cut into runs of one class of characters, and what a run costs is worked out from
//! hashed weights (`rules/tokenizers`). Time is linear in the text; memory does not grow with it, except that text with
//! combining characters is first put into one piece of its composed form.

mod class;
mod memo;
mod runs;
mod weigh;

#[cfg(test)]
mod tests;

pub use memo::tally;

use crate::catalog::tokenizers::{ONE, Tokenizer};
use class::Class;
use runs::{Placed, Stretches};
use std::{borrow::Cow, hash::BuildHasher, ops::Add};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

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
    let mut counter = Counter::new(tokenizer, text.len());
    let (mut before, mut current, mut after) = (None, stretches.next(), stretches.next());
    while let Some(here) = current {
        let placed = Placed { before, here, after };
        if let Some(ending) = placed.ending() {
            counter.add(Class::Word, true, runs::contraction(here.text, ending, tokenizer));
            (before, current, after) = (after, stretches.next(), stretches.next());
        } else {
            counter.take(&placed);
            (before, current, after) = (current, after, stretches.next());
        }
    }
    counter.tally
}

/// A text in its composed form. No more than thirty marks in a row are put in order together, which no language has:
/// otherwise a text of nothing but marks would be held in memory many times over.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().stream_safe().nfc().collect())
    }
}

/// Adds up runs, and remembers what the same ones cost: most words of a text stand in it many times.
struct Counter<'a> {
    tokenizer: &'a Tokenizer,
    tally: Tally,
    known: Vec<Known>,
    hasher: foldhash::fast::FixedState,
}

/// What a run with this digest costs.
#[derive(Clone, Copy, Default)]
struct Known {
    digest: u64,
    cost: u32,
    latin: bool,
}

/// Longer runs are not remembered; hardly any comes again, and its cost may not fit.
const LONGEST_KNOWN: usize = 64;

/// Most runs that are remembered: their table then fits a processor's cache.
const MOST_KNOWN: usize = 1 << 16;

impl<'a> Counter<'a> {
    fn new(tokenizer: &'a Tokenizer, bytes: usize) -> Self {
        let places = (bytes / 16).clamp(1, MOST_KNOWN).next_power_of_two();
        let hasher = foldhash::fast::FixedState::with_seed(0);
        Counter { tokenizer, tally: Tally::default(), known: vec![Known::default(); places], hasher }
    }

    fn take(&mut self, placed: &Placed<'_>) {
        let (class, text) = (placed.here.class, placed.here.text);
        if class == Class::Digit {
            return self.add(class, true, u64::from(ONE) * (text.len() as u64).div_ceil(3));
        }
        if let Some(part) = placed.single_space(self.tokenizer) {
            return self.add(class, true, part * u64::from(ONE) / 1000);
        }
        if text.len() > LONGEST_KNOWN {
            return self.add(class, is_latin(text), runs::plain(placed, self.tokenizer));
        }
        let digest = self.hasher.hash_one((text, class as u8, placed.around())) | 1;
        let place = usize::try_from(digest >> 40).unwrap_or(0) & (self.known.len() - 1);
        if self.known[place].digest != digest {
            let cost = u32::try_from(runs::plain(placed, self.tokenizer)).unwrap_or(u32::MAX);
            self.known[place] = Known { digest, cost, latin: is_latin(text) };
        }
        let known = self.known[place];
        self.add(class, known.latin, u64::from(known.cost));
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

fn is_latin(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|character| character < '\u{300}')
}
