//! Positions side by side, whichever run they belong to: the same steps for each at once, so that none waits for another.
#![expect(clippy::inline_always, reason = "the widest instructions are used only for what is inlined into `vectorize`")]

use super::hash::{FAR, STARTS, Slot, WITHIN, slot, spread};
use crate::catalog::tokenizers::{Logistic, SLOTS, Tokenizer, embedded};
use fearless_simd::{Level, Simd, dispatch};

/// So many positions are worked out at once.
pub const LANES: usize = 16;

/// One figure for each of them.
pub type Lane<T> = [T; LANES];

/// Equal characters in a row are counted no further than this.
const MOST_REPEATED: u64 = 24;

/// Sum of weights, in sixteenths, where there are none.
const BIAS: i32 = -16;

/// The weights of a tokenizer, and what a sum of them says.
#[derive(Clone, Copy)]
pub struct Weights<'a> {
    each: &'a [i8; SLOTS],
    logistic: &'a Logistic,
    /// Which instructions this processor has. Figures are the same with all of them.
    level: Level,
}

impl<'a> Weights<'a> {
    pub fn of(tokenizer: &'a Tokenizer) -> Self {
        Weights { each: &tokenizer.weights, logistic: embedded().logistic(), level: Level::new() }
    }

    /// A single weight.
    #[inline]
    pub fn at(self, slot: Slot) -> i32 {
        i32::from(self.each[usize::from(slot) % SLOTS])
    }

    /// What the place in a run adds to the sum of weights: characters before it, and from it on.
    #[inline]
    pub fn within(self, kind: usize, place: u64, remain: u64) -> i32 {
        let near = |count: u64| usize::try_from(count.min(FAR)).unwrap_or(0);
        self.at(WITHIN[kind][near(place)][near(remain)])
    }

    /// What is added where a character is the same as so many right before it.
    #[inline]
    pub fn repeated(self, kind: usize, code: u32, times: u64) -> i32 {
        if times < 2 {
            return 0;
        }
        let times = u32::try_from(times.min(MOST_REPEATED)).unwrap_or(u32::MAX);
        self.at(slot(STARTS[kind][7], [code, spread(times)]))
    }

    /// How likely a token begins, in 65,536ths, at positions at characters of Latin scripts, each told by the three
    /// characters before and the one after; with what the places in their runs add to the sums.
    pub fn near(self, kind: usize, codes: [&Lane<u32>; 5], within: &Lane<i32>) -> Lane<u32> {
        let slots = dispatch!(self.level, simd => simd.vectorize(#[inline(always)] || near(kind, codes)));
        self.likely(&slots, within)
    }

    /// The same for characters of other scripts, of which less is known.
    pub fn far(self, kind: usize, codes: [&Lane<u32>; 3], within: &Lane<i32>) -> Lane<u32> {
        let slots = dispatch!(self.level, simd => simd.vectorize(#[inline(always)] || far(kind, codes)));
        self.likely(&slots, within)
    }

    #[inline]
    fn likely<const N: usize>(self, slots: &[Lane<Slot>; N], within: &Lane<i32>) -> Lane<u32> {
        std::array::from_fn(|lane| {
            let sum: i32 = slots.iter().map(|slots| self.at(slots[lane])).sum();
            self.logistic.at(BIAS + within[lane] + sum)
        })
    }
}

/// Where the weights stand.
#[inline(always)]
fn near(kind: usize, [c3, c2, c1, c0, after]: [&Lane<u32>; 5]) -> [Lane<Slot>; 5] {
    let start = &STARTS[kind];
    [
        each(start[0], [c1, c0]),
        each(start[1], [c2, c1, c0]),
        each(start[2], [c1, c0, after]),
        each(start[3], [c2, c1, c0, after]),
        each(start[4], [c3, c2, c1, c0, after]),
    ]
}

#[inline(always)]
fn far(kind: usize, [c1, c0, after]: [&Lane<u32>; 3]) -> [Lane<Slot>; 3] {
    let start = &STARTS[kind];
    [each(start[0], [c1, c0]), each(start[9], [c0]), each(start[10], [c0, after])]
}

/// The place of one feature for every position.
#[inline(always)]
fn each<const N: usize>(start: u32, codes: [&Lane<u32>; N]) -> Lane<Slot> {
    let mut found = [0; LANES];
    for (lane, found) in found.iter_mut().enumerate() {
        *found = slot(start, codes.map(|codes| codes[lane]));
    }
    found
}
