//! The tree that all languages lower to.

mod definition;
mod expression;
mod import;
mod language;
mod statement;

pub use definition::{Class, Function, Parameter, ParameterKind, Role, WRITTEN};
pub use expression::{Argument, Expr, ExprKind, Item, Operator, Pair, Pattern, Segment};
pub use import::{Import, ImportedName};
pub use language::Language;
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
}

/// Index into [`Module::functions`].
pub type FunctionIndex = u32;
/// Index into [`Module::classes`].
pub type ClassIndex = u32;
