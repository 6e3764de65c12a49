//! What a file does with the results of its calls: whether anything of a response can be seen beside its content.
//!
//! A result that is handed on, returned, printed or kept may be metered by whoever gets it. Only where each use of its
//! name is a look at one of a few members, which say nothing of tokens, is it certain that its usage is lost.

use super::{answers::Flows, tries::tried_for_ever};
use crate::{
    source::Span,
    syntax::{Argument, ClassIndex, Expr, ExprKind, FunctionIndex, Language, Module, Pattern, Stmt, StmtKind},
};
use std::collections::{HashMap, HashSet};

/// Members of a response that say nothing of its usage, and do not hold all of it.
const PARTS: [&str; 7] = ["content", "id", "model", "role", "stop_reason", "stop_sequence", "type"];
/// Readers of JSON: what they are called on, and the call.
const READERS: [(&str, &str); 2] = [("json", "loads"), ("JSON", "parse")];

/// What one file does with results.
#[derive(Debug, Default)]
pub struct Responses {
    /// Where calls stand of whose results only such members are looked at, by the callee's final name.
    parted: HashSet<u32>,
    /// Where texts are read as JSON.
    reads: Vec<Span>,
    /// What is tried until it succeeds.
    tried: Vec<Span>,
    /// Calls whose answers are read as JSON, by the callee's final name.
    answers: HashSet<u32>,
}

/// What is gathered while a file is read.
#[derive(Default)]
struct Gathered<'m> {
    owner: Option<FunctionIndex>,
    found: Responses,
    /// Where each name is looked at, and whether only a member of it is.
    uses: HashMap<&'m str, Vec<(u32, bool)>>,
    /// Functions that bind each name; nothing for the module.
    bound: HashMap<&'m str, Vec<Option<FunctionIndex>>>,
    /// Results that get a name: the call, the name, the function.
    held: Vec<(u32, &'m str, FunctionIndex)>,
    /// What flows where.
    flows: Flows<'m>,
    /// How many dicts are around: what stands in one is told to somebody, and does not become what is made of it.
    dicts: u32,
    /// The value that names are being bound to.
    value: Option<Span>,
}

impl Responses {
    /// Reads a module once. In languages that lower a block's last value otherwise, nothing is certain.
    pub fn of(module: &Module) -> Self {
        if !matches!(module.language, Language::Python | Language::TypeScript | Language::JavaScript) {
            return Self::default();
        }
        let mut gathered = Gathered::default();
        gathered.block(module, &module.body);
        for (index, function) in (0..).zip(&module.functions) {
            gathered.owner = Some(index);
            gathered.block(module, &function.body);
            for parameter in &function.parameters {
                gathered.pattern(module, &parameter.pattern);
                if let Some(default) = &parameter.default {
                    gathered.expr(module, default);
                }
            }
            for decorator in &function.decorators {
                gathered.expr(module, decorator);
            }
        }
        gathered.settled(module)
    }

    /// Whether of the result of the call at this place only members are looked at that say nothing of usage.
    pub fn parts_only(&self, at: Span) -> bool {
        self.parted.contains(&at.start)
    }

    /// Whether the call at a place is made until a text that is read as JSON beside it is valid.
    pub fn reads_for_ever(&self, at: Span) -> bool {
        let mut around = self.tried.iter().filter(|tried| tried.contains(at));
        around.any(|tried| self.reads.iter().any(|read| tried.contains(*read)))
    }

    /// Whether what the call at this place answers is read as JSON in its function.
    pub fn reads_json(&self, at: Span) -> bool {
        self.answers.contains(&at.start)
    }
}

impl<'m> Gathered<'m> {
    fn settled(mut self, module: &Module) -> Responses {
        let parted = self.held.iter().filter(|(_, name, owner)| self.is_parted(module, name, *owner));
        let parted: Vec<u32> = parted.map(|(call, ..)| *call).collect();
        self.found.parted.extend(parted);
        self.found.answers = self.flows.read_answers();
        self.found
    }

    /// Whether a name is looked at in a function, and each time only at a member of it.
    fn is_parted(&self, module: &Module, name: &str, owner: FunctionIndex) -> bool {
        let span = module.functions[owner as usize].span;
        let uses = self.uses.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut within = uses.iter().filter(|(at, _)| *at >= span.start && *at < span.end).peekable();
        let looked_at = within.peek().is_some();
        looked_at && within.all(|(_, part)| *part) && !self.is_bound_around(module, name, owner)
    }

    /// Whether something around a function binds the name too, so that an assignment in it may be seen outside.
    fn is_bound_around(&self, module: &Module, name: &str, owner: FunctionIndex) -> bool {
        let bound = self.bound.get(name).map(Vec::as_slice).unwrap_or_default();
        let parents = std::iter::successors(module.functions[owner as usize].parent, |index| {
            module.functions[*index as usize].parent
        });
        bound.contains(&None) || parents.into_iter().any(|parent| bound.contains(&Some(parent)))
    }

    fn block(&mut self, module: &'m Module, body: &'m [Stmt]) {
        for statement in body {
            self.statement(module, statement);
        }
    }

