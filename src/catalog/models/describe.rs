//! A model in the words of a table: what `skint models` and `skint explain MODEL` show.

use super::{Confidence, Lifecycle, Model, Models, Rates, Source};
use crate::{
    catalog::platform::Platform,
    money::{Money, Range},
};
use jiff::civil::Date;

/// What is said of one model on one day.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The model, for its ids, limits and notes.
    pub model: &'a Model,
    /// Prices on the day; nothing before the model's first.
    pub rates: Option<&'a Rates>,
    /// What the prompt costs that has a million tokens for the models that texts are compared by.
    pub same_text: Option<Range<Money>>,
    /// Where and when those prices were read.
    pub price_source: Option<&'a Source>,
    /// Prices of fast mode on the day.
    pub fast: Option<&'a Rates>,
    /// Whether Anthropic serves it.
    pub lifecycle: Lifecycle,
    /// What to use instead.
    pub successor: Option<&'a Model>,
    /// Where and when its other facts were read.
    pub source: &'a Source,
    /// How sure the figures are.
    pub confidence: Confidence,
}

impl Models {
    /// A row for each model, the most dear family first, the newest of a family first.
    pub fn rows(&self, as_of: Date) -> Vec<Row<'_>> {
        let mut all: Vec<Row<'_>> = self.all().map(|model| self.row(model, as_of)).collect();
        all.sort_by_key(|row| (std::cmp::Reverse((row.model.rank, row.model.released)), row.model.id.as_str()));
        all
    }

    /// The row of one model.
    ///
    /// # Panics
    /// Never for a model of this catalogue: reading it turns away sources that are not there.
    pub fn row<'a>(&'a self, model: &'a Model, as_of: Date) -> Row<'a> {
        let rates = model.rates(as_of);
        Row {
            model,
            rates,
            same_text: rates.map(|rates| {
                let tokens = self.tokenizer(model).same_text;
                let of = |tokens: u64| rates.input.scaled(i128::from(tokens), 1000);
                Range::new(of(tokens.low), of(tokens.high))
            }),
            price_source: rates.and_then(|rates| self.source(&rates.source)),
            fast: model.fast_rates(as_of),
            lifecycle: model.lifecycle(Platform::Anthropic, as_of),
            successor: model.successor.as_deref().and_then(|id| self.get(id)),
            source: self.source(&model.source).expect("linking a catalogue turns away unknown sources"),
            confidence: model.confidence,
        }
    }
}
