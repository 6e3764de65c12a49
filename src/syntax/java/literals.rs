//! Strings and numbers.

use super::{
    super::{Expr, ExprKind, Segment},
    Reader,
};
use crate::syntax::grammar::children;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A string or text block, with the template holes that a preview of the language had.
    pub(super) fn string(&mut self, node: Node<'_>) -> Expr {
        let raw = self.low.text(node);
        if let Some(inner) = raw.strip_prefix("\"\"\"") {
            let inner = inner.strip_suffix("\"\"\"").unwrap_or(inner);
            return self.low.fixed(unescaped(&stripped(inner)), node);
        }
        let holes: Vec<Node<'_>> =
            children(node).into_iter().filter(|child| child.kind() == "string_interpolation").collect();
        if holes.is_empty() {
            let inner = raw.strip_prefix('"').unwrap_or(raw);
            return self.low.fixed(unescaped(inner.strip_suffix('"').unwrap_or(inner)), node);
        }
        let segments = children(node).into_iter().filter_map(|part| match part.kind() {
            "string_interpolation" => Some(Segment::Hole(self.parts(part))),
            "string_fragment" | "multiline_string_fragment" | "escape_sequence" => {
                Some(Segment::Fixed(unescaped(self.low.text(part)).into(), self.low.span(part)))
            }
            _ => None,
        });
        let segments = segments.collect();
        self.low.expr(ExprKind::Text(segments), node)
    }

    pub(super) fn character(&mut self, node: Node<'_>) -> Expr {
        let inner = self.low.text(node).trim_matches('\'');
        self.low.fixed(unescaped(inner), node)
    }

    pub(super) fn integer(&mut self, node: Node<'_>) -> Expr {
        let digits: String = self.low.text(node).chars().filter(|c| *c != '_').collect::<String>().to_lowercase();
        let digits = digits.strip_suffix(['l', 'u']).unwrap_or(&digits).trim_end_matches('u');
        let value = match digits.as_bytes() {
            [b'0', b'x', ..] => i64::from_str_radix(&digits[2..], 16),
            [b'0', b'b', ..] => i64::from_str_radix(&digits[2..], 2),
            [b'0', _, ..] if node.kind() == "octal_integer_literal" => i64::from_str_radix(&digits[1..], 8),
            _ => digits.parse(),
        };
        self.low.expr(value.map_or(ExprKind::Opaque, ExprKind::Int), node)
    }

    pub(super) fn decimal(&mut self, node: Node<'_>) -> Expr {
        let digits: String = self.low.text(node).chars().filter(|c| *c != '_').collect();
        let value = digits.trim_end_matches(['f', 'F', 'd', 'D']).parse();
        self.low.expr(value.map_or(ExprKind::Opaque, ExprKind::Float), node)
    }
}

/// A text block without the indentation that all its lines share, and without blanks at their ends.
pub(crate) fn stripped(inner: &str) -> String {
    let inner = inner.strip_prefix('\r').unwrap_or(inner).trim_start_matches([' ', '\t']);
    let lines: Vec<&str> = inner.strip_prefix('\n').unwrap_or(inner).split('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let last = lines.len().saturating_sub(1);
    let counts = lines.iter().enumerate().filter(|(at, line)| *at == last || !line.trim().is_empty());
    let shared = counts.map(|(_, line)| indent(line)).min().unwrap_or(0);
    let cut = lines.iter().map(|line| line.get(shared.min(indent(line))..).unwrap_or("").trim_end());
    cut.collect::<Vec<_>>().join("\n")
}

/// A text without its escapes.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('s') => out.push(' '),
            Some('\n') | None => {}
            Some('u') => {
                while rest.next_if_eq(&'u').is_some() {}
                let digits: String = std::iter::from_fn(|| rest.next_if(char::is_ascii_hexdigit)).take(4).collect();
                out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(digit @ '0'..='7') => {
                let mut value = digit.to_digit(8).unwrap_or(0);
                while let Some(next) = rest.next_if(|c| value < 32 && c.is_digit(8)) {
                    value = value * 8 + next.to_digit(8).unwrap_or(0);
                }
                out.extend(char::from_u32(value));
            }
            Some(other) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_shared_indentation_are_taken_away() {
        assert_eq!(unescaped(r#"a\n\"b\" \u00e9 \101 \\"#), "a\n\"b\" é A \\");
        assert_eq!(stripped("\n    You are\n      kind. \n    "), "You are\n  kind.\n");
        assert_eq!(stripped("\r\n\tone\r\n\ttwo"), "one\ntwo");
        assert_eq!(unescaped("\\"), "");
    }
}
