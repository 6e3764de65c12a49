//! What runs of a text cost that stood in it before: most words of a text stand in it many times.

use super::runs::Run;
use std::hash::BuildHasher;

/// Longer runs are not remembered; hardly any comes again, and its cost may not fit.
const LONGEST: usize = 64;

/// Most runs that are remembered: their table then fits a processor's cache.
const MOST: usize = 1 << 15;

/// So many runs are looked for before it is judged whether that is worth its while.
const TRIED: u32 = 1 << 13;

/// It is where so many of them were found, since it takes time to look. Most texts are well above, and noise below.
const ENOUGH: u32 = TRIED / 8 * 7;

/// So many runs are not looked for where it is not.
const PAUSE: u32 = 1 << 17;

/// A table with one place for each digest of a run.
pub struct Known {
    places: Vec<Place>,
    hasher: foldhash::fast::FixedState,
    sought: u32,
    found: u32,
    /// So many runs, from now on, are not looked for.
    pause: u32,
}

/// What a run with this digest costs.
#[derive(Clone, Copy, Default)]
struct Place {
    digest: u64,
    cost: u32,
}

impl Known {
    /// For a text of so many bytes.
    pub fn new(bytes: usize) -> Known {
        let places = (bytes / 16).clamp(1, MOST).next_power_of_two();
        let hasher = foldhash::fast::FixedState::with_seed(0);
        Known { places: vec![Place::default(); places], hasher, sought: 0, found: 0, pause: 0 }
    }

    /// Never looked into.
    #[cfg(test)]
    pub fn nothing() -> Known {
        Known { pause: u32::MAX, ..Known::new(0) }
    }

    /// Whether the next run is looked for.
    #[inline]
    pub fn is_worth_while(&mut self) -> bool {
        if self.pause > 0 {
            self.pause -= 1;
            return false;
        }
        if self.sought == TRIED {
            self.pause = if self.found < ENOUGH { PAUSE } else { 0 };
            (self.sought, self.found) = (0, 0);
        }
        true
    }

    /// Whether it is short enough to be remembered.
    pub fn may_hold(run: &Run) -> bool {
        run.len() <= LONGEST
    }

    /// What a run of a text costs with that around it, worked out where it is not known.
    pub fn cost(&mut self, text: &[u8], run: &Run, around: u32, work_out: impl FnOnce() -> u64) -> u64 {
        let bytes = &text[run.start..run.end];
        let about = u64::from(around) << 16 | u64::from(run.number()) << 8 | bytes.len() as u64;
        // Spread over all bits, or it would undo a difference of the bytes.
        let about = about.wrapping_mul(SEEDS[0]);
        let digest = match bytes.len() {
            0..=8 => folded(eight(text, run.start, bytes.len()) ^ SEEDS[1], about),
            9..=16 => {
                let (first, rest) = (eight(text, run.start, 8), eight(text, run.start + 8, bytes.len() - 8));
                folded(first ^ SEEDS[1], rest ^ about)
            }
            _ => self.hasher.hash_one((bytes, about)),
        } | 1;
        let at = usize::try_from(digest >> 40).unwrap_or(0) & (self.places.len() - 1);
        let place = &mut self.places[at];
        self.sought += 1;
        self.found += u32::from(place.digest == digest);
        if place.digest != digest {
            *place = Place { digest, cost: u32::try_from(work_out()).unwrap_or(u32::MAX) };
        }
        u64::from(place.cost)
    }
}

/// Numbers without a pattern: digits of pi.
const SEEDS: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345];

/// Both halves of a product, in one.
fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    let [low, high] = [product, product >> 64].map(|half| half & u128::from(u64::MAX));
    u64::try_from(low ^ high).unwrap_or(0)
}

/// Up to eight bytes from somewhere as a number; those that follow are none of it.
fn eight(text: &[u8], start: usize, length: usize) -> u64 {
    let rest = &text[start..];
    let read = match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    };
    if length < 8 { read & ((1 << (8 * length)) - 1) } else { read }
}
