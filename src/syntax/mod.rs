//! One small language that all languages lower to: enough structure for data flow, no more.
//!
//! Reading never fails: a reader gives a [`Module`] with whatever could be read, and problems beside it. A form that
//! matters to nobody becomes [`ExprKind::Other`], which keeps its parts, so that calls inside it are still seen.
//! Readers do not resolve anything; they only say what stands there. What differs between languages and matters later
//! (what `this` is, what an import means) is said here once, in the same words for all.

pub mod notebook;
pub mod python;
pub mod typescript;

use crate::{
    source::{Problem, Source, SourceId, Span},
    value::Name,
};
use std::sync::Arc;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// `.py`, `.pyi`, and notebooks.
    Python,
    /// `.ts`, `.tsx`, `.mts`, `.cts`.
    TypeScript,
    /// `.js`, `.jsx`, `.mjs`, `.cjs`.
    JavaScript,
}

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
    Loop(Loop),
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

/// An import of any form.
#[derive(Debug)]
pub struct Import {
    /// The module as written, without the dots of a relative Python import: `anthropic`, `./config`, `.sub` → `sub`.
    pub module: Arc<str>,
    /// How many dots a relative Python import begins with; 0 for any other.
    pub level: u32,
    /// What is taken from it.
    pub names: Vec<ImportedName>,
    /// Whether only types are imported, so that nothing exists when the program runs.
    pub types_only: bool,
}

/// What an import takes from a module.
#[derive(Debug)]
pub enum ImportedName {
    /// `import a.b as c` (local `c`) and `import * as c from`; for Python's `import a.b` local is `a`, and `whole`
    /// is false because `a` then means the first package of the path.
    Module {
        /// The name here.
        local: Name,
        /// Whether the name means the whole path.
        whole: bool,
    },
    /// `from m import a as b`, `import { a as b } from "m"`; the default import is the name `default`.
    Name {
        /// The name there.
        name: Name,
        /// The name here.
        local: Name,
    },
    /// `from m import *`, `export * from "m"`.
    All,
}

/// A function, method or lambda.
#[derive(Debug)]
pub struct Function {
    /// Its name; for a lambda or arrow the name it is assigned to, if it is.
    pub name: Option<Name>,
    /// The name, or where there is none the first token.
    pub name_span: Span,
    /// All of it.
    pub span: Span,
    /// Parameters in order, `self` included where the language writes it. A parameter that is a pattern in TypeScript
    /// keeps the pattern.
    pub parameters: Vec<Parameter>,
    /// Statements; an arrow with an expression is a single `Return`.
    pub body: Vec<Stmt>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// What it gives back, as declared.
    pub returns: Option<Expr>,
    /// Where it stands.
    pub role: Role,
    /// `async`.
    pub is_async: bool,
    /// Whether it yields.
    pub is_generator: bool,
    /// The class it is a method of.
    pub class: Option<ClassIndex>,
    /// The function it stands in.
    pub parent: Option<FunctionIndex>,
}

/// What kind of function it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Stands on its own.
    Function,
    /// A method: the first parameter is the instance in Python; `this` is in TypeScript.
    Method,
    /// A method without an instance.
    Static,
    /// A method of the class (`@classmethod`).
    OfClass,
    /// A method that is read like a field (`@property`, `get x()`).
    Getter,
    /// `__init__`, `constructor`.
    Constructor,
    /// A lambda or arrow: `this` is the one around it.
    Lambda,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// What it binds.
    pub pattern: Pattern,
    /// Its default.
    pub default: Option<Expr>,
    /// Its declared type.
    pub annotation: Option<Expr>,
    /// How it is passed.
    pub kind: ParameterKind,
}

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// By position (in Python by name as well).
    Positional,
    /// By name only.
    Named,
    /// `*args`, `...rest`.
    Rest,
    /// `**kwargs`.
    RestNamed,
}

/// A class.
#[derive(Debug)]
pub struct Class {
    /// Its name, or the name it is assigned to.
    pub name: Option<Name>,
    /// The name, or where there is none the first token.
    pub name_span: Span,
    /// All of it.
    pub span: Span,
    /// What it extends.
    pub bases: Vec<Expr>,
    /// Keyword arguments of a Python class statement, such as `total=False`.
    pub keywords: Vec<(Name, Expr)>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// Fields that the class itself sets, or declares, in order, as assignments to names; nested classes; other
    /// statements. Methods are not here.
    pub body: Vec<Stmt>,
    /// Names in `body` that belong to each instance rather than the class (TypeScript's fields without `static`).
    pub instance_fields: Vec<Name>,
    /// Methods in order. A TypeScript constructor parameter that is a field (`private model = "x"`) is also an
    /// assignment `this.model = model` at the start of the constructor's body.
    pub methods: Vec<FunctionIndex>,
    /// The function it stands in.
    pub parent: Option<FunctionIndex>,
}

