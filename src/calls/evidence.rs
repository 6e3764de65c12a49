//! What a file says about Claude by itself, for calls whose model is not known.

use crate::{
    catalog::sdks::Manifest,
    resolve::{Resolved, event::ModuleFacts, files::Files},
    source::{Source, SourceId, Span, offset},
    syntax::Module,
};
use memchr::memmem;
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, OnceLock},
};

/// Words that name Claude or who makes it, as they are written in code.
const NAMES: [&str; 6] = ["claude", "Claude", "CLAUDE", "anthropic", "Anthropic", "ANTHROPIC"];

/// Facts about the files that calls stand in, each worked out once.
pub(super) struct Evidence<'a> {
    /// The files.
    pub files: &'a dyn Files,
    seen: HashMap<SourceId, FileFacts>,
}

/// What one file says.
pub(super) struct FileFacts {
    /// Its path.
    pub path: Arc<str>,
    /// What resolving knows of it.
    pub module: Arc<ModuleFacts>,
    names_claude: OnceLock<bool>,
}

impl<'a> Evidence<'a> {
    /// Evidence in the files of `resolved`.
    pub fn new(files: &'a dyn Files, resolved: &Resolved) -> Self {
        let mut evidence = Self { files, seen: HashMap::new() };
        for module in &resolved.modules {
            evidence.keep(Arc::clone(module));
        }
        evidence
    }

    /// Reads what is needed of a file; `false` where no reader reads it.
    pub fn read(&mut self, id: SourceId) -> bool {
        if !self.seen.contains_key(&id) {
            let Some(module) = self.files.module(id) else { return false };
            self.keep(Arc::new(ModuleFacts::of(&module, Vec::new())));
        }
        true
    }

    fn keep(&mut self, module: Arc<ModuleFacts>) {
        let path = self.files.path(module.source);
        self.seen.insert(module.source, FileFacts { path, module, names_claude: OnceLock::new() });
    }

    /// Facts about a file that was read.
    pub fn file(&self, id: SourceId) -> Option<&FileFacts> {
        self.seen.get(&id)
    }

    /// Modules outside the tree that a file imports.
    pub fn imports(&self, id: SourceId) -> &[Arc<str>] {
        self.file(id).map(|facts| &*facts.module.imports).unwrap_or_default()
    }

    /// Whether a file names Claude or Anthropic outside its comments.
    pub fn names_claude(&self, id: SourceId) -> bool {
        let Some(facts) = self.seen.get(&id) else { return false };
        *facts.names_claude.get_or_init(|| self.search(&facts.module))
    }

    /// Whether one of these texts stands in a file.
    pub fn holds_any(&self, id: SourceId, texts: &[String]) -> bool {
        let holds = |source: Arc<Source>| {
            let bytes = source.text.as_bytes();
            texts.iter().any(|text| memmem::find(bytes, text.as_bytes()).is_some())
        };
        self.files.source(id).is_some_and(holds)
    }

    /// Whether one of these texts stands in the innermost function around a place.
    pub fn function_holds_any(&self, at: Span, texts: &[String]) -> bool {
        let around = |module: &Module| {
            let functions = module.functions.iter().map(|function| function.span).filter(|span| span.contains(at));
            functions.min_by_key(|span| span.end - span.start)
        };
        let function = self.files.module(at.source).and_then(|module| around(&module));
        function.is_some_and(|function| {
            let text = self.slice(function);
            texts.iter().any(|one| text.contains(one.as_str()))
        })
    }

    /// Whether the package of a file is built of one for Claude alone.
    pub fn declares(&self, id: SourceId, manifest: &Manifest) -> bool {
        let path = self.files.path(id);
        let above = Path::new(&*path).ancestors().skip(1).filter_map(Path::to_str);
        let mut manifests = above.map(|folder| format!("{folder}/{}", manifest.file));
        let Some(nearest) = manifests.find_map(|path| self.files.find(path.trim_start_matches('/'))) else {
            return false;
        };
        let Some(source) = self.files.glance(nearest) else { return false };
        manifest.names.iter().any(|name| source.text.contains(&format!("\"{name}\"")))
    }

    /// The text of a place; empty where the file cannot be read.
    pub fn slice(&self, span: Span) -> String {
        self.files.source(span.source).map_or_else(String::new, |source| source.slice(span).to_owned())
    }

    fn search(&self, module: &ModuleFacts) -> bool {
        let Some(source) = self.files.source(module.source) else { return false };
        let commented = |at: u32| {
            let next = module.comments.partition_point(|comment| comment.start <= at);
            next > 0 && at < module.comments[next - 1].end
        };
        NAMES.iter().any(|name| memmem::find_iter(source.text.as_bytes(), name).any(|at| !commented(offset(at))))
    }
}
