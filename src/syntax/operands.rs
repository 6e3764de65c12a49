//! Operators by their signs, and operands that they join: what the languages of C's family share.

use super::{Expr, ExprKind, Operator};
use crate::source::Span;

/// The operator of a sign that means the same in all of these languages. Division, its remainder and what is particular
/// to one of them are for its own reader to say.
pub(super) fn common(sign: &str) -> Operator {
    match sign {
        "+" => Operator::Add,
        "-" => Operator::Subtract,
        "*" => Operator::Multiply,
        "||" => Operator::Or,
        "&&" => Operator::And,
        "==" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        _ => Operator::Other,
    }
}

/// Two operands and what joins them.
pub(super) fn pair(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = Span { end: right.span.end, ..left.span };
    Expr { kind: ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) }, span }
}

/// Joins neighbours until one is left, so that the depth is the logarithm of the length.
pub(super) fn balanced(operator: Operator, mut operands: Vec<Expr>) -> Option<Expr> {
    while operands.len() > 1 {
        let mut rest = operands.into_iter();
        let mut joined = Vec::with_capacity(rest.len().div_ceil(2));
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => pair(operator, left, right),
                None => left,
            });
        }
        operands = joined;
    }
    operands.pop()
}
