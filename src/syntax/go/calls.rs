//! Calls, with those of the language itself.

use super::{
    super::{
        Argument, Expr, ExprKind, Item,
        grammar::{children, field},
    },
    Reader, types,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn call(&mut self, node: Node<'_>) -> Expr {
        let Some(function) = field(node, "function") else { return self.other(Vec::new(), node) };
        let given = field(node, "arguments").map(children).unwrap_or_default();
        if function.kind() == "identifier"
            && let Some(known) = self.of_the_language(self.text(function), &given, node)
        {
            return known;
        }
        let is_type = matches!(
            function.kind(),
            "array_type" | "slice_type" | "map_type" | "channel_type" | "function_type" | "interface_type"
        );
        let pointer = || function.kind() == "parenthesized_expression" && self.text(function).starts_with("(*");
        if let ([only], true) = (given.as_slice(), is_type || pointer()) {
            return self.expression(*only);
        }
        let callee = Box::new(self.expression(function));
        let arguments = given.into_iter().map(|argument| self.argument(argument)).collect();
        self.expr(ExprKind::Call { callee, arguments, new: false }, node)
    }

    fn argument(&mut self, node: Node<'_>) -> Argument {
        let value = self.expression(node);
        if node.kind() == "variadic_argument" { Argument::Spread(value) } else { Argument::Positional(value) }
    }

    /// `append`, `make`, `new` and conversions to the language's own types. A program may give these names to
    /// something else, but none does.
    fn of_the_language(&mut self, name: &str, given: &[Node<'_>], node: Node<'_>) -> Option<Expr> {
        match (name, given) {
            ("append", [list, more @ ..]) => {
                let mut items = vec![Item::Spread(self.expression(*list))];
                for one in more {
                    let value = self.expression(*one);
                    let spread = one.kind() == "variadic_argument";
                    items.push(if spread { Item::Spread(value) } else { Item::One(value) });
                }
                Some(self.expr(ExprKind::List(items), node))
            }
            ("make", [of, rest @ ..]) => Some(self.made_empty(*of, rest, node)),
            ("new", [of]) => Some(self.zero(*of).unwrap_or_else(|| self.other(Vec::new(), node))),
            ("string", [bytes]) if is_number(*bytes) => Some(self.other(Vec::new(), node)),
            (name, [only]) if types::is_builtin(name) => Some(self.expression(*only)),
            _ => None,
        }
    }

    /// A map or slice without items; with a length it holds what is put into it later.
    fn made_empty(&mut self, of: Node<'_>, rest: &[Node<'_>], node: Node<'_>) -> Expr {
        let empty = rest.first().is_none_or(|length| self.text(*length) == "0");
        let kind = match of.kind() {
            "map_type" => ExprKind::Map(Vec::new()),
            "slice_type" if empty => ExprKind::List(Vec::new()),
            "slice_type" => {
                let unknown = self.other(Vec::new(), node);
                ExprKind::List(vec![Item::Spread(unknown)])
            }
            _ => ExprKind::Other(rest.iter().map(|part| self.expression(*part)).collect()),
        };
        self.expr(kind, node)
    }
}

fn is_number(node: Node<'_>) -> bool {
    matches!(node.kind(), "int_literal" | "rune_literal")
}
