//! Expressions.

use super::{
    super::{Expr, ExprKind, Operator},
    Named, Reader,
    operators::assignment,
};
use oxc_ast::ast::{AssignmentExpression, Expression, UnaryExpression, UpdateExpression, YieldExpression};
use oxc_span::GetSpan;
use oxc_syntax::operator::{UnaryOperator, UpdateOperator};

impl Reader {
    /// An expression; casts and parentheses around it are not kept.
    pub(super) fn expr(&mut self, e: &Expression<'_>) -> Expr {
        self.named(e, None)
    }

    /// An expression that is assigned to a name, which a function or class then takes.
    pub(super) fn named(&mut self, e: &Expression<'_>, name: Named) -> Expr {
        let e = bare(e);
        let kind = self.deeper(e.span(), |reader| reader.kind(e, name)).unwrap_or(ExprKind::Other(vec![]));
        Expr { kind, span: self.span(e.span()) }
    }

    pub(super) fn boxed(&mut self, e: &Expression<'_>) -> Box<Expr> {
        Box::new(self.expr(e))
    }

    fn kind(&mut self, e: &Expression<'_>, name: Named) -> ExprKind {
        match e {
            Expression::BooleanLiteral(e) => ExprKind::Bool(e.value),
            Expression::NullLiteral(_) => ExprKind::Null,
            Expression::NumericLiteral(e) => super::literals::number(e.value),
            Expression::BigIntLiteral(e) => e.value.parse().map_or(ExprKind::Opaque, ExprKind::Int),
            Expression::RegExpLiteral(_) => ExprKind::Opaque,
            Expression::StringLiteral(e) => self.string(e).kind,
            Expression::TemplateLiteral(e) => self.template(e),
            Expression::TaggedTemplateExpression(e) => self.tagged(e),
            Expression::Identifier(e) if e.name == "undefined" => ExprKind::Null,
            Expression::Identifier(e) => ExprKind::Name(e.name.as_str().into()),
            Expression::ThisExpression(_) => ExprKind::Name("this".into()),
            Expression::Super(_) => ExprKind::Name("super".into()),
            Expression::ArrayExpression(e) => self.array(e),
            Expression::ObjectExpression(e) => self.object(e),
            Expression::ArrowFunctionExpression(e) => ExprKind::Function(self.arrow(e, name)),
            Expression::FunctionExpression(e) => ExprKind::Function(self.function_expression(e, name)),
            Expression::ClassExpression(e) => ExprKind::Class(self.class(e, name)),
            Expression::AwaitExpression(e) => ExprKind::Await(self.boxed(&e.argument)),
            Expression::AssignmentExpression(e) => self.assignment(e),
            Expression::UpdateExpression(e) => self.update(e),
            Expression::UnaryExpression(e) => self.unary(e),
            Expression::BinaryExpression(e) => self.binary(e),
            Expression::LogicalExpression(e) => self.logical(e),
            Expression::ConditionalExpression(e) => {
                let test = self.boxed(&e.test);
                let yes = Box::new(self.named(&e.consequent, name.clone()));
                ExprKind::Choice { test, yes, no: Box::new(self.named(&e.alternate, name)) }
            }
            Expression::PrivateInExpression(e) => self.parts([&e.right]),
            Expression::SequenceExpression(e) => self.sequence(&e.expressions),
            Expression::YieldExpression(e) => self.yielded(e),
            _ => self.call_or_markup(e),
        }
    }

    fn unary(&mut self, e: &UnaryExpression<'_>) -> ExprKind {
        match e.operator {
            UnaryOperator::LogicalNot => ExprKind::Unary { not: true, of: self.boxed(&e.argument) },
            UnaryOperator::UnaryNegation => ExprKind::Unary { not: false, of: self.boxed(&e.argument) },
            UnaryOperator::Delete => ExprKind::Delete(vec![self.expr(&e.argument)]),
            UnaryOperator::Void if is_inert(&e.argument) => ExprKind::Null,
            _ => self.parts([&e.argument]),
        }
    }

    fn yielded(&mut self, e: &YieldExpression<'_>) -> ExprKind {
        self.parts(e.argument.as_ref())
    }

    /// `(0, module.name)`, as compilers write it to call without `this`, is its last part.
    fn sequence(&mut self, all: &[Expression<'_>]) -> ExprKind {
        match all {
            [first @ .., last] if first.iter().all(is_inert) => self.expr(last).kind,
            _ => self.parts(all),
        }
    }

    fn assignment(&mut self, e: &AssignmentExpression<'_>) -> ExprKind {
        let target = Box::new(self.target(&e.left));
        let value = Box::new(self.named(&e.right, self.name_of_target(&e.left)));
        ExprKind::Assign { target, operator: assignment(e.operator), value }
    }

    fn update(&mut self, e: &UpdateExpression<'_>) -> ExprKind {
        let target = Box::new(self.simple_target(&e.argument));
        ExprKind::Assign { target, operator: Some(step(e.operator)), value: Box::new(self.one(e.span)) }
    }
}

/// What `++` and `--` do with 1.
pub(super) fn step(operator: UpdateOperator) -> Operator {
    match operator {
        UpdateOperator::Increment => Operator::Add,
        UpdateOperator::Decrement => Operator::Subtract,
    }
}

/// An expression without the casts, assertions and parentheses around it.
pub(super) fn bare<'e, 'a>(mut e: &'e Expression<'a>) -> &'e Expression<'a> {
    loop {
        e = match e {
            Expression::TSAsExpression(cast) => &cast.expression,
            Expression::TSSatisfiesExpression(cast) => &cast.expression,
            Expression::TSTypeAssertion(cast) => &cast.expression,
            Expression::TSNonNullExpression(cast) => &cast.expression,
            Expression::TSInstantiationExpression(cast) => &cast.expression,
            Expression::ParenthesizedExpression(inner) => &inner.expression,
            _ => return e,
        };
    }
}

/// Whether evaluating it does nothing.
pub(super) fn is_inert(e: &Expression<'_>) -> bool {
    matches!(e, Expression::NumericLiteral(_) | Expression::NullLiteral(_) | Expression::BooleanLiteral(_))
}
