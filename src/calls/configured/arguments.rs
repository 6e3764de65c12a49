//! What an entry says, as the arguments of a call.

use super::{
    super::{
        words::{part, without_start},
        written,
    },
    Entry, environment,
};
use crate::{
    catalog::sdks::{FileShape, Path},
    source::{At, Source, Span},
    syntax::command_line,
    value::{Entry as Pair, List, Map, Name, Piece, Text, Value, Why},
};
use std::sync::Arc;

/// The entry's values, with what is around it.
pub(super) fn of(entry: &Entry, shape: &FileShape, source: &Source) -> Map {
    let mut map = match &entry.value.node {
        Value::Map(map) => Map::clone(map),
        _ => Map { entries: vec![Pair { key: "$value".into(), value: entry.value.clone() }], open: None },
    };
    if let Some(inputs) = map.entries.iter_mut().find(|pair| pair.key == "with") {
        inputs.value = environment::filled(&inputs.value, entry, source);
    }
    let mut add = |key: String, value: At<Value>| map.entries.push(Pair { key: key.into(), value });
    if let Some(key) = &entry.key {
        let span = Span { end: entry.value.span.start, ..entry.value.span };
        add("$key".to_owned(), At::new(Value::text(key.as_str(), span), span));
    }
    for (at, value) in entry.trail.iter().enumerate() {
        add(format!("${at}"), value.clone());
    }
    for path in &shape.command_lines {
        change(&mut map, &path.0, &options);
    }
    for path in &shape.pairs {
        change(&mut map, &path.0, &paired);
    }
    for path in &shape.bodies {
        change(&mut map, &path.0, &|value| parsed(value, &shape.prefixes));
    }
    map
}

/// The same, with ids without what stands before them.
pub(super) fn with_bare_ids(mut map: Map, models: &[&Path], shape: &FileShape) -> Map {
    for path in models {
        change(&mut map, &path.0, &|value| without_prefix(value, &shape.prefixes));
    }
    map
}

/// Changes the value at a path, where there is one.
fn change(map: &mut Map, path: &[Name], to: &dyn Fn(&At<Value>) -> At<Value>) {
    let [key, rest @ ..] = path else { return };
    let Some(entry) = map.entries.iter_mut().find(|entry| entry.key == *key) else { return };
    if rest.is_empty() {
        entry.value = to(&entry.value);
    } else if let Value::Map(inner) = &entry.value.node {
        let mut inner = Map::clone(inner);
        change(&mut inner, rest, to);
        entry.value.node = Value::Map(Arc::new(inner));
    }
}

/// A list of pairs of a name and a value as a map, in which a text that is a number is one.
fn paired(value: &At<Value>) -> At<Value> {
    let Value::List(list) = &value.node else { return value.clone() };
    let mut map = Map { open: list.open.clone(), ..Map::default() };
    for item in &list.items {
        let Value::Map(pair) = &item.node else { continue };
        let (Some(name), Some(said)) = (pair.get("name").and_then(|name| name.node.as_str()), pair.get("value")) else {
            continue;
        };
        let number = said.node.as_str().and_then(|text| text.trim().parse().ok());
        map.set(Name::from(&*name), At::new(number.map_or_else(|| said.node.clone(), Value::Int), said.span));
    }
    At::new(Value::Map(Arc::new(map)), value.span)
}

/// What a text says as JSON behind the first of the prefixes that it begins with, if it is that.
fn parsed(value: &At<Value>, prefixes: &[String]) -> At<Value> {
    let Value::Text(text) = &value.node else { return value.clone() };
    let mut text = text.clone();
    if let Some(Piece::Fixed { text: first, .. }) = text.pieces.first_mut() {
        let rest = prefixes.iter().find_map(|prefix| first.strip_prefix(prefix.as_str()));
        *first = rest.map_or_else(|| first.clone(), Arc::from);
    }
    written::parsed(&text, value.span).unwrap_or_else(|| value.clone())
}

/// A command line as a map of its options. Where something is filled in, a word may stand for several.
fn options(value: &At<Value>) -> At<Value> {
    let Value::Text(text) = &value.node else { return value.clone() };
    let line = shown(text);
    let options = command_line::options(&line);
    let mut map = Map::default();
    // What is filled in behind an option is its value; anywhere else it may be options itself.
    let filled = |word: &String| *word == HOLE.to_string();
    let open =
        line.trim_start().starts_with(HOLE) || options.iter().any(|option| option.values.iter().skip(1).any(filled));
    for option in options {
        let text = |word: &String| At::new(word_value(word, text), value.span);
        let node = match option.values.as_slice() {
            [] => Value::Bool(true),
            [one] => text(one).node,
            many => Value::List(Arc::new(List { items: many.iter().map(text).collect(), open: None })),
        };
        map.set(option.name.into(), At::new(node, value.span));
    }
    map.open = open.then_some(Why::Runtime);
    At::new(Value::Map(Arc::new(map)), value.span)
}

/// What stands for a hole while a command line is cut into words.
const HOLE: char = '\u{FFFC}';

/// A text with a sign for each hole.
fn shown(text: &Text) -> String {
    let mut line = String::new();
    for piece in &text.pieces {
        match piece {
            Piece::Fixed { text, .. } => line.push_str(text),
            Piece::Hole { .. } => line.push(HOLE),
        }
    }
    line
}

/// The value of a word: a number, a text that stands in one of the pieces, or something with a hole.
fn word_value(word: &str, of: &Text) -> Value {
    if word.contains(HOLE) {
        return Value::Unknown(Why::Runtime);
    }
    if let Ok(number) = word.parse() {
        return Value::Int(number);
    }
    let place = of.pieces.iter().find_map(|piece| match piece {
        Piece::Fixed { text, from } => text.find(word).map(|at| part(*from, text.len(), at..at + word.len())),
        Piece::Hole { .. } => None,
    });
    Value::text(word, place.unwrap_or_else(super::fields::nowhere))
}

/// A text without the first of the prefixes that it begins with.
fn without_prefix(value: &At<Value>, prefixes: &[String]) -> At<Value> {
    let length = value.node.as_str().and_then(|text| {
        let prefix = prefixes.iter().find(|prefix| text.starts_with(prefix.as_str()));
        prefix.map(String::len)
    });
    length.map_or_else(|| value.clone(), |length| without_start(value, length))
}
