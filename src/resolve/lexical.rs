//! What stands where in a file, whatever its values: names that are mentioned, and where responses are looked at.

use crate::{
    source::{Source, Span},
    syntax::{
        Argument, Class, Expr, ExprKind, Function, FunctionIndex, ImportedName, Item, Module, Pair, Pattern, Segment,
        Stmt, StmtKind,
    },
    value::Name,
};
use std::collections::HashSet;

/// Where a file looks at responses, and what its functions mention.
#[derive(Debug, Default)]
pub struct Lexical {
    usage: Vec<Span>,
    stops: Vec<Span>,
    cells: Vec<u32>,
    /// Names and members that each function mentions, itself and the functions in it.
    pub mentions: Vec<HashSet<Name>>,
    /// Names and members mentioned outside all functions.
    pub top_level: HashSet<Name>,
}

const USAGE: &[&str] =
    &["usage", "usage_metadata", "usageMetadata", "totalUsage", "total_usage", "total_cost_usd", "modelUsage"];
const STOPS: &[&str] = &["stop_reason", "stopReason", "finish_reason", "finishReason"];
/// Cells after a call in which its response is still at hand.
const CELLS_AHEAD: usize = 3;

impl Lexical {
    /// Reads a module once.
    pub fn of(module: &Module, source: Option<&Source>) -> Self {
        let cells = source.map(|source| source.cells.iter().map(|cell| cell.start).collect()).unwrap_or_default();
        let mut found = Lexical { cells, mentions: vec![HashSet::new(); module.functions.len()], ..Lexical::default() };
        let renamed = renamed(module);
        found.top_level = found.gather(module, &module.body);
        found.top_level.extend(renamed.iter().map(|(there, _)| there.clone()));
        for index in (0..module.functions.len()).rev() {
            let function = &module.functions[index];
            let mut mentioned = found.gather(module, &function.body);
            for decorator in &function.decorators {
                found.expr(module, decorator, &mut mentioned);
            }
            for parameter in &function.parameters {
                if let Some(default) = &parameter.default {
                    found.expr(module, default, &mut mentioned);
                }
            }
            let inner = std::mem::take(&mut found.mentions[index]);
            mentioned.extend(inner);
            mentioned.extend(
                renamed
                    .iter()
                    .filter(|(_, here)| mentioned.contains(here))
                    .map(|(there, _)| there.clone())
                    .collect::<Vec<_>>(),
            );
            if let Some(parent) = function.parent {
                found.mentions[parent as usize].extend(mentioned.iter().cloned());
            }
            found.mentions[index] = mentioned;
        }
        found
    }

    /// Whether `usage` is read in the region of a call: its function, or the cell and the next three, or the module.
    pub fn reads_usage(&self, module: &Module, region: Option<FunctionIndex>, at: Span) -> bool {
        self.within(&self.usage, module, region, at)
    }

    /// The same for the reason why the response ended.
    pub fn reads_stop_reason(&self, module: &Module, region: Option<FunctionIndex>, at: Span) -> bool {
        self.within(&self.stops, module, region, at)
    }

    fn within(&self, places: &[Span], module: &Module, region: Option<FunctionIndex>, at: Span) -> bool {
        if let Some(index) = region {
            let span = module.functions[index as usize].span;
            return places.iter().any(|place| span.contains(*place));
        }
        let cell = self.cells.partition_point(|start| *start <= at.start);
        let first = cell.checked_sub(1).and_then(|cell| self.cells.get(cell)).copied().unwrap_or(0);
        let last = self.cells.get(cell + CELLS_AHEAD).copied().unwrap_or(u32::MAX);
        places.iter().any(|place| place.start >= first && place.start < last)
    }

    fn gather(&mut self, module: &Module, body: &[Stmt]) -> HashSet<Name> {
        let mut names = HashSet::new();
        for statement in body {
            self.statement(module, statement, &mut names);
        }
        names
    }

