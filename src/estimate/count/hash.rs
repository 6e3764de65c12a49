//! Where weights stand: by a hash of what is told about a position, with which they were fitted.
#![expect(clippy::inline_always, reason = "lanes.rs has these inlined into code for each set of instructions")]

use crate::catalog::tokenizers::SLOTS;

/// Where a weight stands.
pub type Slot = u16;

/// Hashes of each kind of run and feature, before any character.
pub const STARTS: [[u32; 12]; 4] = {
    let mut all = [[0; 12]; 4];
    let mut at = 0;
    while at < 48 {
        let (kind, feature): (u32, u32) = (at / 12, at % 12);
        all[kind as usize][feature as usize] = mix(kind.wrapping_mul(0x0100_0193), spread(feature + 1));
        at += 1;
    }
    all
};

/// From here on the place in a run no longer matters, as far as single weights go.
pub const FAR: u64 = 7;

/// Where the weights stand for the place in a run: by kind, characters before it, and characters from it on.
pub const WITHIN: [[[Slot; 8]; 8]; 4] = {
    let mut all = [[[0; 8]; 8]; 4];
    let mut at = 0;
    while at < 256 {
        let (kind, place, remain) = (at / 64, at / 8 % 8, at % 8);
        let found = slot(STARTS[kind as usize][6], [spread(place), spread(remain)]);
        all[kind as usize][place as usize][remain as usize] = found;
        at += 1;
    }
    all
};

/// The same for scripts beyond Latin: by kind, and whether a character stands before it.
pub const FIRST: [[Slot; 2]; 4] = {
    let mut all = [[0; 2]; 4];
    let mut at = 0;
    while at < 8 {
        let (kind, later) = (at / 2, at % 2);
        all[kind as usize][later as usize] = slot(STARTS[kind as usize][11], [spread(kind), spread(later)]);
        at += 1;
    }
    all
};

/// What a character becomes before it is mixed into a hash.
#[inline(always)]
pub const fn spread(code: u32) -> u32 {
    code.wrapping_mul(0x9e37_79b1)
}

/// The place that a hash of these gives.
#[inline(always)]
pub const fn slot<const N: usize>(start: u32, codes: [u32; N]) -> Slot {
    let mut hash = start;
    let mut at = 0;
    while at < N {
        hash = mix(hash, codes[at]);
        at += 1;
    }
    low(finish(hash))
}

/// Which of the weights a hash is for.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "there are no more weights than a slot can tell apart")]
const fn low(hash: u32) -> Slot {
    (hash as usize % SLOTS) as Slot
}

/// One round of `MurmurHash3`.
#[inline(always)]
const fn mix(hash: u32, code: u32) -> u32 {
    (hash ^ code).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// Its last step.
#[inline(always)]
const fn finish(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
