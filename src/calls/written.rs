//! Bodies that are written as JSON text, in which values may be filled in.

use crate::{
    source::{At, Span},
    value::{Entry, HoleKind, List, Map, Piece, Text, Value, Why},
};
use std::{collections::VecDeque, sync::Arc};

/// What stands for a hole within a string of the JSON.
const WITHIN: char = '\u{fffc}';
/// What stands for a hole that is a value of its own.
const BARE: char = '\u{fffb}';

/// The value that a text is as JSON; nothing where it is no object or list.
pub(super) fn parsed(text: &Text, span: Span) -> Option<At<Value>> {
    let begins =
        |piece: &Piece| matches!(piece, Piece::Fixed { text, .. } if text.trim_start().starts_with(['{', '[']));
    let first = text.pieces.iter().find(|piece| !matches!(piece, Piece::Fixed { text, .. } if text.trim().is_empty()));
    if !first.is_some_and(begins) {
        return None;
    }
    let mut holes = VecDeque::new();
    let json: serde_json::Value = serde_json::from_str(&filled(text, &mut holes)).ok()?;
    let written = json.is_object() || json.is_array();
    written.then(|| Reader { holes, span }.value(json))
}

/// The text with signs for its holes, which are gathered in order.
fn filled(text: &Text, holes: &mut VecDeque<(HoleKind, Span)>) -> String {
    let mut out = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for piece in &text.pieces {
        match piece {
            Piece::Fixed { text, .. } => {
                for c in text.chars() {
                    (quoted, escaped) = match (c, quoted, escaped) {
                        (_, true, true) => (true, false),
                        ('\\', true, false) => (true, true),
                        ('"', _, _) => (!quoted, false),
                        _ => (quoted, false),
                    };
                }
                out.push_str(text);
            }
            Piece::Hole { kind, at } => {
                holes.push_back((*kind, *at));
                if quoted {
                    out.push(WITHIN);
                } else {
                    out.extend(['"', BARE, '"']);
                }
            }
        }
    }
    out
}

/// Turns JSON into values, in the order in which it is written.
struct Reader {
    holes: VecDeque<(HoleKind, Span)>,
    span: Span,
}

impl Reader {
    fn value(&mut self, json: serde_json::Value) -> At<Value> {
        let node = match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(yes) => Value::Bool(yes),
            serde_json::Value::Number(number) => {
                number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
            }
            serde_json::Value::String(text) => self.text(text),
            serde_json::Value::Array(items) => {
                let items = items.into_iter().map(|item| self.value(item)).collect();
                Value::List(Arc::new(List { items, open: None }))
            }
            serde_json::Value::Object(entries) => {
                let mut map = Map::default();
                for (key, value) in entries {
                    let known = matches!(self.text(key.clone()), Value::Text(text) if text.fixed().is_some());
                    let value = self.value(value);
                    if known {
                        map.entries.push(Entry { key: key.into(), value });
                    } else {
                        map.open.get_or_insert(Why::Runtime);
                    }
                }
                Value::Map(Arc::new(map))
            }
        };
        At::new(node, self.span)
    }

    fn text(&mut self, text: String) -> Value {
        if text.chars().eq([BARE]) && self.holes.pop_front().is_some() {
            return Value::Unknown(Why::Runtime);
        }
        if !text.contains(WITHIN) {
            return Value::text(text, self.span);
        }
        let mut pieces = Vec::new();
        for (i, part) in text.split(WITHIN).enumerate() {
            if let Some((kind, at)) = (i > 0).then(|| self.holes.pop_front()).flatten() {
                pieces.push(Piece::Hole { kind, at });
            }
            if !part.is_empty() {
                pieces.push(Piece::Fixed { text: part.into(), from: self.span });
            }
        }
        Value::Text(Text { pieces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn at() -> Span {
        Span::new(SourceId(0), 0, 1)
    }

    fn text(parts: &[Option<&str>]) -> Text {
        let piece = |part: Option<&str>| match part {
            Some(text) => Piece::Fixed { text: text.into(), from: at() },
            None => Piece::Hole { kind: HoleKind::User, at: at() },
        };
        Text { pieces: parts.iter().copied().map(piece).collect() }
    }

    #[test]
    fn what_is_filled_in_stays_open_and_the_rest_is_known() {
        let body = text(&[Some(r#"{"model": "m", "max_tokens": "#), None, Some(r#", "a": "x "#), None, Some("\"}")]);
        let Some(At { node: Value::Map(map), .. }) = parsed(&body, at()) else { panic!("it is an object") };
        assert_eq!(map.get("model").and_then(|value| value.node.as_str()).as_deref(), Some("m"));
        assert_eq!(map.get("max_tokens").map(|value| value.node.clone()), Some(Value::Unknown(Why::Runtime)));
        let Some(Value::Text(filled)) = map.get("a").map(|value| &value.node) else { panic!("it is a text") };
        assert_eq!(filled.pieces.len(), 2);
    }

    #[test]
    fn only_objects_and_lists_are_bodies() {
        assert!(parsed(&text(&[Some("\"a\"")]), at()).is_none());
        assert!(parsed(&text(&[None, Some("{}")]), at()).is_none());
        assert!(parsed(&text(&[Some("{"), None, Some("}")]), at()).is_none());
        assert!(parsed(&text(&[Some(" \n"), Some("[1]")]), at()).is_some());
    }
}
