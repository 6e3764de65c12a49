//! Strings and numbers.

use super::{
    super::{Expr, ExprKind, Segment, java::literals::unescaped},
    Reader,
};
use crate::syntax::grammar::children;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A string with its holes: `"$name"`, `"${value}"`.
    pub(super) fn string(&mut self, node: Node<'_>) -> Expr {
        let raw = node.kind() == "multiline_string_literal";
        let mut segments = Vec::new();
        let mut dollar = false;
        for part in children(node) {
            let text = self.low.text(part);
            match part.kind() {
                "string_content" if text == "$" => {
                    dollar = true;
                    continue;
                }
                // The grammar parts `$name:` into a sign and characters.
                "string_content" if dollar && text.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
                    let name = text[..end].into();
                    let hole = self.low.expr(ExprKind::Name(name), part);
                    segments.push(Segment::Hole(hole));
                    segments.push(Segment::Fixed(text[end..].into(), self.low.span(part)));
                }
                "string_content" | "escape_sequence" => {
                    if dollar {
                        segments.push(Segment::Fixed("$".into(), self.low.span(part)));
                    }
                    let text = if raw { text.to_owned() } else { unescaped(text) };
                    segments.push(Segment::Fixed(text.into(), self.low.span(part)));
                }
                "interpolation" => {
                    let hole = match children(part).first() {
                        Some(inner) => self.expr(*inner),
                        None => self.low.expr(ExprKind::Opaque, part),
                    };
                    segments.push(Segment::Hole(hole));
                }
                _ => {}
            }
            dollar = false;
        }
        if dollar {
            segments.push(Segment::Fixed("$".into(), self.low.span(node)));
        }
        self.low.expr(ExprKind::Text(joined(segments)), node)
    }

    pub(super) fn character(&mut self, node: Node<'_>) -> Expr {
        self.low.fixed(unescaped(self.low.text(node).trim_matches('\'')), node)
    }

    pub(super) fn number(&mut self, node: Node<'_>) -> Expr {
        let digits = self.low.text(node).replace('_', "").to_lowercase();
        let digits = digits.trim_end_matches(['l', 'u']);
        let value = match digits.as_bytes() {
            [b'0', b'x', ..] => i64::from_str_radix(&digits[2..], 16),
            [b'0', b'b', ..] => i64::from_str_radix(&digits[2..], 2),
            _ => digits.parse(),
        };
        self.low.expr(value.map_or(ExprKind::Opaque, ExprKind::Int), node)
    }

    pub(super) fn float(&mut self, node: Node<'_>) -> Expr {
        let digits = self.low.text(node).replace('_', "");
        let value = digits.trim_end_matches(['f', 'F']).parse();
        self.low.expr(value.map_or(ExprKind::Opaque, ExprKind::Float), node)
    }
}

/// Segments with neighbouring characters as one.
fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    for segment in segments {
        match (all.last_mut(), segment) {
            (Some(Segment::Fixed(before, span)), Segment::Fixed(text, to)) => {
                *before = format!("{before}{text}").into();
                span.end = to.end;
            }
            (_, segment) => all.push(segment),
        }
    }
    all
}
