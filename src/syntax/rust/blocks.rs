//! Blocks that are values.

use super::{Reader, To, expr, name_expr, point};
use crate::syntax::{Expr, ExprKind, Pattern, Stmt, StmtKind};
use syn::Block;

impl Reader<'_> {
    /// The statements of a block, with its value where it goes.
    pub(super) fn block_to(&mut self, block: &Block, to: &To) -> Vec<Stmt> {
        let at = self.span(block.brace_token.span.open());
        let before = std::mem::take(&mut self.out);
        self.deeper(at, |reader| reader.statements(&block.stmts, to));
        std::mem::replace(&mut self.out, before)
    }

    /// What `read` puts before the place where it stands, and what it gives.
    pub(super) fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (Vec<Stmt>, T) {
        let before = std::mem::take(&mut self.out);
        let result = read(self);
        (std::mem::replace(&mut self.out, before), result)
    }

    /// An expression that is made of statements, as a name that holds its value after them.
    pub(super) fn as_name(&mut self, of: &syn::Expr) -> ExprKind {
        let name = self.temporary();
        self.give(of, &To::Name(name.clone()));
        ExprKind::Name(name)
    }

    /// Puts a value where it goes.
    pub(super) fn put(&mut self, value: Expr, to: &To) {
        let span = value.span;
        let kind = match to {
            To::Nothing => match value.kind {
                ExprKind::Name(_) | ExprKind::Null => return,
                _ => StmtKind::Expr(value),
            },
            To::Return => match failure(value) {
                Ok(error) => StmtKind::Raise(Some(error)),
                Err(value) => StmtKind::Return(Some(value)),
            },
            To::Name(name) => StmtKind::Assign {
                targets: vec![Pattern::Name(name.clone(), point(span))],
                value: Some(value),
                annotation: None,
            },
        };
        self.push(kind, span);
    }

    /// The value as something that can be named again: itself where it is a name or a member of one, else a new name.
    pub(super) fn held(&mut self, of: &syn::Expr) -> Expr {
        let value = self.expr(of);
        self.held_value(value)
    }

    pub(super) fn held_value(&mut self, value: Expr) -> Expr {
        if again(&value).is_some() {
            return value;
        }
        let (name, span) = (self.temporary(), value.span);
        let targets = vec![Pattern::Name(name.clone(), point(span))];
        self.push(StmtKind::Assign { targets, value: Some(value), annotation: None }, span);
        name_expr(name, span)
    }
}

/// The same name, or member of a name, once more.
pub(super) fn again(value: &Expr) -> Option<Expr> {
    let kind = match &value.kind {
        ExprKind::Name(name) => ExprKind::Name(name.clone()),
        ExprKind::Attribute { of, name, name_span } => {
            ExprKind::Attribute { of: Box::new(again(of)?), name: name.clone(), name_span: *name_span }
        }
        _ => return None,
    };
    Some(expr(kind, value.span))
}

/// What `Err(…)` holds; the value itself where it is something else.
fn failure(value: Expr) -> Result<Expr, Expr> {
    match value.kind {
        ExprKind::Call { callee, mut arguments, new } => {
            let fails = matches!(&callee.kind, ExprKind::Name(name) if name == "Err") && arguments.len() == 1;
            match arguments.pop() {
                Some(crate::syntax::Argument::Positional(error)) if fails => Ok(error),
                last => {
                    arguments.extend(last);
                    Err(expr(ExprKind::Call { callee, arguments, new }, value.span))
                }
            }
        }
        kind => Err(expr(kind, value.span)),
    }
}
