//! Parts of a request that are others in a later turn of the same conversation.

use super::{DEPTH, Nearby, adds, any_part, binds, bound, for_exprs, for_statements};
use crate::{
    calls::CallSite,
    resolve::files::Files,
    source::Span,
    syntax::{Expr, ExprKind, Loop, Stmt, StmtKind},
};

/// A part of the request that changes from one turn to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changing {
    /// Its name, as the API has it.
    pub part: &'static str,
    /// What decides, or changes it.
    pub at: Span,
}

/// Parts of a request that stand before the messages, or invalidate what was cached of them, in order of what they cost.
const PARTS: [(&str, &[&str]); 5] = [
    ("model", &["model"]),
    ("tools", &["tools"]),
    ("system", &["system"]),
    ("tool_choice", &["tool_choice", "toolChoice"]),
    ("thinking", &["thinking"]),
];

/// What changes between the turns of the innermost loop around a call. Only what the loop itself decides counts: a value
/// that is chosen before it is the same in every turn, and one that is chosen after an error is another attempt.
pub fn changing(files: &dyn Files, call: &CallSite) -> Option<Changing> {
    let nearby = Nearby::of(files, call)?;
    let looped = nearby.loops().pop()?;
    let mut names = Vec::new();
    looped.target.iter().for_each(|target| bound(target, &mut names));
    for_statements(&looped.body, &mut |statement| match &statement.kind {
        StmtKind::Assign { targets, value: Some(_), .. } => targets.iter().for_each(|target| bound(target, &mut names)),
        StmtKind::Augment { target, .. } => bound(target, &mut names),
        _ => {}
    });
    let turns = Turns { nearby: &nearby, looped, names };
    PARTS.iter().find_map(|(part, spelled)| {
        let at = turns.changed(nearby.argument(spelled)?, DEPTH)?;
        Some(Changing { part, at })
    })
}

/// A loop, and the names that it changes.
struct Turns<'m> {
    nearby: &'m Nearby<'m>,
    looped: &'m Loop,
    names: Vec<String>,
}

impl Turns<'_> {
    /// Where a value becomes another one between turns.
    fn changed(&self, value: &Expr, depth: u32) -> Option<Span> {
        let depth = depth.checked_sub(1)?;
        match &value.kind {
            ExprKind::Choice { test, .. } => self.depends(test).then_some(value.span),
            ExprKind::Name(name) => self.rebound(name, depth),
            ExprKind::Text(_) | ExprKind::List(_) | ExprKind::Map(_) => {
                let mut at = None;
                value.for_parts(&mut |part| {
                    at = at.or_else(|| match &part.kind {
                        ExprKind::Name(name) if self.is_counted(name) => Some(part.span),
                        ExprKind::Choice { .. } | ExprKind::Text(_) | ExprKind::List(_) | ExprKind::Map(_) => {
                            self.changed(part, depth)
                        }
                        _ => None,
                    });
                });
                at
            }
            _ => None,
        }
    }

    /// Whether an expression names something that the loop changes.
    fn depends(&self, test: &Expr) -> bool {
        any_part(test, &|part| matches!(&part.kind, ExprKind::Name(name) if self.names.iter().any(|own| own == name)))
    }

    /// Whether a name is the loop's own counter, which is another one in each turn.
    fn is_counted(&self, name: &str) -> bool {
        self.looped.target.as_ref().is_some_and(|target| binds(target, name)) || self.counts(name)
    }

    fn counts(&self, name: &str) -> bool {
        let mut found = false;
        for_statements(&self.looped.body, &mut |statement| {
            found |= matches!(&statement.kind, StmtKind::Augment { target, value, .. }
                if binds(target, name) && matches!(value.kind, ExprKind::Int(_)));
        });
        found
    }

    /// Where the loop sets a name on some condition of its own, or adds to the list that it is.
    fn rebound(&self, name: &str, depth: u32) -> Option<Span> {
        let mut at = self.set_on_condition(&self.looped.body, name, false, depth);
        for_exprs(&self.looped.body, &mut |expr| at = at.or_else(|| adds(expr, name).then_some(expr.span)));
        at
    }

    fn set_on_condition(&self, block: &[Stmt], name: &str, on_condition: bool, depth: u32) -> Option<Span> {
        block.iter().find_map(|statement| match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } if targets.iter().any(|it| binds(it, name)) => {
                let other = !any_part(value, &|part| matches!(part.kind, ExprKind::Await(_)));
                let chosen = on_condition && other && !self.is_set_nowhere_else(name, statement);
                chosen.then_some(statement.span).or_else(|| self.changed(value, depth))
            }
            StmtKind::If { test, then, otherwise } => {
                let depends = on_condition || self.depends(test);
                let either = [then, otherwise];
                either.into_iter().find_map(|block| self.set_on_condition(block, name, depends, depth))
            }
            StmtKind::With { body, .. } | StmtKind::Block(body) | StmtKind::Try { body, .. } => {
                self.set_on_condition(body, name, on_condition, depth)
            }
            _ => None,
        })
    }

    /// Whether nothing else sets the name, so that each pass that uses it has set it alike.
    fn is_set_nowhere_else(&self, name: &str, statement: &Stmt) -> bool {
        let mut others = 0;
        for_statements(self.nearby.block(self.nearby.at), &mut |other| {
            let sets = match &other.kind {
                StmtKind::Assign { targets, .. } => targets.iter().any(|target| binds(target, name)),
                _ => false,
            };
            others += u32::from(sets && other.span != statement.span);
        });
        others == 0
    }
}