    fn statement(&mut self, module: &'m Module, statement: &'m Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value, .. } => {
                if let ([target], Some(value)) = (targets.as_slice(), value) {
                    self.hold(target, value);
                }
                for target in targets {
                    self.bound_to(module, target, value.as_ref());
                }
            }
            StmtKind::Augment { target, value, .. } => self.bound_to(module, target, Some(value)),
            StmtKind::Loop(looped) => {
                self.found.tried.extend(tried_for_ever(looped));
                if let Some(target) = &looped.target {
                    self.bound_to(module, target, looped.over.as_ref());
                }
            }
            StmtKind::With { items, .. } => {
                for (expr, name) in items {
                    if let Some(name) = name {
                        self.bound_to(module, name, Some(expr));
                    }
                }
            }
            StmtKind::Class(index) => self.class(module, *index),
            StmtKind::Outer(names) => {
                for name in names {
                    self.bind(name, None);
                }
            }
            _ => {}
        }
        statement.for_values(&mut |value| self.expr(module, value));
        statement.for_blocks(&mut |block| self.block(module, block));
    }

    fn class(&mut self, module: &'m Module, index: ClassIndex) {
        if let Some(class) = module.classes.get(index as usize) {
            self.block(module, &class.body);
            class.decorators.iter().chain(&class.bases).for_each(|expr| self.expr(module, expr));
        }
    }

    fn bind(&mut self, name: &'m str, owner: Option<FunctionIndex>) {
        self.bound.entry(name).or_default().push(owner);
        if let Some(value) = self.value {
            self.flows.bind(owner, name, value);
        }
    }

    /// A pattern whose names get a value, or parts of it.
    fn bound_to(&mut self, module: &'m Module, pattern: &'m Pattern, value: Option<&'m Expr>) {
        self.value = value.map(|value| value.span);
        self.pattern(module, pattern);
        self.value = None;
    }

    fn pattern(&mut self, module: &'m Module, pattern: &'m Pattern) {
        match pattern {
            Pattern::Name(name, _) => self.bind(name, self.owner),
            Pattern::Place(expr) => self.expr(module, expr),
            Pattern::List(parts) => parts.iter().flatten().for_each(|part| self.pattern(module, part)),
            Pattern::Map { entries, rest } => {
                for (_, pattern, default) in entries {
                    self.pattern(module, pattern);
                    if let Some(default) = default {
                        self.expr(module, default);
                    }
                }
                if let Some(rest) = rest {
                    self.pattern(module, rest);
                }
            }
            Pattern::Rest(inner) => self.pattern(module, inner),
            Pattern::Default(inner, default) => {
                self.pattern(module, inner);
                self.expr(module, default);
            }
            Pattern::Other => {}
        }
    }

    fn expr(&mut self, module: &'m Module, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Name(name) => return self.look(name, expr, false),
            ExprKind::Attribute { of, .. } | ExprKind::Index { of, .. } => {
                let part = member(expr).is_some_and(|name| PARTS.contains(&name));
                if let ExprKind::Name(name) = &of.kind {
                    self.look(name, of, part);
                    if let ExprKind::Index { index, .. } = &expr.kind {
                        self.expr(module, index);
                    }
                    return;
                }
                if let Some(at) = called_at(of).filter(|_| part) {
                    self.found.parted.insert(at);
                }
            }
            ExprKind::Call { callee, arguments, .. } => {
                if let Some(at) = called_at(expr) {
                    self.flows.call(at);
                }
                if let ExprKind::Attribute { of, name, name_span } = &callee.kind
                    && of.last_name().is_some_and(|of| READERS.contains(&(of, name.as_str())))
                {
                    self.found.reads.push(*name_span);
                    if let Some(Argument::Positional(text)) = arguments.first() {
                        self.flows.read(self.owner, text.span);
                    }
                }
            }
            ExprKind::Class(index) => self.class(module, *index),
            ExprKind::Map(_) => {
                self.dicts += 1;
                expr.for_parts(&mut |part| self.expr(module, part));
                self.dicts -= 1;
                return;
            }
            ExprKind::Assign { target, operator, value } => {
                if operator.is_none() {
                    self.hold(target, value);
                }
                self.bound_to(module, target, Some(value));
            }
            ExprKind::Comprehension { clauses, .. } => {
                for (target, over, _) in clauses {
                    self.bound_to(module, target, Some(over));
                }
            }
            _ => {}
        }
        expr.for_parts(&mut |part| self.expr(module, part));
    }

    fn look(&mut self, name: &'m str, at: &Expr, part: bool) {
        self.uses.entry(name).or_default().push((at.span.start, part));
        if self.dicts == 0 {
            self.flows.name(name, at.span.start);
        }
    }

    /// Notes what gets the result of a call.
    fn hold(&mut self, target: &'m Pattern, value: &'m Expr) {
        let (Some(call), Some(owner)) = (called_at(value), self.owner) else { return };
        match target {
            Pattern::Name(name, _) => self.held.push((call, name, owner)),
            Pattern::Map { entries, rest: None } if entries.iter().all(|(key, ..)| PARTS.contains(&key.as_str())) => {
                self.found.parted.insert(call);
            }
            _ => {}
        }
    }
}

/// The member that is looked at: `of.name`, `of["name"]`.
fn member(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Attribute { name, .. } => Some(name),
        ExprKind::Index { index, .. } => index.fixed_text(),
        _ => None,
    }
}

/// Where the callee's final name stands, if an expression is a call, awaited or not.
fn called_at(expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Await(inner) => called_at(inner),
        ExprKind::Call { callee, .. } => match &callee.kind {
            ExprKind::Attribute { name_span, .. } => Some(name_span.start),
            _ => Some(callee.span.start),
        },
        _ => None,
    }
}
