//! What stands where in a file, whatever its values: what may be called, and where responses are looked at.

use super::marks::{Mark, Marks, mark};
use crate::{
    source::{Source, Span},
    syntax::{
        Argument, Class, Expr, ExprKind, FunctionIndex, ImportedName, Module, Pattern, Role, Segment, Stmt, StmtKind,
        for_imports,
    },
};
use std::collections::HashSet;

/// Where a file looks at responses, and what its functions may call.
#[derive(Debug, Default)]
pub struct Lexical {
    usage: Vec<Span>,
    stops: Vec<Span>,
    cells: Vec<u32>,
    /// What each function may call, itself and the functions in it: final names of what it calls, members, and names
    /// that the file imports or defines, which it may hand on.
    pub calls: Vec<Marks>,
    /// Final names of what its classes stem from.
    pub bases: Marks,
    /// What may be called outside all functions.
    pub top_level: Marks,
    /// Names that the file imports or defines, while it is read.
    definitions: HashSet<Mark>,
}

const USAGE: &[&str] =
    &["usage", "usage_metadata", "usageMetadata", "totalUsage", "total_usage", "total_cost_usd", "modelUsage"];
const STOPS: &[&str] = &["stop_reason", "stopReason", "finish_reason", "finishReason"];
/// By which a class calls what it stems from, so that it is made as that is made.
const SUPER: &str = "super";
/// Cells after a call in which its response is still at hand.
const CELLS_AHEAD: usize = 3;

impl Lexical {
    /// Reads a module once.
    pub fn of(module: &Module, source: Option<&Source>) -> Self {
        let cells = source.map(|source| source.cells.iter().map(|cell| cell.start).collect()).unwrap_or_default();
        let mut found = Lexical { cells, definitions: definitions(module), ..Lexical::default() };
        let renamed = renamed(module);
        let mut top_level = found.gather(module, &module.body);
        top_level.extend(renamed.iter().map(|(there, _)| *there));
        found.top_level = Marks::of(top_level);
        let mut open: Vec<Vec<Mark>> = vec![Vec::new(); module.functions.len()];
        let mut by_function = Vec::with_capacity(module.functions.len());
        for index in (0..module.functions.len()).rev() {
            let function = &module.functions[index];
            let mut called = found.gather(module, &function.body);
            for decorator in &function.decorators {
                found.expr(module, decorator, &mut called);
            }
            if called.contains(&mark(SUPER)) {
                let class = function.class.and_then(|class| module.classes.get(class as usize));
                called.extend(class.into_iter().flat_map(|class| &class.bases).filter_map(base_name).map(mark));
            }
            for default in function.parameters.iter().filter_map(|parameter| parameter.default.as_ref()) {
                found.expr(module, default, &mut called);
            }
            called.append(&mut open[index]);
            let own = Marks::of(called);
            let there = renamed.iter().filter(|(_, here)| own.has(*here)).map(|(there, _)| *there);
            let there: Vec<Mark> = there.collect();
            let own = if there.is_empty() { own } else { own.with(&there) };
            if let Some(parent) = function.parent {
                open[parent as usize].extend_from_slice(own.all());
            }
            by_function.push(own);
        }
        found.bases = bases(module, &renamed);
        by_function.reverse();
        found.calls = by_function;
        found.definitions = HashSet::new();
        found
    }

    /// Whether anything in the module may call one of these names.
    pub fn meets(&self, sought: &HashSet<Mark>) -> bool {
        self.top_level.meet(sought) || self.calls.iter().any(|called| called.meet(sought))
    }

