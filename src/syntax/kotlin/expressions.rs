//! Expressions.

use super::{
    super::{
        Expr, ExprKind, Item, Operator, Pattern,
        java::expressions::{binary_operator, operands, sign_of},
    },
    Reader,
};
use crate::{
    syntax::{
        grammar::{child_of, children, field},
        scope::{Found, Member},
    },
    value::Name,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn expr(&mut self, node: Node<'_>) -> Expr {
        if !self.low.enter(node) {
            return self.low.expr(ExprKind::Opaque, node);
        }
        let read = self.expr_within(node);
        self.low.leave();
        read
    }

    fn expr_within(&mut self, node: Node<'_>) -> Expr {
        match node.kind() {
            "identifier" => self.identifier(node),
            "this_expression" => self.this(node),
            "super_expression" => self.low.expr(ExprKind::Name("super".into()), node),
            "string_literal" | "multiline_string_literal" => self.string(node),
            "character_literal" => self.character(node),
            "number_literal" => self.number(node),
            "float_literal" => self.float(node),
            "annotated_expression" | "annotated_lambda" | "labeled_expression" | "parenthesized_expression" => {
                self.inner(node)
            }
            "as_expression" => match field(node, "left").or_else(|| children(node).first().copied()) {
                Some(left) => self.expr(left),
                None => self.parts(node),
            },
            "call_expression" => self.call(node),
            "navigation_expression" => self.navigation(node),
            "index_expression" => self.index(node),
            "binary_expression" => self.binary(node),
            "unary_expression" => self.unary(node),
            "infix_expression" => self.infix(node),
            "collection_literal" => {
                let items = children(node).into_iter().map(|item| Item::One(self.expr(item))).collect();
                self.low.expr(ExprKind::List(items), node)
            }
            "if_expression" => self.if_value(node),
            "when_expression" => self.when_value(node),
            "lambda_literal" => self.lambda(node, None),
            "anonymous_function" => self.anonymous_function(node),
            "callable_reference" => self.reference(node),
            "object_literal" => self.object(node),
            "block" | "try_expression" => self.in_place(node),
            _ => self.parts(node),
        }
    }

    /// What stands in brackets, or behind a label or an annotation.
    pub(super) fn inner(&mut self, node: Node<'_>) -> Expr {
        let inner = children(node).into_iter().rfind(|child| !matches!(child.kind(), "annotation" | "label"));
        match inner {
            Some(inner) => self.expr(inner),
            None => self.low.expr(ExprKind::Opaque, node),
        }
    }

    fn identifier(&mut self, node: Node<'_>) -> Expr {
        match self.low.text(node) {
            "null" => self.low.expr(ExprKind::Null, node),
            "true" => self.low.expr(ExprKind::Bool(true), node),
            "false" => self.low.expr(ExprKind::Bool(false), node),
            _ => self.name(node),
        }
    }

    /// A name that is read: a local, a member of a class around it, or something from outside.
    pub(super) fn name(&mut self, node: Node<'_>) -> Expr {
        let name = self.word(node);
        let plain = self.low.expr(ExprKind::Name(name.clone()), node);
        self.placed(&name, false, node).unwrap_or(plain)
    }

    fn this(&mut self, node: Node<'_>) -> Expr {
        let class = child_of(node, "identifier").map(|name| self.word(name));
        let own = self.scope.class_path().last().cloned();
        let name = match class {
            Some(class) if own.as_ref() != Some(&class) || self.scope.has_receiver() => format!("this@{class}").into(),
            _ => Name::new_static("this"),
        };
        self.low.expr(ExprKind::Name(name), node)
    }

    /// A member that is named alone, as a member of what it belongs to.
    pub(super) fn placed(&mut self, name: &Name, called: bool, node: Node<'_>) -> Option<Expr> {
        let of = match self.scope.find(name, called) {
            Found::Plain => return None,
            Found::Own(Member::Field | Member::Shared | Member::Nested) if !self.scope.in_block() => return None,
            Found::Own(Member::Nested) => self.class_at(&self.scope.class_path(), node)?,
            Found::Own(_) if self.scope.in_block() => self.low.expr(ExprKind::Name("this".into()), node),
            Found::Own(_) => self.class_at(&self.scope.class_path(), node)?,
            Found::Outer(path, Member::Field | Member::Method) => {
                let name = format!("this@{}", path.last()?);
                self.low.expr(ExprKind::Name(name.into()), node)
            }
            Found::Outer(path, _) => self.class_at(&path, node)?,
        };
        let name_span = self.low.span(node);
        Some(self.low.expr(ExprKind::Attribute { of: Box::new(of), name: name.clone(), name_span }, node))
    }

    pub(super) fn class_at(&self, path: &[Name], node: Node<'_>) -> Option<Expr> {
        let (first, rest) = path.split_first()?;
        let first = self.low.expr(ExprKind::Name(first.clone()), node);
        let name_span = self.low.span(node);
        Some(rest.iter().fold(first, |of, name| {
            self.low.expr(ExprKind::Attribute { of: Box::new(of), name: name.clone(), name_span }, node)
        }))
    }

    fn navigation(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        let [of, .., name] = parts.as_slice() else { return self.parts(node) };
        let of = self.expr(*of);
        let kind = ExprKind::Attribute { of: Box::new(of), name: self.word(*name), name_span: self.low.span(*name) };
        self.low.expr(kind, node)
    }

    fn index(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        let [of, index] = parts.as_slice() else { return self.parts(node) };
        let (of, index) = (Box::new(self.expr(*of)), Box::new(self.expr(*index)));
        self.low.expr(ExprKind::Index { of, index }, node)
    }

    fn unary(&mut self, node: Node<'_>) -> Expr {
        let Some(argument) = field(node, "argument").or_else(|| children(node).first().copied()) else {
            return self.parts(node);
        };
        let of = self.expr(argument);
        let (not, minus) = (child_of(node, "!").is_some(), child_of(node, "-").is_some());
        let kind = match of.kind {
            _ if !not && !minus => return of,
            ExprKind::Int(n) if minus => ExprKind::Int(n.wrapping_neg()),
            _ => ExprKind::Unary { not, of: Box::new(of) },
        };
        self.low.expr(kind, node)
    }

    /// `a to b` as a pair; other words between two values are calls of nothing that is known.
    fn infix(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        match parts.as_slice() {
            [left, word, right] if self.low.text(*word) == "to" => {
                let items = vec![Item::One(self.expr(*left)), Item::One(self.expr(*right))];
                self.low.expr(ExprKind::List(items), node)
            }
            [left, _, right] => {
                let parts = vec![self.expr(*left), self.expr(*right)];
                self.low.expr(ExprKind::Other(parts), node)
            }
            _ => self.parts(node),
        }
    }

    /// `a + b + c` without recursion on the left side; long sums become a balanced tree.
    fn binary(&mut self, node: Node<'_>) -> Expr {
        let first = sign_of(node);
        let operands: Vec<Expr> = operands(node).into_iter().map(|operand| self.expr(operand)).collect();
        let operator = if first == "?:" { Operator::Coalesce } else { binary_operator(first) };
        self.low.joined(operator, operands, node)
    }

    fn reference(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        match parts.as_slice() {
            [name] if name.kind() == "identifier" => {
                let text = self.word(*name);
                let plain = self.low.expr(ExprKind::Name(text.clone()), node);
                self.placed(&text, true, node).unwrap_or(plain)
            }
            [of, name] => {
                let of = if of.kind() == "user_type" { self.class_name(*of) } else { self.expr(*of) };
                self.low.attribute(of, *name, node)
            }
            _ => self.low.expr(ExprKind::Opaque, node),
        }
    }

    /// What an assignment changes.
    pub(super) fn target(&mut self, node: Node<'_>) -> Pattern {
        let place = self.expr(node);
        match place.kind {
            ExprKind::Name(name) => Pattern::Name(name, place.span),
            ExprKind::Attribute { .. } | ExprKind::Index { .. } => Pattern::Place(place),
            _ => Pattern::Other,
        }
    }
}
