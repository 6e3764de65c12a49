//! C#, through `tree-sitter`.
//!
//! C# leaves out `this` before a member, and says of a type only its last name. The reader knows which names are
//! locals and which are members of the class around them, so a bare member becomes an attribute of `this` or of its
//! class; what a type's name means is left to the resolver. An object initialiser is a construction with named
//! arguments, an anonymous object and a construction of unknown type are maps. Settable properties are parameters of
//! the constructor, because that is how callers fill them.

mod chains;
mod classes;
mod conditional;
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
use crate::source::{Problem, Source, Span, offset};
use names::{Locals, TypeScope};
use tree_sitter::Node;

/// How many angle brackets may be open at once. The parser takes each for a comparison and for a list of types, in
/// time that grows with the square of their number; no code written by people comes near.
const MOST_ANGLES: usize = 200;

/// Reads C#.
pub fn lower(source: &Source) -> Lowered {
    let grammar = tree_sitter_c_sharp::LANGUAGE.into();
    let read = |source: &Source| {
        grammar::lower(source, Language::CSharp, &grammar, |lowering, root| Reader::new(lowering).unit(root))
    };
    let Some(at) = too_many_angles(&source.text) else {
        let whole = read(source);
        let parts = conditional::first_parts(&source.text);
        if whole.problems.is_empty() || *parts == *source.text {
            return whole;
        }
        let again = read(&Source::new(source.id, source.path.clone(), parts.into(), Vec::new()));
        return if again.problems.len() < whole.problems.len() { again } else { whole };
    };
    let mut lowered = read(&Source::new(source.id, source.path.clone(), "".into(), Vec::new()));
    let message = format!("More than {MOST_ANGLES} angle brackets are open at once; the file was not read.");
    let position = Some(source.position(at));
    lowered.problems.push(Problem { path: source.path.clone(), position, message, fatal: false });
    lowered
}

/// Where more angle brackets are open than any code has, each behind a name.
fn too_many_angles(text: &str) -> Option<u32> {
    let mut open = 0_usize;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'<' if before.is_ascii_alphanumeric() || before == b'_' => open += 1,
            b'>' => open = open.saturating_sub(1),
            b';' | b'{' | b'}' | b'(' | b')' => open = 0,
            _ => {}
        }
        if open > MOST_ANGLES {
            return Some(offset(at));
        }
        before = byte;
    }
    None
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

    /// The place of a name that nobody wrote: nothing, where the node begins.
    fn nowhere(&self, node: Node<'_>) -> Span {
        let start = self.low.span(node);
        Span { end: start.start, ..start }
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
