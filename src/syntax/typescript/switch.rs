//! `switch`, with cases that fall into the next.

use super::{
    super::{Case, Expr, Stmt, StmtKind},
    Reader,
};
use oxc_ast::ast::{Statement, SwitchCase, SwitchStatement};

/// Statements of following cases that are read again, in a whole file, for cases that fall into them. Real files need
/// a handful; without a bound, ten thousand cases that all fall through would be read fifty million times.
const REPEATED: usize = 256;

impl Reader {
    pub(super) fn switch(&mut self, e: &SwitchStatement<'_>) -> StmtKind {
        let subject = self.expr(&e.discriminant);
        let (mut cases, mut tests, mut default) = (vec![], Vec::<Expr>::new(), false);
        for (at, case) in e.cases.iter().enumerate() {
            default |= case.test.is_none();
            tests.extend(case.test.as_ref().map(|test| self.expr(test)));
            if case.consequent.is_empty() && at + 1 < e.cases.len() {
                continue; // the next case's statements are this one's too
            }
            let body = self.arm(&e.cases[at..]);
            cases.push(Case {
                tests: std::mem::take(&mut tests),
                default: std::mem::take(&mut default),
                binds: vec![],
                body,
            });
        }
        StmtKind::Switch { subject, cases }
    }

    /// The statements of the first case, and of those it falls into, without the `break` that ends them: that one
    /// belongs to the `switch` and to no loop.
    fn arm(&mut self, cases: &[SwitchCase<'_>]) -> Vec<Stmt> {
        let mut body = vec![];
        for (at, case) in cases.iter().enumerate() {
            if at > 0 {
                self.repeated += case.consequent.len();
                if self.repeated > REPEATED {
                    break;
                }
            }
            self.statements(&case.consequent, &mut body);
            if case.consequent.last().is_some_and(ends) {
                break;
            }
        }
        drop_break(&mut body);
        body
    }
}

/// Whether nothing after this statement is reached.
fn ends(mut statement: &Statement<'_>) -> bool {
    loop {
        statement = match statement {
            Statement::BlockStatement(block) => match block.body.last() {
                Some(last) => last,
                None => return false,
            },
            Statement::IfStatement(e) => match &e.alternate {
                Some(otherwise) if ends_simply(&e.consequent) => otherwise,
                _ => return false,
            },
            other => return is_jump(other),
        };
    }
}

fn ends_simply(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::BlockStatement(block) => block.body.last().is_some_and(is_jump),
        other => is_jump(other),
    }
}

fn is_jump(statement: &Statement<'_>) -> bool {
    matches!(
        statement,
        Statement::BreakStatement(_)
            | Statement::ReturnStatement(_)
            | Statement::ThrowStatement(_)
            | Statement::ContinueStatement(_)
    )
}

fn drop_break(mut body: &mut Vec<Stmt>) {
    while let Some(Stmt { kind: StmtKind::Block(_), .. }) = body.last() {
        let Some(Stmt { kind: StmtKind::Block(inner), .. }) = body.last_mut() else { return };
        body = inner;
    }
    if matches!(body.last(), Some(Stmt { kind: StmtKind::Break, .. })) {
        body.pop();
    }
}
