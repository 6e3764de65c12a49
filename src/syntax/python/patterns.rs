//! What is bound: targets of assignments, and the patterns of `match`.

use super::Reader;
use crate::{
    syntax::{Case, Expr, ExprKind, Pattern, Stmt, StmtKind},
    value::Name,
};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

impl Reader<'_> {
    /// The target of an assignment, a loop, a `with` or a comprehension.
    pub(super) fn target(&mut self, target: &ast::Expr) -> Pattern {
        self.deeper(target.range(), |reader| match target {
            ast::Expr::Name(name) if !name.id.is_empty() => {
                Pattern::Name(Name::from(name.id.as_str()), reader.span(name.range))
            }
            ast::Expr::Attribute(_) | ast::Expr::Subscript(_) => Pattern::Place(reader.expression(target)),
            ast::Expr::Tuple(ast::ExprTuple { elts, .. }) | ast::Expr::List(ast::ExprList { elts, .. }) => {
                Pattern::List(elts.iter().map(|element| Some(reader.target(element))).collect())
            }
            ast::Expr::Starred(starred) => Pattern::Rest(Box::new(reader.target(&starred.value))),
            _ => Pattern::Other,
        })
        .unwrap_or(Pattern::Other)
    }

    /// One arm of a `match`. A guard is the first thing that its body does; an arm with one may be passed over, so it
    /// is for no value in particular.
    pub(super) fn case(&mut self, case: &ast::MatchCase) -> Case {
        let mut arm = Arm::default();
        self.arm(&case.pattern, &mut arm);
        let mut body = vec![];
        if let Some(guard) = &case.guard {
            let guard = self.expression(guard);
            body.push(Stmt { span: guard.span, kind: StmtKind::Expr(guard) });
        }
        self.statements(&case.body, &mut body);
        let settled = case.guard.is_none();
        let tests = if settled && !arm.partial { arm.tests } else { vec![] };
        Case { tests, default: settled && arm.default, binds: arm.binds, body }
    }

    fn arm(&mut self, pattern: &ast::Pattern, arm: &mut Arm) {
        let read = self.deeper(pattern.range(), |reader| reader.read_arm(pattern, arm));
        arm.partial |= read.is_none();
    }

    fn read_arm(&mut self, pattern: &ast::Pattern, arm: &mut Arm) {
        match pattern {
            ast::Pattern::MatchValue(value) => arm.tests.push(self.expression(&value.value)),
            ast::Pattern::MatchSingleton(singleton) => arm.tests.push(self.place(
                match singleton.value {
                    ast::Singleton::None => ExprKind::Null,
                    ast::Singleton::True => ExprKind::Bool(true),
                    ast::Singleton::False => ExprKind::Bool(false),
                },
                singleton.range,
            )),
            ast::Pattern::MatchOr(any) => any.patterns.iter().for_each(|one| self.arm(one, arm)),
            ast::Pattern::MatchAs(named) => {
                arm.bind(named.name.as_ref());
                match &named.pattern {
                    Some(inner) => self.arm(inner, arm),
                    None => arm.default = true,
                }
            }
            ast::Pattern::MatchStar(rest) => arm.bind(rest.name.as_ref()),
            ast::Pattern::MatchSequence(sequence) => self.parts_of_arm(&sequence.patterns, arm),
            ast::Pattern::MatchMapping(mapping) => {
                self.parts_of_arm(&mapping.patterns, arm);
                arm.bind(mapping.rest.as_ref());
            }
            ast::Pattern::MatchClass(class) => {
                let named = class.arguments.keywords.iter().map(|keyword| &keyword.pattern);
                self.parts_of_arm(class.arguments.patterns.iter().chain(named), arm);
            }
        }
    }

    /// Patterns inside another one: only the names that they bind matter.
    fn parts_of_arm<'p>(&mut self, parts: impl IntoIterator<Item = &'p ast::Pattern>, arm: &mut Arm) {
        let mut inner = Arm::default();
        parts.into_iter().for_each(|part| self.arm(part, &mut inner));
        arm.binds.append(&mut inner.binds);
        arm.partial = true;
    }
}

/// What is known of a pattern.
#[derive(Default)]
struct Arm {
    tests: Vec<Expr>,
    default: bool,
    binds: Vec<Name>,
    /// Whether it is also for something that is not in `tests`.
    partial: bool,
}

impl Arm {
    fn bind(&mut self, name: Option<&ast::Identifier>) {
        self.binds.extend(name.map(|name| Name::from(name.as_str())));
    }
}
