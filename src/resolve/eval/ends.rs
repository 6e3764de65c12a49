//! What may end a loop that goes through no collection, beside the work itself: a count, a clock, a budget. And whether
//! its passes wait for somebody, so that they come no faster than people or queues do.
//!
//! Both are told from what the loop says, not from what the functions do that it calls. Names say as much as operators
//! here: `if self.over_budget(): break` is a limit.

use crate::{
    catalog::habits::habits,
    syntax::{Expr, ExprKind, Loop, LoopKind, Operator, Stmt, StmtKind, words_of},
};

/// How deep statements and expressions are looked into.
const DEPTH: u32 = 64;

/// What is known of a loop's end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    /// Whether something beside the work may end it.
    pub limited: bool,
    /// Whether its passes wait for somebody.
    pub waits: bool,
}

impl Ends {
    /// What a loop says. One that goes through a collection ends with it.
    pub fn of(looped: &Loop) -> Ends {
        if !matches!(looped.kind, LoopKind::While | LoopKind::Forever) {
            return Ends { limited: true, waits: false };
        }
        let mut ends = Ends::default();
        if let Some(test) = &looped.test {
            ends.limited = says_a_limit(test, DEPTH);
            ends.expression(test, DEPTH);
        }
        ends.block(&looped.body, false, DEPTH);
        ends
    }

    /// `nested`: within a loop in the loop, which a `break` leaves instead.
    fn block(&mut self, body: &[Stmt], nested: bool, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for stmt in body {
            self.statement(stmt, nested, depth);
        }
    }

    fn statement(&mut self, stmt: &Stmt, nested: bool, depth: u32) {
        if let StmtKind::If { test, then, otherwise } = &stmt.kind {
            let ends = leaves(then, nested) || leaves(otherwise, nested);
            self.limited |= ends && says_a_limit(test, depth);
        }
        let nested = nested || matches!(stmt.kind, StmtKind::Loop(_));
        stmt.for_values(&mut |value| self.expression(value, depth));
        stmt.for_blocks(&mut |block| self.block(block, nested, depth));
    }

    fn expression(&mut self, expr: &Expr, depth: u32) {
        let Some(depth) = depth.checked_sub(1).filter(|_| !self.waits) else { return };
        if let ExprKind::Call { callee, .. } = &expr.kind {
            self.waits |=
                callee.last_name().is_some_and(|name| habits().loops.waits.contains(&name.to_ascii_lowercase()));
        }
        expr.for_parts(&mut |part| self.expression(part, depth));
    }
}

/// Whether statements leave the loop.
fn leaves(body: &[Stmt], nested: bool) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break => !nested,
        StmtKind::Return(_) | StmtKind::Raise(_) => true,
        _ => false,
    })
}

/// Whether a condition compares sizes, or names something that runs out.
fn says_a_limit(test: &Expr, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    let compares = matches!(
        &test.kind,
        ExprKind::Binary {
            operator: Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual,
            ..
        }
    );
    let named = || test.last_name().is_some_and(names_a_limit);
    let mut says = compares || named();
    test.for_parts(&mut |part| says = says || says_a_limit(part, depth));
    says
}

fn names_a_limit(name: &str) -> bool {
    let parts = name.split(|letter: char| !letter.is_alphanumeric());
    parts.flat_map(words_of).any(|word| habits().loops.limits.contains(&word))
}
