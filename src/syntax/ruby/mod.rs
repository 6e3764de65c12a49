//! Ruby, over `tree-sitter-ruby`.
//!
//! A name that no assignment made a variable is a method of `this` (`self`), or outside classes a function. What is
//! called without arguments is read like a field, since both are written alike; `X.new` is a construction. Classes and
//! modules are classes of the file wherever they are nested, under their own names; a path of constants
//! (`Desk::Writer`) is one name, in which a constant in capitals is a field. Fields of instances keep their `@`. A
//! method gives its last value, and `each` and its like are loops.

mod calls;
mod classes;
mod constants;
mod expressions;
mod functions;
mod heredocs;
mod limits;
mod operators;
mod patterns;
mod statements;
mod strings;
mod tails;

use super::{
    Argument, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Handler, Import, ImportedName, Item, Language, Loop,
    LoopKind, Lowered, Operator, Pair, Parameter, ParameterKind, Pattern, Role, Segment, Stmt, StmtKind,
    grammar::{self, Lowering, children, field},
};
use crate::{source::Source, value::Name};
use classes::Home;
use std::collections::{HashMap, HashSet};
use tree_sitter::Node;

/// Reads a Ruby file.
pub fn lower(source: &Source) -> Lowered {
    if let Some(why) = limits::refusal(&source.text) {
        return grammar::refused(source, Language::Ruby, why);
    }
    grammar::lower(source, Language::Ruby, &tree_sitter_ruby::LANGUAGE.into(), read)
}

fn read(low: &mut Lowering<'_>, root: Node<'_>) -> Vec<Stmt> {
    let heredocs = heredocs::bodies(root);
    let mut reader = Reader {
        low,
        heredocs,
        locals: vec![HashSet::new()],
        homes: Vec::new(),
        nested: Vec::new(),
        before: Vec::new(),
        loops: 0,
    };
    let functions = children(root).into_iter().filter(|child| child.kind() == "method");
    let functions: HashSet<Name> =
        functions.filter_map(|method| field(method, "name")).map(|name| reader.low.text(name).into()).collect();
    reader.homes.push(Home { functions, ..Home::default() });
    reader.statements(&children(root))
}

/// Reads one file.
struct Reader<'l, 's, 't> {
    low: &'l mut Lowering<'s>,
    /// Bodies of heredocs by where their beginnings stand.
    heredocs: HashMap<usize, Node<'t>>,
    /// Names that are variables, one set a block, from that of the method inwards.
    locals: Vec<HashSet<Name>>,
    /// The file, then the classes and modules around the current place, innermost last.
    homes: Vec<Home>,
    /// Classes that stand within others, to be defined behind them.
    nested: Vec<Stmt>,
    /// Statements that an expression is made of, to be run before it.
    before: Vec<Stmt>,
    /// Loops around the current place within its function.
    loops: u32,
}

impl Reader<'_, '_, '_> {
    fn other(&self, parts: Vec<Expr>, node: Node<'_>) -> Expr {
        self.low.expr(ExprKind::Other(parts), node)
    }

    fn named(&self, name: impl Into<Name>, node: Node<'_>) -> Expr {
        self.low.expr(ExprKind::Name(name.into()), node)
    }

    /// The expressions of all named children.
    fn parts(&mut self, node: Node<'_>) -> Vec<Expr> {
        children(node).into_iter().map(|child| self.expr(child)).collect()
    }

    fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|names| names.contains(name))
    }

    fn make_local(&mut self, name: &str) {
        if !self.is_local(name)
            && let Some(names) = self.locals.last_mut()
        {
            names.insert(name.into());
        }
    }
}
