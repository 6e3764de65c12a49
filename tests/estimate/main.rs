//! What requests come to: tokens and money as ranges that hold.

mod defined;
mod prices;
mod prompts;
mod what_if;

use jiff::civil::{Date, date};
use skint::{
    calls::{AbsentCap, Block, Cache, Operation, Platform, Prompt, Request, Ttl},
    estimate::{Calibrations, Estimate, Expected, Shape, estimate},
    money::{Money, Range},
    source::{At, SourceId, Span},
    value::{Entry, Field, HoleKind, List, Map, Piece, Text, Value, Why},
};
use std::sync::Arc;

const TODAY: Date = date(2026, 11, 22);

fn span() -> Span {
    Span::new(SourceId(0), 0, 1)
}

fn at(value: Value) -> At<Value> {
    At::new(value, span())
}

fn text(text: &str) -> Value {
    Value::text(text, span())
}

fn given(value: Value) -> Field {
    Field::Given(at(value))
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter().map(|(key, value)| Entry { key: key.into(), value: at(value) });
    Value::Map(Arc::new(Map { entries: entries.collect(), ..Map::default() }))
}

fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::List(Arc::new(List { items: items.into_iter().map(at).collect(), open: None }))
}

fn fixed(text: &str) -> Piece {
    Piece::Fixed { text: text.into(), from: span() }
}

fn hole() -> Piece {
    Piece::Hole { kind: HoleKind::User, at: span() }
}

fn block(role: &str, pieces: Vec<Piece>) -> Block {
    Block { role: Some(role.into()), text: Text { pieces }, media: false, special: None, breakpoint: None, at: span() }
}

fn prompt(blocks: Vec<Block>) -> Prompt {
    Prompt { blocks, ..Prompt::default() }
}

/// A request to a model with a cap, a system prompt and a user message that is a hole.
fn request(model: &str, cap: i64, system: &str) -> Request {
    Request {
        model: given(text(model)),
        model_default: false,
        max_tokens: given(Value::Int(cap)),
        system: prompt(vec![block("system", vec![fixed(system)])]),
        messages: prompt(vec![block("user", vec![hole()])]),
        tools: Field::Absent,
        tool_choice: Field::Absent,
        thinking: Field::Absent,
        effort: Field::Absent,
        stream: false,
        stream_unseen: false,
        cache: Cache::Absent,
        whole_marker: None,
        tools_marker: None,
        betas: Field::Absent,
        service_tier: Field::Absent,
        speed: Field::Absent,
        output_format: Field::Absent,
        stop_sequences: Field::Absent,
        sampling: [Field::Absent, Field::Absent, Field::Absent],
        geography: Field::Absent,
        timeout: Field::Absent,
        turns: Field::Absent,
        retries: Field::Absent,
        budget: Field::Absent,
    }
}

fn shape(operation: Operation) -> Shape {
    let calibrations = Calibrations::default();
    let (prices, expected) = (Arc::default(), Expected::default());
    Shape { operation, platform: Platform::Anthropic, absent_cap: AbsentCap::Rejected, calibrations, prices, expected }
}

fn message(request: &Request) -> Estimate {
    estimate(request, &shape(Operation::Message), TODAY)
}

fn dollars(range: Option<Range<Money>>) -> (String, String) {
    let range = range.expect("a price is known");
    (range.low.to_decimal(6), range.high.to_decimal(6))
}

fn one_of<const N: usize>(values: [Value; N]) -> Field {
    given(Value::OneOf(values.into_iter().map(at).collect()))
}

fn environment() -> Why {
    Why::Environment("MODEL".into())
}
