//! What a prompt comes to for people: by part, with ranges.

use super::{
    candidates::Way,
    input::{Input, Part},
    measure::Measure,
};
use crate::money::Tokens;

/// A prompt, counted for one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// All of it.
    pub whole: Figure,
    /// Its parts, in the order in which they are sent.
    pub parts: Vec<(Part, Figure)>,
    /// Parts that are not, or not all, counted.
    pub open: Vec<Part>,
}

/// A number of tokens: the likely one, and the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is most likely.
    pub likely: u64,
    /// What it lies between.
    pub range: Tokens,
}

impl Breakdown {
    /// Of a prompt.
    pub fn of(input: &Input, way: &Way) -> Breakdown {
        let figure = |measure: Measure| {
            let measure = measure.calibrated(way.calibration);
            Figure { likely: measure.likely(), range: measure.range(way.tokenizer) }
        };
        let mut open: Vec<Part> = input.open.iter().map(|open| open.part).collect();
        if input.is_unpublished(way.tool_prompt) {
            open.push(Part::ToolPrompt);
        }
        open.sort_unstable();
        open.dedup();
        let parts = input.by_part(way).into_iter().map(|(part, measure)| (part, figure(measure))).collect();
        Breakdown { whole: figure(input.measure(way)), parts, open }
    }
}
