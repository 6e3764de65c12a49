//! Recorded requests as figures: what stands how often in each, and what its texts come to.

use serde_json::Value;
use skint::{
    catalog::{
        models::{Found, embedded},
        tokenizers::Frame,
    },
    estimate::{Input, Measure, Way},
};
use std::{fs, path::Path};

/// A recorded request.
pub struct Record {
    pub id: String,
    pub repository: String,
    /// Key of the frame.
    pub frame: String,
    pub clean: bool,
    pub kind: Kind,
    /// What the API counted.
    pub actual: f64,
    /// Tokens of its texts and of the hidden prompt.
    pub content: f64,
    /// How often each figure of a frame holds.
    pub counts: Vec<f64>,
    pub measure: Measure,
    pub way: Way,
    /// The middle of what is shipped.
    pub shipped: f64,
}

/// What a request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Tools,
    Calls,
}

/// The records of a log whose model is known, one JSON object a line.
pub fn read(path: &Path) -> Result<Vec<Record>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().filter_map(|line| of(&serde_json::from_str(line).ok()?)).collect())
}

fn of(line: &Value) -> Option<Record> {
    let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let Found::Known(model, _) = embedded().find(&text("model")) else { return None };
    let input = Input::of_body(line.get("request")?)?;
    let way = Way::of(embedded(), model);
    let measure = input.measure(&way);
    let kind = match (input.counts.tool_uses, input.counts.tools) {
        (0, 0) => Kind::Text,
        (0, _) => Kind::Tools,
        _ => Kind::Calls,
    };
    let beside = measure.beside.low as f64;
    Some(Record {
        id: text("id"),
        repository: text("source_repo"),
        frame: model.frame.clone(),
        clean: line.get("clean").and_then(Value::as_bool).unwrap_or(true) && input.open.is_empty(),
        kind,
        actual: line.get("input_tokens")?.as_f64()?,
        content: measure.content.total() as f64 / 1000.0 + beside,
        counts: input.counts.parts(&Frame::default()).iter().map(|(count, _)| *count as f64).collect(),
        measure,
        way,
        shipped: measure.middle() as f64 / 1000.0 + beside,
    })
}
