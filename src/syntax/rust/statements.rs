//! Statements, and expressions where they stand as statements.

use super::{Reader, To, expr, name_expr};
use crate::syntax::{ExprKind, Operator, Pattern, StmtKind};
use syn::{Expr, Item, Local, Pat, Stmt};

impl Reader<'_> {
    /// Statements in order; the value of the last goes where it should.
    pub(super) fn statements(&mut self, statements: &[Stmt], to: &To) {
        let items: Vec<&Item> = statements.iter().filter_map(item).collect();
        if !items.is_empty() {
            self.items(&items);
        }
        for (i, statement) in statements.iter().enumerate() {
            let last = i + 1 == statements.len();
            match statement {
                Stmt::Local(local) => self.local(local),
                Stmt::Item(_) => {}
                Stmt::Expr(value, None) if last => self.give(value, to),
                Stmt::Expr(value, _) => self.give(value, &To::Nothing),
                Stmt::Macro(call) => {
                    let gives = last && call.semi_token.is_none();
                    self.give_macro(&call.mac, if gives { to } else { &To::Nothing });
                }
            }
        }
    }

    /// `let pattern: type = value else { … };`
    fn local(&mut self, local: &Local) {
        let (pattern, annotation) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, self.declared(&typed.ty)),
            other => (other, None),
        };
        let at = self.span(local.let_token.span);
        let Some(init) = &local.init else {
            let targets = vec![self.binding(pattern)];
            if annotation.is_some() {
                self.push(StmtKind::Assign { targets, value: None, annotation }, at);
            }
            return;
        };
        if let Some((_, otherwise)) = &init.diverge {
            return self.let_else(pattern, &init.expr, otherwise);
        }
        let value = self.initial(&init.expr);
        let span = self.across(at, value.span);
        let targets = vec![self.binding(pattern)];
        self.push(StmtKind::Assign { targets, value: Some(value), annotation }, span);
    }

    /// `let Some(x) = value else { return };`: where it goes on, the pattern fits.
    fn let_else(&mut self, pattern: &Pat, value: &Expr, otherwise: &Expr) {
        let held = self.held(value);
        let at = held.span;
        let (test, binds) = self.tested(pattern, &held);
        let (then, ()) = self.apart(|reader| reader.give(otherwise, &To::Nothing));
        let test = match test {
            Some(test) => expr(ExprKind::Unary { not: true, of: Box::new(test) }, at),
            None => expr(ExprKind::Other(Vec::new()), at),
        };
        self.push(StmtKind::If { test, then, otherwise: Vec::new() }, at);
        self.out.extend(binds);
    }

    /// Puts the value of an expression where it goes; what is control flow becomes statements.
    pub(super) fn give(&mut self, value: &Expr, to: &To) {
        let at = self.start(value);
        self.deeper(at, |reader| reader.give_here(value, to));
    }

    fn give_here(&mut self, value: &Expr, to: &To) {
        let at = self.start(value);
        match value {
            Expr::If(branch) => self.branch(branch, to),
            Expr::Match(choice) => self.choice(choice, to),
            Expr::Block(block) => {
                self.breaks.push(if block.label.is_some() { to.clone() } else { To::Nothing });
                let body = self.block_to(&block.block, to);
                self.breaks.pop();
                self.push(StmtKind::Block(body), at);
            }
            Expr::Unsafe(block) => {
                let body = self.block_to(&block.block, to);
                self.push(StmtKind::Block(body), at);
            }
            Expr::Async(block) => self.detached(&block.block, to, at),
            Expr::TryBlock(block) => self.detached(&block.block, to, at),
            Expr::Paren(inner) => self.give(&inner.expr, to),
            Expr::Group(inner) => self.give(&inner.expr, to),
            Expr::Loop(looped) => self.forever(looped, to),
            Expr::While(looped) => self.while_loop(looped),
            Expr::ForLoop(looped) => self.for_loop(looped),
            Expr::Return(given) => self.leave(given.expr.as_deref(), at),
            Expr::Break(given) => self.leave_loop(given.expr.as_deref(), at),
            Expr::Continue(_) => self.push(StmtKind::Continue, at),
            Expr::Macro(call) => self.give_macro(&call.mac, to),
            Expr::Assign(assign) => self.assign(&assign.left, &assign.right, at),
            Expr::Binary(binary) if super::expressions::assigns(&binary.op).is_some() => {
                let operator = super::expressions::assigns(&binary.op).unwrap_or(Operator::Other);
                let value = self.expr(&binary.right);
                let target = self.place(&binary.left);
                self.push(StmtKind::Augment { target, operator, value }, at);
            }
            other => {
                let value = self.expr(other);
                self.put(value, to);
            }
        }
    }

    /// `async { … }`: its own `return` ends it, and nothing else.
    fn detached(&mut self, block: &syn::Block, to: &To, at: crate::source::Span) {
        self.returns.push(match to {
            To::Return => To::Return,
            other => other.clone(),
        });
        let body = self.block_to(block, to);
        self.returns.pop();
        self.push(StmtKind::Block(body), at);
    }

    fn leave(&mut self, value: Option<&Expr>, at: crate::source::Span) {
        let to = self.returns.last().cloned().unwrap_or(To::Return);
        match (value, to) {
            (Some(value), to) => self.give(value, &to),
            (None, To::Return) => self.push(StmtKind::Return(None), at),
            (None, _) => {}
        }
    }

    fn leave_loop(&mut self, value: Option<&Expr>, at: crate::source::Span) {
        if let Some(value) = value {
            let to = self.breaks.last().cloned().unwrap_or(To::Nothing);
            self.give(value, &to);
        }
        self.push(StmtKind::Break, at);
    }

    /// `place = value`.
    fn assign(&mut self, left: &Expr, right: &Expr, at: crate::source::Span) {
        let value = self.expr(right);
        let target = self.place(left);
        let span = self.across(at, value.span);
        self.push(StmtKind::Assign { targets: vec![target], value: Some(value), annotation: None }, span);
    }

    /// What is written to.
    pub(super) fn place(&mut self, of: &Expr) -> Pattern {
        match of {
            Expr::Tuple(tuple) => Pattern::List(tuple.elems.iter().map(|part| Some(self.place(part))).collect()),
            Expr::Infer(_) => Pattern::Other,
            _ => match self.expr(of) {
                crate::syntax::Expr { kind: ExprKind::Name(name), span } => Pattern::Name(name, span),
                place @ crate::syntax::Expr { kind: ExprKind::Attribute { .. } | ExprKind::Index { .. }, .. } => {
                    Pattern::Place(place)
                }
                _ => Pattern::Other,
            },
        }
    }

    /// The first value of a name: `LazyLock::new(|| value)` is its value.
    pub(super) fn initial(&mut self, value: &Expr) -> crate::syntax::Expr {
        if let Expr::Call(call) = value
            && let Expr::Path(path) = &*call.func
            && let [.., of, new] = super::paths::words(&path.path).as_slice()
            && matches!(of.as_str(), "LazyLock" | "Lazy" | "LazyCell")
            && new == "new"
            && let Some(Expr::Closure(closure)) = call.args.first()
            && closure.inputs.is_empty()
        {
            let name = self.temporary();
            let at = self.start(value);
            self.returns.push(To::Name(name.clone()));
            let (body, ()) = self.apart(|reader| reader.give(&closure.body, &To::Name(name.clone())));
            self.returns.pop();
            self.out.extend(body);
            return name_expr(name, at);
        }
        self.expr(value)
    }
}

fn item(statement: &Stmt) -> Option<&Item> {
    if let Stmt::Item(item) = statement { Some(item) } else { None }
}
