//! Every Claude model as `rules/models.toml` has it: ids, dated prices, limits, life, and how texts become tokens.
//!
//! An id that is not in the catalogue is an unknown model. It never takes the figures of a neighbour, because
//! neighbours of one family differ up to tenfold in price.

mod constant;
mod describe;
mod model;
pub(super) mod read;
mod spelling;

pub use constant::Constant;
pub use describe::Row;
pub use model::{Confidence, FastEnded, Lifecycle, Long, Model, Rates, Source, Thinking, ToolPrompt};
pub use spelling::{Form, Found, Routing};

use super::tokenizers::{self, Frame, Tokenizer};
use crate::money::{Money, Range};
use constant::Constants;
use jiff::civil::Date;
use serde::Deserialize;
use spelling::{Index, Spelling};
use std::{collections::BTreeMap, sync::OnceLock};

/// What a file of code holds, in one spelling or another, that states prices of models.
pub const SAY_PRICE: [&str; 6] = ["COST", "Cost", "PRIC", "Pric", "cost", "pric"];

/// The catalogue of models.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Models {
    families: Vec<String>,
    source: BTreeMap<String, Source>,
    modifiers: Modifiers,
    fees: Fees,
    spelling: Spelling,
    alias: Vec<Alias>,
    model: Vec<Model>,
    #[serde(skip)]
    index: Index,
    #[serde(skip)]
    constants: Constants,
}

/// Factors on every class of token, in thousandths.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Modifiers {
    /// Message Batches.
    pub batch: u32,
    /// How many of a thousand marked prompts in a batch are read from the cache.
    #[serde(deserialize_with = "read::range")]
    pub batch_hits: Range<u64>,
    /// Inference held in the United States.
    pub us_only: u32,
    /// Endpoints of clouds other than the global one.
    pub regional: u32,
    /// Key of the source.
    pub source: String,
}

/// What tools that run at Anthropic cost beside tokens.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fees {
    /// A web search.
    #[serde(deserialize_with = "read::dollars")]
    pub web_search: Money,
    /// A container in which code runs.
    pub container: Container,
    /// Key of the source.
    pub source: String,
}

/// What a container costs in which the model's code runs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Container {
    /// An hour of it.
    #[serde(deserialize_with = "read::dollars")]
    pub hour: Money,
    /// Hours a month that an organization does not pay.
    pub free_hours: u64,
    /// The least that is billed of each.
    pub least_minutes: u64,
    /// Beside tools that search or fetch, of this version or a later one, nothing is billed.
    pub free_beside: String,
}

/// A name for whatever is newest in a family.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The short name that Claude Code takes: `opus`.
    pub name: String,
    /// The id that gateways take.
    pub gateway: String,
    /// Id of the model it is thought to mean.
    pub model: String,
    /// Key of the source.
    pub source: String,
}

/// The catalogue that is part of the binary.
///
/// # Panics
/// Never: a test reads the same text.
pub fn embedded() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        Models::parse(include_str!("../../rules/models.toml")).expect("tests/models.rs parses the embedded catalogue")
    })
}

impl Models {
    /// Reads a catalogue. Names in it that lead nowhere are errors.
    pub fn parse(text: &str) -> Result<Models, String> {
        let mut models: Models = toml::from_str(text).map_err(|error| error.to_string())?;
        read::link(&mut models)?;
        models.index = Index::new(&models.model, &models.alias);
        models.constants = Constants::new(&models.model, &models.families);
        Ok(models)
    }

    /// Every model, in the order of ids.
    pub fn all(&self) -> impl Iterator<Item = &Model> {
        self.model.iter()
    }

    /// The model with exactly this canonical id.
    pub fn get(&self, id: &str) -> Option<&Model> {
        self.model.binary_search_by(|model| model.id.as_str().cmp(id)).ok().map(|at| &self.model[at])
    }

    /// What a model id, as written in code, means.
    pub fn find(&self, id: &str) -> Found<'_> {
        self.spelling.find(&self.index, &self.model, id)
    }

    /// What a constant of an SDK means by its name, in the spelling of any language.
    pub fn constant(&self, name: &str) -> Constant<'_> {
        self.constants.find(name)
    }

    /// The model that a short name of Claude Code (`opus`, `sonnet[1m]`) is thought to mean.
    pub fn alias(&self, name: &str) -> Option<&Model> {
        let name = name.strip_suffix("[1m]").unwrap_or(name);
        let alias = self.alias.iter().find(|alias| alias.name == name)?;
        self.get(&alias.model)
    }

    /// All names of [`Models::alias`].
    pub fn aliases(&self) -> &[Alias] {
        &self.alias
    }

    /// Where a family stands among all, from the least to the most dear; nothing for a name that is no family.
    pub fn family_rank(&self, family: &str) -> Option<usize> {
        self.families.iter().position(|known| known == family)
    }

    /// Factors on prices.
    pub fn modifiers(&self) -> &Modifiers {
        &self.modifiers
    }

    /// What is paid beside tokens.
    pub fn fees(&self) -> &Fees {
        &self.fees
    }

    /// The last day on which anything in the catalogue was read.
    pub fn last_read(&self) -> Date {
        self.source.values().map(|source| source.read).max().unwrap_or(Date::MIN)
    }

    /// A source by the key that models and prices name.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.source.get(key)
    }

    /// How texts become tokens for a model.
    ///
    /// # Panics
    /// Never for a model of this catalogue: reading it turns away tokenizers that are not there.
    pub fn tokenizer(&self, model: &Model) -> &'static Tokenizer {
        let found = tokenizers::embedded().tokenizer(&model.tokenizer);
        found.expect("linking a catalogue turns away unknown tokenizers")
    }

    /// Tokens around the texts of a request to a model.
    ///
    /// # Panics
    /// Never for a model of this catalogue: reading it turns away frames that are not there.
    pub fn frame(&self, model: &Model) -> &'static Frame {
        tokenizers::embedded().frame(&model.frame).expect("linking a catalogue turns away unknown frames")
    }

    /// All pairs of tokenizer and frame that a model still served on `as_of` may have, for a model that is not known.
    pub fn ways(&self, as_of: Date) -> Vec<(&'static Tokenizer, &'static Frame)> {
        let mut served: Vec<&Model> = self.served(as_of).collect();
        let key = |model: &Model| (model.tokenizer.clone(), model.frame.clone());
        served.sort_by_key(|model| key(model));
        served.dedup_by(|a, b| key(a) == key(b));
        served.iter().map(|model| (self.tokenizer(model), self.frame(model))).collect()
    }

    /// How many tokens `to` needs for a thousand tokens of `from`, for the same text.
    pub fn same_text_tokens(&self, from: &Model, to: &Model) -> Range<u64> {
        if from.tokenizer == to.tokenizer {
            return Range::exactly(1000);
        }
        let (a, b) = (self.tokenizer(from).same_text, self.tokenizer(to).same_text);
        Range::new(b.low * 1000 / a.high, (b.high * 1000).div_ceil(a.low))
    }

    /// Models that Anthropic serves on `as_of`, to anybody.
    pub fn served(&self, as_of: Date) -> impl Iterator<Item = &Model> {
        self.model.iter().filter(move |model| model.is_served(as_of) && !model.limited)
    }
}
