//! Expressions. What only dresses a value up (`&x`, `*x`, `x as u32`, `x?`, brackets) is the value.

use super::{Reader, attribute, conditions::member, expr};
use crate::{
    source::Span,
    syntax::{Expr, ExprKind, Item, Operator, Segment},
};
use syn::{BinOp, Expr as Syn, Lit, UnOp};

impl Reader<'_> {
    /// An expression; what it needs before it is put before it.
    pub(super) fn expr(&mut self, of: &Syn) -> Expr {
        let at = self.start(of);
        self.deeper(at, |reader| reader.lower(of, at)).unwrap_or_else(|| expr(ExprKind::Other(Vec::new()), at))
    }

    fn lower(&mut self, of: &Syn, at: Span) -> Expr {
        match of {
            Syn::Lit(literal) => self.literal(&literal.lit),
            Syn::Path(path) => self.path_value(path),
            Syn::MethodCall(call) => self.method_call(call),
            Syn::Call(call) => self.call(call),
            Syn::Struct(literal) => self.struct_literal(literal),
            Syn::Macro(call) => self.macro_value(&call.mac),
            Syn::Field(field) => self.field(field),
            Syn::Reference(inner) => self.expr(&inner.expr),
            Syn::RawAddr(inner) => self.expr(&inner.expr),
            Syn::Cast(inner) => self.expr(&inner.expr),
            Syn::Paren(inner) => self.expr(&inner.expr),
            Syn::Group(inner) => self.expr(&inner.expr),
            Syn::Try(inner) => self.expr(&inner.expr),
            Syn::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.expr(&unary.expr),
            Syn::Await(inner) => {
                let value = self.expr(&inner.base);
                let span = self.across(value.span, self.span(inner.await_token.span));
                expr(ExprKind::Await(Box::new(value)), span)
            }
            Syn::Binary(binary) if assigns(&binary.op).is_none() => self.binary(binary),
            Syn::Index(index) => self.index(index),
            Syn::If(branch) => self.if_value(branch, at),
            Syn::Let(_) => {
                let (test, binds) = self.condition(of);
                self.out.extend(binds);
                test
            }
            other => {
                let kind = self.other_kind(other);
                expr(kind, at)
            }
        }
    }

    fn other_kind(&mut self, of: &Syn) -> ExprKind {
        match of {
            Syn::Unary(unary) => {
                let not = matches!(unary.op, UnOp::Not(_));
                ExprKind::Unary { not, of: Box::new(self.expr(&unary.expr)) }
            }
            Syn::Array(array) => ExprKind::List(array.elems.iter().map(|one| Item::One(self.expr(one))).collect()),
            Syn::Tuple(tuple) if tuple.elems.is_empty() => ExprKind::Null,
            Syn::Tuple(tuple) => ExprKind::List(tuple.elems.iter().map(|one| Item::One(self.expr(one))).collect()),
            Syn::Repeat(repeat) => ExprKind::Other(vec![self.expr(&repeat.expr), self.expr(&repeat.len)]),
            Syn::Range(range) => {
                let ends = range.start.iter().chain(&range.end);
                ExprKind::Other(ends.map(|end| self.expr(end)).collect())
            }
            Syn::Closure(closure) => self.closure(closure),
            Syn::Yield(given) => ExprKind::Other(given.expr.iter().map(|value| self.expr(value)).collect()),
            Syn::Assign(_) | Syn::Binary(_) | Syn::Return(_) | Syn::Break(_) | Syn::Continue(_) => {
                self.give(of, &super::To::Nothing);
                ExprKind::Null
            }
            Syn::Block(_)
            | Syn::Unsafe(_)
            | Syn::Async(_)
            | Syn::TryBlock(_)
            | Syn::Match(_)
            | Syn::Loop(_)
            | Syn::While(_)
            | Syn::ForLoop(_) => self.as_name(of),
            Syn::Const(block) => {
                let name = self.temporary();
                let body = self.block_to(&block.block, &super::To::Name(name.clone()));
                self.out.extend(body);
                ExprKind::Name(name)
            }
            _ => ExprKind::Other(Vec::new()),
        }
    }

    fn field(&mut self, field: &syn::ExprField) -> Expr {
        let base = self.expr(&field.base);
        let name_span = match &field.member {
            syn::Member::Named(name) => self.span(name.span()),
            syn::Member::Unnamed(index) => self.span(index.span),
        };
        attribute(base, member(&field.member), name_span)
    }

    fn path_value(&mut self, path: &syn::ExprPath) -> Expr {
        if path.qself.is_none() && path.path.is_ident("None") {
            let at = path.path.segments.first().map_or(super::nowhere(self), |first| self.span(first.ident.span()));
            return expr(ExprKind::Null, at);
        }
        self.qualified(path.qself.as_ref(), &path.path)
    }

    /// `if a { b } else { c }` as a value: a choice where both are plain.
    fn if_value(&mut self, branch: &syn::ExprIf, at: Span) -> Expr {
        if let Some(value) = self.fallback_branch(branch) {
            return value;
        }
        if !matches!(*branch.cond, Syn::Let(_))
            && let [syn::Stmt::Expr(yes, None)] = branch.then_branch.stmts.as_slice()
            && let Some((_, other)) = &branch.else_branch
            && let Syn::Block(block) = &**other
            && let [syn::Stmt::Expr(no, None)] = block.block.stmts.as_slice()
            && is_plain(yes)
            && is_plain(no)
        {
            let (test, binds) = self.condition(&branch.cond);
            self.out.extend(binds);
            let (yes, no) = (self.expr(yes), self.expr(no));
            let kind = ExprKind::Choice { test: Box::new(test), yes: Box::new(yes), no: Box::new(no) };
            return expr(kind, at);
        }
        let name = self.temporary();
        self.branch(branch, &super::To::Name(name.clone()));
        expr(ExprKind::Name(name), at)
    }

    pub(super) fn literal(&mut self, literal: &Lit) -> Expr {
        let at = self.span(literal.span());
        let kind = match literal {
            Lit::Str(text) => ExprKind::Text(vec![Segment::Fixed(text.value().into(), at)]),
            Lit::Char(letter) => ExprKind::Text(vec![Segment::Fixed(letter.value().to_string().into(), at)]),
            Lit::Int(number) => number.base10_parse().map_or(ExprKind::Opaque, ExprKind::Int),
            Lit::Float(number) => number.base10_parse().map_or(ExprKind::Opaque, ExprKind::Float),
            Lit::Bool(yes) => ExprKind::Bool(yes.value),
            _ => ExprKind::Opaque,
        };
        expr(kind, at)
    }

    /// Two operands; the left side of a long chain is read without recursion.
    fn binary(&mut self, outermost: &syn::ExprBinary) -> Expr {
        let mut rights = vec![(operator(&outermost.op), &*outermost.right)];
        let mut left = &*outermost.left;
        while let Syn::Binary(inner) = left
            && assigns(&inner.op).is_none()
        {
            rights.push((operator(&inner.op), &inner.right));
            left = &inner.left;
        }
        let at = self.start(left);
        let levels = u32::try_from(rights.len()).unwrap_or(u32::MAX);
        if self.depth.saturating_add(levels) > super::MAX_DEPTH {
            self.too_deep.get_or_insert(at.start);
            let parts = rights.iter().rev().map(|(_, right)| self.expr(right)).collect();
            return expr(ExprKind::Other(parts), at);
        }
        self.depth += levels;
        let mut whole = self.expr(left);
        for (operator, right) in rights.into_iter().rev() {
            let right = self.expr(right);
            let span = self.across(whole.span, right.span);
            whole = expr(ExprKind::Binary { operator, left: Box::new(whole), right: Box::new(right) }, span);
        }
        self.depth -= levels;
        whole
    }

    fn index(&mut self, index: &syn::ExprIndex) -> Expr {
        let of = self.expr(&index.expr);
        let span = self.across(of.span, self.span(index.bracket_token.span.close()));
        let kind = match &*index.index {
            Syn::Range(_) => ExprKind::Other(vec![of]),
            key => ExprKind::Index { of: Box::new(of), index: Box::new(self.expr(key)) },
        };
        expr(kind, span)
    }

    /// Where an expression begins.
    pub(super) fn start(&self, of: &Syn) -> Span {
        let mut of = of;
        loop {
            of = match of {
                Syn::MethodCall(call) => return self.span(call.method.span()),
                Syn::Call(call) => &call.func,
                Syn::Field(field) => &field.base,
                Syn::Index(index) => &index.expr,
                Syn::Await(inner) => &inner.base,
                Syn::Try(inner) => &inner.expr,
                Syn::Cast(inner) => &inner.expr,
                Syn::Binary(binary) => &binary.left,
                Syn::Assign(assign) => &assign.left,
                Syn::Path(path) => {
                    let first = path.path.segments.first();
                    return first.map_or(super::nowhere(self), |first| self.span(first.ident.span()));
                }
                Syn::Range(range) => match &range.start {
                    Some(start) => start,
                    None => return super::nowhere(self),
                },
                other => return first_token(other).map_or(super::nowhere(self), |span| self.span(span)),
            };
        }
    }
}

