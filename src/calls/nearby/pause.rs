//! How long a loop certainly waits between two passes that call Claude.

use super::{Nearby, called, for_exprs, path, schedule::seconds_between};
use crate::{
    catalog::waits::waits,
    resolve::files::Files,
    source::Span,
    syntax::{Argument, Expr, ExprKind, Operator, Stmt, StmtKind},
    value::Name,
};

/// A wait between two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Whole seconds.
    pub seconds: u64,
    /// Where it is written.
    pub at: Span,
}

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
            let unit = waits().sleeps(&path(callee)?)?;
            return self.lasting(arguments.get(1)?, unit, expr.span);
        }
        let unit = waits().sleeps(&name?)?;
        // `from time import sleep`
        let unit = if self.is_python() { 1 } else { unit };
        self.lasting(arguments.first()?, unit, expr.span)
    }

    fn lasting(&self, amount: &Expr, unit: u64, at: Span) -> Option<Pause> {
        let seconds = self.whole(amount)?.checked_div(unit)?;
        Some(Pause { seconds: Some(seconds).filter(|seconds| *seconds > 0)?, at })
    }

    fn whole(&self, expr: &Expr) -> Option<u64> {
        u64::try_from(self.number(expr, 4)?).ok()
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

    /// `setInterval(ask, 600_000)`, `schedule.every(30).minutes.do(ask)`, `cron.schedule("*/30 * * * *", ask)` around the
    /// call, or around its function by name; `@scheduler.scheduled_job("interval", minutes=30)` above it.
    fn every(&self) -> Option<Pause> {
        let (index, function) = self.function(self.at)?;
        let is_it = |expr: &Expr| match &expr.kind {
            ExprKind::Function(other) => *other == index,
            _ => function.name.is_some() && ran(expr) == function.name.as_ref(),
        };
        let mut found = function.decorators.iter().find_map(|decorator| self.started(decorator, None));
        let mut look = |expr: &Expr| found = found.or_else(|| self.started(expr, Some(&is_it)));
        for_exprs(&self.module.body, &mut look);
        self.module.functions.iter().for_each(|function| for_exprs(&function.body, &mut look));
        found
    }

    /// How long it is between two times that a call starts what `is_it`, or a decorator what it stands above.
    fn started(&self, expr: &Expr, is_it: Option<&dyn Fn(&Expr) -> bool>) -> Option<Pause> {
        let (callee, arguments) = called(expr)?;
        let runs = |number: usize| is_it.zip(arguments.get(number)).is_some_and(|(is_it, given)| is_it(given));
        if let ExprKind::Attribute { of, name, .. } = &callee.kind
            && name == "do"
            && runs(0)
        {
            return self.scheduled(of);
        }
        let name = path(callee)?;
        if let Some(timer) = waits().timer(&name).filter(|timer| runs(timer.runs)) {
            return self.lasting(arguments.get(timer.waits)?, timer.per_second, callee.span);
        }
        if let Some(cron) = waits().cron(&name).filter(|cron| runs(cron.runs)) {
            let seconds = seconds_between(arguments.get(cron.at)?.fixed_text()?)?;
            return Some(Pause { seconds, at: callee.span });
        }
        let interval = waits().interval(&name).filter(|interval| interval.runs.map_or(is_it.is_none(), runs))?;
        let words: Vec<&str> = arguments.iter().filter_map(|given| given.fixed_text()).collect();
        let fits = words.is_empty() && interval.runs.is_none() || words.contains(&interval.word.as_str());
        self.units(expr).filter(|_| fits).map(|seconds| Pause { seconds, at: callee.span })
    }

    /// `hours=1, minutes=30`, all of them known.
    fn units(&self, call: &Expr) -> Option<u64> {
        let ExprKind::Call { arguments, .. } = &call.kind else { return None };
        let mut total = 0_u64;
        for argument in arguments {
            match argument {
                Argument::Named(name, value) => {
                    let Some(unit) = waits().unit(name) else { continue };
                    total = total.saturating_add(self.whole(value)?.saturating_mul(unit));
                }
                Argument::Positional(_) => {}
                _ => return None,
            }
        }
        (total > 0).then_some(total)
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
        let unit = waits().unit(name)?;
        let count = self.whole(arguments.first()?)?;
        (path(callee)? == "schedule.every").then(|| Pause { seconds: count.saturating_mul(unit), at: expr.span })
    }
}

/// The name of what an argument has called: `ask`, or `ask.s()` as Celery has it.
fn ran(expr: &Expr) -> Option<&Name> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Call { callee, .. } => match &callee.kind {
            ExprKind::Attribute { of, name, .. } if name == "s" => ran(of),
            _ => None,
        },
        _ => None,
    }
}
