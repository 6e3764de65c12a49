//! A place that calls Claude, as the inventory shows it. Version 1 of the shape: fields are added, never changed.

use crate::{
    estimate::price::Case,
    money::{Money, Range, Tokens},
};
use serde::{Serialize, Serializer};

/// A place that calls Claude, or sets a call up.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    /// Path from the root of the scan.
    pub path: String,
    /// Line of the callee's final name, from 1, within the cell for a notebook.
    pub line: u32,
    /// Its column, from 1, in characters.
    pub column: u32,
    /// Last line of the expression.
    pub end_line: u32,
    /// Index of the notebook cell, from 0.
    pub cell: Option<u32>,
    /// Language of the file.
    pub language: &'static str,
    /// Id of the SDK's page.
    pub sdk: String,
    /// What is asked for.
    pub operation: &'static str,
    /// The innermost named function.
    pub function: Option<String>,
    /// The model.
    pub model: ModelFact,
    /// The output cap.
    pub max_tokens: CapFact,
    /// The system prompt.
    pub system: SystemFact,
    /// Whether anything in the request is marked for caching; nothing where that cannot be seen.
    pub cached: Option<bool>,
    /// Whether the response is streamed.
    pub stream: Option<bool>,
    /// Whether the model thinks first.
    pub thinking: Option<bool>,
    /// How many tools are defined.
    pub tools: Option<usize>,
    /// Whether the call stands in a loop.
    pub in_loop: bool,
    /// Whether it goes through the batch interface.
    pub batch: bool,
    /// Whether the response's usage is read nearby.
    pub usage_read: bool,
    /// For a wrapper, its callers.
    pub reached_from: Vec<Reached>,
    /// What one request would take.
    pub estimate: Option<Estimated>,
}

/// Whether something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its values are.
    Known,
    /// It is certainly not given.
    Absent,
    /// It has a value that cannot be known here.
    Unknown,
}

/// What is known of one value of a request.
#[derive(Clone, Debug, Serialize)]
pub struct ValueFact<T> {
    /// Whether it is known.
    pub state: State,
    /// Its values: ids as written, caps in tokens.
    pub values: Vec<T>,
    /// Whether a caller or the environment may say otherwise.
    pub overridable: bool,
    /// Whether the SDK's default stands in for an absent value.
    pub default: bool,
    /// Whether more values are possible than those listed.
    pub partial: bool,
    /// Why it is not known, as one word.
    pub why: Option<&'static str>,
}

/// What is known of a model.
pub type ModelFact = ValueFact<String>;

/// What is known of an output cap.
pub type CapFact = ValueFact<u64>;

/// What is known of a system prompt.
#[derive(Clone, Debug, Serialize)]
pub struct SystemFact {
    /// Whether it is known.
    pub state: State,
    /// Tokens of its fixed text.
    #[serde(serialize_with = "some_tokens")]
    pub fixed_tokens: Option<Tokens>,
    /// Whether there may be more to it than the fixed text.
    pub open: bool,
}

/// A caller of a wrapper, and what it makes the wrapper send.
#[derive(Clone, Debug, Serialize)]
pub struct Reached {
    /// Path from the root of the scan.
    pub path: String,
    /// Line of the call, from 1, within the cell for a notebook.
    pub line: u32,
    /// Index of the notebook cell, from 0.
    pub cell: Option<u32>,
    /// The function around it.
    pub function: Option<String>,
    /// The model it leads to.
    pub model: ModelFact,
    /// The cap it leads to.
    pub max_tokens: CapFact,
}

/// What one request would take.
#[derive(Clone, Debug, Serialize)]
pub struct Estimated {
    /// Tokens sent, as far as the prompt is known.
    #[serde(serialize_with = "tokens")]
    pub input_tokens: Tokens,
    /// Parts of the prompt that are not known and stand in no figure here.
    pub open: Vec<String>,
    /// Tokens received.
    #[serde(serialize_with = "tokens")]
    pub output_tokens: Tokens,
    /// US dollars; nothing where the model, and so its price, is not known.
    #[serde(serialize_with = "some_dollars")]
    pub usd: Option<Range<Money>>,
    /// What all this rests on, a few words each; for people.
    #[serde(skip)]
    pub because: Vec<String>,
    /// The requests that were priced, one a model; for people.
    #[serde(skip)]
    pub cases: Vec<Case>,
    /// US dollars a month, where the policy says how often it runs; for people.
    #[serde(skip)]
    pub month: Option<Range<Money>>,
}

impl Site {
    /// What sites are sorted by.
    pub fn place(&self) -> (&str, Option<u32>, u32, u32) {
        (&self.path, self.cell, self.line, self.column)
    }
}

fn tokens<S: Serializer>(range: &Tokens, to: S) -> Result<S::Ok, S::Error> {
    [range.low, range.high].serialize(to)
}

#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
fn some_tokens<S: Serializer>(range: &Option<Tokens>, to: S) -> Result<S::Ok, S::Error> {
    range.map(|range| [range.low, range.high]).serialize(to)
}

#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
fn some_dollars<S: Serializer>(range: &Option<Range<Money>>, to: S) -> Result<S::Ok, S::Error> {
    range.map(dollars).serialize(to)
}

/// A range of money for programs: decimal strings, which no reader rounds, with four to eight decimals.
pub(super) fn dollars(range: Range<Money>) -> [String; 2] {
    [range.low, range.high].map(|money| {
        let text = money.to_decimal(8);
        let zeros = text.len() - text.trim_end_matches('0').len();
        text[..text.len() - zeros.min(4)].to_owned()
    })
}
