//! Shell, through `tree-sitter`: scripts, and commands that stand in other files.
//!
//! A command is a call of a global name. What `curl` and `claude` are given by options are named arguments, and so is
//! what flows into a command (`stdin`); all other words are positional. A variable is a name with its `$`, which no
//! command has; one that nothing sets is of the environment. What a script exports is an argument of `claude`, as is what
//! stands before the command. A function takes `$1`, `$2` and so on.

mod arrays;
mod commands;
mod embedded;
mod plain;
mod redirects;
mod scripts;
mod statements;
mod words;

use super::{
    Expr, ExprKind, Language, Lowered, Pattern, Stmt,
    grammar::{self, Lowering, children},
};
use crate::{
    source::{Source, Span},
    value::Name,
};
use arrays::Arrays;
pub(super) use embedded::{Commands, unless_set};
pub use embedded::{Embedded, Filled};
pub(super) use plain::plain;
use std::ops::{Deref, DerefMut};
use tree_sitter::Node;

/// Reads a script.
pub fn lower(source: &Source) -> Lowered {
    grammar::lower(source, Language::Shell, &tree_sitter_bash::LANGUAGE.into(), |lowering, root| {
        let (parameters, environment) = (Vec::new(), Vec::new());
        let arrays = Arrays::default();
        Reader { lowering, first_function: 0, parameters, environment, arrays, filled: &[] }.script(root)
    })
}

/// State of lowering one script.
struct Reader<'l, 's> {
    lowering: &'l mut Lowering<'s>,
    /// How many functions the module has from other commands.
    first_function: u32,
    /// The highest parameter that the functions around the current place read, innermost last.
    parameters: Vec<u32>,
    /// What stands in the environment of the current command, and the variable that holds it.
    environment: Vec<(Name, Name)>,
    /// Arrays that may hold words of commands.
    arrays: Arrays,
    /// What somebody else fills in, for a command in another file.
    filled: &'l [Filled],
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
        let held = self.environment.iter().find(|(here, _)| here == name).map(|(_, held)| held.clone());
        self.expr(ExprKind::Name(held.unwrap_or_else(|| variable(name))), at)
    }

    /// From here on commands find a variable of the script in their environment.
    fn export(&mut self, name: Node<'_>) {
        let name = Name::from(self.text(name));
        if !self.environment.iter().any(|(here, _)| *here == name) {
            let held = variable(&name);
            self.environment.push((name, held));
        }
    }

    /// The variable of a name as a place. What is written there has no `$`, so that the place is a point. What the
    /// environment had under this name it has no more.
    fn set(&mut self, name: Node<'_>) -> Pattern {
        let (text, span) = (Name::from(self.text(name)), self.span(name));
        let own = variable(&text);
        if let Some((_, held)) = self.environment.iter_mut().find(|(here, _)| *here == text) {
            held.clone_from(&own);
        }
        Pattern::Name(own, Span { end: span.start, ..span })
    }
}

/// How the variable of a name is called: no command can have this name.
fn variable(name: &str) -> Name {
    Name::from(format!("${name}"))
}
