//! What values are bound to, and what is written like a call but changes a place.

use super::{Argument, Expr, ExprKind, Item, Pair, Pattern, Reader, child_of, children, field};
use crate::value::Name;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// The target of an assignment, a loop or a parameter.
    pub(super) fn pattern(&mut self, node: Node<'_>) -> Pattern {
        if !self.low.enter(node) {
            return Pattern::Other;
        }
        let pattern = match node.kind() {
            "variable_name" if self.low.text(node) != "$this" => {
                Pattern::Name(self.low.text(node).into(), self.low.span(node))
            }
            "list_literal" | "array_creation_expression" => self.taken_apart(node),
            "by_ref" => children(node).first().map_or(Pattern::Other, |inner| self.pattern(*inner)),
            "name" => Pattern::Name(self.low.text(node).into(), self.low.span(node)),
            _ => Pattern::Place(self.expr(node)),
        };
        self.low.leave();
        pattern
    }

    /// `[$a, , $b]`, `['key' => $a]`, `list($a, $b)`. Commas tell gaps apart and arrows keys.
    fn taken_apart(&mut self, node: Node<'_>) -> Pattern {
        let mut cursor = node.walk();
        let all: Vec<Node<'_>> = node.children(&mut cursor).collect();
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        let (mut key, mut item): (Option<Node<'_>>, Option<Pattern>) = (None, None);
        let mut last: Option<Node<'_>> = None;
        for child in all {
            match child.kind() {
                "=>" => key = last,
                "," => items.push(item.take()),
                _ if !child.is_named() || child.is_extra() => {}
                "array_element_initializer" => {
                    let parts = children(child);
                    let pattern = parts.last().map(|part| self.pattern(*part));
                    match (parts.as_slice(), pattern) {
                        ([key, _], Some(pattern)) => entries.extend(self.key(*key).map(|key| (key, pattern, None))),
                        (_, pattern) => item = pattern,
                    }
                }
                _ => {
                    last = Some(child);
                    match key.take().and_then(|key| self.key(key)) {
                        Some(key) => entries.push((key, self.pattern(child), None)),
                        None => item = Some(self.pattern(child)),
                    }
                }
            }
        }
        items.push(item);
        if entries.is_empty() { Pattern::List(items) } else { Pattern::Map { entries, rest: None } }
    }

    fn key(&mut self, node: Node<'_>) -> Option<Name> {
        match self.expr(node).kind {
            ExprKind::Text(segments) => match segments.as_slice() {
                [super::Segment::Fixed(text, _)] => Some(Name::from(&**text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `$of[] = value`: a longer list in its place.
    pub(super) fn push(&mut self, of: Node<'_>, values: Vec<Expr>, at: Node<'_>) -> ExprKind {
        let mut items = vec![Item::Spread(self.expr(of))];
        items.extend(values.into_iter().map(Item::One));
        let value = Box::new(self.low.expr(ExprKind::List(items), at));
        ExprKind::Assign { target: Box::new(self.pattern(of)), operator: None, value }
    }

    /// Calls of the language's own functions that set something, or make a map of what they are given.
    pub(super) fn setting(&mut self, name: &str, arguments: &[Node<'_>], node: Node<'_>) -> Option<ExprKind> {
        let plain: Vec<Node<'_>> =
            arguments.iter().filter_map(|argument| children(*argument).last().copied()).collect();
        match (name, plain.as_slice()) {
            ("define", [name, value, ..]) => {
                let span = self.low.span(child_of(*name, "string_content").unwrap_or(*name));
                let target = Pattern::Name(self.key(*name)?, span);
                let value = Box::new(self.expr(*value));
                Some(ExprKind::Assign { target: Box::new(target), operator: None, value })
            }
            ("compact", names) => {
                let pairs = names.iter().filter_map(|name| {
                    let variable = format!("${}", self.key(*name)?);
                    let (key, value) = (self.expr(*name), self.named(variable, *name));
                    Some(Pair::Entry(key, value))
                });
                Some(ExprKind::Map(pairs.collect()))
            }
            ("array_push", [of, values @ ..]) => {
                let values = values.iter().map(|value| self.expr(*value)).collect();
                Some(self.push(*of, values, node))
            }
            ("curl_init", []) => Some(ExprKind::Map(Vec::new())),
            ("curl_init", [url]) => {
                let key = self.low.fixed("CURLOPT_URL", *url);
                Some(ExprKind::Map(vec![Pair::Entry(key, self.expr(*url))]))
            }
            ("curl_setopt", [handle, option, value]) => {
                let (of, index) = (Box::new(self.expr(*handle)), Box::new(self.expr(*option)));
                let place = self.low.expr(ExprKind::Index { of, index }, node);
                let value = Box::new(self.expr(*value));
                Some(ExprKind::Assign { target: Box::new(Pattern::Place(place)), operator: None, value })
            }
            ("curl_setopt_array", [handle, options]) => {
                let pairs = vec![Pair::Spread(self.expr(*handle)), Pair::Spread(self.expr(*options))];
                let value = Box::new(self.low.expr(ExprKind::Map(pairs), node));
                Some(ExprKind::Assign { target: Box::new(self.pattern(*handle)), operator: None, value })
            }
            _ => None,
        }
    }

    /// `foreach ($over as $key => $value)`: `over` as the list of its values, or of its pairs. The name is a word of
    /// the language, so that no function has it.
    pub(super) fn each_of(&mut self, over: Node<'_>, pairs: bool) -> Expr {
        let callee = Box::new(self.named("foreach", over));
        let mut arguments = vec![Argument::Positional(self.expr(over))];
        if pairs {
            arguments.push(Argument::Positional(self.low.expr(ExprKind::Bool(true), over)));
        }
        self.low.expr(ExprKind::Call { callee, arguments, new: false }, over)
    }

    /// `unset($a['k'], $b->c)`.
    pub(super) fn unset(&mut self, node: Node<'_>) -> ExprKind {
        ExprKind::Delete(self.parts(node))
    }

    /// `(int) $x`, `(string) $x`.
    pub(super) fn cast(&mut self, node: Node<'_>) -> ExprKind {
        let Some(value) = field(node, "value") else { return ExprKind::Other(Vec::new()) };
        let to = field(node, "type").map(|to| self.low.text(to).to_ascii_lowercase()).unwrap_or_default();
        let value = self.expr(value);
        match to.as_str() {
            "int" | "integer" => {
                let callee = Box::new(self.named("intval", node));
                ExprKind::Call { callee, arguments: vec![Argument::Positional(value)], new: false }
            }
            "bool" | "boolean" => {
                let not = |of: Expr| Expr { span: of.span, kind: ExprKind::Unary { not: true, of: Box::new(of) } };
                not(not(value)).kind
            }
            _ => value.kind,
        }
    }
}

/// What `$of[] = …` adds to.
pub(super) fn pushed_to(target: Node<'_>) -> Option<Node<'_>> {
    let parts = children(target);
    (target.kind() == "subscript_expression" && parts.len() == 1).then(|| parts[0])
}
