//! Short runs of ASCII, gathered by class and length: those of one class and length take the same steps, side by side.

use super::{
    class::{Class, Traits},
    hash::spread,
    lanes::{LANES, Lane, Weights},
    runs::{Placed, digits, letters, single_space},
    weigh::{Kind, Outside, Sums},
};
use crate::catalog::tokenizers::{ONE, Tokenizer};

/// As many bytes as are read at once.
const LONGEST: usize = 8;

/// Runs of one class and length.
struct Alike {
    bytes: Lane<u64>,
    around: Lane<u32>,
    filled: usize,
}

impl Alike {
    const NONE: Alike = Alike { bytes: [0; LANES], around: [0; LANES], filled: 0 };

    /// A byte of each, as it is mixed into a hash.
    fn byte(&self, place: usize) -> Lane<u32> {
        self.bytes.map(|bytes| spread(u32::try_from(bytes >> (8 * place) & 0xff).unwrap_or(0)))
    }

    /// Single characters of white space.
    fn spaces(&self, tokenizer: &Tokenizer) -> u64 {
        let each = self.bytes.iter().zip(&self.around).take(self.filled);
        each.map(
            |(byte, around)| {
                if *byte == u64::from(b' ') { single_space(tokenizer, *around) } else { u64::from(ONE) }
            },
        )
        .sum()
    }

    fn weigh(&self, weights: Weights<'_>, kind: Kind, length: usize) -> u64 {
        let begins_later = usize::from(matches!(kind, Kind::Space | Kind::Other));
        let positions = length + usize::from(matches!(kind, Kind::Word | Kind::Sign));
        let outside = self.around.map(Outside::of);
        let [right, beyond] = [0, 1].map(|far| outside.each_ref().map(|outside| outside.right[far]));
        let [left, before] = [0, 1].map(|far| outside.each_ref().map(|outside| outside.left[far]));
        let (mut c3, mut c2, mut c1, mut c0) = (before, before, left, self.byte(0));
        let mut equal: Lane<u32> = [0; LANES];
        let mut cost = u64::from(ONE) * self.filled as u64;
        for place in 0..positions {
            let after = match length - place {
                0 => beyond,
                1 => right,
                _ => self.byte(place + 1),
            };
            if place >= begins_later {
                let within = within(weights, kind, [place, length - place], &c0, &equal);
                let likely = weights.near(kind.fitted(), [&c3, &c2, &c1, &c0, &after], &within);
                cost += likely[..self.filled].iter().map(|likely| u64::from(*likely)).sum::<u64>();
            }
            for (equal, (here, next)) in equal.iter_mut().zip(c0.iter().zip(&after)) {
                *equal = if here == next { *equal + 1 } else { 0 };
            }
            (c3, c2, c1, c0) = (c2, c1, c0, after);
        }
        cost
    }
}

/// What the place in a run adds to the sum of weights, and that a character came some times before.
fn within(
    weights: Weights<'_>,
    kind: Kind,
    [place, remain]: [usize; 2],
    here: &Lane<u32>,
    equal: &Lane<u32>,
) -> Lane<i32> {
    let kind = kind.fitted();
    let mut within = [weights.within(kind, place as u64, remain as u64); LANES];
    if equal.iter().fold(0, |most, equal| most.max(*equal)) >= 2 {
        for (within, (here, equal)) in within.iter_mut().zip(here.iter().zip(equal)) {
            *within += weights.repeated(kind, *here, u64::from(*equal));
        }
    }
    within
}

/// Every class, by its number less one.
const CLASSES: [Class; 5] = [Class::Space, Class::Word, Class::Digit, Class::Sign, Class::Other];

/// Adds up short runs.
pub struct Short<'a> {
    tokenizer: &'a Tokenizer,
    weights: Weights<'a>,
    waiting: [[Alike; LONGEST]; CLASSES.len()],
    sums: Sums,
}

impl<'a> Short<'a> {
    pub fn of(tokenizer: &'a Tokenizer, weights: Weights<'a>) -> Short<'a> {
        let waiting = [const { [const { Alike::NONE }; LONGEST] }; CLASSES.len()];
        Short { tokenizer, weights, waiting, sums: Sums::default() }
    }

    /// Takes a run, if it is short and of ASCII.
    #[inline]
    pub fn take(&mut self, placed: &Placed<'_>) -> bool {
        let (run, length) = (placed.run(), placed.run().len());
        let Some(eight) = placed.text.as_bytes()[run.start..].first_chunk::<LONGEST>() else { return false };
        if length > LONGEST || run.traits.has(Traits::WIDE) {
            return false;
        }
        let bytes = u64::from_le_bytes(*eight) & (u64::MAX >> (64 - 8 * length));
        let class = run.traits.class();
        let (around, bytes) = match class {
            Class::Word => letters(bytes, length, self.tokenizer.folds),
            _ => (placed.around(), bytes),
        };
        let waiting = &mut self.waiting[class as usize - 1][length - 1];
        let lane = waiting.filled % LANES;
        waiting.bytes[lane] = bytes;
        waiting.around[lane] = around;
        waiting.filled = lane + 1;
        if waiting.filled == LANES {
            self.work_out(class, length);
        }
        true
    }

    /// What was taken.
    pub fn taken(mut self) -> Sums {
        for class in CLASSES {
            (1..=LONGEST).for_each(|length| self.work_out(class, length));
        }
        self.sums
    }

    fn work_out(&mut self, class: Class, length: usize) {
        let waiting = &mut self.waiting[class as usize - 1][length - 1];
        if waiting.filled == 0 {
            return;
        }
        let (kind, cost) = match class {
            Class::Digit => (Kind::Sign, digits(length) * waiting.filled as u64),
            Class::Space if length == 1 => (Kind::Space, waiting.spaces(self.tokenizer)),
            Class::Space => (Kind::Space, waiting.weigh(self.weights, Kind::Space, length)),
            Class::Word => (Kind::Word, waiting.weigh(self.weights, Kind::Word, length)),
            Class::Sign => (Kind::Sign, waiting.weigh(self.weights, Kind::Sign, length)),
            Class::Other => (Kind::Other, waiting.weigh(self.weights, Kind::Other, length)),
        };
        waiting.filled = 0;
        self.sums[kind as usize] += cost;
    }
}