    fn statement(&mut self, module: &Module, statement: &Stmt, names: &mut HashSet<Name>) {
        let mut blocks: Vec<&[Stmt]> = Vec::new();
        let mut exprs: Vec<&Expr> = Vec::new();
        match &statement.kind {
            StmtKind::Assign { targets, value, .. } => {
                for target in targets {
                    self.pattern(module, target, names);
                }
                exprs.extend(value);
            }
            StmtKind::Augment { target, value, .. } => {
                self.pattern(module, target, names);
                exprs.push(value);
            }
            StmtKind::Expr(expr) | StmtKind::Export { value: expr, .. } => exprs.push(expr),
            StmtKind::If { test, then, otherwise } => {
                exprs.push(test);
                blocks.extend([then.as_slice(), otherwise]);
            }
            StmtKind::Switch { subject, cases } => {
                exprs.push(subject);
                for case in cases {
                    exprs.extend(&case.tests);
                    blocks.push(&case.body);
                }
            }
            StmtKind::Loop(looped) => {
                exprs.extend(looped.over.iter().chain(&looped.test));
                blocks.extend([looped.body.as_slice(), &looped.otherwise]);
            }
            StmtKind::Try { body, handlers, otherwise, finally } => {
                blocks.extend([body.as_slice(), otherwise, finally]);
                blocks.extend(handlers.iter().map(|handler| handler.body.as_slice()));
            }
            StmtKind::With { items, body } => {
                exprs.extend(items.iter().map(|(expr, _)| expr));
                blocks.push(body);
            }
            StmtKind::Class(index) => self.class(module, &module.classes[*index as usize], names),
            StmtKind::Return(value) | StmtKind::Raise(value) => exprs.extend(value),
            StmtKind::Block(body) => blocks.push(body),
            StmtKind::Enum { members, .. } => exprs.extend(members.iter().filter_map(|(_, value)| value.as_ref())),
            StmtKind::Function(_)
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Import(_)
            | StmtKind::Reexport(_)
            | StmtKind::Outer(_) => {}
        }
        for expr in exprs {
            self.expr(module, expr, names);
        }
        for block in blocks {
            for inner in block {
                self.statement(module, inner, names);
            }
        }
    }

    fn class(&mut self, module: &Module, class: &Class, names: &mut HashSet<Name>) {
        for statement in &class.body {
            self.statement(module, statement, names);
        }
        for expr in class.decorators.iter().chain(&class.bases) {
            self.expr(module, expr, names);
        }
    }

    fn pattern(&mut self, module: &Module, pattern: &Pattern, names: &mut HashSet<Name>) {
        match pattern {
            Pattern::Place(expr) => self.expr(module, expr, names),
            Pattern::List(parts) => {
                for part in parts.iter().flatten() {
                    self.pattern(module, part, names);
                }
            }
            Pattern::Map { entries, .. } => {
                for (key, pattern, default) in entries {
                    names.insert(key.clone());
                    if let Pattern::Name(_, span) = pattern {
                        self.note(key, *span);
                    }
                    self.pattern(module, pattern, names);
                    if let Some(default) = default {
                        self.expr(module, default, names);
                    }
                }
            }
            Pattern::Rest(inner) => self.pattern(module, inner, names),
            Pattern::Default(inner, default) => {
                self.pattern(module, inner, names);
                self.expr(module, default, names);
            }
            Pattern::Name(..) | Pattern::Other => {}
        }
    }

    fn note(&mut self, name: &str, at: Span) {
        if USAGE.contains(&name) {
            self.usage.push(at);
        }
        if STOPS.contains(&name) {
            self.stops.push(at);
        }
    }

    fn expr(&mut self, module: &Module, expr: &Expr, names: &mut HashSet<Name>) {
        match &expr.kind {
            ExprKind::Name(name) => {
                names.insert(name.clone());
            }
            ExprKind::Attribute { name, name_span, .. } => {
                names.insert(name.clone());
                self.note(name, *name_span);
            }
            ExprKind::Index { index, .. } => {
                if let ExprKind::Text(segments) = &index.kind
                    && let [Segment::Fixed(key, span)] = segments.as_slice()
                {
                    self.note(key, *span);
                }
            }
            ExprKind::Call { arguments, .. } => {
                if let Some(Argument::Positional(Expr { kind: ExprKind::Text(segments), .. })) = arguments.first()
                    && let [Segment::Fixed(key, span)] = segments.as_slice()
                {
                    self.note(key, *span);
                }
            }
            ExprKind::Class(index) => self.class(module, &module.classes[*index as usize], names),
            ExprKind::Assign { target, .. } => self.pattern(module, target, names),
            ExprKind::Comprehension { clauses, .. } => {
                for (target, ..) in clauses {
                    self.pattern(module, target, names);
                }
            }
            _ => {}
        }
        for part in parts(expr) {
            self.expr(module, part, names);
        }
    }
}

