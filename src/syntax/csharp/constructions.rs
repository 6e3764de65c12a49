//! Constructions: named types, types that the place wants, anonymous objects, copies.

use super::{
    Reader,
    initialisers::{Initialiser, Key},
};
use crate::{
    source::{Span, offset},
    syntax::{
        Argument, Expr, ExprKind, Item, Pair,
        grammar::{child_of, children},
    },
};
use tree_sitter::Node;

/// Types that hold items in order.
const LISTS: [&str; 11] = [
    "Collection",
    "ConcurrentBag",
    "HashSet",
    "ICollection",
    "IEnumerable",
    "IList",
    "IReadOnlyList",
    "JArray",
    "JsonArray",
    "List",
    "ObservableCollection",
];
/// Types that hold values under keys.
const MAPS: [&str; 9] = [
    "ConcurrentDictionary",
    "Dictionary",
    "ExpandoObject",
    "IDictionary",
    "IReadOnlyDictionary",
    "JObject",
    "JsonObject",
    "OrderedDictionary",
    "SortedDictionary",
];

impl<'t> Reader<'_, '_, 't> {
    /// `new T(…) { … }`, and `new(…) { … }` where the place wants a `T`.
    pub(super) fn construction(&mut self, node: Node<'t>, constructed: Option<Node<'t>>) -> Expr {
        let list = child_of(node, "argument_list");
        let given = child_of(node, "initializer_expression").map(|of| self.initialiser(of));
        let holds = constructed.map_or("", |of| self.type_name(of)).to_owned();
        let (is_list, is_map) = (LISTS.contains(&holds.as_str()), MAPS.contains(&holds.as_str()));
        match given {
            Some(Initialiser::Entries(pairs)) => {
                let copied = list.filter(|_| is_map).and_then(|list| self.copied(list));
                let pairs = copied.map(Pair::Spread).into_iter().chain(pairs).collect();
                self.low.expr(ExprKind::Map(pairs), node)
            }
            Some(Initialiser::Items(items)) if !is_map || !items.is_empty() => {
                let copied = list.filter(|_| is_list).and_then(|list| self.copied(list));
                let items = copied.map(Item::Spread).into_iter().chain(items.into_iter().map(Item::One)).collect();
                self.low.expr(ExprKind::List(items), node)
            }
            None if is_list => {
                let items = list.and_then(|list| self.copied(list)).map(Item::Spread).into_iter().collect();
                self.low.expr(ExprKind::List(items), node)
            }
            None | Some(Initialiser::Items(_)) if is_map => {
                let pairs = list.and_then(|list| self.copied(list)).map(Pair::Spread).into_iter().collect();
                self.low.expr(ExprKind::Map(pairs), node)
            }
            given => {
                let named = if let Some(Initialiser::Named(named)) = given { named } else { Vec::new() };
                self.made(node, constructed, list, named)
            }
        }
    }

    fn made(
        &mut self,
        node: Node<'t>,
        constructed: Option<Node<'t>>,
        list: Option<Node<'t>>,
        named: Vec<(Key, Expr)>,
    ) -> Expr {
        let mut arguments = list.map(|list| self.arguments(list)).unwrap_or_default();
        let callee = constructed.and_then(|of| self.annotation(of));
        if callee.is_none() && arguments.is_empty() {
            let pair = |(key, value): (Key, Expr)| Pair::Entry(key.into_text(), value);
            return self.low.expr(ExprKind::Map(named.into_iter().map(pair).collect()), node);
        }
        let callee = callee.unwrap_or_else(|| self.low.expr(ExprKind::Name("new".into()), node));
        arguments.extend(named.into_iter().map(|(key, value)| Argument::Named(key.name, value)));
        self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: true }, node)
    }

    /// What a collection is made from: its only argument, unless that is a capacity or a comparer.
    fn copied(&mut self, list: Node<'t>) -> Option<Expr> {
        let parts = children(list);
        let [only] = parts.as_slice() else { return None };
        let value = children(*only).pop()?;
        if value.kind() == "integer_literal" || self.text(value).contains("Comparer") {
            return None;
        }
        Some(self.expression(value))
    }

    /// `new { model = "…", max_tokens, user.Name }`
    pub(super) fn anonymous(&mut self, node: Node<'t>) -> Expr {
        let mut pairs = Vec::new();
        let mut name: Option<Node<'t>> = None;
        let mut cursor = node.walk();
        let parts: Vec<Node<'t>> = node.children(&mut cursor).collect();
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.is_named() && !part.is_extra()) {
            if parts.get(at + 1).is_some_and(|next| next.kind() == "=") {
                name = Some(*part);
                continue;
            }
            let value = self.expression(*part);
            let own = match name.take() {
                Some(name) => {
                    let text = self.text(name);
                    let span = self.low.span(name);
                    let start = span.end - offset(text.trim_start_matches('@').len());
                    Some(Key { name: text.trim_start_matches('@').into(), span: Span { start, ..span } })
                }
                None => last_name(&value),
            };
            pairs.extend(own.map(|own| Pair::Entry(own.into_text(), value)));
        }
        self.low.expr(ExprKind::Map(pairs), node)
    }

    /// `x with { A = 1 }`: a copy with other fields, under the name that the resolver has for that.
    pub(super) fn copy_with(&mut self, node: Node<'t>) -> Expr {
        let parts = children(node);
        let Some((of, changes)) = parts.split_first() else { return self.other(node) };
        let receiver = self.expression(*of);
        let mut arguments = Vec::new();
        for change in changes {
            let [name, value] = children(*change)[..] else { continue };
            arguments.push(Argument::Named(self.text(name).into(), self.expression(value)));
        }
        let name_span = self.nowhere(node);
        let kind = ExprKind::Attribute { of: Box::new(receiver), name: COPY.into(), name_span };
        let callee = Box::new(self.low.expr(kind, node));
        self.low.expr(ExprKind::Call { callee, arguments, new: false }, node)
    }

    /// `new[] { … }`, `new T[3]`, `new T[] { … }`
    pub(super) fn array(&mut self, node: Node<'t>) -> Expr {
        let items = child_of(node, "initializer_expression").map(children);
        let kind = match items {
            Some(items) => ExprKind::List(items.into_iter().map(|item| Item::One(self.expression(item))).collect()),
            None => ExprKind::Other(Vec::new()),
        };
        self.low.expr(kind, node)
    }

    /// `[a, ..b]`
    pub(super) fn collection(&mut self, node: Node<'t>) -> Expr {
        let mut items = Vec::new();
        for element in children(node) {
            let inner = children(element).into_iter().next();
            match inner
                .filter(|inner| inner.kind() == "spread_element")
                .or((element.kind() == "spread_element").then_some(element))
            {
                Some(spread) => items.extend(children(spread).pop().map(|of| Item::Spread(self.expression(of)))),
                None => items.push(Item::One(self.expression(element))),
            }
        }
        self.low.expr(ExprKind::List(items), node)
    }
}

/// The resolver's name for a copy with other fields.
const COPY: &str = "_replace";

/// The name that a member of an anonymous object takes from its value.
fn last_name(expr: &Expr) -> Option<Key> {
    match &expr.kind {
        ExprKind::Name(name) => Some(Key { name: name.clone(), span: expr.span }),
        ExprKind::Attribute { name, name_span, .. } => Some(Key { name: name.clone(), span: *name_span }),
        _ => None,
    }
}
