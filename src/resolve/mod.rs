//! From expressions to values, across scopes and files.

pub mod event;
pub mod files;

use crate::{source::SourceId, value::Name};
use event::{Call, ModuleFacts};
use files::Files;
use std::collections::HashSet;

/// What resolving gives.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Calls of things outside the tree whose final name was wanted, in order of place.
    pub calls: Vec<Call>,
    /// Facts about each file that has a call, in order of path.
    pub modules: Vec<ModuleFacts>,
}

/// Evaluates `entries` and whatever they need, and gives every call of something outside the tree whose final name
/// (`create`, `generateText`) is in `wanted`.
pub fn resolve(_files: &dyn Files, _entries: &[SourceId], _wanted: &HashSet<Name>) -> Resolved {
    Resolved::default()
}