/// The token that an expression begins with, where that is its own.
fn first_token(of: &Syn) -> Option<proc_macro2::Span> {
    Some(match of {
        Syn::Array(array) => array.bracket_token.span.open(),
        Syn::Async(block) => block.async_token.span,
        Syn::Block(block) => block.block.brace_token.span.open(),
        Syn::Break(given) => given.break_token.span,
        Syn::Closure(closure) => closure.inputs_begin.span,
        Syn::Continue(given) => given.continue_token.span,
        Syn::ForLoop(looped) => looped.for_token.span,
        Syn::If(branch) => branch.if_token.span,
        Syn::Let(bound) => bound.let_token.span,
        Syn::Lit(literal) => literal.lit.span(),
        Syn::Loop(looped) => looped.loop_token.span,
        Syn::Macro(call) => call.mac.path.segments.first()?.ident.span(),
        Syn::Match(choice) => choice.match_token.span,
        Syn::Paren(inner) => inner.paren_token.span.open(),
        Syn::Reference(inner) => inner.and_token.span,
        Syn::Return(given) => given.return_token.span,
        Syn::Struct(literal) => literal.path.segments.first()?.ident.span(),
        Syn::Tuple(tuple) => tuple.paren_token.span.open(),
        Syn::Unsafe(block) => block.unsafe_token.span,
        Syn::While(looped) => looped.while_token.span,
        _ => return None,
    })
}

