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
    let place = |piece: &Piece| if let Piece::Hole { at, .. } = piece { Some(*at) } else { None };
    let pieces = text.pieces.iter().enumerate().flat_map(|(number, piece)| {
        let of_hole = place(piece).and_then(|at| {
            // In a text of several lines the place of each hole is the whole of it.
            let holes = |pieces: &[Piece]| pieces.iter().filter(|other| place(other) == Some(at)).count();
            let written: Vec<&str> = expressions(source.slice(at)).collect();
            let expression =
                written.get(holes(&text.pieces[..number])).filter(|_| written.len() == holes(&text.pieces))?;
            said(expression.strip_prefix("env.")?, entry)
        });
        of_hole.map_or_else(|| vec![piece.clone()], |text| text.pieces)
    });
    Text { pieces: pieces.collect() }
}

/// What stands in each `${{ … }}` of a text.
fn expressions(written: &str) -> impl Iterator<Item = &str> {
    written.split("${{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim()))
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
