//! Loops.

use super::{
    super::{Loop, LoopKind, Pattern, Stmt, StmtKind},
    Reader,
    expressions::bare,
};
use oxc_ast::ast::{Expression, ForStatement, ForStatementInit, ForStatementLeft, Statement};
use oxc_span::GetSpan;

impl Reader {
    /// `while` and `do … while`; forever where the condition is literally true.
    pub(super) fn repeat(&mut self, test: Option<&Expression<'_>>, body: &Statement<'_>) -> StmtKind {
        let test = test.filter(|test| !always(test)).map(|test| self.expr(test));
        let kind = if test.is_some() { LoopKind::While } else { LoopKind::Forever };
        let body = self.body(body);
        StmtKind::Loop(Box::new(Loop { kind, target: None, over: None, test, body, otherwise: vec![] }))
    }

    /// `for (init; test; update)`: a block of the initial statements and a loop that ends with the update.
    pub(super) fn counted(&mut self, e: &ForStatement<'_>) -> StmtKind {
        let mut before = vec![];
        match &e.init {
            Some(ForStatementInit::VariableDeclaration(variables)) => self.variables(variables, &mut before),
            Some(other) => self.effect(other.to_expression(), other.span(), &mut before),
            None => {}
        }
        let mut repeated = self.repeat(e.test.as_ref(), &e.body);
        if let (Some(update), StmtKind::Loop(repeated)) = (&e.update, &mut repeated) {
            self.effect(update, update.span(), &mut repeated.body);
        }
        if before.is_empty() {
            return repeated;
        }
        before.push(self.stmt(repeated, e.span));
        StmtKind::Block(before)
    }

    /// `for … of` and `for … in`.
    pub(super) fn each(
        &mut self,
        left: &ForStatementLeft<'_>,
        over: &Expression<'_>,
        body: &Statement<'_>,
    ) -> StmtKind {
        let target = Some(self.pass(left));
        let (over, body): (_, Vec<Stmt>) = (Some(self.expr(over)), self.body(body));
        StmtKind::Loop(Box::new(Loop { kind: LoopKind::For, target, over, test: None, body, otherwise: vec![] }))
    }

    fn pass(&mut self, left: &ForStatementLeft<'_>) -> Pattern {
        match left {
            ForStatementLeft::VariableDeclaration(variables) => {
                variables.declarations.first().map_or(Pattern::Other, |first| self.pattern(&first.id))
            }
            other => self.target(other.to_assignment_target()),
        }
    }
}

/// Whether a condition is literally true.
fn always(test: &Expression<'_>) -> bool {
    match bare(test) {
        Expression::BooleanLiteral(e) => e.value,
        Expression::NumericLiteral(e) => e.value != 0.0,
        _ => false,
    }
}
