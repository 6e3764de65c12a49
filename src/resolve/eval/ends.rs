//! What may end a loop that goes through no collection, beside the work itself: a count, a clock, a budget. And whether
//! its passes wait for somebody, so that they come no faster than people or queues do.
//!
//! Both are told from what the loop says, not from what the functions do that it calls. Names say as much as operators
//! here: `if self.over_budget(): break` is a limit.

use crate::syntax::{Argument, Expr, ExprKind, Item, Loop, LoopKind, Operator, Pair, Segment, Stmt, StmtKind};

/// How deep statements and expressions are looked into.
const DEPTH: u32 = 64;

/// Parts of a name that stand for something that runs out, or for somebody who may stop it.
const LIMITS: [&str; 32] = [
    "abort",
    "aborted",
    "attempt",
    "attempts",
    "budget",
    "cancelled",
    "canceled",
    "cost",
    "count",
    "counter",
    "deadline",
    "depth",
    "elapsed",
    "exceeded",
    "exhausted",
    "index",
    "iteration",
    "iterations",
    "limit",
    "limits",
    "max",
    "quota",
    "remaining",
    "retries",
    "retry",
    "round",
    "rounds",
    "spent",
    "step",
    "steps",
    "timeout",
    "turns",
];

/// Calls that end only when somebody says something, or when it is time again.
const WAITS: [&str; 22] = [
    "accept",
    "ask",
    "blpop",
    "brpop",
    "consume",
    "delay",
    "dequeue",
    "gets",
    "input",
    "listen",
    "poll",
    "prompt",
    "question",
    "read_line",
    "readline",
    "receive",
    "recv",
    "sleep",
    "subscribe",
    "text_input",
    "usleep",
    "wait",
];

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
        match &stmt.kind {
            StmtKind::If { test, then, otherwise } => {
                let ends = leaves(then, nested) || leaves(otherwise, nested);
                self.limited |= ends && says_a_limit(test, depth);
                self.expression(test, depth);
                self.block(then, nested, depth);
                self.block(otherwise, nested, depth);
            }
            StmtKind::Switch { subject, cases } => {
                self.expression(subject, depth);
                cases.iter().for_each(|case| self.block(&case.body, nested, depth));
            }
            StmtKind::Loop(inner) => {
                inner.over.iter().chain(&inner.test).for_each(|head| self.expression(head, depth));
                self.block(&inner.body, true, depth);
            }
            StmtKind::Try { body, handlers, otherwise, finally } => {
                [body, otherwise, finally].into_iter().for_each(|body| self.block(body, nested, depth));
                handlers.iter().for_each(|handler| self.block(&handler.body, nested, depth));
            }
            StmtKind::With { items, body } => {
                items.iter().for_each(|(item, _)| self.expression(item, depth));
                self.block(body, nested, depth);
            }
            StmtKind::Block(body) => self.block(body, nested, depth),
            StmtKind::Assign { value: Some(value), .. }
            | StmtKind::Augment { value, .. }
            | StmtKind::Expr(value)
            | StmtKind::Return(Some(value)) => self.expression(value, depth),
            _ => {}
        }
    }

    fn expression(&mut self, expr: &Expr, depth: u32) {
        let Some(depth) = depth.checked_sub(1).filter(|_| !self.waits) else { return };
        if let ExprKind::Call { callee, .. } = &expr.kind {
            self.waits |= callee.last_name().is_some_and(|name| WAITS.contains(&name.to_ascii_lowercase().as_str()));
        }
        parts(expr).into_iter().for_each(|part| self.expression(part, depth));
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
    compares || named() || parts(test).into_iter().any(|part| says_a_limit(part, depth))
}

fn names_a_limit(name: &str) -> bool {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in name.chars() {
        if !character.is_alphanumeric() || character.is_uppercase() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
    }
    words.push(word);
    // A name of capitals alone (`MAX_TURNS`) falls into letters: it is looked at as a whole, too.
    let whole = name.to_ascii_lowercase();
    let constant = whole.split('_').any(|word| LIMITS.contains(&word));
    constant || words.iter().any(|word| LIMITS.contains(&word.as_str()))
}

/// The expressions that an expression is made of.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Call { callee, arguments, .. } => std::iter::once(&**callee)
            .chain(arguments.iter().map(|argument| match argument {
                Argument::Positional(value)
                | Argument::Named(_, value)
                | Argument::Spread(value)
                | Argument::SpreadNamed(value) => value,
            }))
            .collect(),
        ExprKind::Attribute { of, .. } | ExprKind::Unary { of, .. } | ExprKind::Await(of) => vec![of],
        ExprKind::Index { of, index } => vec![of, index],
        ExprKind::Binary { left, right, .. } | ExprKind::Tagged(left, right) => vec![left, right],
        ExprKind::Choice { test, yes, no } => vec![test, yes, no],
        ExprKind::Assign { value, .. } => vec![value],
        ExprKind::Text(segments) => segments.iter().filter_map(hole).collect(),
        ExprKind::List(items) => items.iter().map(|(Item::One(item) | Item::Spread(item))| item).collect(),
        ExprKind::Map(pairs) => pairs
            .iter()
            .map(|pair| match pair {
                Pair::Entry(_, value) | Pair::Spread(value) => value,
            })
            .collect(),
        ExprKind::Other(all) => all.iter().collect(),
        _ => Vec::new(),
    }
}

fn hole(segment: &Segment) -> Option<&Expr> {
    if let Segment::Hole(expr) = segment { Some(expr) } else { None }
}
