//! Prices of Claude models that the code itself states: tables and constants from which it works out costs.
//!
//! Only what is written as a literal counts, and only beside the id of a model that is certainly meant.

mod names;
mod read;

use crate::{
    catalog::models::{self, Found, SAY_PRICE},
    money::Money,
    resolve::files::Files,
    source::{At, SourceId, Span},
};
use memchr::memmem;
use rayon::prelude::*;

/// What the code says that a model costs.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedPrice {
    /// The model's id, as written.
    pub model: At<String>,
    /// Its prices.
    pub figures: Vec<StatedFigure>,
    /// For how many tokens they are, where names or comments say.
    pub per: Option<Per>,
    /// The statement that they stand in.
    pub table: Span,
    /// Words of the names that lead to them, of the comments around and of the path, in lower case, sorted.
    pub words: Vec<String>,
}

/// A price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedFigure {
    /// Of what.
    pub of: PriceOf,
    /// As written.
    pub amount: Money,
    /// The number alone.
    pub at: Span,
}

/// Classes of tokens that have prices of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceOf {
    /// Prompt.
    Input,
    /// Output.
    Output,
    /// Written to the cache, for five minutes.
    CacheWrite,
    /// Written to the cache, for an hour.
    HourWrite,
    /// Read from the cache.
    CacheRead,
}

/// For how many tokens a price is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// A million.
    Million,
    /// A thousand.
    Thousand,
    /// One.
    Token,
}

impl Per {
    /// All of them.
    pub const ALL: [Per; 3] = [Per::Million, Per::Thousand, Per::Token];

    /// How many of these a million tokens are.
    pub fn in_a_million(self) -> u64 {
        match self {
            Per::Million => 1,
            Per::Thousand => 1_000,
            Per::Token => 1_000_000,
        }
    }
}

/// What stands in every id of a model.
const NAMES_CLAUDE: &str = "claude";

/// Every price of a Claude model that these files state, in order of place.
pub fn stated_prices(files: &dyn Files, candidates: &[SourceId]) -> Vec<StatedPrice> {
    let found = candidates.par_iter().filter_map(|id| {
        let source = files.glance(*id)?;
        let holds = |word: &str| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some();
        if !holds(NAMES_CLAUDE) || !SAY_PRICE.iter().any(|word| holds(word)) || super::is_test_file(&source.path) {
            return None;
        }
        let module = files.module(*id)?;
        Some(read::prices(&source, &module))
    });
    found.flatten().collect()
}

/// Whether a text is, as a whole, the id of a model of the catalogue.
fn is_model(text: &str) -> bool {
    text.contains(NAMES_CLAUDE) && matches!(models::embedded().find(text), Found::Known(..))
}

/// Whether a text is written like the id of a model of Claude, of the catalogue or not.
fn names_some_model(text: &str) -> bool {
    text.contains(NAMES_CLAUDE) && matches!(models::embedded().find(text), Found::Known(..) | Found::UnknownClaude(_))
}
