//! What stands beside the calls in the inventory: templates of prompts, and servers of tools. Version 1 of the shape:
//! fields are added, never changed.

use serde::Serialize;

/// What stands beside the calls, each list in order of path.
#[derive(Debug, Default)]
pub struct Beside {
    /// Texts that prompts are made of, in files of their own.
    pub templates: Vec<Template>,
    /// Files that name servers of tools.
    pub tool_servers: Vec<ToolServers>,
}

/// A text that prompts are made of. One that no call loads costs nothing, as far as can be seen.
#[derive(Debug, Serialize)]
pub struct Template {
    /// Path from the root of the scan.
    pub path: String,
    /// Characters that are there whatever is filled in; the text of conditions and loops counts once.
    pub characters: usize,
    /// What fills each of its holes, by the names in them.
    pub holes: Vec<&'static str>,
    /// The calls that send it.
    pub loaded_by: Vec<Loader>,
}

/// A call that sends a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loader {
    /// Path from the root of the scan.
    pub path: String,
    /// Index of the notebook cell, from 0.
    pub cell: Option<u32>,
    /// Line of the call, from 1, within the cell for a notebook.
    pub line: u32,
}

/// How many servers of tools a file of Claude Code names.
#[derive(Debug, Serialize)]
pub struct ToolServers {
    /// Path from the root of the scan.
    pub path: String,
    /// How many.
    pub servers: usize,
}