/// Something that a value is bound to.
#[derive(Debug)]
pub enum Pattern {
    /// A name.
    Name(Name, Span),
    /// `a.b`, `a["b"]`: an [`ExprKind::Attribute`] or [`ExprKind::Index`].
    Place(Expr),
    /// `a, b`, `[a, b]`; a gap is `None`.
    List(Vec<Option<Pattern>>),
    /// `{a, b: c = 1, ...rest}`.
    Map {
        /// Key, what it binds, and the default.
        entries: Vec<(Name, Pattern, Option<Expr>)>,
        /// What takes the rest.
        rest: Option<Box<Pattern>>,
    },
    /// `*rest` within a list, `...rest`.
    Rest(Box<Pattern>),
    /// A pattern with a default inside a list: `[a = 1]`.
    Default(Box<Pattern>, Box<Expr>),
    /// Something that binds nothing skint knows.
    Other,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// Kinds of expression. Parentheses, casts (`as const`, `satisfies T`, `x!`, `cast(T, x)` is a call) are not kept.
#[derive(Debug)]
pub enum ExprKind {
    /// A string, f-string or template: escapes are resolved, adjacent literals are joined.
    Text(Vec<Segment>),
    /// A tagged template: the tag, then the text.
    Tagged(Box<Expr>, Box<Expr>),
    /// A byte string or regular expression, which is no text.
    Opaque,
    /// An integer that fits.
    Int(i64),
    /// Another number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// `None`, `null`, `undefined`.
    Null,
    /// A list, tuple, set or array.
    List(Vec<Item>),
    /// A dict or object.
    Map(Vec<Pair>),
    /// A name. `this`, `super` and Python's `self` are names.
    Name(Name),
    /// `of.name`, `of?.name`.
    Attribute {
        /// Of what.
        of: Box<Expr>,
        /// Which.
        name: Name,
        /// The name alone.
        name_span: Span,
    },
    /// `of[index]`.
    Index {
        /// Of what.
        of: Box<Expr>,
        /// Which; a slice is `Other`.
        index: Box<Expr>,
    },
    /// A call or, with `new`, a construction.
    Call {
        /// What is called.
        callee: Box<Expr>,
        /// With what.
        arguments: Vec<Argument>,
        /// Whether `new` stands before it.
        new: bool,
    },
    /// Two operands.
    Binary {
        /// The operator.
        operator: Operator,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// `not x`, `!x`, `-x`.
    Unary {
        /// `true` for not, `false` for minus.
        not: bool,
        /// Of what.
        of: Box<Expr>,
    },
    /// `yes if test else no`, `test ? yes : no`.
    Choice {
        /// The condition.
        test: Box<Expr>,
        /// Where it holds.
        yes: Box<Expr>,
        /// Where it does not.
        no: Box<Expr>,
    },
    /// A lambda, arrow or function expression.
    Function(FunctionIndex),
    /// A class expression.
    Class(ClassIndex),
    /// `await of`.
    Await(Box<Expr>),
    /// `target = value` and `target := value` as an expression; also `target ||= value` with its operator.
    Assign {
        /// The place.
        target: Box<Pattern>,
        /// `||=`, `??=`, `+=`.
        operator: Option<Operator>,
        /// The value.
        value: Box<Expr>,
    },
    /// A comprehension or generator.
    Comprehension {
        /// The element; for a dict the pair `key: value` as a list of two.
        element: Box<Expr>,
        /// Whether it makes a dict.
        map: bool,
        /// `for target in over if …`, outermost first; conditions are evaluated only for the calls in them.
        clauses: Vec<(Pattern, Expr, Vec<Expr>)>,
    },
    /// Anything else, with its parts.
    Other(Vec<Expr>),
}

/// A part of a text.
#[derive(Debug)]
pub enum Segment {
    /// Characters.
    Fixed(Arc<str>, Span),
    /// `{expr}`, `${expr}`.
    Hole(Expr),
}

/// A part of a list.
#[derive(Debug)]
pub enum Item {
    /// One element.
    One(Expr),
    /// `*x`, `...x`.
    Spread(Expr),
}

/// A part of a map.
#[derive(Debug)]
pub enum Pair {
    /// `key: value`; a plain key of an object is a text.
    Entry(Expr, Expr),
    /// `**x`, `...x`.
    Spread(Expr),
}

/// An argument of a call.
#[derive(Debug)]
pub enum Argument {
    /// By position.
    Positional(Expr),
    /// By name.
    Named(Name, Expr),
    /// `*x`, `...x`.
    Spread(Expr),
    /// `**x`.
    SpreadNamed(Expr),
}

/// Operators that data flow can follow; all others are [`Operator::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`
    FloorDivide,
    /// `%`, which formats strings in Python.
    Remainder,
    /// `**`
    Power,
    /// `|`, which merges dicts in Python.
    Merge,
    /// `or`, `||`
    Or,
    /// `and`, `&&`
    And,
    /// `??`
    Coalesce,
    /// `==`, `===`, `is`
    Equal,
    /// `!=`, `!==`, `is not`
    NotEqual,
    /// `in` (left in right)
    In,
    /// `not in`
    NotIn,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// Any other.
    Other,
}

/// What a reader gives back.
#[derive(Debug)]
pub struct Lowered {
    /// What could be read.
    pub module: Module,
    /// What could not.
    pub problems: Vec<Problem>,
}

/// The language of a path, by its ending; `None` for a file that no reader reads.
pub fn language_of(path: &str) -> Option<Language> {
    let (_, ending) = path.rsplit_once('.')?;
    LANGUAGES.iter().find(|(known, _)| *known == ending).map(|(_, language)| *language)
}

/// Endings and their languages, sorted by ending.
pub const LANGUAGES: &[(&str, Language)] = &[
    ("cjs", Language::JavaScript),
    ("cts", Language::TypeScript),
    ("ipynb", Language::Python),
    ("js", Language::JavaScript),
    ("jsx", Language::JavaScript),
    ("mjs", Language::JavaScript),
    ("mts", Language::TypeScript),
    ("py", Language::Python),
    ("pyi", Language::Python),
    ("ts", Language::TypeScript),
    ("tsx", Language::TypeScript),
];

/// Reads a source in its language. The text of a notebook is its code cells, as [`notebook::open`] made it.
pub fn lower(source: &Source) -> Lowered {
    match language_of(&source.path).unwrap_or(Language::Python) {
        Language::Python => python::lower(source),
        language => typescript::lower(source, language),
    }
}
