//! Constants, and what their paths mean.

use super::{Expr, ExprKind, Reader, field};
use crate::value::Name;
use tree_sitter::Node;

impl Reader<'_, '_, '_> {
    /// `Name`, `A::Name`, `::Name`.
    pub(super) fn constant(&mut self, node: Node<'_>) -> Expr {
        if node.kind() == "constant" {
            return self.bare_constant(node);
        }
        let (scope, name) = (field(node, "scope"), field(node, "name"));
        let Some(name) = name else { return self.other(Vec::new(), node) };
        match scope {
            None => self.named(self.low.text(name), node),
            Some(scope) => {
                let of = match scope.kind() {
                    "constant" | "scope_resolution" => self.constant(scope),
                    _ => self.expr(scope),
                };
                self.beneath(of, name, node)
            }
        }
    }

    /// `Of::Name`: one longer name, or for a constant in capitals a field.
    fn beneath(&mut self, of: Expr, name: Node<'_>, node: Node<'_>) -> Expr {
        let text = self.low.text(name);
        match &of.kind {
            ExprKind::Name(path) if !is_plain(text) && path != "this" => {
                let own = self.homes.iter().any(|home| home.name.as_ref() == Some(path)) || self.homes[0].defines(path);
                let local = own && self.homes[0].defines(text);
                let name = if local { Name::from(text) } else { Name::from(format!("{path}::{text}")) };
                self.named(name, node)
            }
            _ => {
                let name_span = self.low.span(name);
                self.low.expr(ExprKind::Attribute { of: Box::new(of), name: text.into(), name_span }, node)
            }
        }
    }

    /// A constant by itself: one that a class around this place sets is that class's field. What neither a class nor the
    /// file sets may be inherited, where it is in capitals.
    fn bare_constant(&mut self, node: Node<'_>) -> Expr {
        let text = self.low.text(node);
        let in_method = self.low.function.is_some();
        let around = self.homes.iter().skip(1).rev();
        let owner = around.clone().find(|home| home.constants.contains(text)).and_then(|home| home.name.clone());
        let innermost = self.homes.last().and_then(|home| home.name.clone());
        let name_span = self.low.span(node);
        let field_of = |reader: &Self, owner: Name| {
            let of = Box::new(reader.named(owner, node));
            reader.low.expr(ExprKind::Attribute { of, name: text.into(), name_span }, node)
        };
        match owner {
            Some(owner) if in_method || Some(&owner) != innermost.as_ref() => field_of(self, owner),
            Some(_) => self.named(text, node),
            None => {
                let heir = self.homes.last().is_some_and(|home| home.inherits);
                let inherited = in_method && heir && is_plain(text) && !self.homes[0].constants.contains(text);
                if inherited && text.contains('_') { field_of(self, "this".into()) } else { self.named(text, node) }
            }
        }
    }
}

/// Whether a constant holds a plain value rather than a class, as its capitals say.
fn is_plain(name: &str) -> bool {
    name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase())
}
