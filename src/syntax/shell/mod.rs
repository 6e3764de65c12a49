//! Shell, through `tree-sitter`: scripts, and commands that stand in other files.
//!
//! A command is a call of a global name. What `curl` and `claude` are given by options are named arguments, and so is
//! what flows into a command (`stdin`); all other words are positional. A variable is a name with its `$`, which no
//! command has; one that nothing sets is of the environment. A function takes `$1`, `$2` and so on.

mod commands;
mod embedded;
mod options;
mod redirects;
mod statements;
mod words;

use super::{
    Expr, ExprKind, Language, Lowered, Stmt,
    grammar::{self, Lowering, children},
};
use crate::{source::Source, value::Name};
pub use embedded::{Embedded, lower_command};
use std::ops::{Deref, DerefMut};
use tree_sitter::Node;

/// Reads a script.
pub fn lower(source: &Source) -> Lowered {
    grammar::lower(source, Language::Shell, &tree_sitter_bash::LANGUAGE.into(), |lowering, root| {
        Reader { lowering, first_function: 0, parameters: Vec::new() }.script(root)
    })
}

/// State of lowering one script.
struct Reader<'l, 's> {
    lowering: &'l mut Lowering<'s>,
    /// How many functions the module has from other commands.
    first_function: u32,
    /// The highest parameter that the functions around the current place read, innermost last.
    parameters: Vec<u32>,
}

impl<'s> Deref for Reader<'_, 's> {
    type Target = Lowering<'s>;

    fn deref(&self) -> &Lowering<'s> {
        self.lowering
    }
}

impl DerefMut for Reader<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.lowering
    }
}

impl Reader<'_, '_> {
    fn script(&mut self, root: Node<'_>) -> Vec<Stmt> {
        let mut out = Vec::new();
        self.statements(&children(root), &mut out);
        out
    }

    /// Reads one level further in; nothing where that is too deep.
    fn deeper<T>(&mut self, at: Node<'_>, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if !self.enter(at) {
            return None;
        }
        let result = read(self);
        self.leave();
        Some(result)
    }

    fn other(&self, parts: Vec<Expr>, at: Node<'_>) -> Expr {
        self.expr(ExprKind::Other(parts), at)
    }

    /// A variable; `$1` and its kin are the parameters of the function around.
    fn variable(&mut self, name: &str, at: Node<'_>) -> Expr {
        if let (Ok(number @ 1..=9), Some(highest)) = (name.parse::<u32>(), self.parameters.last_mut()) {
            *highest = number.max(*highest);
        }
        self.expr(ExprKind::Name(variable(name)), at)
    }
}

/// How the variable of a name is called: no command can have this name.
fn variable(name: &str) -> Name {
    Name::from(format!("${name}"))
}
