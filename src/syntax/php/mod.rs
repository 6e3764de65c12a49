//! PHP, over `tree-sitter-php`.
//!
//! A variable keeps its `$`, so that it is never taken for the function, constant or class of the same name; `$this` is
//! `this`. A class that a file names in full (`\App\Ai\Client`) is an import under just that name. What a file returns
//! is its default export, and what PHP writes as a call though it changes a place (`curl_setopt`, `define`) is an
//! assignment.

mod calls;
mod classes;
mod expressions;
mod functions;
mod names;
mod operators;
mod places;
mod statements;
mod strings;

use super::{
    Argument, Class, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Handler, Import, ImportedName, Item,
    Language, Loop, LoopKind, Lowered, Operator, Pair, Parameter, ParameterKind, Pattern, Role, Segment, Stmt,
    StmtKind,
    grammar::{self, Lowering, child_of, children, field},
};
use crate::{
    source::{Source, Span},
    value::Name,
};
use names::Names;
use tree_sitter::Node;

/// Reads a PHP file.
pub fn lower(source: &Source) -> Lowered {
    grammar::lower(source, Language::Php, &tree_sitter_php::LANGUAGE_PHP.into(), |low, root| {
        let mut reader = Reader { low, names: Names::default(), selfhood: None };
        let mut body = reader.statements(&children(root));
        let mut imports = reader.names.take_imports(reader.low.span(root));
        imports.append(&mut body);
        imports
    })
}

/// The name of constructors.
const CONSTRUCTOR: &str = "__construct";

/// What `self` and `static` mean at a place.
#[derive(Clone, Debug)]
struct Selfhood {
    /// The enclosing class, where it has a name that is its own: in a trait, `self` is whoever uses it.
    class: Option<Name>,
}

/// Reads one file.
struct Reader<'l, 's> {
    low: &'l mut Lowering<'s>,
    names: Names,
    selfhood: Option<Selfhood>,
}

impl Reader<'_, '_> {
    fn other(&self, parts: Vec<Expr>, node: Node<'_>) -> Expr {
        self.low.expr(ExprKind::Other(parts), node)
    }

    /// Where the name of a variable stands, without its `$`.
    fn without_dollar(&self, variable: Node<'_>) -> Span {
        self.low.span(child_of(variable, "name").unwrap_or(variable))
    }

    fn named(&self, name: impl Into<Name>, node: Node<'_>) -> Expr {
        self.low.expr(ExprKind::Name(name.into()), node)
    }

    /// The expressions of all named children.
    fn parts(&mut self, node: Node<'_>) -> Vec<Expr> {
        children(node).into_iter().map(|child| self.expr(child)).collect()
    }
}
