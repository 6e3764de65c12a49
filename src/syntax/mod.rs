//! One small language that all languages lower to: enough structure for data flow, no more.
//!
//! Reading never fails: a reader gives a [`Module`] with whatever could be read, and problems beside it. A form that
//! matters to nobody becomes [`ExprKind::Other`], which keeps its parts, so that calls inside it are still seen.
//! Readers do not resolve anything; they only say what stands there. What differs between languages and matters later
//! (what `this` is, what an import means) is said here once, in the same words for all.

pub mod csharp;
mod go;
mod grammar;
pub mod notebook;
pub mod php;
pub mod python;
pub mod rust;
mod tree;
pub mod typescript;

use crate::source::{Problem, Source};
pub use tree::{
    Argument, Case, Class, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Handler, Import, ImportedName, Item,
    Language, Loop, LoopKind, Module, Operator, Pair, Parameter, ParameterKind, Pattern, Role, Segment, Stmt, StmtKind,
};

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
    ("cs", Language::CSharp),
    ("cts", Language::TypeScript),
    ("go", Language::Go),
    ("ipynb", Language::Python),
    ("js", Language::JavaScript),
    ("jsx", Language::JavaScript),
    ("mjs", Language::JavaScript),
    ("mts", Language::TypeScript),
    ("php", Language::Php),
    ("py", Language::Python),
    ("pyi", Language::Python),
    ("rs", Language::Rust),
    ("ts", Language::TypeScript),
    ("tsx", Language::TypeScript),
];

/// Reads a source in its language. The text of a notebook is its code cells, as [`notebook::open`] made it.
pub fn lower(source: &Source) -> Lowered {
    match language_of(&source.path).unwrap_or(Language::Python) {
        Language::Go => go::lower(source),
        Language::CSharp => csharp::lower(source),
        Language::Php => php::lower(source),
        Language::Python => python::lower(source),
        Language::Rust => rust::lower(source),
        language => typescript::lower(source, language),
    }
}
