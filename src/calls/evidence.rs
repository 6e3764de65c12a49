//! What a file says about Claude by itself, for calls whose model is not known.

use crate::{
    resolve::{Resolved, files::Files, taken::taken},
    source::{At, SourceId, offset},
    syntax::Language,
    value::Name,
};
use memchr::memmem;
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

/// Words that name Claude or who makes it, as they are written in code.
const NAMES: [&str; 4] = ["claude", "Claude", "anthropic", "Anthropic"];

/// Facts about the files that calls stand in, each worked out once.
pub(super) struct Evidence<'a> {
    /// The files.
    pub files: &'a dyn Files,
    imports: HashMap<SourceId, &'a [Arc<str>]>,
    seen: HashMap<SourceId, FileFacts>,
}

/// What one file says.
pub(super) struct FileFacts {
    /// Its language.
    pub language: Language,
    /// Its path.
    pub path: Arc<str>,
    /// Modules that it imports, as written, and where it does.
    pub taken: Arc<[At<Name>]>,
    names_claude: OnceLock<bool>,
}

impl<'a> Evidence<'a> {
    /// Evidence in the files of `resolved`.
    pub fn new(files: &'a dyn Files, resolved: &'a Resolved) -> Self {
        let imports = resolved.modules.iter().map(|facts| (facts.source, facts.imports.as_slice())).collect();
        Self { files, imports, seen: HashMap::new() }
    }

    /// Reads what is needed of a file; `false` where no reader reads it.
    pub fn read(&mut self, id: SourceId) -> bool {
        if !self.seen.contains_key(&id) {
            let Some(module) = self.files.module(id) else { return false };
            let facts = FileFacts {
                language: module.language,
                path: self.files.path(id),
                taken: taken(&module).into(),
                names_claude: OnceLock::new(),
            };
            self.seen.insert(id, facts);
        }
        true
    }

    /// Facts about a file that was read.
    pub fn file(&self, id: SourceId) -> Option<&FileFacts> {
        self.seen.get(&id)
    }

    /// Modules outside the tree that a file imports.
    pub fn imports(&self, id: SourceId) -> &'a [Arc<str>] {
        self.imports.get(&id).copied().unwrap_or_default()
    }

    /// Whether a file names Claude or Anthropic outside its comments.
    pub fn names_claude(&self, id: SourceId) -> bool {
        let Some(facts) = self.seen.get(&id) else { return false };
        *facts.names_claude.get_or_init(|| self.search(id))
    }

    /// The text of a place; empty where the file cannot be read.
    pub fn slice(&self, span: crate::source::Span) -> String {
        self.files.source(span.source).map_or_else(String::new, |source| source.slice(span).to_owned())
    }

    fn search(&self, id: SourceId) -> bool {
        let (Some(source), Some(module)) = (self.files.source(id), self.files.module(id)) else { return false };
        let commented = |at: u32| {
            let next = module.comments.partition_point(|comment| comment.start <= at);
            next > 0 && at < module.comments[next - 1].end
        };
        NAMES.iter().any(|name| memmem::find_iter(source.text.as_bytes(), name).any(|at| !commented(offset(at))))
    }
}
