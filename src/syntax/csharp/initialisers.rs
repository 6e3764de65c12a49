//! What stands in the braces behind a construction: named fields, entries under keys, or items.

use super::Reader;
use crate::{
    source::Span,
    syntax::{
        Expr, ExprKind, Item, Pair, Segment,
        grammar::{children, field},
    },
    value::Name,
};
use tree_sitter::Node;

/// A name that is the key of an entry.
pub(super) struct Key {
    pub name: Name,
    pub span: Span,
}

impl Key {
    /// The key as a text.
    pub fn into_text(self) -> Expr {
        let segment = Segment::Fixed(self.name.as_str().into(), self.span);
        Expr { kind: ExprKind::Text(vec![segment]), span: self.span }
    }
}

/// What an initialiser gives.
pub(super) enum Initialiser {
    /// `{ Model = "…" }`
    Named(Vec<(Key, Expr)>),
    /// `{ ["model"] = "…" }`, `{ { "model", "…" } }`
    Entries(Vec<Pair>),
    /// `{ a, b }`
    Items(Vec<Expr>),
}

impl<'t> Reader<'_, '_, 't> {
    /// Reads an initialiser; what its first part is decides.
    pub(super) fn initialiser(&mut self, node: Node<'t>) -> Initialiser {
        let parts = children(node);
        let first = parts.first().copied();
        let is_pair = first.is_some_and(|first| first.kind() == "initializer_expression" && children(first).len() == 2);
        if is_pair {
            return Initialiser::Entries(parts.into_iter().filter_map(|part| self.pair(part)).collect());
        }
        match first.filter(|first| first.kind() == "assignment_expression").and_then(|first| field(first, "left")) {
            Some(left) if left.kind() == "identifier" => {
                Initialiser::Named(parts.into_iter().filter_map(|part| self.named(part)).collect())
            }
            Some(_) => Initialiser::Entries(parts.into_iter().filter_map(|part| self.entry(part)).collect()),
            None => Initialiser::Items(parts.into_iter().map(|part| self.expression(part)).collect()),
        }
    }

    fn named(&mut self, node: Node<'t>) -> Option<(Key, Expr)> {
        let name = field(node, "left").filter(|left| left.kind() == "identifier")?;
        let key = Key { name: self.text(name).into(), span: self.low.span(name) };
        Some((key, self.expression(field(node, "right")?)))
    }

    fn entry(&mut self, node: Node<'t>) -> Option<Pair> {
        let left = field(node, "left")?;
        let value = self.expression(field(node, "right")?);
        let inner = children(left).into_iter().next().filter(|_| left.kind() != "identifier");
        let Some(index) = inner else {
            let key = Key { name: self.text(left).into(), span: self.low.span(left) };
            return Some(Pair::Entry(key.into_text(), value));
        };
        let index = if index.kind() == "argument" { children(index).pop().unwrap_or(index) } else { index };
        Some(Pair::Entry(self.expression(index), value))
    }

    fn pair(&mut self, node: Node<'t>) -> Option<Pair> {
        let [index, value] = children(node)[..] else { return None };
        Some(Pair::Entry(self.expression(index), self.expression(value)))
    }

    /// An initialiser without a type before it, for a field that already holds something.
    pub(super) fn nested_initialiser(&mut self, node: Node<'t>) -> Expr {
        let kind = match self.initialiser(node) {
            Initialiser::Named(named) => {
                ExprKind::Map(named.into_iter().map(|(key, value)| Pair::Entry(key.into_text(), value)).collect())
            }
            Initialiser::Entries(pairs) => ExprKind::Map(pairs),
            Initialiser::Items(items) => ExprKind::List(items.into_iter().map(Item::One).collect()),
        };
        self.low.expr(kind, node)
    }
}
