//! Documents of data as lines: where a value stands in them, what it is, and on which line of the file.

use skint::{
    source::Source,
    syntax::{Expr, ExprKind, Item, Module, Pair, Segment, StmtKind},
};
use std::fmt::Write;

/// Every document of a module, then its comments.
pub fn print(source: &Source, module: &Module) -> String {
    let mut printed = String::new();
    for stmt in &module.body {
        let StmtKind::Export { name, value } = &stmt.kind else { panic!("data holds nothing else") };
        writeln!(printed, "document {name}").expect("a string takes everything");
        value_lines(source, "", value, &mut printed);
    }
    for comment in &module.comments {
        writeln!(printed, "comment {:?}", source.slice(*comment)).expect("a string takes everything");
    }
    printed
}

fn value_lines(source: &Source, path: &str, value: &Expr, printed: &mut String) {
    match &value.kind {
        ExprKind::Map(pairs) if !pairs.is_empty() => {
            for pair in pairs {
                match pair {
                    Pair::Entry(key, value) => {
                        value_lines(source, &format!("{path}.{}", key_text(key)), value, printed);
                    }
                    Pair::Spread(value) => value_lines(source, &format!("{path}.<<"), value, printed),
                }
            }
        }
        ExprKind::List(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                match item {
                    Item::One(value) => value_lines(source, &format!("{path}[{at}]"), value, printed),
                    Item::Spread(value) => value_lines(source, &format!("{path}[..]"), value, printed),
                }
            }
        }
        _ => {
            let line = source.position(value.span.start).line;
            writeln!(printed, "{line:>3} {path} = {}", short(value)).expect("a string takes everything");
        }
    }
}

fn key_text(key: &Expr) -> String {
    match &key.kind {
        ExprKind::Text(segments) => {
            segments.iter().map(|s| if let Segment::Fixed(t, _) = s { t } else { "?" }).collect()
        }
        _ => "?".to_owned(),
    }
}

fn short(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Text(segments) => segments.iter().map(segment).collect::<Vec<_>>().join(" "),
        ExprKind::Other(_) => "unknown".to_owned(),
        ExprKind::Call { arguments, .. } => match arguments.as_slice() {
            [skint::syntax::Argument::Positional(name)] => format!("env {}", short(name)),
            _ => "call".to_owned(),
        },
        ExprKind::Binary { left, right, .. } => format!("{} or {}", short(left), short(right)),
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Attribute { of, name, .. } => format!("{}.{name}", short(of)),
        other => format!("{other:?}"),
    }
}

fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Fixed(text, _) => format!("{text:?}"),
        Segment::Hole(hole) => format!("<{}>", short(hole)),
    }
}
