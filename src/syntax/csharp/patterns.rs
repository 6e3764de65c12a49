//! `is`, and the names that patterns bind.

use super::Reader;
use crate::{
    syntax::{
        Expr, ExprKind, Operator, Pattern,
        grammar::{child_of, children, field},
        operands::pair,
    },
    value::Name,
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// `x is null`, `x is not null`, `x is "a"`, `x is string s`.
    pub(super) fn is_pattern(&mut self, node: Node<'t>) -> Expr {
        let subject = self.expression_in(node, "expression");
        let Some(pattern) = field(node, "pattern") else { return subject };
        let negated = pattern.kind() == "negated_pattern";
        let inner = if negated { children(pattern).pop().unwrap_or(pattern) } else { pattern };
        if let Some(value) = self.constant(inner) {
            let operator = if negated { Operator::NotEqual } else { Operator::Equal };
            return pair(operator, subject, value);
        }
        match named(inner) {
            Some(name) => {
                let target = Box::new(Pattern::Name(self.text(name).into(), self.low.span(name)));
                let kind = ExprKind::Assign { target, operator: None, value: Box::new(subject) };
                let bound = self.low.expr(kind, node);
                self.low.expr(ExprKind::Other(vec![bound]), node)
            }
            None => self.low.expr(ExprKind::Other(vec![subject]), node),
        }
    }

    /// The value of a pattern that is one.
    pub(super) fn constant(&mut self, node: Node<'t>) -> Option<Expr> {
        let value = match node.kind() {
            "constant_pattern" => children(node).into_iter().next().or_else(|| node.child(0))?,
            // A dotted name alone may be a type or a constant; in the code that matters it is an enum's member.
            "type_pattern" => field(node, "type").filter(|of| of.kind() == "qualified_name")?,
            kind if kind.ends_with("_literal") || kind == "member_access_expression" => node,
            _ => return None,
        };
        Some(self.expression(value))
    }

    /// Names that a pattern binds.
    pub(super) fn bound(&self, pattern: Node<'t>) -> Vec<Name> {
        let mut names = Vec::new();
        let mut left = vec![pattern];
        while let Some(node) = left.pop() {
            names.extend(named(node).map(|name| Name::from(self.text(name))));
            left.extend(children(node));
        }
        names
    }
}

/// The name that a pattern gives what it matches.
fn named(pattern: Node<'_>) -> Option<Node<'_>> {
    match pattern.kind() {
        "declaration_pattern" | "recursive_pattern" | "list_pattern" => {
            field(pattern, "name").filter(|name| name.kind() == "identifier")
        }
        "var_pattern" => field(pattern, "name").or_else(|| child_of(pattern, "identifier")),
        _ => None,
    }
}
