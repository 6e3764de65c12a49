//! How long a loop certainly waits between two passes that call Claude.

use super::{Nearby, called, for_exprs, path};
use crate::{
    resolve::files::Files,
    source::Span,
    syntax::{Expr, ExprKind, Operator, Stmt, StmtKind},
};

/// A wait between two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Whole seconds.
    pub seconds: u64,
    /// Where it is written.
    pub at: Span,
}

/// Functions that wait, with how many of what they are given make a second.
const SLEEPS: [(&str, i64); 12] = [
    ("Bun.sleep", 1000),
    ("anyio.sleep", 1),
    ("asyncio.sleep", 1),
    ("delay", 1000),
    ("gevent.sleep", 1),
    ("scheduler.wait", 1000),
    ("setTimeout", 1000),
    ("sleep", 1000),
    ("time.sleep", 1),
    ("timers.setTimeout", 1000),
    ("trio.sleep", 1),
    ("wait", 1000),
];
/// The longest wait that is believed, in seconds: a week.
const LONGEST: u64 = 7 * 24 * 3600;

/// Functions of a file that are gone up through, where each is called in one place.
const CALLERS: u32 = 3;

/// The wait in the innermost loop around a call, or of the timer that makes it; nothing where it is not known, or depends
/// on something.
pub fn pause(files: &dyn Files, call: Span) -> Option<Pause> {
    let mut nearby = Nearby::at(files, call, call)?;
    for _ in 0..CALLERS {
        let in_loop = nearby.loops().pop().map(|looped| nearby.slept(&looped.body));
        let pause = in_loop.unwrap_or_else(|| nearby.every());
        if pause.is_some() || in_loop.is_some() {
            return pause.filter(|pause| pause.seconds <= LONGEST);
        }
        nearby.at = nearby.called_once()?;
    }
    None
}

impl Nearby<'_> {
    /// The waits that every pass makes: not those on a condition or after an error.
    fn slept(&self, block: &[Stmt]) -> Option<Pause> {
        let mut total: Option<Pause> = None;
        for statement in block {
            let inner = match &statement.kind {
                StmtKind::Expr(expr) => self.sleep(expr),
                StmtKind::Try { body, finally, .. } => self.slept(body).or_else(|| self.slept(finally)),
                StmtKind::With { body, .. } | StmtKind::Block(body) => self.slept(body),
                _ => None,
            };
            if let Some(pause) = inner {
                total =
                    Some(Pause { seconds: total.map_or(0, |t| t.seconds).saturating_add(pause.seconds), at: pause.at });
            }
        }
        total
    }

    fn sleep(&self, expr: &Expr) -> Option<Pause> {
        if let ExprKind::Await(inner) = &expr.kind {
            return self.sleep(inner);
        }
        let (callee, arguments) = called(expr)?;
        let name = path(callee);
        // `await new Promise((resolve) => setTimeout(resolve, 60000))`
        if let (Some("Promise"), Some(ExprKind::Function(index))) =
            (name.as_deref(), arguments.first().map(|first| &first.kind))
        {
            let body = &self.module.functions.get(*index as usize)?.body;
            let [Stmt { kind: StmtKind::Return(Some(inner)) | StmtKind::Expr(inner), .. }] = body.as_slice() else {
                return None;
            };
            let (callee, arguments) = called(inner)?;
            return (path(callee)? == "setTimeout").then(|| self.lasting(arguments.get(1)?, 1000, expr.span))?;
        }
        let name = name?;
        let (_, unit) = SLEEPS.iter().find(|(known, _)| *known == name)?;
        // `from time import sleep`
        let unit = if self.is_python() { 1 } else { *unit };
        self.lasting(arguments.first()?, unit, expr.span)
    }

    fn lasting(&self, amount: &Expr, unit: i64, at: Span) -> Option<Pause> {
        let seconds = self.number(amount, 4)? / unit;
        Some(Pause { seconds: u64::try_from(seconds).ok().filter(|seconds| *seconds > 0)?, at })
    }

    /// A whole number that is written out, or a constant of the module.
    fn number(&self, expr: &Expr, depth: u32) -> Option<i64> {
        match &expr.kind {
            ExprKind::Int(int) => Some(*int),
            #[expect(clippy::cast_possible_truncation, reason = "a fraction of a second does not matter")]
            ExprKind::Float(float) => (float.abs() < 1e9).then_some(float.trunc() as i64),
            ExprKind::Binary { operator: Operator::Multiply, left, right } => {
                let depth = depth.checked_sub(1)?;
                self.number(left, depth)?.checked_mul(self.number(right, depth)?)
            }
            ExprKind::Name(name) => self.constant(name, depth.checked_sub(1)?),
            _ => None,
        }
    }

    /// A constant of the module, or of the one that it is imported from.
    fn constant(&self, name: &str, depth: u32) -> Option<i64> {
        let bound = |statement: &&Stmt| matches!(&statement.kind, StmtKind::Assign { targets, .. } if targets.iter().any(|target| super::binds(target, name)));
        let mut bound = self.module.body.iter().filter(bound);
        match (bound.next(), bound.next()) {
            (None, _) => self.imported(name).and_then(|(there, name)| there.constant(&name, depth.checked_sub(1)?)),
            (Some(Stmt { kind: StmtKind::Assign { value: Some(value), .. }, .. }), None) => self.number(value, depth),
            _ => None,
        }
    }

    /// `setInterval(ask, 600_000)`, `schedule.every(30).minutes.do(ask)` around the call, or around its function by name.
    fn every(&self) -> Option<Pause> {
        let (index, function) = self.function(self.at)?;
        let is_it = |expr: &&Expr| match &expr.kind {
            ExprKind::Function(other) => *other == index,
            ExprKind::Name(name) => function.name.as_ref() == Some(name),
            _ => false,
        };
        let mut found = None;
        let mut look = |expr: &Expr| {
            let Some((callee, arguments)) = called(expr) else { return };
            if !arguments.first().is_some_and(is_it) {
                return;
            }
            found = found.or_else(|| match &callee.kind {
                ExprKind::Name(name) if name == "setInterval" => self.lasting(arguments.get(1)?, 1000, callee.span),
                ExprKind::Attribute { of, name, .. } if name == "do" => self.scheduled(of),
                _ => None,
            });
        };
        for_exprs(&self.module.body, &mut look);
        self.module.functions.iter().for_each(|function| for_exprs(&function.body, &mut look));
        found
    }

    /// The one place of the file that calls the function around.
    fn called_once(&self) -> Option<Span> {
        let name = self.function(self.at)?.1.name.as_ref()?;
        let mut places = Vec::new();
        let mut look = |expr: &Expr| {
            if let Some((callee, _)) = called(expr).filter(|(callee, _)| callee.last_name() == Some(name)) {
                places.push(callee.span);
            }
        };
        for_exprs(&self.module.body, &mut look);
        self.module.functions.iter().for_each(|function| for_exprs(&function.body, &mut look));
        if let [place] = places.as_slice() { Some(*place) } else { None }
    }

    /// `schedule.every(30).minutes`
    fn scheduled(&self, expr: &Expr) -> Option<Pause> {
        let ExprKind::Attribute { of, name, .. } = &expr.kind else { return None };
        let (callee, arguments) = called(of)?;
        let seconds = match name.as_str() {
            "minutes" => 60,
            "hours" => 3600,
            "seconds" => 1,
            _ => return None,
        };
        let count = u64::try_from(self.number(arguments.first()?, 4)?).ok()?;
        (path(callee)? == "schedule.every").then(|| Pause { seconds: count.saturating_mul(seconds), at: expr.span })
    }
}
