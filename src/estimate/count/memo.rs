//! The same text, sent from many places, is counted once.

use super::{Tally, count};
use crate::catalog::tokenizers::Tokenizer;
use std::{
    collections::HashMap,
    hash::BuildHasher,
    sync::{Mutex, OnceLock, PoisonError},
};

/// Shorter texts are counted in less time than they are looked up.
const SHORTEST: usize = 256;

/// How many texts are remembered; a scan has hundreds.
const MOST: usize = 1 << 14;

/// A text by its length and two digests, and the tokenizer it was counted with.
type Key = (usize, u64, u64, &'static str);

/// What a text comes to.
pub fn tally(text: &str, tokenizer: &'static Tokenizer) -> Tally {
    static KNOWN: OnceLock<Mutex<HashMap<Key, Tally>>> = OnceLock::new();
    if text.len() < SHORTEST {
        return count(text, tokenizer);
    }
    let known = KNOWN.get_or_init(Mutex::default);
    let digest = |seed| foldhash::quality::FixedState::with_seed(seed).hash_one(text);
    let key = (text.len(), digest(1), digest(2), tokenizer.key.as_str());
    if let Some(tally) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return *tally;
    }
    let tally = count(text, tokenizer);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(key, tally);
    tally
}
