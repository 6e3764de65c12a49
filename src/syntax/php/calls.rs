//! Calls, constructions and their arguments.

use super::{Argument, CONSTRUCTOR, Expr, ExprKind, Item, Pair, Reader, Segment, children, field};
use crate::value::Name;
use tree_sitter::Node;

/// Names that stand for options of a transfer; no program defines its own.
const OPTION: &str = "CURLOPT_";

impl Reader<'_, '_> {
    /// `name(…)`, `$callable(…)`.
    pub(super) fn function_call(&mut self, node: Node<'_>) -> ExprKind {
        let Some(function) = field(node, "function") else { return ExprKind::Other(self.parts(node)) };
        let given = field(node, "arguments").map(children).unwrap_or_default();
        let callee = match function.kind() {
            "name" | "qualified_name" | "relative_name" => {
                let name = self.low.text(function).trim_start_matches('\\').to_ascii_lowercase();
                if let Some(setting) = self.setting(&name, &given, node) {
                    return setting;
                }
                self.function_named(function)
            }
            _ => self.expr(function),
        };
        ExprKind::Call { callee: Box::new(callee), arguments: self.arguments(&given), new: false }
    }

    /// `$of->name(…)`, `$of?->name(…)`, `Of::name(…)`.
    pub(super) fn method_call(&mut self, node: Node<'_>) -> ExprKind {
        let given = field(node, "arguments").map(children).unwrap_or_default();
        let callee = self.member(node);
        let arguments = self.arguments(&given);
        let parent = matches!(&callee, ExprKind::Attribute { of, name, .. }
            if name == CONSTRUCTOR && matches!(&of.kind, ExprKind::Name(of) if of == "super"));
        let callee = if parent { ExprKind::Name(Name::new_static("super")) } else { callee };
        let at = field(node, "name").unwrap_or(node);
        let callee = match callee {
            plain @ ExprKind::Name(_) => self.low.expr(plain, at),
            other => self.low.expr(other, node),
        };
        ExprKind::Call { callee: Box::new(callee), arguments, new: false }
    }

    /// `$of->name`, `Of::$name`, and what is called by a method call.
    pub(super) fn member(&mut self, node: Node<'_>) -> ExprKind {
        let of = field(node, "object").or_else(|| field(node, "scope"));
        let (Some(of), Some(name)) = (of, field(node, "name")) else { return ExprKind::Other(self.parts(node)) };
        let of = Box::new(self.receiver(of));
        let name_span = self.low.span(name);
        let text = self.low.text(name);
        match name.kind() {
            "name" => ExprKind::Attribute { of, name: text.into(), name_span },
            "variable_name" if node.kind().starts_with("scoped_property") => {
                let name_span = self.without_dollar(name);
                ExprKind::Attribute { of, name: text.trim_start_matches('$').into(), name_span }
            }
            _ => ExprKind::Index { of, index: Box::new(self.expr(name)) },
        }
    }

    /// What stands before `->` or `::`: a bare name there is a class.
    fn receiver(&mut self, node: Node<'_>) -> Expr {
        match node.kind() {
            "name" | "qualified_name" | "relative_name" | "relative_scope" => self.class_named(node),
            _ => self.expr(node),
        }
    }

    /// `Of::NAME`, `Of::class`: the class stands for its own name.
    pub(super) fn class_constant(&mut self, node: Node<'_>) -> ExprKind {
        let parts = children(node);
        let [of, name] = parts.as_slice() else { return ExprKind::Other(self.parts(node)) };
        let of = self.receiver(*of);
        match (name.kind(), self.low.text(*name)) {
            ("name", "class") => of.kind,
            ("name", text) => {
                ExprKind::Attribute { of: Box::new(of), name: text.into(), name_span: self.low.span(*name) }
            }
            _ => ExprKind::Index { of: Box::new(of), index: Box::new(self.expr(*name)) },
        }
    }

