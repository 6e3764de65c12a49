//! Expressions.

use super::{
    super::{
        Expr, ExprKind, Operator,
        grammar::{children, field},
        operands::{balanced, common, pair},
    },
    Reader,
};
use tree_sitter::Node;

/// How many operands of one chain of `+` are followed.
const OPERANDS: usize = 4096;

impl Reader<'_, '_> {
    /// An expression; what lies too deep is left out.
    pub(super) fn expression(&mut self, node: Node<'_>) -> Expr {
        match self.deeper(node, |reader| reader.expression_kind(node)) {
            Some(expr) => expr,
            None => self.other(Vec::new(), node),
        }
    }

    fn expression_kind(&mut self, node: Node<'_>) -> Expr {
        let kind = match node.kind() {
            "identifier" | "package_identifier" | "type_identifier" => return self.identifier(node),
            "interpreted_string_literal" | "raw_string_literal" => return self.string(node),
            "int_literal" => self.integer(node),
            "float_literal" => self.float(node),
            "imaginary_literal" | "rune_literal" | "iota" => ExprKind::Opaque,
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "nil" => ExprKind::Null,
            "selector_expression" => return self.selector(node),
            "qualified_type" | "generic_type" | "pointer_type" => {
                return self.annotation(node).unwrap_or_else(|| self.other(Vec::new(), node));
            }
            "index_expression" => return self.index(node),
            "slice_expression" => return self.slice(node),
            "call_expression" => return self.call(node),
            "composite_literal" => return self.composite(node),
            "func_literal" => return self.function_literal(node),
            "binary_expression" => return self.binary(node),
            "unary_expression" => return self.unary(node),
            "parenthesized_expression"
            | "literal_element"
            | "type_assertion_expression"
            | "type_conversion_expression"
            | "variadic_argument" => {
                let inner = field(node, "operand").or_else(|| children(node).first().copied());
                return self.inner(inner, node);
            }
            "type_instantiation_expression" => {
                return self.inner(field(node, "type"), node);
            }
            _ => ExprKind::Other(children(node).into_iter().map(|part| self.expression(part)).collect()),
        };
        self.expr(kind, node)
    }

    /// The expression that another one only puts brackets or a type around.
    fn inner(&mut self, inner: Option<Node<'_>>, node: Node<'_>) -> Expr {
        match inner {
            Some(inner) => self.expression(inner),
            None => self.other(Vec::new(), node),
        }
    }

    fn identifier(&self, node: Node<'_>) -> Expr {
        let name = self.text(node);
        self.name(if self.receiver.as_deref() == Some(name) { "this" } else { name }, node)
    }

    fn selector(&mut self, node: Node<'_>) -> Expr {
        let (Some(of), Some(name)) = (field(node, "operand"), field(node, "field")) else {
            return self.other(Vec::new(), node);
        };
        let of = self.expression(of);
        self.attribute(of, name, node)
    }

    /// `x[i]`; of a function the brackets say its types, which does not matter.
    fn index(&mut self, node: Node<'_>) -> Expr {
        let (Some(of), Some(index)) = (field(node, "operand"), field(node, "index")) else {
            return self.other(Vec::new(), node);
        };
        let (of, index) = (Box::new(self.expression(of)), Box::new(self.expression(index)));
        self.expr(ExprKind::Index { of, index }, node)
    }

    /// `x[:]` is all of `x`; of any other part nothing is known.
    fn slice(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        if let [whole] = parts.as_slice() {
            return self.expression(*whole);
        }
        let parts = parts.into_iter().map(|part| self.expression(part)).collect();
        self.other(parts, node)
    }

    fn unary(&mut self, node: Node<'_>) -> Expr {
        let Some(operand) = field(node, "operand") else { return self.other(Vec::new(), node) };
        let operator = field(node, "operator").map_or("", |operator| self.text(operator));
        let of = self.expression(operand);
        match operator {
            "&" | "*" | "+" => of,
            "!" | "-" => self.expr(ExprKind::Unary { not: operator == "!", of: Box::new(of) }, node),
            _ => self.other(vec![of], node),
        }
    }

    /// Two operands, or a long chain of `+`, which is balanced so that it does not nest.
    fn binary(&mut self, node: Node<'_>) -> Expr {
        let mut operands = Vec::new();
        let mut left = node;
        while left.kind() == "binary_expression" && self.operator(left) == "+" && operands.len() < OPERANDS {
            let (Some(first), Some(second)) = (field(left, "left"), field(left, "right")) else { break };
            operands.push(second);
            left = first;
        }
        if operands.len() > 1 {
            operands.push(left);
            let sum = operands.into_iter().rev().map(|operand| self.expression(operand)).collect();
            return balanced(Operator::Add, sum).unwrap_or_else(|| self.other(Vec::new(), node));
        }
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return self.other(Vec::new(), node);
        };
        let operator = operator(self.operator(node));
        pair(operator, self.expression(left), self.expression(right))
    }

    fn operator(&self, node: Node<'_>) -> &str {
        field(node, "operator").map_or("", |operator| self.text(operator))
    }
}

/// The operator of a sign.
pub(super) fn operator(sign: &str) -> Operator {
    if sign == "/" { Operator::FloorDivide } else { common(sign) }
}
