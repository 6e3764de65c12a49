//! Operators and choices.

use super::{Argument, ExprKind, Operator, Reader, field};
use crate::syntax::operands::{common, pair};
use tree_sitter::Node;

impl Reader<'_, '_, '_> {
    fn sign(&self, node: Node<'_>) -> &str {
        field(node, "operator").map(|at| self.low.text(at)).unwrap_or_default()
    }

    pub(super) fn binary(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return ExprKind::Other(self.parts(node));
        };
        let sign = self.sign(node).to_owned();
        let (left, right) = (Box::new(self.expr(left)), Box::new(self.expr(right)));
        if sign == "<<" {
            let name_span = field(node, "operator").map_or(left.span, |at| self.low.span(at));
            let method = ExprKind::Attribute { of: left, name: "<<".into(), name_span };
            let callee = Box::new(self.low.expr(method, node));
            return ExprKind::Call { callee, arguments: vec![Argument::Positional(*right)], new: false };
        }
        ExprKind::Binary { operator: known(&sign), left, right }
    }

    pub(super) fn unary(&mut self, node: Node<'_>) -> ExprKind {
        let Some(of) = field(node, "operand") else { return ExprKind::Other(self.parts(node)) };
        let sign = self.sign(node).to_owned();
        let of = Box::new(self.expr(of));
        match sign.as_str() {
            "!" | "not" => ExprKind::Unary { not: true, of },
            "-" => ExprKind::Unary { not: false, of },
            "+" => of.kind,
            _ => ExprKind::Other(vec![*of]),
        }
    }

    /// `a ? b : c`.
    pub(super) fn conditional(&mut self, node: Node<'_>) -> ExprKind {
        let parts = (field(node, "condition"), field(node, "consequence"), field(node, "alternative"));
        let (Some(test), Some(yes), Some(no)) = parts else { return ExprKind::Other(self.parts(node)) };
        let (test, yes, no) = (Box::new(self.expr(test)), Box::new(self.expr(yes)), Box::new(self.expr(no)));
        ExprKind::Choice { test, yes, no }
    }

    /// `target = value` as an expression.
    pub(super) fn assigned(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return ExprKind::Other(self.parts(node));
        };
        let value = Box::new(self.right_side(right));
        ExprKind::Assign { target: Box::new(self.pattern(left)), operator: None, value }
    }

    /// `target ||= value`, `target += value`. A variable of an instance that nothing else sets holds nothing before.
    pub(super) fn changed(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return ExprKind::Other(self.parts(node));
        };
        let sign = self.sign(node).to_owned();
        let value = self.expr(right);
        let fresh = self.is_memo(left) || left.kind() == "constant";
        let target = Box::new(self.pattern(left));
        let operator = match sign.as_str() {
            "||=" if fresh => return ExprKind::Assign { target, operator: None, value: Box::new(value) },
            "||=" => Operator::Or,
            "&&=" => Operator::And,
            other => {
                let operator = Some(known(other.trim_end_matches('=')));
                return ExprKind::Assign { target, operator, value: Box::new(value) };
            }
        };
        let value = Box::new(pair(operator, self.expr(left), value));
        ExprKind::Assign { target, operator: None, value }
    }
}

fn known(sign: &str) -> Operator {
    match sign {
        "/" => Operator::FloorDivide,
        "%" => Operator::Remainder,
        "**" => Operator::Power,
        "or" => Operator::Or,
        "and" => Operator::And,
        "===" => Operator::Equal,
        _ => common(sign),
    }
}