    /// `new Name(…)`, `new $class(…)`, `new class (…) extends … { … }`.
    pub(super) fn construction(&mut self, node: Node<'_>) -> ExprKind {
        let parts = children(node);
        if let Some(class) = parts.iter().find(|part| part.kind() == "anonymous_class") {
            let given = children(*class).into_iter().find(|part| part.kind() == "arguments");
            let arguments = self.arguments(&given.map(children).unwrap_or_default());
            let index = self.class(*class, None);
            let callee = Box::new(self.low.expr(ExprKind::Class(index), *class));
            return ExprKind::Call { callee, arguments, new: true };
        }
        let Some(class) = parts.first() else { return ExprKind::Other(Vec::new()) };
        let callee = Box::new(self.receiver(*class));
        let given = parts.iter().find(|part| part.kind() == "arguments");
        let arguments = self.arguments(&given.map(|given| children(*given)).unwrap_or_default());
        ExprKind::Call { callee, arguments, new: true }
    }

    pub(super) fn arguments(&mut self, given: &[Node<'_>]) -> Vec<Argument> {
        let mut arguments = Vec::with_capacity(given.len());
        for argument in given {
            let name = field(*argument, "name");
            let Some(value) = children(*argument).into_iter().rfind(|part| Some(*part) != name) else { continue };
            arguments.push(match (name, value.kind()) {
                (_, "variadic_unpacking") => {
                    let Some(of) = children(value).first().copied() else { continue };
                    Argument::Spread(self.expr(of))
                }
                (Some(name), _) => Argument::Named(self.low.text(name).into(), self.expr(value)),
                _ => Argument::Positional(self.expr(value)),
            });
        }
        arguments
    }

    /// `[…]`: a list, or with a key anywhere a map.
    pub(super) fn array(&mut self, node: Node<'_>) -> ExprKind {
        let elements: Vec<Vec<Node<'_>>> = children(node).into_iter().map(children).collect();
        if elements.iter().any(|element| element.len() == 2) {
            let pairs = elements.iter().enumerate().filter_map(|(i, element)| self.pair(i, element));
            return ExprKind::Map(pairs.collect());
        }
        let all_spread = !elements.is_empty()
            && elements.iter().all(|element| element.iter().all(|part| part.kind() == "variadic_unpacking"));
        if all_spread {
            return self.merged(&elements);
        }
        let item = |reader: &mut Self, part: Node<'_>| match part.kind() {
            "variadic_unpacking" => children(part).first().map(|of| Item::Spread(reader.expr(*of))),
            _ => Some(Item::One(reader.expr(part))),
        };
        ExprKind::List(elements.into_iter().flatten().filter_map(|part| item(self, part)).collect())
    }

    /// `[...$a, ...$b]`: lists one after another, or maps one over another.
    fn merged(&mut self, elements: &[Vec<Node<'_>>]) -> ExprKind {
        let of: Vec<Node<'_>> = elements.iter().flatten().filter_map(|part| children(*part).first().copied()).collect();
        let arguments = of.iter().map(|of| Argument::Positional(self.expr(*of))).collect();
        let callee = of.first().map(|of| Box::new(self.named("array_merge", *of)));
        callee.map_or(ExprKind::List(Vec::new()), |callee| ExprKind::Call { callee, arguments, new: false })
    }

    fn pair(&mut self, position: usize, element: &[Node<'_>]) -> Option<Pair> {
        Some(match element {
            [key, value] => Pair::Entry(self.expr(*key), self.expr(*value)),
            [one] if one.kind() == "variadic_unpacking" => Pair::Spread(self.expr(*children(*one).first()?)),
            [one] => Pair::Entry(self.low.fixed(position.to_string(), *one), self.expr(*one)),
            _ => return None,
        })
    }

    /// A bare name: a constant. Options of a transfer stand for their own names, as keys.
    pub(super) fn constant(&mut self, node: Node<'_>) -> ExprKind {
        let text = self.low.text(node);
        let plain = text.trim_start_matches('\\');
        if plain.starts_with(OPTION) {
            return ExprKind::Text(vec![Segment::Fixed(plain.into(), self.low.span(node))]);
        }
        match plain.to_ascii_lowercase().as_str() {
            "php_eol" => ExprKind::Text(vec![Segment::Fixed("\n".into(), self.low.span(node))]),
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "null" => ExprKind::Null,
            _ if text == plain || plain.contains('\\') => ExprKind::Name(self.names_constant(text)),
            _ => ExprKind::Name(plain.into()),
        }
    }

    fn names_constant(&mut self, text: &str) -> Name {
        self.global_or_used(text)
    }
}
