//! One model: what it costs and for how long it lives.

use super::read;
use crate::{
    catalog::platform::Platform,
    money::{Money, Range},
};
use jiff::civil::Date;
use serde::Deserialize;

/// A Claude model.
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another, as the data states them")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Model {
    /// Canonical id: the pinned one of Anthropic's API.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// `haiku`, `sonnet`, `opus`…
    pub family: String,
    /// Place of the family, from the least to the most dear.
    #[serde(skip)]
    pub rank: usize,
    /// First day, where it is known.
    #[serde(default, deserialize_with = "read::some_date")]
    pub released: Option<Date>,
    /// Ids of Anthropic's API that never move.
    pub anthropic: Vec<String>,
    /// Ids of Anthropic's API that moved, or may move, to other snapshots.
    #[serde(default)]
    pub floating: Vec<String>,
    /// Ids on Bedrock, without a region.
    #[serde(default)]
    pub bedrock: Vec<String>,
    /// Ids on Google Cloud.
    #[serde(default)]
    pub vertex: Vec<String>,
    /// Ids on gateways.
    #[serde(default)]
    pub gateway: Vec<String>,
    /// Tokens of prompt and output together.
    pub context: Option<u64>,
    /// Most tokens of output.
    pub max_output: Option<u64>,
    /// Most tokens of output in a batch, with its beta header, where that is more.
    pub max_output_batch: Option<u64>,
    /// Tokens below which a cache marker does nothing.
    pub min_cacheable: Option<u64>,
    /// Name of the tokenizer's generation.
    pub tokenizer: String,
    /// Name of the frame.
    pub frame: String,
    /// Tokens of the hidden prompt that comes with tools; unknown parts are not given.
    #[serde(default)]
    pub tool_prompt: ToolPrompt,
    /// Whether Message Batches take it.
    #[serde(default)]
    pub batch: bool,
    /// Whether it thinks though nobody asks it to.
    #[serde(default)]
    pub thinking: Thinking,
    /// The effort that it takes where none is given; nothing where it has none.
    pub effort: Option<String>,
    /// What fast mode does on days on which it is not offered.
    #[serde(default)]
    pub fast_ended: FastEnded,
    /// Whether inference can be held in the United States, at a premium.
    #[serde(default)]
    pub us_only: bool,
    /// Whether clouds take a premium for endpoints other than the global one.
    #[serde(default)]
    pub regional: bool,
    /// Whether only invited customers may use it.
    #[serde(default)]
    pub limited: bool,
    /// Day of the notice that it will end.
    #[serde(default, deserialize_with = "read::some_date")]
    pub deprecated: Option<Date>,
    /// First day on which Anthropic no longer serves it.
    #[serde(default, deserialize_with = "read::some_date")]
    pub retires: Option<Date>,
    /// Day before which it will not end, as promised.
    #[serde(default, deserialize_with = "read::some_date")]
    pub not_before: Option<Date>,
    /// Clouds that were seen to serve it after it ended at Anthropic.
    #[serde(default)]
    pub still_on: Vec<Platform>,
    /// Canonical id of the model that is to be used instead.
    pub successor: Option<String>,
    /// How sure the figures are.
    pub confidence: Confidence,
    /// Facts here that were derived or remembered, not read.
    #[serde(default)]
    pub inferred: Vec<String>,
    /// Key of the source.
    pub source: String,
    /// What else one should know.
    pub note: Option<String>,
    /// Prices in order of time.
    pub price: Vec<Rates>,
    /// Prices of fast mode in order of time.
    #[serde(default)]
    pub fast: Vec<Rates>,
}

/// Prices of a million tokens over a time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rates {
    /// First day; nothing: since the model's first.
    #[serde(default, deserialize_with = "read::some_date")]
    pub from: Option<Date>,
    /// First day on which it no longer holds; nothing: it still does.
    #[serde(default, deserialize_with = "read::some_date")]
    pub until: Option<Date>,
    /// Prompt.
    #[serde(deserialize_with = "read::dollars")]
    pub input: Money,
    /// Output, thinking included.
    #[serde(deserialize_with = "read::dollars")]
    pub output: Money,
    /// Writing a cache entry that lives five minutes.
    #[serde(default, rename = "cache-write-5m", deserialize_with = "read::some_dollars")]
    pub cache_write_5m: Option<Money>,
    /// Writing a cache entry that lives an hour.
    #[serde(default, rename = "cache-write-1h", deserialize_with = "read::some_dollars")]
    pub cache_write_1h: Option<Money>,
    /// Reading from the cache.
    #[serde(default, deserialize_with = "read::some_dollars")]
    pub cache_read: Option<Money>,
    /// What holds instead for long prompts.
    #[serde(default)]
    pub over: Option<Box<Long>>,
    /// Key of the source; within `over` the one around it.
    #[serde(default)]
    pub source: String,
}

