//! Operators, and long chains of them.

use super::{
    super::{Expr, ExprKind, Operator, Segment},
    Reader,
};
use oxc_ast::ast::{BinaryExpression, Expression, LogicalExpression};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator, LogicalOperator};

/// Operands of a chain that keeps its structure. Longer ones are flattened, since they nest on the left.
const LONGEST_CHAIN: usize = 64;

impl Reader {
    pub(super) fn binary(&mut self, e: &BinaryExpression<'_>) -> ExprKind {
        if is_long(&e.left, |left| if let Expression::BinaryExpression(e) = left { Some(&e.left) } else { None }) {
            return self.long_binary(e);
        }
        let operator = binary(e.operator);
        ExprKind::Binary { operator, left: Box::new(self.expr(&e.left)), right: Box::new(self.expr(&e.right)) }
    }

    pub(super) fn logical(&mut self, e: &LogicalExpression<'_>) -> ExprKind {
        if is_long(&e.left, |left| if let Expression::LogicalExpression(e) = left { Some(&e.left) } else { None }) {
            let (mut operands, mut at) = (vec![&e.right], &e.left);
            while let Expression::LogicalExpression(inner) = at {
                operands.push(&inner.right);
                at = &inner.left;
            }
            operands.push(at);
            return ExprKind::Other(operands.iter().rev().map(|operand| self.expr(operand)).collect());
        }
        let operator = logical(e.operator);
        ExprKind::Binary { operator, left: Box::new(self.expr(&e.left)), right: Box::new(self.expr(&e.right)) }
    }

    /// A long sum that begins with a string is one text with holes, which is what it means.
    fn long_binary(&mut self, e: &BinaryExpression<'_>) -> ExprKind {
        let (mut operands, mut at) = (vec![&e.right], &e.left);
        let mut sum = e.operator == BinaryOperator::Addition;
        while let Expression::BinaryExpression(inner) = at {
            operands.push(&inner.right);
            sum &= inner.operator == BinaryOperator::Addition;
            at = &inner.left;
        }
        operands.push(at);
        let parts: Vec<Expr> = operands.iter().rev().map(|operand| self.expr(operand)).collect();
        if sum && matches!(parts.first(), Some(Expr { kind: ExprKind::Text(_), .. })) {
            ExprKind::Text(parts.into_iter().flat_map(segments).collect())
        } else {
            ExprKind::Other(parts)
        }
    }

    /// An operator and its own operand, where the other side is the same place: `x += 1`, `x++`.
    pub(super) fn one(&self, span: Span) -> Expr {
        Expr { kind: ExprKind::Int(1), span: self.span(span) }
    }

    pub(super) fn parts<'a, 'b: 'a>(&mut self, all: impl IntoIterator<Item = &'a Expression<'b>>) -> ExprKind {
        ExprKind::Other(all.into_iter().map(|part| self.expr(part)).collect())
    }

    pub(super) fn other_at(&self, e: &impl GetSpan) -> Expr {
        Expr { kind: ExprKind::Other(vec![]), span: self.span(e.span()) }
    }
}

fn segments(part: Expr) -> Vec<Segment> {
    match part.kind {
        ExprKind::Text(segments) => segments,
        kind => vec![Segment::Hole(Expr { kind, span: part.span })],
    }
}

/// Whether a chain of one kind of node goes down the left side for longer than it may.
fn is_long<'e, 'a>(first: &'e Expression<'a>, left: impl Fn(&'e Expression<'a>) -> Option<&'e Expression<'a>>) -> bool {
    std::iter::successors(Some(first), |e| left(e)).nth(LONGEST_CHAIN).is_some()
}

fn binary(operator: BinaryOperator) -> Operator {
    match operator {
        BinaryOperator::Addition => Operator::Add,
        BinaryOperator::Subtraction => Operator::Subtract,
        BinaryOperator::Multiplication => Operator::Multiply,
        BinaryOperator::Division => Operator::Divide,
        BinaryOperator::Remainder => Operator::Remainder,
        BinaryOperator::Exponential => Operator::Power,
        BinaryOperator::Equality | BinaryOperator::StrictEquality => Operator::Equal,
        BinaryOperator::Inequality | BinaryOperator::StrictInequality => Operator::NotEqual,
        BinaryOperator::In => Operator::In,
        BinaryOperator::LessThan => Operator::Less,
        BinaryOperator::LessEqualThan => Operator::LessOrEqual,
        BinaryOperator::GreaterThan => Operator::Greater,
        BinaryOperator::GreaterEqualThan => Operator::GreaterOrEqual,
        _ => Operator::Other,
    }
}

fn logical(operator: LogicalOperator) -> Operator {
    match operator {
        LogicalOperator::Or => Operator::Or,
        LogicalOperator::And => Operator::And,
        LogicalOperator::Coalesce => Operator::Coalesce,
    }
}

/// The operator of `target op= value`; nothing for `=`.
pub(super) fn assignment(operator: AssignmentOperator) -> Option<Operator> {
    match operator {
        AssignmentOperator::Assign => None,
        other => Some(
            other
                .to_logical_operator()
                .map(logical)
                .or_else(|| other.to_binary_operator().map(binary))
                .unwrap_or(Operator::Other),
        ),
    }
}
