//! What a run of characters costs: one token, and at each further position the likelihood that another one begins.
//!
//! The likelihood comes from weights that are found by hashing the characters around a position. Everything is a whole
//! number: weights in sixteenths, costs in 65,536ths of a token. `tests/reference.rs` has the same in its plainest form.

use crate::catalog::tokenizers::{Logistic, ONE, SLOTS, Tokenizer, embedded};

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

/// What stands outside a run is told apart from every character.
const LEFT: u32 = 0x0011_0000;
const RIGHT: u32 = 0x0011_0100;
const PAD: u32 = 0x1000;

/// Works out costs with the weights of a tokenizer.
pub struct Scale<'a> {
    weights: &'a [i8; SLOTS],
    logistic: &'a Logistic,
}

impl<'a> Scale<'a> {
    pub fn of(tokenizer: &'a Tokenizer) -> Scale<'a> {
        Scale { weights: &tokenizer.weights, logistic: embedded().logistic() }
    }

    /// The cost of a run of so many characters in 65,536ths of a token. `around` is what stands before it in the lower
    /// four bits, and what stands after it above them.
    pub fn cost(&self, kind: Kind, around: u32, length: u64, codes: impl Iterator<Item = u32>) -> u64 {
        let (left, right) = (Code::of(LEFT + (around & 15)), Code::of(RIGHT + (around >> 4)));
        let (outer, beyond) = (Code::of(LEFT + (around & 15) + PAD), Code::of(RIGHT + (around >> 4) + PAD));
        let mut codes = codes.map(Code::of);
        let at = codes.next().unwrap_or(right);
        let mut near = Near { kind, before: [outer, outer, left], at, after: beyond, equal: 0 };
        let mut cost = u64::from(ONE);
        let mut settled = None;
        for place in 0..length {
            let remain = length - place;
            near.after = if remain > 1 { codes.next().unwrap_or(right) } else { right };
            let most = most(kind, near.at.code, place);
            let alike = near.equal > SETTLED && near.is_repeated() && place >= SETTLED && remain > FAR;
            if most > 0 {
                let likelihood = settled.filter(|_| alike).unwrap_or_else(|| self.likelihood(&near, place, remain));
                settled = alike.then_some(likelihood);
                cost += most * u64::from(likelihood);
            }
            near.step();
        }
        if matches!(kind, Kind::Word | Kind::Sign) {
            near.after = beyond;
            cost += u64::from(self.likelihood(&near, length, 0));
        }
        cost
    }

    /// How likely a token begins at a position, in 65,536ths.
    fn likelihood(&self, near: &Near, place: u64, remain: u64) -> u32 {
        let weight = |index: usize| i32::from(self.weights[index]);
        let &Near { kind, before: [c3, c2, c1], at: c0, after, equal } = near;
        let start = &STARTS[kind as usize];
        let pair = weight(slot(start[0], [c1, c0]));
        if (LATIN..LEFT).contains(&c0.code) {
            let first = FIRST[kind as usize][usize::from(place > 0)];
            let sum = pair + weight(slot(start[9], [c0])) + weight(slot(start[10], [c0, after])) + weight(first);
            return self.logistic.at(BIAS + sum);
        }
        let around = weight(slot(start[1], [c2, c1, c0])) + weight(slot(start[2], [c1, c0, after]));
        let wider = weight(slot(start[3], [c2, c1, c0, after])) + weight(slot(start[4], [c3, c2, c1, c0, after]));
        let within = weight(WITHIN[kind as usize][small(place)][small(remain)]);
        let repeated = if equal >= 2 {
            let times = u32::try_from(equal.min(REPEATED)).unwrap_or(u32::MAX);
            weight(slot(start[7], [c0, Code::of(times)]))
        } else {
            0
        };
        self.logistic.at(BIAS + pair + around + wider + within + repeated)
    }
}

fn small(count: u64) -> usize {
    usize::try_from(count.min(FAR)).unwrap_or(0)
}

/// The most tokens that a position within a run can add: as many as its bytes, since none is smaller than a byte.
fn most(kind: Kind, code: u32, place: u64) -> u64 {
    let bytes = match code {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x1_0000 => 3,
        _ => 4,
    };
    match kind {
        Kind::Space if place == 0 => 0,
        Kind::Other if place == 0 => bytes - 1,
        _ => bytes,
    }
}

/// A character, and what it becomes before it is mixed into a hash.
#[derive(Clone, Copy)]
struct Code {
    code: u32,
    spread: u32,
}

impl Code {
    const fn of(code: u32) -> Code {
        Code { code, spread: code.wrapping_mul(0x9e37_79b1) }
    }
}

/// The characters around a position.
struct Near {
    kind: Kind,
    before: [Code; 3],
    at: Code,
    after: Code,
    /// How many characters of the run right before this one equal it.
    equal: u64,
}

impl Near {
    fn step(&mut self) {
        self.before = [self.before[1], self.before[2], self.at];
        self.equal = if self.is_repeated() { self.equal + 1 } else { 0 };
        self.at = self.after;
    }

    fn is_repeated(&self) -> bool {
        self.after.code == self.at.code
    }
}

/// Hashes of each kind and feature, before any character.
const STARTS: [[u32; 12]; 4] = {
    let mut all = [[0; 12]; 4];
    let mut at = 0;
    while at < 48 {
        let (kind, feature): (u32, u32) = (at / 12, at % 12);
        all[kind as usize][feature as usize] = mix(kind.wrapping_mul(0x0100_0193), Code::of(feature + 1));
        at += 1;
    }
    all
};

/// Where the weights stand for the place in a run: by kind, characters before it, and characters from it on.
const WITHIN: [[[usize; 8]; 8]; 4] = {
    let mut all = [[[0; 8]; 8]; 4];
    let mut at = 0;
    while at < 256 {
        let (kind, place, remain) = (at / 64, at / 8 % 8, at % 8);
        let hash = slot(STARTS[kind as usize][6], [Code::of(place), Code::of(remain)]);
        all[kind as usize][place as usize][remain as usize] = hash;
        at += 1;
    }
    all
};

/// The same for scripts beyond Latin: by kind, and whether a character stands before it.
const FIRST: [[usize; 2]; 4] = {
    let mut all = [[0; 2]; 4];
    let mut at = 0;
    while at < 8 {
        let (kind, later) = (at / 2, at % 2);
        let hash = slot(STARTS[kind as usize][11], [Code::of(kind), Code::of(later)]);
        all[kind as usize][later as usize] = hash;
        at += 1;
    }
    all
};

/// Where a weight stands.
const fn slot<const N: usize>(start: u32, codes: [Code; N]) -> usize {
    let mut hash = start;
    let mut at = 0;
    while at < N {
        hash = mix(hash, codes[at]);
        at += 1;
    }
    finish(hash) as usize % SLOTS
}

/// One round of `MurmurHash3`, with which the weights were fitted.
const fn mix(hash: u32, code: Code) -> u32 {
    (hash ^ code.spread).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// Its last step.
const fn finish(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
