//! Methods and formatting of strings.

use crate::{
    resolve::eval::text::{concatenate, fixed_str, repeat, text_of},
    source::{At, Span},
    value::{Args, HoleKind, List, Piece, Text, Value, Why},
};
use regex::Regex;
use std::sync::{Arc, OnceLock};

/// Methods that give a text without blanks at its ends, or as it is.
const TRIMMING: [&str; 7] = ["lstrip", "rstrip", "strip", "toString", "trim", "trimEnd", "trimStart"];

/// A method of a text; nothing where the method is not known.
pub fn method(text: &Text, name: &str, args: &Args, at: Span) -> Option<Value> {
    let first = args.positional.first();
    Some(match name {
        "format" => Value::Text(format(text, args, at)),
        "encode" | "decode" | "replace" | "replaceAll" | "normalize" | "expandtabs" | "valueOf" | "as_posix"
        | "resolve" | "absolute" | "expanduser" | "rstrip_lines"
            if args.positional.len() <= 2 =>
        {
            similar(text, name, args)
        }
        _ if TRIMMING.contains(&name) && args.positional.len() <= 2 => similar(text, name, args),
        "upper" | "toUpperCase" => mapped(text, str::to_uppercase),
        "lower" | "toLowerCase" => mapped(text, str::to_lowercase),
        "join" => joined(text, first?, at),
        "concat" => Value::Text(concatenate(
            std::iter::once(text.clone()).chain(args.positional.iter().map(|part| text_of(&part.node, part.span))),
        )),
        "repeat" => match first?.node {
            Value::Int(n) => repeat(text, usize::try_from(n).ok()?, at),
            _ => Value::Unknown(Why::Runtime),
        },
        "startswith" | "startsWith" => tested(text, first?, |whole, part| whole.starts_with(part)),
        "endswith" | "endsWith" => tested(text, first?, |whole, part| whole.ends_with(part)),
        "includes" => tested(text, first?, |whole, part| whole.contains(part)),
        "joinpath" => Value::text(super::paths::join([text.fixed()?.as_str(), fixed_str(first?)?.as_str()]), at),
        "split" => split(text, &fixed_str(first?)?, at)?,
        _ => return None,
    })
}

/// Whether a method gives its text again, but for blanks or the case of its letters.
pub fn keeps(name: &str) -> bool {
    TRIMMING.contains(&name) || matches!(name, "lower" | "toLowerCase" | "upper" | "toUpperCase")
}

/// The text with its ends or some of its characters changed: as good as the text itself for what it costs.
fn similar(text: &Text, name: &str, args: &Args) -> Value {
    let fixed = |i: usize| args.positional.get(i).and_then(fixed_str);
    match (name, text.fixed(), fixed(0), fixed(1)) {
        ("replace" | "replaceAll", Some(whole), Some(from), Some(to)) if !from.is_empty() => {
            let at = text.pieces.first().map_or(Span::new(crate::source::SourceId(0), 0, 0), place);
            Value::text(whole.replace(&from, &to), at)
        }
        ("replace" | "replaceAll", _, _, None) => {
            let at = text.pieces.first().map_or(Span::new(crate::source::SourceId(0), 0, 0), place);
            let mut pieces = text.pieces.clone();
            let value =
                args.positional.get(1).map_or(HoleKind::Unknown, |at| crate::resolve::eval::text::hole_kind(&at.node));
            pieces.push(Piece::Hole { kind: value, at });
            Value::Text(Text { pieces })
        }
        ("strip" | "trim" | "resolve", Some(whole), None, _) => {
            let at = text.pieces.first().map_or(Span::new(crate::source::SourceId(0), 0, 0), place);
            Value::text(whole.trim(), at)
        }
        _ => Value::Text(text.clone()),
    }
}

fn place(piece: &Piece) -> Span {
    match piece {
        Piece::Fixed { from, .. } => *from,
        Piece::Hole { at, .. } => *at,
    }
}

fn mapped(text: &Text, change: impl Fn(&str) -> String) -> Value {
    let pieces = text.pieces.iter().map(|piece| match piece {
        Piece::Fixed { text, from } => Piece::Fixed { text: change(text).into(), from: *from },
        hole @ Piece::Hole { .. } => hole.clone(),
    });
    Value::Text(Text { pieces: pieces.collect() })
}

/// Whether a text begins or ends so; of several beginnings, as Python takes them in a tuple, any will do.
fn tested(text: &Text, part: &At<Value>, holds: impl Fn(&str, &str) -> bool) -> Value {
    if let (Some(whole), Value::List(list)) = (text.fixed(), &part.node) {
        let parts: Option<Vec<String>> = list.items.iter().map(fixed_str).collect();
        let parts = parts.filter(|_| list.open.is_none());
        let any = parts.map(|parts| Value::Bool(parts.iter().any(|part| holds(&whole, part))));
        return any.unwrap_or(Value::Unknown(Why::Runtime));
    }
    match (text.fixed(), fixed_str(part)) {
        (Some(whole), Some(part)) => Value::Bool(holds(&whole, &part)),
        _ => Value::Unknown(Why::Runtime),
    }
}

