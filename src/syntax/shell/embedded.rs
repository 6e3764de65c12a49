//! Commands that stand in other files: recipes of a Makefile, `RUN` lines, scripts of a `package.json`, steps of a
//! workflow.

use super::{
    super::{Function, FunctionIndex, Language, Stmt, grammar},
    Reader,
};
use crate::{
    source::{Source, SourceId, Span, offset},
    value::Name,
};
use std::sync::Arc;

/// A command as a shell would see it, with where its lines stand in the file.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// The command, without indentation, escapes and signs of the file around it.
    pub text: String,
    /// Bytes of `text` and of the file that stand for each other, in order; what lies between follows on.
    pub places: Vec<(u32, u32)>,
    /// What stands in the environment, and the variable of the module around that holds it.
    pub environment: Vec<(Name, Name)>,
}

impl Embedded {
    /// Adds a line that stands in the file from byte `at`.
    pub fn line(&mut self, line: &str, at: u32) {
        self.places.push((offset(self.text.len()), at));
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// What is read of a command: statements for the body of the module around it, functions for its list.
#[derive(Debug)]
pub struct Command {
    /// Its statements.
    pub body: Vec<Stmt>,
    /// Its functions; the first has the number that was asked for.
    pub functions: Vec<Function>,
    /// Its comments.
    pub comments: Vec<Span>,
}

/// Reads a command that stands in the file `id`; its spans are those of the file. `first_function` is how many
/// functions the module has already. What cannot be read is not told: such a command is often a template that becomes
/// one.
pub fn lower_command(id: SourceId, path: &Arc<str>, command: &Embedded, first_function: FunctionIndex) -> Command {
    let source = Source::new(id, Arc::clone(path), command.text.as_str().into(), Vec::new());
    let lowered = grammar::lower_at(
        &source,
        &command.places,
        Language::Shell,
        &tree_sitter_bash::LANGUAGE.into(),
        |lowering, root| Reader::new(lowering, first_function, command.environment.clone()).script(root),
    );
    let module = lowered.module;
    Command { body: module.body, functions: module.functions, comments: module.comments }
}
