//! Assignments, and the exports of `CommonJS`, which are assignments too.

use super::{
    super::{Expr, ExprKind, Pattern, Stmt, StmtKind},
    Named, Reader,
    expressions::bare,
};
use crate::value::Name;
use oxc_ast::ast::{AssignmentExpression, AssignmentTarget, Expression, MemberExpression, UnaryExpression};
use oxc_span::Span;
use oxc_syntax::operator::UnaryOperator;

/// Where an assignment ends: places, the names it exports, the name a function takes, and the value.
struct Chain<'e, 'a> {
    targets: Vec<Pattern>,
    exported: Vec<Name>,
    name: Named,
    value: &'e Expression<'a>,
}

impl Reader {
    /// An assignment or the value of a declaration, with every further target of `a = b = value`.
    pub(super) fn assign(&mut self, e: &AssignmentExpression<'_>, span: Span, out: &mut Vec<Stmt>) {
        let mut chain = Chain { targets: vec![], exported: vec![], name: None, value: &e.right };
        self.add_target(&e.left, &mut chain);
        self.bind_chain(chain, None, span, out);
    }

    /// A declaration's value.
    pub(super) fn bind(
        &mut self,
        (target, name): (Pattern, Named),
        value: &Expression<'_>,
        annotation: Option<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let chain = Chain { targets: vec![target], exported: vec![], name, value };
        self.bind_chain(chain, annotation, span, out);
    }

    fn add_target<'a>(&mut self, target: &AssignmentTarget<'a>, chain: &mut Chain<'_, 'a>) {
        if chain.name.is_none() {
            chain.name = self.name_of_target(target);
        }
        match exported_name(target) {
            Some(name) if !self.in_namespace => chain.exported.push(name),
            _ => chain.targets.push(self.target(target)),
        }
    }

    fn bind_chain(&mut self, mut chain: Chain<'_, '_>, annotation: Option<Expr>, span: Span, out: &mut Vec<Stmt>) {
        while let Expression::AssignmentExpression(inner) = bare(chain.value) {
            if !inner.operator.is_assign() {
                break;
            }
            self.add_target(&inner.left, &mut chain);
            chain.value = &inner.right;
        }
        // Compilers write `exports.a = exports.b = void 0` first, and the real values further down.
        if chain.targets.is_empty() && is_nothing(bare(chain.value)) {
            return;
        }
        let value = self.named(chain.value, chain.name);
        let Some(first) = chain.exported.first().cloned() else {
            let kind = StmtKind::Assign { targets: chain.targets, value: Some(value), annotation };
            return out.push(self.stmt(kind, span));
        };
        let known = chain.targets.iter().find_map(|target| match target {
            Pattern::Name(name, _) => Some(name.clone()),
            _ => None,
        });
        if let Some(known) = known {
            let kind = StmtKind::Assign { targets: chain.targets, value: Some(value), annotation };
            out.push(self.stmt(kind, span));
            for name in chain.exported {
                out.push(self.export(name, self.name_expr(&known, &span), span));
            }
            return;
        }
        out.push(self.export(first.clone(), value, span));
        for name in chain.exported.into_iter().skip(1) {
            out.push(self.export(name, self.exported(&first, span), span));
        }
        if !chain.targets.is_empty() {
            let value = Some(self.exported(&first, span));
            out.push(self.stmt(StmtKind::Assign { targets: chain.targets, value, annotation }, span));
        }
    }

    pub(super) fn export(&self, name: Name, value: Expr, span: Span) -> Stmt {
        self.stmt(StmtKind::Export { name, value }, span)
    }

    /// What was exported before, as the module itself reads it.
    fn exported(&self, name: &Name, at: Span) -> Expr {
        let (of, name) = match name.as_str() {
            "default" => ("module", Name::new_static("exports")),
            _ => ("exports", name.clone()),
        };
        let of = Box::new(self.name_expr(of, &at));
        let span = self.span(at);
        Expr { kind: ExprKind::Attribute { of, name, name_span: span }, span }
    }
}

/// The name under which others see what is assigned to `module.exports`, `exports.name` or `module.exports.name`.
fn exported_name(target: &AssignmentTarget<'_>) -> Option<Name> {
    let member = target.as_member_expression()?;
    let name = member.static_property_name()?;
    match member.object() {
        Expression::Identifier(of) if of.name == "exports" => Some(name.into()),
        Expression::Identifier(of) if of.name == "module" && name == "exports" => Some("default".into()),
        of => is_module_exports(of.as_member_expression()?).then(|| name.into()),
    }
}

fn is_module_exports(member: &MemberExpression<'_>) -> bool {
    let of = matches!(member.object(), Expression::Identifier(of) if of.name == "module");
    of && member.static_property_name().is_some_and(|name| name == "exports")
}

fn is_nothing(e: &Expression<'_>) -> bool {
    match e {
        Expression::Identifier(name) => name.name == "undefined",
        Expression::UnaryExpression(e) => is_void(e),
        _ => false,
    }
}

fn is_void(e: &UnaryExpression<'_>) -> bool {
    e.operator == UnaryOperator::Void && super::expressions::is_inert(&e.argument)
}