/// The expressions that an expression is made of.
pub fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Text(segments) => segments
            .iter()
            .filter_map(|segment| if let Segment::Hole(expr) = segment { Some(expr) } else { None })
            .collect(),
        ExprKind::Tagged(a, b) | ExprKind::Binary { left: a, right: b, .. } | ExprKind::Index { of: a, index: b } => {
            vec![a, b]
        }
        ExprKind::List(items) => items
            .iter()
            .map(|item| match item {
                Item::One(expr) | Item::Spread(expr) => expr,
            })
            .collect(),
        ExprKind::Map(pairs) => pairs
            .iter()
            .flat_map(|pair| match pair {
                Pair::Entry(key, value) => vec![key, value],
                Pair::Spread(value) => vec![value],
            })
            .collect(),
        ExprKind::Attribute { of, .. } | ExprKind::Unary { of, .. } | ExprKind::Await(of) => vec![of],
        ExprKind::Call { callee, arguments, .. } => {
            let arguments = arguments.iter().map(|argument| match argument {
                Argument::Positional(expr)
                | Argument::Named(_, expr)
                | Argument::Spread(expr)
                | Argument::SpreadNamed(expr) => expr,
            });
            std::iter::once(&**callee).chain(arguments).collect()
        }
        ExprKind::Choice { test, yes, no } => vec![test, yes, no],
        ExprKind::Assign { value, .. } => vec![value],
        ExprKind::Comprehension { element, clauses, .. } => {
            let clauses = clauses.iter().flat_map(|(_, over, conditions)| std::iter::once(over).chain(conditions));
            std::iter::once(&**element).chain(clauses).collect()
        }
        ExprKind::Other(parts) | ExprKind::Delete(parts) => parts.iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a method writes fields of its instance, at its own level.
pub fn sets_fields(function: &Function) -> bool {
    any_statement(&function.body, &mut |statement| match &statement.kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(is_field),
        StmtKind::Augment { target, .. } => is_field(target),
        StmtKind::Expr(Expr { kind: ExprKind::Assign { target, .. }, .. }) => is_field(target),
        _ => false,
    })
}

/// Fields of its instance that a method counts up or down: what they hold depends on how often it ran.
pub fn counted_fields(function: &Function) -> Vec<Name> {
    let mut counted = Vec::new();
    any_statement(&function.body, &mut |statement| {
        let target = match &statement.kind {
            StmtKind::Augment { target, .. } => target,
            StmtKind::Expr(Expr { kind: ExprKind::Assign { target, operator: Some(_), .. }, .. }) => target,
            _ => return false,
        };
        if let (true, Pattern::Place(Expr { kind: ExprKind::Attribute { name, .. }, .. })) = (is_field(target), target)
        {
            counted.push(name.clone());
        }
        false
    });
    counted
}

/// Whether a statement, or one within it, is what is asked for; functions inside are not gone into.
fn any_statement(statements: &[Stmt], is: &mut dyn FnMut(&Stmt) -> bool) -> bool {
    statements.iter().any(|statement| {
        is(statement)
            || match &statement.kind {
                StmtKind::If { then, otherwise, .. } => any_statement(then, is) || any_statement(otherwise, is),
                StmtKind::Try { body, handlers, otherwise, finally } => {
                    any_statement(body, is)
                        || any_statement(otherwise, is)
                        || any_statement(finally, is)
                        || handlers.iter().any(|handler| any_statement(&handler.body, is))
                }
                StmtKind::With { body, .. } | StmtKind::Block(body) => any_statement(body, is),
                StmtKind::Loop(looped) => any_statement(&looped.body, is),
                StmtKind::Switch { cases, .. } => cases.iter().any(|case| any_statement(&case.body, is)),
                _ => false,
            }
    })
}

fn is_field(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Place(Expr { kind: ExprKind::Attribute { of, .. }, .. }) => {
            matches!(&of.kind, ExprKind::Name(name) if matches!(name.as_str(), "self" | "this"))
        }
        Pattern::List(parts) => parts.iter().flatten().any(is_field),
        _ => false,
    }
}

/// Names that a module imports under another name: there, and here.
fn renamed(module: &Module) -> Vec<(Name, Name)> {
    let mut found = Vec::new();
    super::callers::for_imports(&module.body, &mut |import| {
        for name in &import.names {
            match name {
                ImportedName::Name { name, local } if name != local => found.push((name.clone(), local.clone())),
                _ => {}
            }
        }
    });
    found
}