fn joined(separator: &Text, items: &At<Value>, at: Span) -> Value {
    let Value::List(list) = &items.node else {
        let hole = Piece::Hole { kind: crate::resolve::eval::text::hole_kind(&items.node), at };
        return Value::Text(Text { pieces: vec![hole] });
    };
    Value::Text(join_list(list, separator, at))
}

/// The items of a list with a text between each two.
pub fn join_list(list: &List, separator: &Text, at: Span) -> Text {
    let mut parts = Vec::new();
    for (i, item) in list.items.iter().enumerate() {
        if i > 0 {
            parts.push(separator.clone());
        }
        parts.push(text_of(&item.node, item.span));
    }
    if let Some(why) = &list.open {
        let kind = crate::resolve::eval::text::hole_kind(&Value::Unknown(why.clone()));
        parts.push(Text { pieces: vec![Piece::Hole { kind, at }] });
    }
    concatenate(parts)
}

fn split(text: &Text, separator: &str, at: Span) -> Option<Value> {
    let whole = text.fixed()?;
    if separator.is_empty() {
        return None;
    }
    let items =
        whole.split(separator).map(|part| At::new(Value::text(part, at), at)).take(crate::resolve::bounds::LIST_ITEMS);
    Some(Value::List(Arc::new(List { items: items.collect(), open: None })))
}

fn fields() -> &'static Regex {
    static FIELDS: OnceLock<Regex> = OnceLock::new();
    FIELDS
        .get_or_init(|| Regex::new(r"\{\{|\}\}|\{([^{}:!]*)[^{}]*\}").expect("a constant pattern that a test compiles"))
}

/// `"…{name}…".format(name=…)`.
fn format(text: &Text, args: &Args, at: Span) -> Text {
    let mut next = 0;
    let mut parts = Vec::new();
    for piece in &text.pieces {
        let Piece::Fixed { text: fixed, from } = piece else {
            parts.push(Text { pieces: vec![piece.clone()] });
            continue;
        };
        let mut end = 0;
        for found in fields().captures_iter(fixed) {
            let Some(whole) = found.get(0) else { continue };
            parts.push(fixed_text(&fixed[end..whole.start()], *from));
            end = whole.end();
            parts.push(match (whole.as_str(), found.get(1)) {
                ("{{", _) => fixed_text("{", *from),
                ("}}", _) => fixed_text("}", *from),
                (_, key) => filled(key.map_or("", |key| key.as_str()), args, &mut next, at),
            });
        }
        parts.push(fixed_text(&fixed[end..], *from));
    }
    concatenate(parts)
}

fn fixed_text(text: &str, from: Span) -> Text {
    Text { pieces: vec![Piece::Fixed { text: text.into(), from }] }
}

fn filled(key: &str, args: &Args, next: &mut usize, at: Span) -> Text {
    let name = key.split(['.', '[']).next().unwrap_or(key);
    let value = if name.is_empty() {
        *next += 1;
        args.positional.get(*next - 1)
    } else if let Ok(position) = name.parse::<usize>() {
        args.positional.get(position)
    } else {
        args.named.get(name)
    };
    value.map_or(Text { pieces: vec![Piece::Hole { kind: HoleKind::Unknown, at }] }, |value| {
        text_of(&value.node, value.span)
    })
}

fn percents() -> &'static Regex {
    static PERCENTS: OnceLock<Regex> = OnceLock::new();
    PERCENTS.get_or_init(|| {
        Regex::new(r"%%|%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[sdifrxX]")
            .expect("a constant pattern that a test compiles")
    })
}

/// `"…%s…" % value`.
pub fn percent(text: &Value, value: &Value, at: Span) -> Value {
    let Some(format) = text.as_str() else { return text.clone() };
    let from = match text {
        Value::Text(text) => text.pieces.first().map_or(at, place),
        _ => at,
    };
    let mut next = 0;
    let mut end = 0;
    let mut parts = Vec::new();
    for found in percents().captures_iter(&format) {
        let Some(whole) = found.get(0) else { continue };
        parts.push(fixed_text(&format[end..whole.start()], from));
        end = whole.end();
        let given = match (value, found.get(1)) {
            (_, None) if whole.as_str() == "%%" => Some(Value::text("%", from)),
            (Value::Map(map), Some(key)) => map.get(key.as_str()).map(|at| at.node.clone()),
            (Value::List(list), None) => {
                next += 1;
                list.items.get(next - 1).map(|at| at.node.clone())
            }
            (other, None) => Some(other.clone()),
            _ => None,
        };
        parts.push(text_of(&given.unwrap_or(Value::Unknown(Why::Runtime)), at));
    }
    parts.push(fixed_text(&format[end..], from));
    Value::Text(concatenate(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile_and_find_fields() {
        assert_eq!(fields().find_iter("a {b} {{c}} {d.e!r:>3}").count(), 4);
        assert_eq!(percents().find_iter("%s of %(n)d, 100%%").count(), 3);
    }
}
