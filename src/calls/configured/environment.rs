//! What the steps of a workflow are given out of the environment that the file itself sets.

use super::Entry;
use crate::{
    source::{At, Source},
    value::{Map, Piece, Text, Value},
};
use std::sync::Arc;

/// The inputs of a step, with what `${{ env.NAME }}` stands for where the step, its job or the file says it.
pub(super) fn filled(inputs: &At<Value>, entry: &Entry, source: &Source) -> At<Value> {
    let Value::Map(inputs_of) = &inputs.node else { return inputs.clone() };
    let mut map = Map::clone(inputs_of);
    for input in &mut map.entries {
        if let Value::Text(text) = &input.value.node
            && text.pieces.iter().any(|piece| matches!(piece, Piece::Hole { .. }))
        {
            input.value.node = Value::Text(with_environment(text, entry, source));
        }
    }
    At::new(Value::Map(Arc::new(map)), inputs.span)
}

fn with_environment(text: &Text, entry: &Entry, source: &Source) -> Text {
    let pieces = text.pieces.iter().flat_map(|piece| {
        let said = match piece {
            Piece::Hole { at, .. } => name(source.slice(*at)).and_then(|name| said(name, entry)),
            Piece::Fixed { .. } => None,
        };
        said.map_or_else(|| vec![piece.clone()], |text| text.pieces)
    });
    Text { pieces: pieces.collect() }
}

/// The name in `${{ env.NAME }}`.
fn name(written: &str) -> Option<&str> {
    let inside = written.trim().strip_prefix("${{")?.strip_suffix("}}")?;
    inside.trim().strip_prefix("env.").filter(|name| !name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
}

/// What the innermost `env` says that has the name.
fn said(name: &str, entry: &Entry) -> Option<Text> {
    std::iter::once(&entry.value).chain(entry.trail.iter().rev()).find_map(|around| {
        let Value::Map(map) = &around.node else { return None };
        let Value::Map(environment) = &map.get("env")?.node else { return None };
        match &environment.get(name)?.node {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    })
}
