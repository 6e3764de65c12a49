//! Imports of any form.

use crate::value::Name;
use std::sync::Arc;

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
