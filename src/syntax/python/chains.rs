//! Operators, and chains of them that would be too deep as the tree that they are.

use super::{MAX_DEPTH, Reader};
use crate::syntax::{
    Expr, ExprKind, Operator,
    operands::{balanced, pair},
};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

/// Chains of one associative operator that are longer than this become a balanced tree: a text put together from
/// hundreds of lines is real, and its tree would otherwise be hundreds of levels deep.
const LONGEST_LEANING: usize = 16;

impl Reader<'_> {
    /// `a + b - c`: operators that lean left, without recursion on the left side.
    pub(super) fn binary(&mut self, outermost: &ast::ExprBinOp) -> ExprKind {
        let mut rights = vec![(operator(outermost.op), &*outermost.right)];
        let mut left = &*outermost.left;
        while let ast::Expr::BinOp(inner) = left {
            rights.push((operator(inner.op), &inner.right));
            left = &inner.left;
        }
        rights.reverse();
        let same = rights.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let first = rights[0].0;
        let operands = [left].into_iter().chain(rights.iter().map(|(_, right)| *right));
        if same && is_associative(first) {
            return self.associative(first, operands.collect());
        }
        if self.depth + rights.len() > MAX_DEPTH {
            return ExprKind::Other(operands.map(|operand| self.expression(operand)).collect());
        }
        let levels = rights.len() - 1;
        self.depth += levels;
        let mut whole = self.expression(left);
        for (operator, right) in rights {
            let right = self.expression(right);
            whole = pair(operator, whole, right);
        }
        self.depth -= levels;
        whole.kind
    }

    /// `a or b or c`.
    pub(super) fn boolean(&mut self, expression: &ast::ExprBoolOp) -> ExprKind {
        let operator = match expression.op {
            ast::BoolOp::And => Operator::And,
            ast::BoolOp::Or => Operator::Or,
        };
        self.associative(operator, expression.values.iter().collect())
    }

    fn associative(&mut self, operator: Operator, operands: Vec<&ast::Expr>) -> ExprKind {
        let leans = operands.len() <= LONGEST_LEANING;
        let levels = if leans { operands.len().saturating_sub(2) } else { operands.len().ilog2() as usize };
        self.depth += levels;
        let operands: Vec<Expr> = operands.into_iter().map(|operand| self.expression(operand)).collect();
        self.depth -= levels;
        let whole = if leans {
            operands.into_iter().reduce(|left, right| pair(operator, left, right))
        } else {
            balanced(operator, operands)
        };
        whole.map_or(ExprKind::Other(vec![]), |whole| whole.kind)
    }

    /// `a < b`; of `a < b < c` only the parts are kept, since `b` is evaluated once.
    pub(super) fn compare(&mut self, compare: &ast::ExprCompare) -> ExprKind {
        let left = self.expression(&compare.left);
        if let ([operator], [right]) = (&*compare.ops, &*compare.comparators) {
            let operator = comparison(*operator);
            return ExprKind::Binary { operator, left: Box::new(left), right: Box::new(self.expression(right)) };
        }
        let rest = compare.comparators.iter().map(|operand| self.expression(operand));
        ExprKind::Other([left].into_iter().chain(rest).collect())
    }

    pub(super) fn unary(&mut self, unary: &ast::ExprUnaryOp) -> ExprKind {
        let of = Box::new(self.expression(&unary.operand));
        match unary.op {
            ast::UnaryOp::Not => ExprKind::Unary { not: true, of },
            ast::UnaryOp::USub => ExprKind::Unary { not: false, of },
            ast::UnaryOp::UAdd => of.kind,
            ast::UnaryOp::Invert => ExprKind::Other(vec![*of]),
        }
    }

    /// `yes if test else no`.
    pub(super) fn choice(&mut self, choice: &ast::ExprIf) -> ExprKind {
        let test = Box::new(self.expression(&choice.test));
        let yes = Box::new(self.expression(&choice.body));
        ExprKind::Choice { test, yes, no: Box::new(self.expression(&choice.orelse)) }
    }

    /// `del a["k"], b`.
    pub(super) fn deletion(&mut self, delete: &ast::StmtDelete) -> Expr {
        let places = delete.targets.iter().map(|target| self.expression(target)).collect();
        self.place(ExprKind::Delete(places), delete.range())
    }

    /// The parts of a form that is not followed.
    pub(super) fn other<'e>(&mut self, parts: impl IntoIterator<Item = &'e ast::Expr>) -> ExprKind {
        ExprKind::Other(parts.into_iter().map(|part| self.expression(part)).collect())
    }

    /// The same, as an expression of its own.
    pub(super) fn other_expression<'e>(
        &mut self,
        parts: impl IntoIterator<Item = &'e ast::Expr>,
        at: &impl Ranged,
    ) -> Expr {
        let kind = self.other(parts);
        self.place(kind, at.range())
    }
}

fn is_associative(operator: Operator) -> bool {
    matches!(operator, Operator::Add | Operator::Multiply | Operator::Merge | Operator::And | Operator::Or)
}

/// An arithmetic operator.
pub(super) fn operator(operator: ast::Operator) -> Operator {
    match operator {
        ast::Operator::Add => Operator::Add,
        ast::Operator::Sub => Operator::Subtract,
        ast::Operator::Mult => Operator::Multiply,
        ast::Operator::Div => Operator::Divide,
        ast::Operator::FloorDiv => Operator::FloorDivide,
        ast::Operator::Mod => Operator::Remainder,
        ast::Operator::Pow => Operator::Power,
        ast::Operator::BitOr => Operator::Merge,
        ast::Operator::MatMult
        | ast::Operator::LShift
        | ast::Operator::RShift
        | ast::Operator::BitXor
        | ast::Operator::BitAnd => Operator::Other,
    }
}

fn comparison(operator: ast::CmpOp) -> Operator {
    match operator {
        ast::CmpOp::Eq | ast::CmpOp::Is => Operator::Equal,
        ast::CmpOp::NotEq | ast::CmpOp::IsNot => Operator::NotEqual,
        ast::CmpOp::Lt => Operator::Less,
        ast::CmpOp::LtE => Operator::LessOrEqual,
        ast::CmpOp::Gt => Operator::Greater,
        ast::CmpOp::GtE => Operator::GreaterOrEqual,
        ast::CmpOp::In => Operator::In,
        ast::CmpOp::NotIn => Operator::NotIn,
    }
}
