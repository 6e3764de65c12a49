//! Functions and classes.

use super::{ClassIndex, Expr, ExprKind, FunctionIndex, Pattern, Stmt};
use crate::{source::Span, value::Name};

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
    /// Names that it assigns to without declaring them, in languages where that means those around it.
    pub assigned: Vec<Name>,
    /// Names bound here that functions within may change.
    pub captured: Vec<Captured>,
}

/// A name that a function within changes: whenever that runs, its value may be another.
#[derive(Clone, Debug)]
pub struct Captured {
    /// The name.
    pub name: Name,
    /// What is done to it.
    pub change: Change,
    /// What it is bound to, where that says the same wherever it stands.
    pub to: Option<Expr>,
}

/// What is done to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is bound to something else.
    Bound,
    /// One entry or field is set.
    Entry(Name),
    /// Some entry or item is set.
    Item,
    /// More is put into what it holds.
    Grown,
    /// Any of its fields may be set: something is read into it.
    Filled,
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

/// The decorator of tests, and of modules in which they stand beside the code that they test.
pub const TEST: &str = "test";

/// The argument of a command that runs under another which ends it after a time (`timeout 600 claude …`).
pub const TIMED: &str = "$timed";

/// Key among a class's keywords for the text that stands for it where it is written out: a variant of a Rust enum.
pub const WRITTEN: &str = "written as";

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
    /// Keyword arguments of a Python class statement, such as `total=False`; of a Go struct what the tag of a field
    /// says about JSON (`max_tokens,omitempty`).
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
    /// Its own fields that something outside its methods changes: `Settings.model = "x"`.
    pub captured: Vec<Captured>,
}

impl Function {
    /// Whether it has no name by which others could call it, and is run as part of what it stands in.
    pub fn is_nameless(&self) -> bool {
        self.name.is_none() && self.role == Role::Lambda
    }

    /// A function at a place, before anything else is known of it.
    pub fn bare(name_span: Span, span: Span) -> Self {
        Self {
            name: None,
            name_span,
            span,
            parameters: Vec::new(),
            body: Vec::new(),
            decorators: Vec::new(),
            returns: None,
            role: Role::Function,
            is_async: false,
            is_generator: false,
            class: None,
            parent: None,
            assigned: Vec::new(),
            captured: Vec::new(),
        }
    }
}

impl Class {
    /// A class at a place, before anything else is known of it.
    pub fn bare(name_span: Span, span: Span) -> Self {
        Self {
            name: None,
            name_span,
            span,
            bases: Vec::new(),
            keywords: Vec::new(),
            decorators: Vec::new(),
            body: Vec::new(),
            instance_fields: Vec::new(),
            methods: Vec::new(),
            parent: None,
            captured: Vec::new(),
        }
    }

    /// What the tag of a field of a struct of Go says under a key: `max_tokens,omitempty` of `json:"max_tokens,omitempty"`.
    pub fn tagged(&self, field: &str, key: &str) -> Option<&str> {
        let (_, said) = self.keywords.iter().find(|(name, _)| name == field)?;
        let mut parts = said.fixed_text()?.split('"');
        while let (Some(before), Some(said)) = (parts.next(), parts.next()) {
            if before.trim_start().strip_suffix(':') == Some(key) {
                return Some(said);
            }
        }
        None
    }

    /// Whether a field is embedded: its type, one of the bases, has given it its name.
    pub fn embeds(&self, field: &str) -> bool {
        self.bases.iter().any(|base| match &base.kind {
            ExprKind::Name(name) | ExprKind::Attribute { name, .. } => name == field,
            _ => false,
        })
    }
}
