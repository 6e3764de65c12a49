//! `match`.

use super::{Reader, To, conditions::joined, expr, paths::last};
use crate::syntax::{Case, Expr, ExprKind, Operator, Stmt, StmtKind};
use syn::{Arm, ExprIf, ExprMatch, Pat};

/// Up to so many arms a match is a chain of conditions, in which each arm knows that those before it did not fit.
const CHAINED: usize = 4;

/// Methods that give their receiver in another dress.
const SAME: &[&str] = &["as_str", "clone", "into", "to_owned", "to_string", "trim"];

impl Reader<'_> {
    pub(super) fn choice(&mut self, choice: &ExprMatch, to: &To) {
        let at = self.span(choice.match_token.span);
        if let [first, second] = choice.arms.as_slice()
            && let (Pat::TupleStruct(pattern), true) = (&first.pat, gives_nothing(&second.pat))
            && let Some(value) = self.fallback(&choice.expr, pattern, &first.body, &second.body)
        {
            return self.put(value, to);
        }
        let held = self.held(&choice.expr);
        if choice.arms.len() <= CHAINED {
            let chained = self.apart(|reader| reader.chain(&choice.arms, &held, to)).0;
            self.out.extend(chained);
            return;
        }
        let mut cases = Vec::new();
        for arm in &choice.arms {
            let (test, body) = self.arm(arm, &held, to);
            cases.push(Case { default: test.is_none(), tests: test.into_iter().collect(), binds: Vec::new(), body });
        }
        self.push(StmtKind::Switch { subject: expr(ExprKind::Bool(true), at), cases }, at);
    }

    /// Arms as conditions within one another.
    fn chain(&mut self, arms: &[Arm], held: &Expr, to: &To) {
        let [first, rest @ ..] = arms else { return };
        let (test, then) = self.arm(first, held, to);
        let Some(test) = test else {
            self.out.extend(then);
            return;
        };
        // The last arm is taken where the others are not: a match is exhaustive.
        if rest.is_empty() && !matches!(test.kind, ExprKind::Other(_)) {
            self.out.extend(then);
            return;
        }
        let (otherwise, ()) = self.apart(|reader| reader.chain(rest, held, to));
        self.push(StmtKind::If { test, then, otherwise }, held.span);
    }

    fn arm(&mut self, arm: &Arm, held: &Expr, to: &To) -> (Option<Expr>, Vec<Stmt>) {
        let (test, mut body) = self.tested(&arm.pat, held);
        let (given, ()) = self.apart(|reader| reader.give(&arm.body, to));
        let Pat::Guard(guarded) = &arm.pat else {
            body.extend(given);
            return (test, body);
        };
        let (before, (guard, binds)) = self.apart(|reader| reader.condition(&guarded.guard));
        let then = binds.into_iter().chain(given).collect();
        body.extend(before);
        body.push(Stmt { kind: StmtKind::If { test: guard, then, otherwise: Vec::new() }, span: held.span });
        (test, body)
    }

    /// `match x { Some(v) => v, None => other }`: the value, or the other one.
    fn fallback(
        &mut self,
        subject: &syn::Expr,
        pattern: &syn::PatTupleStruct,
        kept: &syn::Expr,
        other: &syn::Expr,
    ) -> Option<Expr> {
        if !matches!(last(&pattern.path).as_str(), "Some" | "Ok") || pattern.elems.len() != 1 {
            return None;
        }
        let Pat::Ident(name) = &pattern.elems[0] else { return None };
        if !is_same(kept, &name.ident) || leaves(other) {
            return None;
        }
        let left = self.expr(subject);
        let (before, right) = self.apart(|reader| reader.expr(other));
        self.out.extend(before);
        Some(joined(Operator::Coalesce, left, right))
    }

    /// `if let Ok(v) = x { v } else { other }`.
    pub(super) fn fallback_branch(&mut self, branch: &ExprIf) -> Option<Expr> {
        let syn::Expr::Let(bound) = &*branch.cond else { return None };
        let Pat::TupleStruct(pattern) = &*bound.pat else { return None };
        let [syn::Stmt::Expr(kept, None)] = branch.then_branch.stmts.as_slice() else { return None };
        let (_, other) = branch.else_branch.as_ref()?;
        let syn::Expr::Block(block) = &**other else { return None };
        let [syn::Stmt::Expr(other, None)] = block.block.stmts.as_slice() else { return None };
        self.fallback(&bound.expr, pattern, kept, other)
    }
}

/// Whether a pattern is for what is not there: `None`, `Err(_)`, `_`.
fn gives_nothing(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.ident == "None",
        Pat::Path(path) => last(&path.path) == "None",
        Pat::TupleStruct(tuple) => last(&tuple.path) == "Err",
        _ => false,
    }
}

/// Whether an expression is a name, perhaps in another dress.
fn is_same(of: &syn::Expr, name: &proc_macro2::Ident) -> bool {
    match of {
        syn::Expr::Path(path) => path.path.is_ident(name),
        syn::Expr::MethodCall(call) => SAME.iter().any(|same| call.method == same) && is_same(&call.receiver, name),
        syn::Expr::Reference(inner) => is_same(&inner.expr, name),
        syn::Expr::Unary(inner) => is_same(&inner.expr, name),
        _ => false,
    }
}

/// Whether an expression leaves the place where it stands instead of giving a value.
fn leaves(of: &syn::Expr) -> bool {
    match of {
        syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) | syn::Expr::Block(_) => true,
        syn::Expr::Macro(call) => {
            let name = last(&call.mac.path);
            matches!(name.as_str(), "bail" | "panic" | "todo" | "unimplemented" | "unreachable")
        }
        syn::Expr::Call(call) => matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("Err")),
        _ => false,
    }
}