    /// These names, and those of functions in the module that may call one of them, or one another that does.
    pub fn leading_to(&self, module: &Module, wanted: &HashSet<Mark>) -> HashSet<Mark> {
        let mut leading = wanted.clone();
        loop {
            let before = leading.len();
            let named = module.functions.iter().zip(&self.calls).filter(|(_, called)| called.meet(&leading));
            let more: Vec<Mark> = named.filter_map(|(function, _)| Some(mark(function.name.as_ref()?))).collect();
            leading.extend(more);
            if leading.len() == before {
                return leading;
            }
        }
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

    fn gather(&mut self, module: &Module, body: &[Stmt]) -> Vec<Mark> {
        let mut names = Vec::new();
        for statement in body {
            self.statement(module, statement, &mut names);
        }
        names
    }

    fn statement(&mut self, module: &Module, statement: &Stmt, names: &mut Vec<Mark>) {
        match &statement.kind {
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    self.pattern(module, target, names);
                }
            }
            StmtKind::Augment { target, .. } => self.pattern(module, target, names),
            StmtKind::Class(index) => self.class(module, &module.classes[*index as usize], names),
            _ => {}
        }
        statement.for_values(&mut |value| self.expr(module, value, names));
        statement.for_blocks(&mut |block| {
            for inner in block {
                self.statement(module, inner, names);
            }
        });
    }

    fn class(&mut self, module: &Module, class: &Class, names: &mut Vec<Mark>) {
        for statement in &class.body {
            self.statement(module, statement, names);
        }
        for expr in class.decorators.iter().chain(&class.bases) {
            self.expr(module, expr, names);
        }
    }

    fn pattern(&mut self, module: &Module, pattern: &Pattern, names: &mut Vec<Mark>) {
        match pattern {
            Pattern::Place(expr) => self.expr(module, expr, names),
            Pattern::List(parts) => {
                for part in parts.iter().flatten() {
                    self.pattern(module, part, names);
                }
            }
            Pattern::Map { entries, .. } => {
                for (key, pattern, default) in entries {
                    names.push(mark(key));
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

    fn expr(&mut self, module: &Module, expr: &Expr, names: &mut Vec<Mark>) {
        match &expr.kind {
            ExprKind::Name(name) => {
                let name = mark(name);
                if self.definitions.contains(&name) {
                    names.push(name);
                }
            }
            ExprKind::Attribute { name, name_span, .. } => {
                names.push(mark(name));
                self.note(name, *name_span);
            }
            ExprKind::Index { index, .. } => {
                if let ExprKind::Text(segments) = &index.kind
                    && let [Segment::Fixed(key, span)] = segments.as_slice()
                {
                    self.note(key, *span);
                }
            }
            ExprKind::Call { callee, arguments, .. } => {
                if let ExprKind::Name(name) = &callee.kind {
                    names.push(mark(name));
                }
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
        expr.for_parts(&mut |part| self.expr(module, part, names));
    }
}

/// Names that a module imports under another name, and those that it gives functions by itself: there, and here.
fn renamed(module: &Module) -> Vec<(Mark, Mark)> {
    let mut found: Vec<(Mark, Mark)> = module.body.iter().flat_map(given_names).collect();
    for class in module.classes.iter().filter(|class| !has_constructor(module, class)) {
        let bases = || class.bases.iter().filter_map(base_name);
        found.extend(class.name.iter().flat_map(|name| bases().map(|base| (mark(base), mark(name)))));
    }
    for_imports(&module.body, &mut |_, import| {
        for name in &import.names {
            match name {
                ImportedName::Name { name, local } if name != local => found.push((mark(name), mark(local))),
                _ => {}
            }
        }
    });
    found
}

/// Whether a class says itself how it is made.
fn has_constructor(module: &Module, class: &Class) -> bool {
    let mut methods = class.methods.iter().filter_map(|index| module.functions.get(*index as usize));
    methods.any(|method| method.role == Role::Constructor)
}

/// `const run = promisify(exec)`, `ask = client.messages.create`: what may be called, and the name that it has here.
fn given_names(statement: &Stmt) -> Vec<(Mark, Mark)> {
    let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind else { return Vec::new() };
    let function = match &value.kind {
        ExprKind::Call { arguments, .. } => match arguments.first() {
            Some(Argument::Positional(first)) => first,
            _ => return Vec::new(),
        },
        _ => value,
    };
    let Some(there) = function.last_name() else { return Vec::new() };
    let here = targets.iter().filter_map(|target| match target {
        Pattern::Name(name, _) if name != there => Some(name),
        _ => None,
    });
    here.map(|here| (mark(there), mark(here))).collect()
}

/// Final names of the bases of all classes, as they are called here and where they come from.
fn bases(module: &Module, renamed: &[(Mark, Mark)]) -> Marks {
    let all = module.classes.iter().flat_map(|class| &class.bases);
    let mut names: Vec<Mark> = all.filter_map(base_name).map(mark).collect();
    let there = renamed.iter().filter(|(_, here)| names.contains(here)).map(|(there, _)| *there);
    let there: Vec<Mark> = there.collect();
    names.extend(there);
    Marks::of(names)
}

/// The final name of a base, without its type arguments.
fn base_name(base: &Expr) -> Option<&str> {
    match &base.kind {
        ExprKind::Index { of, .. } => of.last_name(),
        _ => base.last_name(),
    }
}

/// Names that a module imports at any depth of its statements, and its functions and classes.
fn definitions(module: &Module) -> HashSet<Mark> {
    let functions = module.functions.iter().filter_map(|function| function.name.as_ref());
    let classes = module.classes.iter().filter_map(|class| class.name.as_ref());
    let mut found: HashSet<Mark> = functions.chain(classes).map(|name| mark(name)).collect();
    let bodies = module.functions.iter().map(|function| function.body.as_slice());
    for body in bodies.chain([module.body.as_slice()]) {
        for_imports(body, &mut |_, import| {
            for name in &import.names {
                match name {
                    ImportedName::Module { local, .. } | ImportedName::Name { local, .. } => {
                        found.insert(mark(local));
                    }
                    ImportedName::All => {}
                }
            }
        });
    }
    found
}
