//! Reads Java.
//!
//! A member that is named without `this` is lowered as a member of `this`, or of the class that declares it; what is
//! inherited the resolver finds. Anonymous classes are functions in place, since what counts in them is what they call.

pub(super) mod classes;
pub(super) mod expressions;
mod functions;
pub(super) mod imports;
pub(super) mod literals;
mod statements;
mod switch;
pub(super) mod types;

use super::{
    Expr, ExprKind, Language, Lowered, Stmt,
    grammar::{self, Lowering, children},
    scope::Scope,
};
use crate::source::Source;
use tree_sitter::Node;

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    grammar::lower(source, Language::Java, &tree_sitter_java::LANGUAGE.into(), |low, root| {
        let mut reader = Reader { low, scope: Scope::default(), imported: Vec::new() };
        reader.program(root)
    })
}

/// State of reading one file.
struct Reader<'l, 's> {
    low: &'l mut Lowering<'s>,
    scope: Scope,
    /// Classes that are imported only for their static members, under the names they are bound to.
    imported: Vec<String>,
}

impl Reader<'_, '_> {
    fn program(&mut self, root: Node<'_>) -> Vec<Stmt> {
        let mut body = Vec::new();
        for node in children(root) {
            match node.kind() {
                "import_declaration" => self.import(node, &mut body),
                "package_declaration" => self.package(node, &mut body),
                "module_declaration" => {}
                _ => self.statement(node, &mut body),
            }
        }
        body
    }

    /// An expression of which nothing but its parts is known.
    fn parts(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node).into_iter().filter(|child| !is_type(child.kind())).map(|child| self.expr(child));
        let parts = parts.collect();
        self.low.expr(ExprKind::Other(parts), node)
    }
}

/// Whether a node of this kind is a type or a modifier, which holds no call.
fn is_type(kind: &str) -> bool {
    kind.ends_with("_type")
        || kind.ends_with("type_identifier")
        || matches!(kind, "type_arguments" | "modifiers" | "type_parameters" | "dimensions")
}
