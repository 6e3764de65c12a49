//! What a run of characters costs: one token, and at each further position the likelihood that another one begins.
//!
//! The likelihood comes from weights that are found by hashing the characters around a position. Everything is a whole
//! number: weights in sixteenths, costs in 65,536ths of a token.

use crate::catalog::tokenizers::{ONE, Tokenizer, embedded};

/// What a run is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or a contraction.
    Word = 0,
    /// Signs.
    Sign = 1,
    /// White space.
    Space = 2,
    /// All else.
    Other = 3,
}

/// A run as it is weighed: its kind, what is around it, and its characters.
pub struct Run<I> {
    pub kind: Kind,
    /// What stands before it in the lower four bits, what after it above them.
    pub around: u32,
    pub characters: I,
}

/// Sum of weights, in sixteenths, where there are none.
const BIAS: i32 = -16;

/// From here on the place in a run no longer matters, as far as single weights go.
const FAR: u64 = 7;

/// Equal characters in a row are counted no further than this.
const REPEATED: u64 = 24;

/// Where positions look alike for so long, the next one costs what the last did.
const SETTLED: u64 = 31;

/// Characters below this are told apart by their neighbours on both sides; of scripts above there was less to learn.
const LATIN: u32 = 0x300;

impl<I: Iterator<Item = char> + Clone> Run<I> {
    /// Its cost in 65,536ths of a token.
    pub fn cost(self, tokenizer: &Tokenizer) -> u64 {
        let logistic = embedded().logistic();
        let length = u64::try_from(self.characters.clone().count()).unwrap_or(u64::MAX);
        let (left, right) = (LEFT + (self.around & 15), RIGHT + (self.around >> 4));
        let mut following = self.characters.map(u32::from).chain([right, right + PAD]);
        let mut near = Near { before: [left + PAD, left + PAD, left], at: 0, after: right + PAD, equal: 0 };
        near.at = following.next().unwrap_or(right);
        let mut cost = u64::from(ONE);
        let mut settled = None;
        for place in 0..=length {
            near.after = following.next().unwrap_or(right + PAD);
            let most = most(self.kind, near.at, place, length);
            if most > 0 {
                let alike = near.alike() && place >= SETTLED && length - place > FAR;
                let likelihood = settled.filter(|_| alike).unwrap_or_else(|| {
                    let sum = BIAS + near.weights(self.kind, place, length - place, &tokenizer.weights);
                    u64::from(logistic.at(sum))
                });
                settled = alike.then_some(likelihood);
                cost += most * likelihood;
            }
            near.step();
        }
        cost
    }
}

/// The most tokens that a position can add: as many as its bytes, since none is smaller than a byte.
fn most(kind: Kind, character: u32, place: u64, length: u64) -> u64 {
    let bytes = |code: u32| char::from_u32(code).map_or(1, char::len_utf8) as u64;
    match kind {
        Kind::Word | Kind::Sign if place == length => 1,
        _ if place == length => 0,
        Kind::Space if place == 0 => 0,
        Kind::Other if place == 0 => bytes(character) - 1,
        _ => bytes(character),
    }
}

/// What stands outside a run is told apart from every character.
const LEFT: u32 = 0x0011_0000;
const RIGHT: u32 = 0x0011_0100;
const PAD: u32 = 0x1000;

/// The characters around a position.
struct Near {
    before: [u32; 3],
    at: u32,
    after: u32,
    /// How many characters of the run right before this one equal it.
    equal: u64,
}

impl Near {
    fn step(&mut self) {
        self.before = [self.before[1], self.before[2], self.at];
        self.equal = if self.after == self.at { self.equal + 1 } else { 0 };
        self.at = self.after;
    }

    /// Whether all are the same character.
    fn alike(&self) -> bool {
        self.equal > SETTLED && self.after == self.at
    }

    /// The sum of the weights of a position.
    fn weights(&self, kind: Kind, place: u64, left: u64, weights: &[i8]) -> i32 {
        let of = |feature: u32, values: &[u32]| lookup(kind, feature, values, weights);
        let ([c3, c2, c1], c0, after) = (self.before, self.at, self.after);
        let pair = of(0, &[c1, c0]);
        if (LATIN..LEFT).contains(&c0) {
            let first = u32::from(place > 0);
            return pair + of(9, &[c0]) + of(10, &[c0, after]) + of(11, &[kind as u32, first]);
        }
        let small = |count: u64, most: u64| u32::try_from(count.min(most)).unwrap_or(u32::MAX);
        let around = pair + of(1, &[c2, c1, c0]) + of(2, &[c1, c0, after]) + of(3, &[c2, c1, c0, after]);
        let wider = of(4, &[c3, c2, c1, c0, after]) + of(6, &[small(place, FAR), small(left, FAR)]);
        let repeated = if self.equal >= 2 { of(7, &[c0, small(self.equal, REPEATED)]) } else { 0 };
        around + wider + repeated
    }
}

fn lookup(kind: Kind, feature: u32, values: &[u32], weights: &[i8]) -> i32 {
    let start = mix((kind as u32).wrapping_mul(0x0100_0193), feature + 1);
    let hash = finish(values.iter().fold(start, |hash, value| mix(hash, *value)));
    i32::from(weights[hash as usize & (weights.len() - 1)])
}

/// One round of `MurmurHash3`, with which the weights were fitted.
const fn mix(hash: u32, value: u32) -> u32 {
    (hash ^ value.wrapping_mul(0x9e37_79b1)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// Its last step.
const fn finish(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
