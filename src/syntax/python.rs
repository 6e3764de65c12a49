//! Python, through `ruff_python_parser`.
use super::{Language, Lowered, Module};
use crate::source::Source;
/// Reads Python.
pub fn lower(source: &Source) -> Lowered {
    Lowered {
        module: Module {
            source: source.id,
            language: Language::Python,
            body: vec![],
            functions: vec![],
            classes: vec![],
            comments: vec![],
        },
        problems: vec![],
    }
}
