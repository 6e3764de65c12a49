//! Operators with two sides; long chains of one become a balanced tree.

use super::Reader;
use crate::syntax::{
    Expr, ExprKind, Operator,
    grammar::field,
    operands::{balanced, common, pair},
};
use tree_sitter::Node;

/// Chains of one associative operator that are longer than this become a balanced tree: a prompt put together from
/// hundreds of lines is real, and its tree would otherwise be hundreds of levels deep.
const LONGEST_LEANING: usize = 16;

impl<'t> Reader<'_, '_, 't> {
    /// `a + b - c`, without recursion on the left side; of `a ?? b ?? c` none on the right.
    pub(super) fn binary(&mut self, outermost: Node<'t>) -> Expr {
        if self.operator(outermost) == Operator::Coalesce {
            return self.coalesced(outermost);
        }
        let mut rights = Vec::new();
        let mut left = outermost;
        while left.kind() == "binary_expression" && self.operator(left) != Operator::Coalesce {
            let (Some(inner), Some(right)) = (field(left, "left"), field(left, "right")) else { break };
            rights.push((self.operator(left), right));
            left = inner;
        }
        rights.reverse();
        let Some(&(first, _)) = rights.first() else { return self.other(outermost) };
        let same = rights.iter().all(|(operator, _)| *operator == first);
        let operands: Vec<Node<'t>> = [left].into_iter().chain(rights.iter().map(|(_, right)| *right)).collect();
        if same && is_associative(first) && operands.len() > LONGEST_LEANING {
            return self.balanced(first, operands, outermost);
        }
        let entered = rights.iter().take_while(|(_, right)| self.low.enter(*right)).count();
        let read = if entered == rights.len() {
            let mut whole = self.expression(left);
            for (operator, right) in rights {
                let right = self.expression(right);
                whole = pair(operator, whole, right);
            }
            whole
        } else {
            let parts = operands.into_iter().map(|operand| self.expression(operand)).collect();
            self.low.expr(ExprKind::Other(parts), outermost)
        };
        (0..entered).for_each(|_| self.low.leave());
        read
    }

    /// `a ?? b ?? c`: what throws at its end gives no value.
    fn coalesced(&mut self, outermost: Node<'t>) -> Expr {
        let mut operands = Vec::new();
        let mut right = outermost;
        while right.kind() == "binary_expression" && self.operator(right) == Operator::Coalesce {
            let (Some(left), Some(inner)) = (field(right, "left"), field(right, "right")) else { break };
            operands.push(left);
            right = inner;
        }
        if right.kind() != "throw_expression" {
            operands.push(right);
        }
        self.balanced(Operator::Coalesce, operands, outermost)
    }

    fn balanced(&mut self, operator: Operator, operands: Vec<Node<'t>>, outermost: Node<'t>) -> Expr {
        let read = operands.into_iter().map(|operand| self.expression(operand)).collect();
        balanced(operator, read).unwrap_or_else(|| self.low.expr(ExprKind::Other(Vec::new()), outermost))
    }

    fn operator(&self, node: Node<'t>) -> Operator {
        match field(node, "operator").map_or("", |operator| self.text(operator)) {
            "/" => Operator::Divide,
            "%" => Operator::Remainder,
            "??" => Operator::Coalesce,
            sign => common(sign),
        }
    }
}

fn is_associative(operator: Operator) -> bool {
    matches!(operator, Operator::Add | Operator::And | Operator::Or)
}