/// Prices for prompts over a length: the whole request is charged by them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Long {
    /// They hold where the prompt is longer than this many tokens.
    pub tokens: u64,
    /// The prices.
    #[serde(flatten)]
    pub rates: Rates,
}

impl Rates {
    /// The prices for a prompt of this many tokens.
    pub fn at(&self, prompt: u64) -> &Rates {
        match &self.over {
            Some(over) if prompt > over.tokens => &over.rates,
            _ => self,
        }
    }

    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// Tokens of the hidden prompt that comes with tools, and of tools that Anthropic defines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ToolPrompt {
    /// Where the model chooses.
    pub auto: Option<u64>,
    /// Where a tool must be used; nothing where that is not known or not possible.
    pub forced: Option<u64>,
    /// A shell; nothing where that is not published for the model.
    pub bash: Option<u64>,
    /// An editor of files.
    #[serde(default, deserialize_with = "read::some_range")]
    pub text_editor: Option<Range<u64>>,
    /// A screen with keyboard and mouse, with what it adds to the system prompt.
    #[serde(default, deserialize_with = "read::some_range")]
    pub computer: Option<Range<u64>>,
}

/// Whether a model thinks though nobody asks it to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thinking {
    /// It does not.
    #[default]
    Asked,
    /// It does, unless told not to.
    Default,
    /// It does, whatever it is told.
    Always,
}

/// What fast mode does on days on which it is not offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FastEnded {
    /// The request fails.
    #[default]
    Rejected,
    /// It runs, and costs, as without.
    Standard,
}

/// How sure the figures of a model are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Inferred or remembered.
    Low,
    /// Excerpts, or dated copies by others.
    Medium,
    /// Official pages, seen in full.
    High,
}

/// Where a fact was read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// Date of the copy that was read.
    #[serde(deserialize_with = "read::date")]
    pub read: Date,
    /// What it is, where the address does not say so.
    pub note: Option<String>,
}

/// Whether a model is served, on a day and on a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// It is, and no end is announced.
    Active,
    /// It is, until a day that is announced.
    Retiring {
        /// First day without it.
        on: Date,
    },
    /// It no longer is.
    Retired {
        /// First day without it.
        on: Date,
    },
    /// It ended or will end at Anthropic; this platform sets its own day, and none is known.
    Unstated,
}

impl Model {
    /// What it costs on a day; nothing before its first.
    pub fn rates(&self, as_of: Date) -> Option<&Rates> {
        self.price.iter().find(|rates| rates.holds(as_of))
    }

    /// What fast mode costs on a day; nothing where it is not offered.
    pub fn fast_rates(&self, as_of: Date) -> Option<&Rates> {
        self.fast.iter().find(|rates| rates.holds(as_of))
    }

    /// Whether it is served on a platform on a day, and how long still.
    pub fn lifecycle(&self, platform: Platform, as_of: Date) -> Lifecycle {
        let Some(on) = self.retires else { return Lifecycle::Active };
        match platform {
            Platform::Bedrock | Platform::Vertex if self.still_on.contains(&platform) => Lifecycle::Active,
            Platform::Bedrock | Platform::Vertex => Lifecycle::Unstated,
            // It may be sent to one of those clouds.
            Platform::Gateway if !self.bedrock.is_empty() || !self.vertex.is_empty() => Lifecycle::Unstated,
            _ if as_of < on => Lifecycle::Retiring { on },
            _ => Lifecycle::Retired { on },
        }
    }

    /// Whether Anthropic serves it on a day.
    pub fn is_served(&self, as_of: Date) -> bool {
        self.released.is_none_or(|first| first <= as_of) && self.retires.is_none_or(|end| as_of < end)
    }

    /// Every id with its platform.
    pub fn ids(&self) -> impl Iterator<Item = (Platform, &str)> {
        [
            (Platform::Anthropic, &self.anthropic),
            (Platform::Anthropic, &self.floating),
            (Platform::Bedrock, &self.bedrock),
            (Platform::Vertex, &self.vertex),
            (Platform::Gateway, &self.gateway),
        ]
        .into_iter()
        .flat_map(|(platform, ids)| ids.iter().map(move |id| (platform, id.as_str())))
    }
}
