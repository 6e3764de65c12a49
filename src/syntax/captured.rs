//! What functions change of the names of the functions around them. Nobody says when they run: before, while or after
//! the rest of what they stand in.

use super::{
    Argument, Captured, Change, Expr, ExprKind, Function, FunctionIndex, ImportedName, Module, Pattern, Stmt, StmtKind,
};
use crate::value::Name;
use std::collections::HashSet;

/// Methods that put more into what they are called on, or take of it.
const GROWING: &[&str] = &[
    "add",
    "addAll",
    "append",
    "clear",
    "extend",
    "insert",
    "pop",
    "push",
    "put",
    "putAll",
    "remove",
    "set",
    "setdefault",
    "shift",
    "splice",
    "unshift",
    "update",
];

/// Notes at a module, and at each of its functions, which of their names functions within change.
pub(super) fn note(module: &mut Module) {
    let found: Vec<Names<'_>> = module.functions.iter().map(|function| Names::of(module, function)).collect();
    if found.iter().all(|names| names.changed.is_empty()) {
        return;
    }
    let mut top_level = Names::default();
    top_level.block(module, &module.body);
    let mut captured: Vec<Vec<Captured>> = vec![Vec::new(); module.functions.len()];
    let mut of_module = Vec::new();
    for (function, names) in module.functions.iter().zip(&found) {
        for (name, change) in &names.changed {
            let all = match owner(module, function, name, &found) {
                Some(owner) => &mut captured[owner as usize],
                None if top_level.bound.contains(name) => &mut of_module,
                None => continue,
            };
            let one = Captured { name: Name::clone(name), change: change.clone() };
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    for (function, captured) in module.functions.iter_mut().zip(captured) {
        function.captured = captured;
    }
    module.captured = of_module;
}

/// The function around another that a name belongs to; none where it is the module's.
fn owner(module: &Module, function: &Function, name: &Name, found: &[Names<'_>]) -> Option<FunctionIndex> {
    let mut around = function.parent;
    while let Some(index) = around {
        if found[index as usize].bound.contains(name) {
            return Some(index);
        }
        around = module.functions[index as usize].parent;
    }
    None
}

/// Names of one function.
#[derive(Default)]
struct Names<'m> {
    bound: HashSet<&'m Name>,
    outer: HashSet<&'m Name>,
    changed: Vec<(&'m Name, Change)>,
}

impl<'m> Names<'m> {
    fn of(module: &'m Module, function: &'m Function) -> Self {
        let mut names = Names { outer: function.assigned.iter().collect(), ..Names::default() };
        function.parameters.iter().for_each(|parameter| names.pattern(&parameter.pattern));
        names.block(module, &function.body);
        let bound = &names.bound;
        names.changed.retain(|(name, _)| names.outer.contains(name) || !bound.contains(name));
        names.bound.retain(|name| !names.outer.contains(name));
        names
    }

    fn block(&mut self, module: &'m Module, body: &'m [Stmt]) {
        for statement in body {
            self.head(module, statement);
            statement.for_values(&mut |value| self.expr(value));
            statement.for_blocks(&mut |block| self.block(module, block));
        }
    }

    fn head(&mut self, module: &'m Module, statement: &'m Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, .. } => targets.iter().for_each(|target| self.pattern(target)),
            StmtKind::Augment { target, .. } => self.pattern(target),
            StmtKind::Loop(looped) => looped.target.iter().for_each(|target| self.pattern(target)),
            StmtKind::With { items, .. } => {
                items.iter().filter_map(|(_, name)| name.as_ref()).for_each(|name| self.pattern(name));
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.name.as_ref()).for_each(|name| self.pattern(name));
            }
            StmtKind::Switch { cases, .. } => self.bound.extend(cases.iter().flat_map(|case| &case.binds)),
            StmtKind::Function(index) => self.bound.extend(&module.functions[*index as usize].name),
            StmtKind::Class(index) => self.bound.extend(&module.classes[*index as usize].name),
            StmtKind::Enum { name, .. } => {
                self.bound.insert(name);
            }
            StmtKind::Import(import) => self.bound.extend(import.names.iter().filter_map(|name| match name {
                ImportedName::Module { local, .. } | ImportedName::Name { local, .. } => Some(local),
                ImportedName::All => None,
            })),
            StmtKind::Outer(names) => self.outer.extend(names),
            _ => {}
        }
    }

    fn pattern(&mut self, pattern: &'m Pattern) {
        match pattern {
            Pattern::Name(name, _) => {
                self.bound.insert(name);
                self.changed.push((name, Change::Bound));
            }
            Pattern::Place(place) => self.place(place),
            Pattern::List(parts) => parts.iter().flatten().for_each(|part| self.pattern(part)),
            Pattern::Map { entries, rest } => {
                for pattern in entries.iter().map(|(_, pattern, _)| pattern).chain(rest.as_deref()) {
                    self.pattern(pattern);
                }
            }
            Pattern::Rest(inner) | Pattern::Default(inner, _) => self.pattern(inner),
            Pattern::Other => {}
        }
    }

    /// A place that is written into, which changes what its name holds.
    fn place(&mut self, place: &'m Expr) {
        let (of, key) = match &place.kind {
            ExprKind::Attribute { of, name, .. } => (of, Some(name.clone())),
            ExprKind::Index { of, index } => (of, index.fixed_text().map(Name::from)),
            _ => return,
        };
        match (&of.kind, key) {
            (ExprKind::Name(name), Some(key)) => self.changed.push((name, Change::Entry(key))),
            (ExprKind::Name(name), None) => self.changed.push((name, Change::Item)),
            _ => self.place(of),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Assign { target, .. } => self.pattern(target),
            ExprKind::Comprehension { clauses, .. } => {
                for (target, ..) in clauses {
                    self.pattern(target);
                }
            }
            ExprKind::Delete(places) => places.iter().for_each(|place| self.place(place)),
            ExprKind::Call { callee, arguments, .. } => self.call(callee, arguments),
            _ => {}
        }
        expr.for_parts(&mut |part| self.expr(part));
    }

    fn call(&mut self, callee: &'m Expr, arguments: &'m [Argument]) {
        let ExprKind::Attribute { of, name, .. } = &callee.kind else { return };
        if !GROWING.contains(&name.as_str()) || arguments.is_empty() && !matches!(name.as_str(), "pop" | "shift") {
            return;
        }
        match &of.kind {
            ExprKind::Name(name) => self.changed.push((name, Change::Grown)),
            _ => self.place(of),
        }
    }
}
