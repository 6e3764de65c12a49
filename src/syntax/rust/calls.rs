//! Calls, method calls and struct literals.

use super::{Reader, attribute, conditions::member, expr, paths::ident};
use crate::syntax::{Argument, Expr, ExprKind};
use syn::{Expr as Syn, ExprCall, ExprMethodCall, ExprStruct};

/// Methods that change what their receiver holds.
const CHANGING: &[&str] = &["extend", "insert", "push", "push_str"];

/// Methods that give access to what a place holds.
const ACCESS: &[&str] = &[
    "as_array_mut",
    "as_mut",
    "as_object_mut",
    "borrow_mut",
    "deref_mut",
    "expect",
    "get_mut",
    "lock",
    "unwrap",
    "write",
];

impl Reader<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) -> Expr {
        let callee = self.expr(&call.func);
        let arguments: Vec<Argument> = call.args.iter().map(|one| Argument::Positional(self.expr(one))).collect();
        let span = self.across(callee.span, self.span(call.paren_token.span.close()));
        expr(ExprKind::Call { callee: Box::new(callee), arguments, new: false }, span)
    }

    /// `a.b(…).c(…)`, read from its beginning without recursion.
    pub(super) fn method_call(&mut self, outermost: &ExprMethodCall) -> Expr {
        let mut links = vec![outermost];
        let mut first = &*outermost.receiver;
        loop {
            first = match first {
                Syn::MethodCall(inner) => {
                    links.push(inner);
                    &inner.receiver
                }
                Syn::Await(inner) if matches!(*inner.base, Syn::MethodCall(_)) => &inner.base,
                Syn::Try(inner) if leads_to_call(&inner.expr) => &inner.expr,
                _ => break,
            }
        }
        let changes = CHANGING.iter().any(|name| outermost.method == name);
        let levels = u32::try_from(links.len()).unwrap_or(u32::MAX);
        let at = self.start(first);
        if self.depth.saturating_add(levels) > super::MAX_DEPTH {
            self.too_deep.get_or_insert(at.start);
            let arguments = links.iter().rev().flat_map(|link| &link.args).map(|one| self.expr(one)).collect();
            return expr(ExprKind::Other(arguments), at);
        }
        self.depth += levels;
        let mut whole = self.expr(first);
        for (i, link) in links.iter().enumerate().rev() {
            if changes && i > 0 && ACCESS.iter().any(|name| link.method == name) && link.args.len() <= 1 {
                continue;
            }
            whole = self.link(whole, link);
        }
        self.depth -= levels;
        whole
    }

    fn link(&mut self, receiver: Expr, link: &ExprMethodCall) -> Expr {
        let callee = attribute(receiver, ident(&link.method), self.span(link.method.span()));
        let arguments: Vec<Argument> = link.args.iter().map(|one| Argument::Positional(self.expr(one))).collect();
        let span = self.across(callee.span, self.span(link.paren_token.span.close()));
        expr(ExprKind::Call { callee: Box::new(callee), arguments, new: false }, span)
    }

    /// `Type { a: 1, ..rest }`: what the rest gives stands first, so that named fields are put over it.
    pub(super) fn struct_literal(&mut self, literal: &ExprStruct) -> Expr {
        let callee = self.qualified(literal.qself.as_ref(), &literal.path);
        let mut arguments = Vec::new();
        if let Some(rest) = &literal.rest {
            arguments.push(Argument::SpreadNamed(self.rest(rest, literal)));
        }
        for field in &literal.fields {
            let value = self.expr(&field.expr);
            arguments.push(Argument::Named(member(&field.member), value));
        }
        let span = self.across(callee.span, self.span(literal.brace_token.span.close()));
        expr(ExprKind::Call { callee: Box::new(callee), arguments, new: true }, span)
    }

    /// `..Default::default()` is the default of the type itself.
    fn rest(&mut self, rest: &Syn, literal: &ExprStruct) -> Expr {
        let is_default = |path: &syn::Path| super::paths::words(path) == ["Default", "default"];
        if let Syn::Call(call) = rest
            && let Syn::Path(path) = &*call.func
            && is_default(&path.path)
        {
            let at = self.start(rest);
            let of = self.path(&literal.path);
            let callee = attribute(of, "default", super::point(at));
            return expr(ExprKind::Call { callee: Box::new(callee), arguments: Vec::new(), new: false }, at);
        }
        self.expr(rest)
    }
}

fn leads_to_call(of: &Syn) -> bool {
    match of {
        Syn::MethodCall(_) => true,
        Syn::Await(inner) => matches!(*inner.base, Syn::MethodCall(_)),
        _ => false,
    }
}
