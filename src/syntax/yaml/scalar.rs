//! What a scalar means: the core schema of YAML 1.2, tags, and texts.

use crate::syntax::{
    Expr, ExprKind,
    document::{Reading, number},
};
use saphyr_parser::{ScalarStyle, Tag};
use std::ops::Range;

/// A scalar as written, with its style and tag.
pub(super) fn lowered(
    reading: &Reading<'_>,
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    range: Range<usize>,
) -> Expr {
    match tag {
        // `!secret`, `!Ref`, `!ENV`: what a program makes of it is its own affair.
        Some(tag) if !tag.is_yaml_core_schema() => reading.unknown(range),
        Some(tag) if tag.suffix == "str" => reading.text(text, range),
        None if style != ScalarStyle::Plain => reading.text(text, range),
        _ => match plain(text) {
            Some(kind) => reading.expr(kind, range),
            None => reading.text(text, range),
        },
    }
}

/// A plain scalar that is no text.
fn plain(text: &str) -> Option<ExprKind> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(ExprKind::Null),
        "true" | "True" | "TRUE" => return Some(ExprKind::Bool(true)),
        "false" | "False" | "FALSE" => return Some(ExprKind::Bool(false)),
        _ => {}
    }
    let first = text.trim_start_matches(['-', '+', '.']).chars().next()?;
    if !first.is_ascii_digit() || text.contains('_') {
        return None;
    }
    match number(text) {
        ExprKind::Other(_) => None,
        kind => Some(kind),
    }
}
