//! Strings: quoted, heredoc and nowdoc.

use super::{Expr, ExprKind, Reader, Segment, child_of, field};
use crate::source::{Span, offset};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// `'…'`, in which only a quote and a backslash are escaped.
    pub(super) fn single_quoted(&mut self, node: Node<'_>) -> ExprKind {
        let (start, end) = within_quotes(self.low.text(node), node);
        let raw = self.low.source.text.get(start..end).unwrap_or_default();
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, rest.peek()) {
                ('\\', Some(&next @ ('\\' | '\''))) => {
                    text.push(next);
                    rest.next();
                }
                _ => text.push(c),
            }
        }
        ExprKind::Text(vec![Segment::Fixed(text.into(), self.low.span(node))])
    }

    /// `"…"` with its holes.
    pub(super) fn double_quoted(&mut self, node: Node<'_>) -> ExprKind {
        let (start, end) = within_quotes(self.low.text(node), node);
        ExprKind::Text(self.segments(node, start, end, 0))
    }

    /// `<<<NAME … NAME`, without the indentation of its closing name.
    pub(super) fn heredoc(&mut self, node: Node<'_>) -> ExprKind {
        let Some((start, end, indent)) = self.heredoc_body(node) else { return ExprKind::Text(Vec::new()) };
        match field(node, "value") {
            Some(body) => ExprKind::Text(self.segments(body, start, end, indent)),
            None => ExprKind::Text(Vec::new()),
        }
    }

    /// `<<<'NAME' … NAME`, which has no holes.
    pub(super) fn nowdoc(&mut self, node: Node<'_>) -> ExprKind {
        let Some((start, end, indent)) = self.heredoc_body(node) else { return ExprKind::Text(Vec::new()) };
        let mut segments = Vec::new();
        self.fixed(start, end, indent, true, &mut segments);
        ExprKind::Text(segments)
    }

    /// From the line after the opening name to the end of the line before the closing one, and how far that stands in.
    fn heredoc_body(&self, node: Node<'_>) -> Option<(usize, usize, usize)> {
        let text = &self.low.source.text;
        let opening = field(node, "identifier")?.end_byte();
        let closing = child_of(node, "heredoc_end")?.start_byte();
        let start = opening + text.get(opening..closing)?.find('\n')? + 1;
        let last = start + text.get(start..closing)?.rfind('\n').unwrap_or(0);
        let indent = closing - (last + usize::from(text.as_bytes().get(last) == Some(&b'\n')));
        let end = if last > start && text.as_bytes().get(last - 1) == Some(&b'\r') { last - 1 } else { last };
        Some((start, end, indent))
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.low.source.id, offset(start), offset(end))
    }

    /// The texts and holes between two bytes of a string's node.
    fn segments(&mut self, node: Node<'_>, start: usize, end: usize, indent: usize) -> Vec<Segment> {
        let mut parts = Parts { segments: Vec::new(), at: start, indent, line_start: true };
        let mut cursor = node.walk();
        let all: Vec<Node<'_>> = node.children(&mut cursor).collect();
        for child in all {
            let within = child.start_byte() >= parts.at && child.end_byte() <= end;
            match child.kind() {
                _ if !within => {}
                "{" | "${" | "}" => {
                    self.fixed_until(&mut parts, child.start_byte());
                    parts.at = child.end_byte();
                }
                "escape_sequence" => {
                    self.fixed_until(&mut parts, child.start_byte());
                    parts.at = child.end_byte();
                    let text = unescaped(self.low.text(child));
                    parts.segments.push(Segment::Fixed(text.into(), self.low.span(child)));
                }
                _ if !child.is_named()
                    || matches!(child.kind(), "string_content" | "heredoc_start" | "heredoc_end") => {}
                _ => {
                    self.fixed_until(&mut parts, child.start_byte());
                    parts.at = child.end_byte();
                    let hole = self.hole(child);
                    parts.segments.push(Segment::Hole(hole));
                }
            }
        }
        self.fixed_until(&mut parts, end);
        parts.segments
    }

    /// What fills a hole; a bare word as a key (`"$row[name]"`) is a text.
    fn hole(&mut self, node: Node<'_>) -> Expr {
        if node.kind() == "dynamic_variable_name"
            && let Some(name) = child_of(node, "name")
        {
            return self.named(format!("${}", self.low.text(name)), node);
        }
        self.expr(node)
    }

    /// The text between two bytes, without the indentation of its lines: a segment a line where there is any.
    fn fixed(&self, start: usize, end: usize, indent: usize, line_start: bool, into: &mut Vec<Segment>) {
        let raw = self.low.source.text.get(start..end).unwrap_or_default();
        if indent == 0 {
            into.extend((!raw.is_empty()).then(|| Segment::Fixed(raw.into(), self.place(start, end))));
            return;
        }
        let mut at = start;
        for (i, line) in raw.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if i > 0 || line_start { blanks.min(indent) } else { 0 };
            if cut < line.len() {
                into.push(Segment::Fixed(line[cut..].into(), self.place(at + cut, at + line.len())));
            }
            at += line.len();
        }
    }

    fn fixed_until(&self, parts: &mut Parts, end: usize) {
        self.fixed(parts.at, end, parts.indent, parts.line_start, &mut parts.segments);
        parts.at = parts.at.max(end);
        parts.line_start = false;
    }
}

/// A string while its parts are gathered.
struct Parts {
    segments: Vec<Segment>,
    at: usize,
    indent: usize,
    line_start: bool,
}

fn within_quotes(text: &str, node: Node<'_>) -> (usize, usize) {
    let start = node.start_byte() + text.find(['\'', '"', '`']).map_or(0, |at| at + 1);
    let closed = text.len() > 1 && text.ends_with(['\'', '"', '`']);
    let end = node.end_byte() - usize::from(closed);
    (start.min(end), end)
}

/// What an escape within double quotes stands for.
fn unescaped(escape: &str) -> String {
    let rest = escape.strip_prefix('\\').unwrap_or(escape);
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let single = match rest {
        "n" => Some('\n'),
        "t" => Some('\t'),
        "r" => Some('\r'),
        "v" => Some('\u{b}'),
        "e" => Some('\u{1b}'),
        "f" => Some('\u{c}'),
        _ => match rest.as_bytes().first() {
            Some(b'x') => code(&rest[1..], 16),
            Some(b'u') => code(rest[1..].trim_matches(['{', '}']), 16),
            Some(b'0'..=b'7') => code(rest, 8),
            _ => None,
        },
    };
    single.map_or_else(|| rest.to_owned(), String::from)
}
