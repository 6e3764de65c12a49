//! Declared types, as far as they say what a value can do.

use super::{
    super::{Expr, ExprKind},
    Reader,
};
use crate::syntax::grammar::children;
use tree_sitter::Node;

/// Types of the languages and their library that say nothing about what is sent: an annotation with one is left out.
pub(crate) const PLAIN: &[&str] = &[
    "Any",
    "Array",
    "Int",
    "MutableList",
    "MutableMap",
    "Unit",
    "Boolean",
    "Byte",
    "Character",
    "CharSequence",
    "Collection",
    "Double",
    "Duration",
    "Exception",
    "File",
    "Float",
    "Instant",
    "Integer",
    "Iterable",
    "Iterator",
    "List",
    "Locale",
    "Long",
    "Map",
    "Number",
    "Object",
    "Optional",
    "Path",
    "Set",
    "Short",
    "Stream",
    "String",
    "StringBuilder",
    "Throwable",
    "URI",
    "UUID",
    "Void",
];

impl Reader<'_, '_> {
    /// A type as an expression of names and members; nothing for one that says nothing.
    pub(super) fn declared(&mut self, node: Option<Node<'_>>) -> Option<Expr> {
        let node = node?;
        match node.kind() {
            "type_identifier" => {
                let name = self.low.text(node);
                let says = name != "var" && !PLAIN.contains(&name) && name.len() > 1;
                says.then(|| self.name(node, name))
            }
            "scoped_type_identifier" => {
                let parts: Vec<Node<'_>> =
                    children(node).into_iter().filter(|part| part.kind().ends_with("type_identifier")).collect();
                let [of, name] = parts.as_slice() else { return None };
                let whole = self.qualified(*of)?;
                Some(self.low.attribute(whole, *name, node))
            }
            "generic_type" => {
                let parts = children(node);
                let base = parts.first()?;
                if PLAIN.contains(&self.low.text(*base)) { None } else { self.declared(Some(*base)) }
            }
            "annotated_type" => self.declared(children(node).last().copied()),
            _ => None,
        }
    }

    /// The class or package before a dot in a type; every name counts there.
    fn qualified(&mut self, node: Node<'_>) -> Option<Expr> {
        if node.kind() == "type_identifier" {
            let name = self.low.text(node);
            return Some(self.name(node, name));
        }
        self.declared(Some(node))
    }

    /// A type that something is made of: every name counts.
    pub(super) fn constructed(&mut self, node: Node<'_>) -> Expr {
        let base = if node.kind() == "generic_type" { children(node).first().copied().unwrap_or(node) } else { node };
        if let Some(parts) = (base.kind() == "scoped_type_identifier").then(|| self.declared(Some(base))).flatten() {
            return parts;
        }
        let name = self.low.text(base);
        self.name(base, name)
    }

    /// A name in the place of a node: a class of this file perhaps, which one in it names without its outer class.
    pub(super) fn name(&mut self, node: Node<'_>, name: &str) -> Expr {
        let name: crate::value::Name = name.split_whitespace().collect::<String>().into();
        let plain = self.low.expr(ExprKind::Name(name.clone()), node);
        self.placed(&name, false, node).unwrap_or(plain)
    }
}
