//! Loops that end with the first success and with nothing else: whatever goes wrong, the same is tried again.

use crate::{
    source::Span,
    syntax::{Expr, ExprKind, Loop, LoopKind, Stmt, StmtKind},
};

/// Calls that a handler may make and still go on: it tells somebody, or waits.
const GO_ON: [&str; 17] = [
    "Promise",
    "debug",
    "delay",
    "echo",
    "error",
    "exception",
    "info",
    "log",
    "print",
    "setTimeout",
    "sleep",
    "trace",
    "wait",
    "warn",
    "warning",
    "write",
    "writeln",
];

/// What such a loop tries, if it is one: no count and no clock, no error that it gives up at, and nothing that ends it
/// unseen. Nothing is certain of a handler that does more than tell and wait.
pub fn tried_for_ever(looped: &Loop) -> Option<Span> {
    let (tried, after) = match looped.body.as_slice() {
        [tried] => (tried, None),
        [tried, after] => (tried, Some(after)),
        _ => return None,
    };
    let StmtKind::Try { body, handlers, otherwise, finally } = &tried.kind else { return None };
    let succeeds = [body.last(), otherwise.last()].into_iter().flatten().chain(after).any(leaves);
    let goes_on = !handlers.is_empty() && handlers.iter().all(|handler| handler.body.iter().all(tells));
    let only =
        looped.kind == LoopKind::Forever && finally.iter().all(tells) && after.is_none_or(|it| leaves(it) || tells(it));
    let (first, last) = (body.first()?, body.last()?);
    (only && succeeds && goes_on).then_some(Span { end: last.span.end, ..first.span })
}

fn leaves(statement: &Stmt) -> bool {
    matches!(statement.kind, StmtKind::Break | StmtKind::Return(_))
}

fn tells(statement: &Stmt) -> bool {
    match &statement.kind {
        StmtKind::Continue => true,
        StmtKind::Expr(expr) => is_told(expr),
        _ => false,
    }
}

fn is_told(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Await(inner) => is_told(inner),
        ExprKind::Call { callee, .. } => callee.last_name().is_some_and(|name| GO_ON.contains(&name)),
        _ => false,
    }
}
