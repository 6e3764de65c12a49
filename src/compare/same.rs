//! Whether two values are the same, wherever they are written and whyever they are not known.

use crate::{
    calls::Special,
    catalog::sdks::Platform,
    value::{Args, Chain, Field, Local, Map, Piece, Root, Step, Text, Value},
};

/// How deep values are gone into; what is deeper counts as the same.
const DEPTH: u32 = 24;

/// Whether two fields are the same.
pub(super) fn fields(one: &Field, other: &Field) -> bool {
    match (one, other) {
        (Field::Given(one), Field::Given(other)) => values(&one.node, &other.node),
        (Field::Absent, Field::Absent) | (Field::Unseen(_), Field::Unseen(_)) => true,
        (Field::Given(value), Field::Unseen(_)) | (Field::Unseen(_), Field::Given(value)) => {
            matches!(value.node, Value::Unknown(_))
        }
        _ => false,
    }
}

/// Whether two blocks that are no text are the same.
pub(super) fn specials(one: &Special, other: &Special) -> bool {
    match (one, other) {
        (Special::ToolUse(one), Special::ToolUse(other)) | (Special::Media(one), Special::Media(other)) => {
            maps(one, other, DEPTH)
        }
        _ => one == other,
    }
}

/// Whether two calls go to different platforms; one that is not known may be any.
pub(super) fn other_platform(one: Platform, other: Platform) -> bool {
    one != other && one != Platform::Unknown && other != Platform::Unknown
}

/// Whether two values are the same.
pub(super) fn values(one: &Value, other: &Value) -> bool {
    nested(one, other, DEPTH)
}

fn nested(one: &Value, other: &Value, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => texts(one, other),
        (Value::Int(one), Value::Int(other)) => one == other,
        (Value::Float(one), Value::Float(other)) => one.to_bits() == other.to_bits(),
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::List(one), Value::List(other)) => {
            one.open.is_some() == other.open.is_some()
                && one.items.len() == other.items.len()
                && one.items.iter().zip(&other.items).all(|(one, other)| nested(&one.node, &other.node, depth))
        }
        (Value::Map(one), Value::Map(other)) => maps(one, other, depth),
        (Value::OneOf(one), Value::OneOf(other)) => {
            one.len() == other.len()
                && one.iter().all(|one| other.iter().any(|other| nested(&one.node, &other.node, depth)))
        }
        // That something else may be said says nothing about what is sent where nobody says it.
        (Value::Default(one, _), other) | (other, Value::Default(one, _)) => nested(one, other, depth),
        (Value::Foreign(one), Value::Foreign(other)) => chains(one, other, depth),
        (Value::Null, Value::Null)
        | (Value::Absent, Value::Absent)
        | (Value::Local(_), Value::Local(_))
        | (Value::Unknown(_), Value::Unknown(_)) => true,
        _ => false,
    }
}

/// Whether two maps are the same, but for functions: those run where they stand and are never sent.
fn maps(one: &Map, other: &Map, depth: u32) -> bool {
    let stands =
        |map: &Map, key: &str, value: &Value| map.get(key).is_some_and(|found| nested(value, &found.node, depth));
    let count = |map: &Map| map.entries.iter().filter(|entry| !is_function(&entry.value.node)).count();
    let mut sent = one.entries.iter().filter(|entry| !is_function(&entry.value.node));
    one.open.is_some() == other.open.is_some()
        && count(one) == count(other)
        && sent.all(|entry| stands(other, &entry.key, &entry.value.node))
}

fn is_function(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Function { .. }))
}

fn chains(one: &Chain, other: &Chain, depth: u32) -> bool {
    let roots = match (&one.root, &other.root) {
        (Root::Unknown(_), Root::Unknown(_)) => true,
        (one, other) => one == other,
    };
    let step = |(one, other): (&Step, &Step)| match (one, other) {
        (Step::Member(one), Step::Member(other)) => one == other,
        (Step::Call(one), Step::Call(other)) => arguments(one, other, depth),
        (Step::Index(one), Step::Index(other)) => nested(one, other, depth),
        _ => false,
    };
    roots && one.steps.len() == other.steps.len() && one.steps.iter().zip(&other.steps).all(step)
}

fn arguments(one: &Args, other: &Args, depth: u32) -> bool {
    let positional = one.positional.iter().zip(&other.positional);
    one.positional.len() == other.positional.len()
        && positional.into_iter().all(|(one, other)| nested(&one.node, &other.node, depth))
        && maps(&one.named, &other.named, depth)
}

/// Whether two texts are the same. Fixed text is the same however it is cut into pieces.
pub(super) fn texts(one: &Text, other: &Text) -> bool {
    let (mut one, mut other) = (Pieces::of(one), Pieces::of(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// The bytes and holes of a text, in order.
struct Pieces<'a> {
    left: std::slice::Iter<'a, Piece>,
    fixed: std::slice::Iter<'a, u8>,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a Text) -> Pieces<'a> {
        Pieces { left: text.pieces.iter(), fixed: [].iter() }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Option<u8>;

    fn next(&mut self) -> Option<Option<u8>> {
        loop {
            if let Some(byte) = self.fixed.next() {
                return Some(Some(*byte));
            }
            match self.left.next()? {
                Piece::Fixed { text, .. } => self.fixed = text.as_bytes().iter(),
                Piece::Hole { .. } => return Some(None),
            }
        }
    }
}
