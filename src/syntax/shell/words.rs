//! Words: quoted and unquoted strings, expansions, and texts put together of them.

use super::{
    super::{
        Expr, ExprKind, Operator, Segment,
        grammar::{child_of, children, field},
    },
    Reader,
    embedded::hole,
};
use crate::source::{Span, offset};
use tree_sitter::Node;

/// Which backslashes in a text stand for something.
#[derive(Clone, Copy, PartialEq)]
enum Quoting {
    /// None.
    Raw,
    /// Those before characters that have a meaning in double quotes.
    Double,
    /// Those before any character.
    Bare,
}

impl Reader<'_, '_> {
    /// A word as an expression: a text, which may have holes, or the one expansion that it is.
    pub(super) fn word(&mut self, node: Node<'_>) -> Expr {
        let read = self.deeper(node, |reader| {
            let mut segments = Vec::new();
            reader.segments(node, &mut segments);
            match segments.as_mut_slice() {
                [Segment::Hole(_)] => match segments.pop() {
                    Some(Segment::Hole(only)) => only,
                    _ => reader.other(Vec::new(), node),
                },
                _ => reader.expr(ExprKind::Text(segments), node),
            }
        });
        read.unwrap_or_else(|| self.other(Vec::new(), node))
    }

    fn segments(&mut self, node: Node<'_>, out: &mut Vec<Segment>) {
        match node.kind() {
            "string" | "translated_string" => self.parts(node, 1, Quoting::Double, out),
            "heredoc_body" => self.parts(node, 0, Quoting::Double, out),
            "raw_string" | "ansi_c_string" => {
                let skip = if node.kind() == "raw_string" { 1 } else { 2 };
                self.between(node.start_byte() + skip, node.end_byte().saturating_sub(1), Quoting::Raw, out);
            }
            "concatenation" | "command_name" => {
                for part in children(node) {
                    let read = self.deeper(part, |reader| reader.segments(part, out));
                    if read.is_none() {
                        return;
                    }
                }
            }
            "simple_expansion" | "expansion" | "command_substitution" | "arithmetic_expansion" => {
                let hole = self.expansion(node);
                out.push(Segment::Hole(hole));
            }
            _ => self.between(node.start_byte(), node.end_byte(), Quoting::Bare, out),
        }
    }

    /// The text of a node and the expansions in it; `quote` bytes stand around it. The parser has no nodes for all of
    /// the text, so that what lies between the expansions counts.
    fn parts(&mut self, node: Node<'_>, quote: usize, quoting: Quoting, out: &mut Vec<Segment>) {
        let mut at = node.start_byte() + quote;
        for part in children(node) {
            let inner = matches!(
                part.kind(),
                "simple_expansion" | "expansion" | "command_substitution" | "arithmetic_expansion"
            );
            if inner {
                self.between(at, part.start_byte(), quoting, out);
                let hole = self.expansion(part);
                out.push(Segment::Hole(hole));
                at = part.end_byte();
            }
        }
        self.between(at, node.end_byte().saturating_sub(quote), quoting, out);
    }

    /// The text from one byte to another, with what is filled in there.
    fn between(&self, start: usize, end: usize, quoting: Quoting, out: &mut Vec<Segment>) {
        let mut at = start;
        for filled in self.filled(offset(start), offset(end)) {
            let (first, last) = (filled.range.start as usize, filled.range.end as usize);
            self.fixed_between(at, first, quoting, out);
            let text = self.source.text.get(first..last).unwrap_or_default();
            let span = self.place(Span::new(self.source.id, filled.range.start, filled.range.end));
            out.push(Segment::Hole(hole(&filled, text, span)));
            at = last;
        }
        self.fixed_between(at, end, quoting, out);
    }

    fn fixed_between(&self, start: usize, end: usize, quoting: Quoting, out: &mut Vec<Segment>) {
        let written = self.source.text.get(start..end).unwrap_or_default();
        if !written.is_empty() {
            let span = self.place(Span::new(self.source.id, offset(start), offset(end)));
            out.push(Segment::Fixed(unescaped(written, quoting).into(), span));
        }
    }

    /// The text of a here-document, fixed where its end is quoted.
    pub(super) fn document(&mut self, body: Node<'_>, fixed: bool) -> Expr {
        let mut segments = Vec::new();
        if fixed {
            self.between(body.start_byte(), body.end_byte(), Quoting::Raw, &mut segments);
        } else {
            self.segments(body, &mut segments);
        }
        self.expr(ExprKind::Text(segments), body)
    }

    /// `$x`, `${x:-y}`, `$(command)`.
    fn expansion(&mut self, node: Node<'_>) -> Expr {
        if let [filled] = self.filled(offset(node.start_byte()), offset(node.end_byte())).as_slice()
            && filled.range.end as usize == node.end_byte()
            && filled.range.start as usize == node.start_byte()
        {
            return hole(filled, self.text(node), self.span(node));
        }
        let read = self.deeper(node, |reader| match node.kind() {
            "command_substitution" => reader.output(node),
            "simple_expansion" => match children(node).first() {
                Some(name) => reader.variable(reader.text(*name), node),
                None => reader.other(Vec::new(), node),
            },
            "expansion" => reader.with_default(node),
            _ => reader.other(Vec::new(), node),
        });
        read.unwrap_or_else(|| self.other(Vec::new(), node))
    }

    /// `${x}`, `${x:-y}` and `${x:=y}`; other forms change the value in ways that are not followed.
    fn with_default(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        let Some(name) = parts.first().filter(|name| name.kind().ends_with("variable_name")) else {
            return self.other(Vec::new(), node);
        };
        let variable = self.variable(self.text(*name), node);
        let operator = field(node, "operator").map_or("", |operator| self.text(operator));
        match (operator, parts.get(1)) {
            ("" | ":-" | "-" | ":=" | "=", None) => variable,
            (":-" | "-" | ":=" | "=", Some(default)) => {
                // The parser takes words apart that mean nothing here: the text counts, unless something expands.
                let expands = ["$", "`"].iter().any(|sign| self.text(*default).contains(sign));
                let right = if expands || default.kind().ends_with("string") {
                    self.word(*default)
                } else {
                    self.fixed(self.text(*default), *default)
                };
                let (left, right) = (Box::new(variable), Box::new(right));
                self.expr(ExprKind::Binary { operator: Operator::Or, left, right }, node)
            }
            _ => self.other(vec![variable], node),
        }
    }

    /// What the commands of a substitution print, as far as one of them is known for it.
    fn output(&mut self, node: Node<'_>) -> Expr {
        if let Some(file) = child_of(node, "file_redirect").and_then(|redirect| field(redirect, "destination")) {
            let path = self.word(file);
            return self.file(path, node);
        }
        let inner = children(node);
        let Some((last, before)) = inner.split_last() else { return self.other(Vec::new(), node) };
        let mut parts: Vec<Expr> = before.iter().map(|one| self.printed(*one, None)).collect();
        let value = self.printed(*last, None);
        if parts.is_empty() {
            return value;
        }
        parts.push(value);
        self.other(parts, node)
    }
}

fn unescaped(text: &str, quoting: Quoting) -> String {
    if quoting == Quoting::Raw || !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('\n') => {}
            Some(next) if quoting == Quoting::Bare || matches!(next, '"' | '\\' | '$' | '`') => out.push(next),
            Some(next) => out.extend(['\\', next]),
            None => out.push('\\'),
        }
    }
    out
}
