//! Types, as annotations: only what names a class that a value may be an instance of.

use super::Reader;
use crate::syntax::{
    Expr, ExprKind,
    grammar::{child_of, children, field},
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// A declared type; nothing for one that says nothing about what a value can do.
    pub(super) fn annotation(&mut self, node: Node<'t>) -> Option<Expr> {
        if !self.low.enter(node) {
            return None;
        }
        let read = self.read_type(node);
        self.low.leave();
        read
    }

    fn read_type(&mut self, node: Node<'t>) -> Option<Expr> {
        match node.kind() {
            "identifier" => Some(self.low.expr(ExprKind::Name(self.text(node).into()), node)),
            "generic_name" => {
                let name = children(node).into_iter().next()?;
                let of = self.low.expr(ExprKind::Name(self.text(name).into()), name);
                let index = type_argument(node).and_then(|argument| self.annotation(argument));
                Some(match index {
                    Some(index) => self.low.expr(ExprKind::Index { of: Box::new(of), index: Box::new(index) }, node),
                    None => of,
                })
            }
            "qualified_name" => {
                let of = self.annotation(field(node, "qualifier")?)?;
                self.member_type(of, field(node, "name")?, node)
            }
            "alias_qualified_name" => {
                let alias = field(node, "alias")?;
                let of = self.low.expr(ExprKind::Name(self.text(alias).into()), alias);
                let global = self.text(alias) == "global";
                if global {
                    self.annotation(field(node, "name")?)
                } else {
                    self.member_type(of, field(node, "name")?, node)
                }
            }
            "nullable_type" | "ref_type" | "scoped_type" => self.annotation(field(node, "type")?),
            _ => None,
        }
    }

    fn member_type(&mut self, of: Expr, name: Node<'t>, whole: Node<'t>) -> Option<Expr> {
        let name = if name.kind() == "generic_name" { children(name).into_iter().next()? } else { name };
        Some(self.low.attribute(of, name, whole))
    }

    /// The type that is constructed where a value of this type is wanted: what a task gives, and what may be null.
    pub(super) fn constructed(&self, node: Node<'t>) -> Node<'t> {
        let inner = match node.kind() {
            "nullable_type" => field(node, "type"),
            "generic_name" if matches!(self.type_name(node), "Task" | "ValueTask") => type_argument(node),
            _ => None,
        };
        inner.unwrap_or(node)
    }

    /// The last name of a type: `List` of `System.Collections.Generic.List<string>`.
    pub(super) fn type_name(&self, node: Node<'t>) -> &str {
        let mut node = node;
        loop {
            let inner = match node.kind() {
                "generic_name" => children(node).into_iter().next(),
                "qualified_name" | "alias_qualified_name" => field(node, "name"),
                "nullable_type" => field(node, "type"),
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return self.text(node),
            }
        }
    }
}

/// The first argument of a generic type.
fn type_argument(node: Node<'_>) -> Option<Node<'_>> {
    children(child_of(node, "type_argument_list")?).into_iter().next()
}
