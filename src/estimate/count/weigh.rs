//! What a run of characters costs: one token, and at each further position the likelihood that another one begins.
//!
//! The likelihood comes from weights that are found by hashing the characters around a position. Everything is a whole
//! number: weights in sixteenths, costs in 65,536ths of a token. `tests/reference.rs` has the same in its plainest form.

use super::{
    hash::{FAR, FIRST, spread},
    lanes::{LANES, Lane, Weights},
};
use crate::catalog::tokenizers::ONE;

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
    /// Letters not all of which are Latin; weighed as others are.
    FarWord = 4,
}

impl Kind {
    /// Each, by its number.
    pub const ALL: [Kind; 5] = [Kind::Word, Kind::Sign, Kind::Space, Kind::Other, Kind::FarWord];

    /// By which the weights were fitted.
    #[inline]
    pub fn fitted(self) -> usize {
        self as usize % 4
    }
}

/// Where positions look alike for so long, the next one costs what the last did.
const SETTLED: u64 = 31;

/// Characters below this are told apart by their neighbours on both sides; of scripts above there was less to learn.
const LATIN: u32 = 0x300;

/// What stands outside a run is told apart from every character.
const LEFT: u32 = 0x0011_0000;
const RIGHT: u32 = 0x0011_0100;
const PAD: u32 = 0x1000;

/// What stands before and after a run, twice each; the inner one first.
pub struct Outside {
    pub left: [u32; 2],
    pub right: [u32; 2],
}

impl Outside {
    /// `around` is what stands before a run in the lower four bits, and what stands after it above them.
    #[inline]
    pub fn of(around: u32) -> Outside {
        let (left, right) = (LEFT + (around & 15), RIGHT + (around >> 4));
        Outside { left: [left, left + PAD].map(spread), right: [right, right + PAD].map(spread) }
    }
}

/// Positions of one kind of run, each told by so many characters.
struct Waiting<const WIDTH: usize> {
    codes: [Lane<u32>; WIDTH],
    /// What the place in the run adds to the sum of weights.
    within: Lane<i32>,
    /// How many tokens the position can add.
    most: Lane<u64>,
    filled: usize,
}

impl<const WIDTH: usize> Waiting<WIDTH> {
    const NONE: Self = Waiting { codes: [[0; LANES]; WIDTH], within: [0; LANES], most: [0; LANES], filled: 0 };

    #[inline]
    fn push(&mut self, codes: [u32; WIDTH], within: i32, most: u64) {
        let lane = self.filled % LANES;
        for (lanes, code) in self.codes.iter_mut().zip(codes) {
            lanes[lane] = code;
        }
        self.within[lane] = within;
        self.most[lane] = most;
        self.filled = lane + 1;
    }

    /// The last one, once more.
    #[inline]
    fn again(&mut self, most: u64) {
        self.most[(self.filled - 1) % LANES] += most;
    }

    /// Adds up what was worked out.
    #[inline]
    fn sum(&mut self, likely: &Lane<u32>) -> u64 {
        let filled = std::mem::take(&mut self.filled).min(LANES);
        (0..filled).map(|lane| self.most[lane] * u64::from(likely[lane])).sum()
    }
}

/// Adds up runs of any length and script.
pub struct Scale<'a> {
    weights: Weights<'a>,
    near: [Waiting<5>; Kind::ALL.len()],
    far: [Waiting<3>; Kind::ALL.len()],
    sums: Sums,
}

/// 65,536ths of a token, by kind of run.
pub type Sums = [u64; Kind::ALL.len()];

impl<'a> Scale<'a> {
    pub fn of(weights: Weights<'a>) -> Scale<'a> {
        let near = [const { Waiting::NONE }; Kind::ALL.len()];
        let far = [const { Waiting::NONE }; Kind::ALL.len()];
        Scale { weights, near, far, sums: Sums::default() }
    }

    /// Takes a run of so many characters.
    #[inline]
    pub fn take(&mut self, kind: Kind, around: u32, length: u64, mut codes: impl Iterator<Item = u32>) {
        self.sums[kind as usize] += u64::from(ONE);
        let outside = Outside::of(around);
        let mut before = [outside.left[1], outside.left[1], outside.left[0]];
        let mut at = codes.next().unwrap_or(RIGHT);
        let mut spread_at = spread(at);
        let (mut equal, mut settled) = (0, false);
        for place in 0..length {
            let remain = length - place;
            let after = if remain > 1 { codes.next().unwrap_or(RIGHT) } else { RIGHT };
            let spread_after = if remain > 1 { spread(after) } else { outside.right[0] };
            let most = most(kind, at, place);
            let alike = equal > SETTLED && after == at && place >= SETTLED && remain > FAR;
            if most > 0 {
                let [c3, c2, c1] = before;
                match (at < LATIN, alike && settled) {
                    (true, true) => self.near[kind as usize].again(most),
                    (true, false) => {
                        self.near(kind, [c3, c2, c1, spread_at, spread_after], [place, remain, equal], most);
                    }
                    (false, true) => self.far[kind as usize].again(most),
                    (false, false) => self.far(kind, [c1, spread_at, spread_after], place > 0, most),
                }
            }
            settled = alike;
            before = [before[1], before[2], spread_at];
            equal = if after == at { equal + 1 } else { 0 };
            (at, spread_at) = (after, spread_after);
        }
        if matches!(kind, Kind::Word | Kind::FarWord | Kind::Sign) {
            let [c3, c2, c1] = before;
            let [right, beyond] = outside.right;
            self.near(kind, [c3, c2, c1, right, beyond], [length, 0, 0], 1);
        }
    }

    #[inline]
    fn near(&mut self, kind: Kind, codes: [u32; 5], [place, remain, equal]: [u64; 3], most: u64) {
        let fitted = kind.fitted();
        let within = self.weights.within(fitted, place, remain) + self.weights.repeated(fitted, codes[3], equal);
        if self.near[kind as usize].filled == LANES {
            self.work_out_near(kind);
        }
        self.near[kind as usize].push(codes, within, most);
    }

    #[inline]
    fn far(&mut self, kind: Kind, codes: [u32; 3], later: bool, most: u64) {
        let within = self.weights.at(FIRST[kind.fitted()][usize::from(later)]);
        if self.far[kind as usize].filled == LANES {
            self.work_out_far(kind);
        }
        self.far[kind as usize].push(codes, within, most);
    }

    /// What was taken since the last time.
    pub fn taken(&mut self) -> Sums {
        for kind in Kind::ALL {
            self.work_out_near(kind);
            self.work_out_far(kind);
        }
        std::mem::take(&mut self.sums)
    }

    fn work_out_near(&mut self, kind: Kind) {
        let waiting = &mut self.near[kind as usize];
        if waiting.filled > 0 {
            let likely = self.weights.near(kind.fitted(), waiting.codes.each_ref(), &waiting.within);
            self.sums[kind as usize] += waiting.sum(&likely);
        }
    }

    fn work_out_far(&mut self, kind: Kind) {
        let waiting = &mut self.far[kind as usize];
        if waiting.filled > 0 {
            let likely = self.weights.far(kind.fitted(), waiting.codes.each_ref(), &waiting.within);
            self.sums[kind as usize] += waiting.sum(&likely);
        }
    }
}

/// The most tokens that a position within a run can add: as many as its bytes, since none is smaller than a byte.
#[inline]
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