/// Whether an expression needs no statements before it.
fn is_plain(of: &Syn) -> bool {
    match of {
        Syn::Lit(_) | Syn::Path(_) => true,
        Syn::MethodCall(call) => is_plain(&call.receiver) && call.args.iter().all(is_plain),
        Syn::Call(call) => is_plain(&call.func) && call.args.iter().all(is_plain),
        Syn::Field(field) => is_plain(&field.base),
        Syn::Reference(inner) => is_plain(&inner.expr),
        Syn::Unary(inner) => is_plain(&inner.expr),
        Syn::Paren(inner) => is_plain(&inner.expr),
        Syn::Cast(inner) => is_plain(&inner.expr),
        _ => false,
    }
}

fn operator(of: &BinOp) -> Operator {
    match of {
        BinOp::Add(_) => Operator::Add,
        BinOp::Sub(_) => Operator::Subtract,
        BinOp::Mul(_) => Operator::Multiply,
        BinOp::Div(_) => Operator::FloorDivide,
        BinOp::Rem(_) => Operator::Remainder,
        BinOp::And(_) => Operator::And,
        BinOp::Or(_) => Operator::Or,
        BinOp::Eq(_) => Operator::Equal,
        BinOp::Ne(_) => Operator::NotEqual,
        BinOp::Lt(_) => Operator::Less,
        BinOp::Le(_) => Operator::LessOrEqual,
        BinOp::Gt(_) => Operator::Greater,
        BinOp::Ge(_) => Operator::GreaterOrEqual,
        _ => Operator::Other,
    }
}

/// The operator of `+=` and the like.
pub(super) fn assigns(of: &BinOp) -> Option<Operator> {
    Some(match of {
        BinOp::AddAssign(_) => Operator::Add,
        BinOp::SubAssign(_) => Operator::Subtract,
        BinOp::MulAssign(_) => Operator::Multiply,
        BinOp::DivAssign(_) => Operator::FloorDivide,
        BinOp::RemAssign(_) => Operator::Remainder,
        BinOp::BitXorAssign(_)
        | BinOp::BitAndAssign(_)
        | BinOp::BitOrAssign(_)
        | BinOp::ShlAssign(_)
        | BinOp::ShrAssign(_) => Operator::Other,
        _ => return None,
    })
}
