//! Statements, and what they are made of.

use super::{ClassIndex, Expr, FunctionIndex, Import, Operator, Pattern};
use crate::{source::Span, value::Name};

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// What it says.
    pub kind: StmtKind,
    /// Where.
    pub span: Span,
}

/// Kinds of statement.
#[derive(Debug)]
pub enum StmtKind {
    /// `target = value`, `const {a, b} = value`, `x: T = value`, `x: T`. Several targets (`a = b = 1`) are several
    /// patterns.
    Assign {
        /// What is bound.
        targets: Vec<Pattern>,
        /// To what; nothing for a bare declaration.
        value: Option<Expr>,
        /// The declared type, as an expression of names, attributes and subscripts.
        annotation: Option<Expr>,
    },
    /// `target += value`.
    Augment {
        /// The changed place.
        target: Pattern,
        /// The operator.
        operator: Operator,
        /// The other operand.
        value: Expr,
    },
    /// An expression for its effect.
    Expr(Expr),
    /// `if`. An `elif` is an `If` alone in `otherwise`.
    If {
        /// The condition.
        test: Expr,
        /// Where it holds.
        then: Vec<Stmt>,
        /// Where it does not.
        otherwise: Vec<Stmt>,
    },
    /// `match` and `switch`; a case that falls through has the statements of the next ones too.
    Switch {
        /// What is looked at.
        subject: Expr,
        /// The cases in order.
        cases: Vec<Case>,
    },
    /// Any loop.
    Loop(Box<Loop>),
    /// `try`.
    Try {
        /// What is tried.
        body: Vec<Stmt>,
        /// `except` and `catch` blocks.
        handlers: Vec<Handler>,
        /// Python's `else`.
        otherwise: Vec<Stmt>,
        /// `finally`.
        finally: Vec<Stmt>,
    },
    /// `with a as b, c as d:` and `using`.
    With {
        /// What is entered, and the name it gets.
        items: Vec<(Expr, Option<Pattern>)>,
        /// The block.
        body: Vec<Stmt>,
    },
    /// A named function.
    Function(FunctionIndex),
    /// A named class.
    Class(ClassIndex),
    /// An enum as a language of its own kind (TypeScript); Python's are classes.
    Enum {
        /// Its name.
        name: Name,
        /// Members with their values, where given.
        members: Vec<(Name, Option<Expr>)>,
    },
    /// `return`.
    Return(Option<Expr>),
    /// `raise` and `throw`.
    Raise(Option<Expr>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// An import.
    Import(Import),
    /// `export { local as name }`, `export default expr`, `exports.name = expr`, `module.exports = expr` (as
    /// `default`). A declaration that is exported is the declaration, then this.
    Export {
        /// The name others see.
        name: Name,
        /// What it is.
        value: Expr,
    },
    /// `export { a as b } from "m"`, `export * from "m"`, `export * as ns from "m"`.
    Reexport(Import),
    /// Statements in a block of their own (scope is the function's all the same).
    Block(Vec<Stmt>),
    /// Names that mean the module's or the outer function's (`global`, `nonlocal`).
    Outer(Vec<Name>),
}

/// One arm of a [`StmtKind::Switch`].
#[derive(Debug)]
pub struct Case {
    /// Values it is for; none for the default arm or a pattern that is not a plain value.
    pub tests: Vec<Expr>,
    /// Whether it also takes everything else (`default`, `case _`).
    pub default: bool,
    /// Names that a pattern binds, all unknown.
    pub binds: Vec<Name>,
    /// Its statements.
    pub body: Vec<Stmt>,
}

/// A loop.
#[derive(Debug)]
pub struct Loop {
    /// Which.
    pub kind: LoopKind,
    /// What each pass binds.
    pub target: Option<Pattern>,
    /// What is gone through (`for … in`, `for … of`).
    pub over: Option<Expr>,
    /// The condition (`while`, C-style `for`).
    pub test: Option<Expr>,
    /// The passes.
    pub body: Vec<Stmt>,
    /// Python's `else`.
    pub otherwise: Vec<Stmt>,
}

/// Kinds of loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoopKind {
    /// Over a collection.
    For,
    /// While a condition holds (a C-style `for` with a condition too).
    While,
    /// `while True`, `for (;;)`.
    Forever,
    /// A comprehension.
    Comprehension,
    /// A function given to `map`, `forEach`, `gather` and the like.
    Each,
}

/// An `except` or `catch` block.
#[derive(Debug)]
pub struct Handler {
    /// What is caught, where that is said.
    pub catches: Option<Expr>,
    /// The name it gets.
    pub name: Option<Pattern>,
    /// The block.
    pub body: Vec<Stmt>,
}
