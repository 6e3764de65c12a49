//! C#, through `tree-sitter`.
//!
//! C# leaves out `this` before a member, and says of a type only its last name. The reader knows which names are
//! locals and which are members of the class around them, so a bare member becomes an attribute of `this` or of its
//! class; what a type's name means is left to the resolver. An object initialiser is a construction with named
//! arguments, an anonymous object and a construction of unknown type are maps. Settable properties are parameters of
//! the constructor, because that is how callers fill them.

mod chains;
mod classes;
mod constructions;
mod constructors;
pub mod declared;
mod expressions;
mod functions;
mod initialisers;
mod lambdas;
mod literals;
mod loops;
mod members;
mod names;
mod operators;
mod patterns;
mod properties;
mod statements;
mod strings;
mod switch;
mod types;
mod units;

use super::{Expr, ExprKind, Language, Lowered, Stmt, grammar, grammar::Lowering};
use crate::source::Source;
use names::{Locals, TypeScope};
use tree_sitter::Node;

/// Reads C#.
pub fn lower(source: &Source) -> Lowered {
    let grammar = tree_sitter_c_sharp::LANGUAGE.into();
    grammar::lower(source, Language::CSharp, &grammar, |lowering, root| Reader::new(lowering).unit(root))
}

/// State of lowering one file.
struct Reader<'l, 's, 't> {
    low: &'l mut Lowering<'s>,
    /// Names of locals and parameters of the functions around the current place.
    locals: Vec<Locals<'s>>,
    /// The types around the current place.
    types: Vec<TypeScope<'s>>,
    /// What the function around the current place declares to give.
    returns: Option<Node<'t>>,
    /// Classes met so far, which the file binds before anything runs.
    declared: Vec<Stmt>,
}

impl<'l, 's, 't> Reader<'l, 's, 't> {
    fn new(low: &'l mut Lowering<'s>) -> Self {
        Self { low, locals: Vec::new(), types: Vec::new(), returns: None, declared: Vec::new() }
    }

    fn text(&self, node: Node<'t>) -> &'s str {
        self.low.text(node)
    }

    /// The parts of a form that is not followed.
    fn other(&mut self, node: Node<'t>) -> Expr {
        let parts = grammar::children(node).into_iter().map(|part| self.expression(part)).collect();
        self.low.expr(ExprKind::Other(parts), node)
    }

    /// Goes one level further in for what `read` reads; where that is too deep, what stands there is not known.
    fn within(&mut self, node: Node<'t>, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if !self.low.enter(node) {
            return self.low.expr(ExprKind::Other(Vec::new()), node);
        }
        let expr = read(self);
        self.low.leave();
        expr
    }
}
