//! What a cache has to do with a prompt. Whether a marker does anything is decided here and nowhere else.

use super::{bill::Class, case::Maybe};
use crate::{
    catalog::{models::Model, platform::Platform},
    money::Tokens,
};
use jiff::civil::Date;

/// What a cache has to do with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// Nothing.
    Not,
    /// It begins with this many tokens that are marked.
    Marked {
        /// Tokens that are there in every run.
        prefix: Tokens,
        /// Whether there is no more in front of the marker.
        complete: bool,
        /// Whether an entry lives for an hour.
        hour: Maybe,
        /// Whether the marker moves with the prompt, so that a longer one is marked to its end too.
        moves: bool,
    },
}

/// A beginning of a prompt that is, or may be, cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Its tokens: the fewest where the prompt has the fewest, since both count the same text.
    pub tokens: Tokens,
    /// Whether an entry lives for an hour.
    pub hour: Maybe,
    /// Whether it is long enough for the model; never no.
    pub cached: Maybe,
}

impl Maybe {
    /// What writing an entry may be billed as that lives for an hour, or does not.
    pub fn writes(self) -> &'static [Class] {
        match self {
            Maybe::No => &[Class::Written5m],
            Maybe::Perhaps => &[Class::Written5m, Class::Written1h],
            Maybe::Yes => &[Class::Written1h],
        }
    }
}

/// Tokens below which a marker does nothing; nothing where that is not known, since Bedrock and gateways have minimums of
/// their own.
pub fn minimum(model: &Model, platform: Platform) -> Option<u64> {
    let stated = matches!(platform, Platform::Anthropic | Platform::Vertex | Platform::Foundry);
    model.min_cacheable.filter(|_| stated)
}

/// Whether a marker behind so many tokens does anything; where they are not `complete`, there may be more. What is enough
/// for Anthropic is taken to be enough wherever the minimum is not known.
pub fn caches(model: &Model, as_of: Date, platform: Platform, marked: Tokens, complete: bool) -> Maybe {
    let has_cache = model.rates(as_of).is_some_and(|rates| rates.cache_read.is_some());
    let least = model.min_cacheable.unwrap_or(0);
    let too_short = complete && minimum(model, platform).is_some_and(|least| marked.high < least);
    match () {
        () if !has_cache || too_short => Maybe::No,
        () if marked.low >= least => Maybe::Yes,
        () => Maybe::Perhaps,
    }
}
