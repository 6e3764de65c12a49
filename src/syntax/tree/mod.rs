//! The tree that all languages lower to.

mod compact;
mod definition;
mod expression;
mod import;
mod language;
mod parts;
mod statement;

pub use definition::{Captured, Change, Class, Function, Parameter, ParameterKind, Role, TEST, TIMED, WRITTEN};
pub use expression::{Argument, Expr, ExprKind, Item, Operator, Pair, Pattern, Segment};
pub use import::{Import, ImportedName};
pub use language::Language;
pub use parts::for_imports;
pub use statement::{Case, Handler, Loop, LoopKind, Stmt, StmtKind};

use crate::source::{SourceId, Span};

/// A file as data flow sees it.
#[derive(Debug)]
pub struct Module {
    /// The file.
    pub source: SourceId,
    /// Its language.
    pub language: Language,
    /// Top-level statements, in order.
    pub body: Vec<Stmt>,
    /// Every function, method and lambda of the file, outer before inner; [`ExprKind::Function`] and
    /// [`StmtKind::Function`] name them by index.
    pub functions: Vec<Function>,
    /// Every class of the file, outer before inner.
    pub classes: Vec<Class>,
    /// Every comment, in order.
    pub comments: Vec<Span>,
    /// Names of its top level that functions may change.
    pub captured: Vec<Captured>,
}

impl Module {
    /// Whether a function is a test, or stands in a module of tests, in a file that holds other code too.
    pub fn is_test(&self, function: FunctionIndex) -> bool {
        let tests = |decorators: &[Expr]| decorators.iter().any(|decorator| decorator.last_name() == Some(TEST));
        let Some(function) = self.functions.get(function as usize).filter(|_| self.language == Language::Rust) else {
            return false;
        };
        let class = function.class.and_then(|class| self.classes.get(class as usize));
        tests(&function.decorators) || class.is_some_and(|class| tests(&class.decorators))
    }
}

/// Index into [`Module::functions`].
pub type FunctionIndex = u32;
/// Index into [`Module::classes`].
pub type ClassIndex = u32;
