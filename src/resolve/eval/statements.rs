//! Statements.

use super::{
    Act, Exit, Flow, Machine,
    join::{Names, either, join, one_of},
    truth::{Truth, narrow, truth},
};
use crate::{
    source::{At, SourceId, Span},
    syntax::{Expr, ExprKind, Handler, Import, ImportedName, Operator, Pattern, Stmt, StmtKind},
    value::{Chain, ClassId, FunctionId, Local, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// Runs statements in order, up to one that leaves the block.
    pub(super) fn block(&mut self, act: &mut Act, statements: &[Stmt]) -> Flow {
        self.hoist(act, statements);
        for statement in statements {
            if act.slice.as_ref().is_some_and(|slice| slice.skips(statement)) {
                continue;
            }
            if self.spent() || self.statement(act, statement) == Flow::Stop {
                return Flow::Stop;
            }
        }
        Flow::Next
    }

    /// Functions can be used before the line that defines them.
    fn hoist(&mut self, act: &mut Act, statements: &[Stmt]) {
        for statement in statements {
            if let StmtKind::Function(index) = &statement.kind {
                self.bind_function(act, *index);
            }
        }
    }

    fn statement(&mut self, act: &mut Act, statement: &Stmt) -> Flow {
        match &statement.kind {
            StmtKind::Assign { targets, value, annotation } => {
                self.assign(act, targets, value.as_ref(), annotation.as_ref());
            }
            StmtKind::Augment { target, operator, value } => self.augment(act, target, *operator, value),
            StmtKind::Expr(expr) => self.effect(act, expr),
            StmtKind::If { test, then, otherwise } => return self.branch(act, test, then, otherwise),
            StmtKind::Switch { subject, cases } => return self.switch(act, subject, cases),
            StmtKind::Loop(looped) => return self.run_loop(act, looped, statement.span),
            StmtKind::Try { body, handlers, otherwise, finally } => {
                return self.attempt(act, body, handlers, otherwise, finally);
            }
            StmtKind::With { items, body } => return self.with(act, items, body),
            StmtKind::Function(index) => self.bind_function(act, *index),
            StmtKind::Class(index) => {
                bind_class(act, *index);
                self.run_class_within(act, *index);
                Self::holds_class(act, *index);
            }
            StmtKind::Enum { name, members } => self.bind_enum(act, name, members, statement.span),
            StmtKind::Return(_) if act.slice.as_ref().is_some_and(|slice| slice.only_leaves(statement)) => {
                return Flow::Stop;
            }
            StmtKind::Return(value) => {
                let value = value.as_ref().map_or(At::new(Value::Null, statement.span), |value| self.eval(act, value));
                act.returns.push(value);
                return Flow::Stop;
            }
            StmtKind::Raise(value) => {
                if let Some(value) = value {
                    self.eval(act, value);
                }
                return Flow::Stop;
            }
            StmtKind::Break | StmtKind::Continue => {
                let leaves = matches!(statement.kind, StmtKind::Break);
                act.exits.push(Exit { leaves, names: act.names.clone() });
                return Flow::Stop;
            }
            StmtKind::Import(import) => self.import(act, import, statement),
            StmtKind::Export { name, value } => {
                let value = self.eval(act, value);
                act.exports.insert(name.clone(), value);
            }
            StmtKind::Reexport(import) => self.reexport(act, import, statement),
            StmtKind::Block(body) => return self.block(act, body),
            StmtKind::Outer(names) => act.outer.extend(names.iter().cloned()),
        }
        Flow::Next
    }

    fn assign(&mut self, act: &mut Act, targets: &[Pattern], value: Option<&Expr>, annotation: Option<&Expr>) {
        let value = match (value, annotation) {
            (Some(value), None) => self.eval(act, value),
            (Some(value), Some(annotation)) => {
                let value = self.eval(act, value);
                self.typed(act, value, annotation)
            }
            (None, Some(annotation)) => {
                let nothing = At::new(Value::Unknown(Why::Runtime), annotation.span);
                let typed = self.typed(act, nothing, annotation);
                if matches!(typed.node, Value::Unknown(_)) {
                    return;
                }
                typed
            }
            (None, None) => return,
        };
        for target in targets {
            self.bind(act, target, value.clone());
        }
    }

    /// An expression whose value nobody takes.
    fn effect(&mut self, act: &mut Act, expr: &Expr) {
        match &expr.kind {
            ExprKind::Await(of) => self.effect(act, of),
            ExprKind::Call { .. } => {
                let outer = self.valueless.replace(expr.span);
                self.eval(act, expr);
                self.valueless = outer;
            }
            _ => {
                self.eval(act, expr);
            }
        }
    }

    fn branch(&mut self, act: &mut Act, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) -> Flow {
        let condition = self.eval(act, test);
        let known = truth(&condition.node);
        if let Truth::Known(holds) = known {
            let (taken, left) = if holds { (then, otherwise) } else { (otherwise, then) };
            return if self.is_switched(act, test) { self.both(act, taken, left) } else { self.block(act, taken) };
        }
        let guard = u32::from(mentions_main(test));
        let before = act.names.clone();
        act.names = before.fork();
        let supposed = act.supposed.len();
        narrow(&mut act.names, test, true);
        self.suppose(act, test, true);
        act.main_guard += guard;
        let first = self.block(act, then);
        act.main_guard -= guard;
        act.supposed.truncate(supposed);
        let after_then = std::mem::replace(&mut act.names, before.fork());
        narrow(&mut act.names, test, false);
        self.suppose(act, test, false);
        let second = self.block(act, otherwise);
        if first == Flow::Next {
            act.supposed.truncate(supposed);
        }
        let after_else = std::mem::replace(&mut act.names, before);
        rejoin(act, &known, (first, &after_then), (second, &after_else))
    }

    /// Whether a condition rests on a constant of the file that somebody is to turn on or off (`USE_MOCK = True`), in
    /// code that may call what is sought.
    fn is_switched(&self, act: &Act, test: &Expr) -> bool {
        let sought = act.function.is_none_or(|function| self.world.is_of_interest(&act.module, function));
        self.recording && sought && is_switch(act, test)
    }

    /// The block that a switch chooses, and for the calls in it the one that it leaves out: what comes behind is run too.
    fn both(&mut self, act: &mut Act, taken: &[Stmt], left: &[Stmt]) -> Flow {
        let before = act.names.clone();
        act.names = before.fork();
        let other = self.block(act, left);
        act.names = before.clone();
        let flow = self.block(act, taken);
        if flow != Flow::Next && other == Flow::Next {
            act.names = before;
            return Flow::Next;
        }
        flow
    }

    fn attempt(
        &mut self,
        act: &mut Act,
        body: &[Stmt],
        handlers: &[Handler],
        otherwise: &[Stmt],
        finally: &[Stmt],
    ) -> Flow {
        let before = act.names.clone();
        let base = before.fork();
        let mut ends = Vec::new();
        act.names = base.fork();
        act.tries += 1;
        let tried_flow = self.block(act, body);
        act.tries -= 1;
        let mut partway = base.fork();
        partway.rejoin(&base, &act.names, either);
        if tried_flow == Flow::Next && self.block(act, otherwise) == Flow::Next {
            ends.push(act.names.clone());
        }
        for handler in handlers {
            act.names = partway.clone();
            if let Some(name) = &handler.name {
                let caught = At::new(Value::Unknown(Why::Runtime), Span::new(act.source(), 0, 0));
                self.bind(act, name, caught);
            }
            if self.block(act, &handler.body) == Flow::Next {
                ends.push(act.names.clone());
            }
        }
        act.names = before;
        if ends.is_empty() {
            act.names.rejoin(&partway, &partway, |_, a, _| a.cloned());
            self.block(act, finally);
            return Flow::Stop;
        }
        act.names.after(&base, ends);
        self.block(act, finally)
    }

    fn with(&mut self, act: &mut Act, items: &[(Expr, Option<Pattern>)], body: &[Stmt]) -> Flow {
        for (expr, name) in items {
            let value = self.eval(act, expr);
            if let Some(name) = name {
                self.bind(act, name, value);
            }
        }
        self.block(act, body)
    }

    pub(super) fn bind_function(&mut self, act: &mut Act, index: u32) {
        let module = Arc::clone(&act.module);
        let Some(function) = module.functions.get(index as usize) else { return };
        for decorator in &function.decorators {
            self.eval(act, decorator);
        }
        let around = act.scopes();
        let local = Local::Function { id: FunctionId(act.source(), index), around, bound: None };
        Self::holds_function(act, index);
        if let Some(name) = &function.name {
            act.names.set(name.clone(), At::new(Value::Local(Arc::new(local)), function.name_span));
        }
    }

    fn import(&mut self, act: &mut Act, import: &Import, statement: &Stmt) {
        let here = act.source();
        let target = self.world.imports.resolve(here, act.module.language, &import.module, import.level);
        for imported in &import.names {
            let (local, value) = match imported {
                ImportedName::Module { local, whole } => {
                    (local, self.world.imports.module_value(here, act.module.language, import, *whole, target))
                }
                ImportedName::Name { name, local } => (local, self.imported(here, act, import, name, target)),
                ImportedName::All => {
                    act.stars.extend(target);
                    if let (Some(target), true) = (target, act.function.is_none()) {
                        self.spill(act, target);
                    }
                    continue;
                }
            };
            act.names.set(local.clone(), At::new(value, statement.span));
        }
    }

    fn imported(&mut self, here: SourceId, act: &Act, import: &Import, name: &Name, target: Option<SourceId>) -> Value {
        if let Some(value) = self.world.imports.by_path(here, act.module.language, import, name) {
            return value;
        }
        if let Some(module) = target {
            if act.is_python()
                && let Some(sub) = self.world.imports.submodule(module, name)
            {
                let defined = self.world.scope(module).is_some_and(|scope| scope.names.contains_key(name));
                if !defined {
                    return Value::Local(Arc::new(Local::Module(sub)));
                }
            }
            return Value::Local(Arc::new(Local::Import { module, name: name.clone() }));
        }
        if let Some(sub) = self.world.imports.named_submodule(here, act.module.language, import, name) {
            return Value::Local(Arc::new(Local::Module(sub)));
        }
        if let Some(module) = self.world.imports.definition(here, act.module.language, import, name) {
            return Value::Local(Arc::new(Local::Import { module, name: name.clone() }));
        }
        let settings = self.world.imports.project_settings(here, act.module.language, import, name);
        if !settings.is_empty() {
            let value = |module| At::new(Value::Local(Arc::new(Local::Module(module))), Span::new(module, 0, 0));
            return one_of(settings.into_iter().map(value)).node;
        }
        let root = Root::Import(self.world.imports.outside(import));
        Value::Foreign(Arc::new(Chain { root, steps: vec![Step::Member(name.clone())] }))
    }

    /// `from m import *` at the top level binds every public name of the module.
    fn spill(&mut self, act: &mut Act, target: SourceId) {
        let Some(scope) = self.module_scope(target) else { return };
        for (name, value) in scope.names.iter().filter(|(name, _)| !name.starts_with('_')) {
            act.names.set(name.clone(), value.clone());
        }
    }

    fn reexport(&mut self, act: &mut Act, import: &Import, statement: &Stmt) {
        let here = act.source();
        let target = self.world.imports.resolve(here, act.module.language, &import.module, import.level);
        for imported in &import.names {
            match imported {
                ImportedName::All => act.stars.extend(target),
                ImportedName::Module { local, whole } => {
                    let value = self.world.imports.module_value(here, act.module.language, import, *whole, target);
                    act.exports.insert(local.clone(), At::new(value, statement.span));
                }
                ImportedName::Name { name, local } => {
                    let value = self.imported(here, act, import, name, target);
                    act.exports.insert(local.clone(), At::new(value, statement.span));
                }
            }
        }
    }
}

fn bind_class(act: &mut Act, index: u32) {
    let module = Arc::clone(&act.module);
    let Some(class) = module.classes.get(index as usize) else { return };
    let local = Local::Class { id: ClassId(act.source(), index), around: act.scopes() };
    if let Some(name) = &class.name {
        act.names.set(name.clone(), At::new(Value::Local(Arc::new(local)), class.name_span));
    }
}

/// Names after a condition whose two sides ended like this.
pub(super) fn rejoin(act: &mut Act, known: &Truth, then: (Flow, &Names), otherwise: (Flow, &Names)) -> Flow {
    match (then, otherwise) {
        ((Flow::Stop, _), (Flow::Stop, _)) => Flow::Stop,
        ((Flow::Next, names), (Flow::Stop, _)) | ((Flow::Stop, _), (Flow::Next, names)) => {
            act.names.rejoin(names, names, |_, a, _| a.cloned());
            Flow::Next
        }
        ((Flow::Next, yes), (Flow::Next, no)) => {
            match known {
                Truth::ByDefault(holds, why) => {
                    let (taken, other) = if *holds { (yes, no) } else { (no, yes) };
                    act.names.rejoin(taken, other, |_, a, b| prefer(a, b, why));
                }
                _ => act.names.rejoin(yes, no, either),
            }
            Flow::Next
        }
    }
}

/// The side that is taken by default, which the other side only makes replaceable where it is not known itself.
pub(super) fn prefer(taken: Option<&At<Value>>, other: Option<&At<Value>>, why: &Why) -> Option<At<Value>> {
    match (taken, other) {
        (Some(a), Some(b)) if a.node == b.node => Some(a.clone()),
        (Some(a), Some(b)) if matches!(b.node, Value::Unknown(_)) && a.node.is_settled() => Some(match &a.node {
            Value::Default(..) => a.clone(),
            node => At::new(Value::Default(Box::new(node.clone()), why.clone()), a.span),
        }),
        (Some(a), Some(b)) => Some(join(a.clone(), b.clone())),
        (a, b) => a.or(b).cloned(),
    }
}

fn mentions_main(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Name(name) => name == "__name__",
        ExprKind::Binary { left, .. } => mentions_main(left),
        ExprKind::Attribute { of, name, .. } => {
            name == "main" && matches!(&of.kind, ExprKind::Name(of) if of == "require")
        }
        _ => false,
    }
}

/// Whether a name in a condition is a constant of the file, by how it is written or where it is bound.
fn is_switch(act: &Act, test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Name(name) => {
            let capital = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
            capital || act.function.is_some() && act.names.get(name).is_none()
        }
        ExprKind::Unary { not: true, of } => is_switch(act, of),
        ExprKind::Binary { operator: Operator::And | Operator::Or, left, right } => {
            is_switch(act, left) || is_switch(act, right)
        }
        _ => false,
    }
}
