//! Mistakes in a policy file, each with its place and what would have been right.

use std::{fmt, ops::Range};

/// A mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// Bytes of the policy's text that are wrong.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What stands under the marked bytes, a few words.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Every mistake in a policy file, in order of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyErrors {
    /// The file, as it was named.
    pub path: String,
    /// Its text, for excerpts.
    pub text: String,
    /// The first mistakes.
    pub errors: Vec<PolicyError>,
    /// How many more there are.
    pub more: usize,
}

/// How many mistakes are kept. A file that is not TOML at all has one in nearly every line.
const SHOWN: usize = 20;

impl PolicyErrors {
    /// Sorts the mistakes and keeps the first ones.
    pub(super) fn new(path: &str, text: &str, mut errors: Vec<PolicyError>) -> Self {
        errors.sort_by_key(|error| (error.range.start, error.range.end));
        errors.dedup();
        let more = errors.len().saturating_sub(SHOWN);
        errors.truncate(SHOWN);
        Self { path: path.to_owned(), text: text.to_owned(), errors, more }
    }
}

/// One line a mistake, for logs; the report shows excerpts.
impl fmt::Display for PolicyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "{}: {}", self.path, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyErrors {}
