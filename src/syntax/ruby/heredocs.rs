//! Heredocs, whose bodies stand apart from the place they belong to.

use super::{ExprKind, Reader, Segment, children};
use crate::source::{Span, offset};
use std::collections::HashMap;
use tree_sitter::Node;

/// The body of each heredoc, by the byte at which its beginning stands: both come in the same order.
pub(super) fn bodies(root: Node<'_>) -> HashMap<usize, Node<'_>> {
    let (mut beginnings, mut bodies) = (Vec::new(), Vec::new());
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        match node.kind() {
            "heredoc_beginning" => beginnings.push(node.start_byte()),
            "heredoc_body" => bodies.push(node),
            _ => {}
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return beginnings.into_iter().zip(bodies).collect();
            }
        }
    }
}

impl Reader<'_, '_, '_> {
    /// The text of a heredoc, from where it begins; `<<~` takes away the indentation that its lines share.
    pub(super) fn heredoc(&mut self, beginning: Node<'_>) -> ExprKind {
        let Some(body) = self.heredocs.get(&beginning.start_byte()).copied() else {
            return ExprKind::Text(Vec::new());
        };
        let parts = children(body);
        let end = parts.iter().find(|part| part.kind() == "heredoc_end");
        let text = &self.low.source.text;
        let to = end.map_or(body.end_byte(), Node::start_byte);
        let from = body.start_byte();
        let start = text.get(from..to).and_then(|body| body.find('\n')).map_or(from, |at| from + at + 1);
        let to = text.get(start..to).and_then(|body| body.rfind('\n')).map_or(start, |at| start + at + 1);
        let squiggly = self.low.text(beginning).starts_with("<<~");
        let indent = if squiggly { shared_indent(text.get(start..to).unwrap_or_default()) } else { 0 };
        let mut at = start;
        let mut line_start = true;
        let mut segments = Vec::new();
        for part in parts.into_iter().filter(|part| matches!(part.kind(), "interpolation" | "escape_sequence")) {
            self.lines(at, part.start_byte(), indent, line_start, &mut segments);
            segments.push(self.inserted(part));
            at = part.end_byte();
            line_start = false;
        }
        self.lines(at, to, indent, line_start, &mut segments);
        ExprKind::Text(segments)
    }

    /// The lines between two bytes without their indentation; the whole where there is none.
    fn lines(&self, start: usize, end: usize, indent: usize, line_start: bool, into: &mut Vec<Segment>) {
        let raw = self.low.source.text.get(start..end).unwrap_or_default();
        let place = |start, end| Span::new(self.low.source.id, offset(start), offset(end));
        if indent == 0 {
            into.extend((!raw.is_empty()).then(|| Segment::Fixed(raw.into(), place(start, end))));
            return;
        }
        let mut at = start;
        for (i, line) in raw.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if i > 0 || line_start { blanks.min(indent) } else { 0 };
            if cut < line.len() {
                into.push(Segment::Fixed(line[cut..].into(), place(at + cut, at + line.len())));
            }
            at += line.len();
        }
    }
}

/// The indentation of the line that stands furthest out; blank lines do not count.
fn shared_indent(text: &str) -> usize {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0)
}
