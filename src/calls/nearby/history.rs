//! Messages that only ever become more.

use super::{Nearby, for_exprs, for_statements, path};
use crate::{
    calls::CallSite,
    resolve::files::Files,
    source::Span,
    syntax::{Expr, ExprKind, Operator, Stmt, StmtKind},
};

/// A list of messages that is sent whole and only grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growing {
    /// Where something is added to it.
    pub at: Span,
    /// What keeps it from one request to the next.
    pub kept: Kept,
}

/// What keeps a list of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The passes of a loop.
    Loop,
    /// An object, as long as it lives.
    Object,
    /// The process.
    Process,
}

/// Words that say that something is taken away, in whatever way and place of the file.
const BOUNDS: [&str; 24] = [
    ".clear(",
    ".pop(",
    ".shift(",
    ".slice(",
    ".splice(",
    "[-",
    "clear_tool_uses",
    "compact",
    "condens",
    "context_management",
    "del ",
    "deque(",
    "keep_last",
    "limit",
    "max_history",
    "max_messages",
    "maxhistory",
    "maxmessages",
    "prune",
    "reset",
    "shorten",
    "summar",
    "trim",
    "trunc",
];

/// The messages of a call, where they are kept from request to request and nothing in the file ever makes them fewer.
pub fn growing(files: &dyn Files, call: &CallSite) -> Option<Growing> {
    let nearby = Nearby::of(files, call)?;
    let messages = path(nearby.argument(&["messages"])?)?;
    let text = nearby.source.text.to_ascii_lowercase();
    if BOUNDS.iter().any(|word| text.contains(word)) || text.contains("window") && !text.contains("window.") {
        return None;
    }
    let at = nearby.added(&messages)?;
    let kept = match messages.split_once('.') {
        Some(("self" | "this", rest)) if !rest.contains('.') => {
            nearby.set_once(&messages)?;
            Kept::Object
        }
        Some(_) => return None,
        None if nearby.is_global(&messages) => Kept::Process,
        None => {
            let looped = nearby.loops().pop()?;
            let mut fresh = false;
            for_statements(&looped.body, &mut |statement| fresh |= assigns(statement, &messages));
            let within = looped.body.iter().any(|statement| statement.span.contains(at));
            (within && !fresh).then_some(Kept::Loop)?
        }
    };
    Some(Growing { at, kept })
}

impl Nearby<'_> {
    /// Where the function of the call adds to a list.
    fn added(&self, list: &str) -> Option<Span> {
        let mut at = None;
        for_exprs(self.block(self.at), &mut |expr| at = at.or_else(|| adds(expr, list)));
        for_statements(self.block(self.at), &mut |statement| {
            if let StmtKind::Augment { target: super::Pattern::Name(name, _), operator: Operator::Add, .. } =
                &statement.kind
            {
                at = at.or_else(|| (name == list).then_some(statement.span));
            }
        });
        at
    }

    /// Whether a field is set but once in the file: by the class or its constructor, before the first turn.
    fn set_once(&self, field: &str) -> Option<()> {
        let name = field.rsplit('.').next()?;
        let mut times = 0;
        let mut count = |statement: &Stmt| times += usize::from(assigns(statement, field));
        self.module.functions.iter().for_each(|function| for_statements(&function.body, &mut count));
        for class in &self.module.classes {
            for_statements(&class.body, &mut |statement| times += usize::from(assigns(statement, name)));
        }
        (times == 1).then_some(())
    }

    /// Whether a name is a list of the module, and no function has one of its own.
    fn is_global(&self, name: &str) -> bool {
        let own = self.function(self.at).map_or(&[][..], |(_, function)| &function.body);
        let mut shadowed = false;
        for_statements(own, &mut |statement| shadowed |= assigns(statement, name));
        let function = self.function(self.at).map(|(_, function)| function);
        let passed = function.is_some_and(|f| f.parameters.iter().any(|p| super::binds(&p.pattern, name)));
        let mut times = 0;
        for_statements(&self.module.body, &mut |statement| times += usize::from(assigns(statement, name)));
        function.is_some() && !shadowed && !passed && times == 1
    }
}

fn adds(expr: &Expr, list: &str) -> Option<Span> {
    let ExprKind::Call { callee, .. } = &expr.kind else { return None };
    let ExprKind::Attribute { of, name, .. } = &callee.kind else { return None };
    let adds = ["append", "extend", "push"].contains(&name.as_str());
    (adds && path(of).as_deref() == Some(list)).then_some(expr.span)
}

fn assigns(statement: &Stmt, to: &str) -> bool {
    match &statement.kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(|target| match target {
            super::Pattern::Place(place) => path(place).as_deref() == Some(to),
            other => super::binds(other, to),
        }),
        _ => false,
    }
}
