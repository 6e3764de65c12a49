//! Policy files as they are found, before they are read.

use super::Ground;
use std::path::PathBuf;

/// A file that holds a policy.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name as people see it.
    pub path: String,
    /// Where it lies, for what finds the files it extends.
    pub file: PathBuf,
    /// What it holds.
    pub text: String,
    /// From where its selectors count paths.
    pub ground: Ground,
    /// In which table of it the policy stands.
    pub home: Home,
}

/// In which table of a file a policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The file is the policy: `skint.toml`.
    Whole,
    /// `[tool.skint]` of `pyproject.toml`.
    PyProject,
    /// `[package.metadata.skint]` or `[workspace.metadata.skint]` of `Cargo.toml`.
    Cargo,
}

/// Finds what a document extends; the error is a sentence.
pub type Load<'a> = &'a dyn Fn(&Document, &str) -> Result<Document, String>;

impl Document {
    /// A whole policy that counts paths as the scan does.
    pub fn new(path: &str, text: &str) -> Document {
        Document { path: path.into(), file: path.into(), text: text.into(), ground: Ground::Same, home: Home::Whole }
    }
}

impl Home {
    /// Tables in which a policy may stand, as keys from the file's top.
    pub fn tables(self) -> &'static [&'static [&'static str]] {
        match self {
            Home::Whole => &[&[]],
            Home::PyProject => &[&["tool", "skint"]],
            Home::Cargo => &[&["package", "metadata", "skint"], &["workspace", "metadata", "skint"]],
        }
    }
}
