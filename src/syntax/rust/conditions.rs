//! `if`, `if let`, and what a pattern says of a value.

use super::{
    Reader, To, attribute,
    blocks::again,
    expr,
    paths::{ident, last},
    point,
};
use crate::syntax::{Expr, ExprKind, Operator, Pattern, Stmt, StmtKind};
use syn::{BinOp, ExprIf, Member, Pat};

impl Reader<'_> {
    /// `if test { … } else { … }`.
    pub(super) fn branch(&mut self, branch: &ExprIf, to: &To) {
        let at = self.span(branch.if_token.span);
        if let Some(value) = self.fallback_branch(branch) {
            return self.put(value, to);
        }
        let (test, mut then) = self.condition(&branch.cond);
        then.extend(self.block_to(&branch.then_branch, to));
        let otherwise = match &branch.else_branch {
            Some((_, other)) => self.apart(|reader| reader.give(other, to)).0,
            None => Vec::new(),
        };
        self.push(StmtKind::If { test, then, otherwise }, at);
    }

    /// A condition, and what holds where it does.
    pub(super) fn condition(&mut self, of: &syn::Expr) -> (Expr, Vec<Stmt>) {
        let at = self.start(of);
        match of {
            syn::Expr::Paren(inner) => self.condition(&inner.expr),
            syn::Expr::Let(bound) => {
                let held = self.held(&bound.expr);
                let (test, binds) = self.tested(&bound.pat, &held);
                (test.unwrap_or_else(|| expr(ExprKind::Bool(true), at)), binds)
            }
            syn::Expr::Binary(both) if matches!(both.op, BinOp::And(_)) => self
                .deeper(at, |reader| {
                    let (left, mut binds) = reader.condition(&both.left);
                    let (right, more) = reader.condition(&both.right);
                    binds.extend(more);
                    (joined(Operator::And, left, right), binds)
                })
                .unwrap_or_else(|| (expr(ExprKind::Other(Vec::new()), at), Vec::new())),
            other => (self.expr(other), Vec::new()),
        }
    }

    /// Under what condition a pattern fits a value that has a name, if not always, and what it binds.
    pub(super) fn tested(&mut self, pattern: &Pat, of: &Expr) -> (Option<Expr>, Vec<Stmt>) {
        let mut binds = Vec::new();
        let test = self.fits(pattern, of, &mut binds);
        (test, binds)
    }

    fn fits(&mut self, pattern: &Pat, of: &Expr, binds: &mut Vec<Stmt>) -> Option<Expr> {
        let at = of.span;
        self.deeper(at, |reader| reader.fits_here(pattern, of, binds))
            .unwrap_or_else(|| Some(expr(ExprKind::Other(Vec::new()), at)))
    }

    fn fits_here(&mut self, pattern: &Pat, of: &Expr, binds: &mut Vec<Stmt>) -> Option<Expr> {
        let at = of.span;
        let unknown = || Some(expr(ExprKind::Other(Vec::new()), at));
        match pattern {
            Pat::Wild(_) | Pat::Rest(_) => None,
            Pat::Paren(inner) => self.fits(&inner.pat, of, binds),
            Pat::Reference(inner) => self.fits(&inner.pat, of, binds),
            Pat::Type(inner) => self.fits(&inner.pat, of, binds),
            Pat::Ident(name) if name.subpat.is_none() && is_constant(&ident(&name.ident)) => {
                let value = self.named_value(&name.ident);
                equals(of, value)
            }
            Pat::Ident(name) => {
                binds.extend(self.named_as(&name.ident, of));
                name.subpat.as_ref().and_then(|(_, inner)| self.fits(inner, of, binds))
            }
            Pat::Lit(literal) => {
                let value = self.literal(&literal.lit);
                equals(of, value)
            }
            Pat::Path(path) => {
                let value = self.qualified(path.qself.as_ref(), &path.path);
                equals(of, value)
            }
            Pat::TupleStruct(tuple) => self.fits_tuple(tuple, of, binds),
            Pat::Struct(pattern) => {
                for field in &pattern.fields {
                    let name = member(&field.member);
                    if let Some(value) = again(of) {
                        self.fits(&field.pat, &attribute(value, name, point(at)), binds);
                    }
                }
                let value = self.path(&pattern.path);
                let variant = pattern.path.segments.len() > 1;
                if variant { equals(of, value) } else { None }
            }
            Pat::Tuple(tuple) => self.fits_parts(&mut tuple.elems.iter(), of, binds),
            Pat::Or(either) => {
                let mut tests = Vec::new();
                for (i, case) in either.cases.iter().enumerate() {
                    let mut aside = Vec::new();
                    tests.push(self.fits(case, of, if i == 0 { binds } else { &mut aside }));
                }
                let tests: Option<Vec<Expr>> = tests.into_iter().collect();
                tests.and_then(|tests| tests.into_iter().reduce(|a, b| joined(Operator::Or, a, b)))
            }
            Pat::Guard(guarded) => {
                self.fits(&guarded.pat, of, binds);
                unknown()
            }
            _ => unknown(),
        }
    }

    /// `Some(x)`, `Ok(x)`, `Err(e)`, `Variant(a, b)`.
    fn fits_tuple(&mut self, tuple: &syn::PatTupleStruct, of: &Expr, binds: &mut Vec<Stmt>) -> Option<Expr> {
        let null = expr(ExprKind::Null, of.span);
        match (last(&tuple.path).as_str(), tuple.elems.len()) {
            ("Some" | "Ok", 1) => {
                let inner = self.fits(&tuple.elems[0], of, binds);
                let there = again(of).map(|value| joined(Operator::NotEqual, value, null));
                match (there, inner) {
                    (Some(there), Some(inner)) => Some(joined(Operator::And, there, inner)),
                    (there, inner) => there.or(inner),
                }
            }
            ("Err", 1) => {
                let error = expr(ExprKind::Other(Vec::new()), of.span);
                if let Pat::Ident(name) = &tuple.elems[0] {
                    let targets = vec![Pattern::Name(ident(&name.ident), of.span)];
                    let kind = StmtKind::Assign { targets, value: Some(error), annotation: None };
                    binds.push(Stmt { kind, span: of.span });
                }
                equals(of, null)
            }
            _ => {
                self.fits_parts(&mut tuple.elems.iter(), of, binds);
                let value = self.path(&tuple.path);
                equals(of, value)
            }
        }
    }

    fn fits_parts(&mut self, parts: &mut dyn Iterator<Item = &Pat>, of: &Expr, binds: &mut Vec<Stmt>) -> Option<Expr> {
        let mut tests = Vec::new();
        for (i, part) in parts.enumerate().take_while(|(_, part)| !matches!(part, Pat::Rest(_))) {
            if let Some(value) = again(of) {
                tests.extend(self.fits(part, &attribute(value, i.to_string(), point(of.span)), binds));
            }
        }
        tests.into_iter().reduce(|a, b| joined(Operator::And, a, b))
    }

    fn named_as(&mut self, name: &proc_macro2::Ident, of: &Expr) -> Option<Stmt> {
        let at = self.span(name.span());
        let targets = vec![Pattern::Name(ident(name), at)];
        let kind = StmtKind::Assign { targets, value: Some(again(of)?), annotation: None };
        Some(Stmt { kind, span: at })
    }

    fn named_value(&mut self, name: &proc_macro2::Ident) -> Expr {
        let at = self.span(name.span());
        if name == "None" { expr(ExprKind::Null, at) } else { self.path(&name.clone().into()) }
    }
}

/// Whether a name in a pattern is that of a constant or variant, as everybody spells them.
pub(super) fn is_constant(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

pub(super) fn member(of: &Member) -> crate::value::Name {
    match of {
        Member::Named(name) => ident(name),
        Member::Unnamed(index) => index.index.to_string().into(),
    }
}

pub(super) fn joined(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    expr(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) }, span)
}

fn equals(of: &Expr, value: Expr) -> Option<Expr> {
    again(of).map(|of| joined(Operator::Equal, of, value))
}
