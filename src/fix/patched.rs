//! A tree in which some texts are others, before anybody writes them.

use super::applied;
use crate::{
    diagnostic::Edit,
    resolve::files::{Files, Hit, encoded},
    source::{Source, SourceId},
    syntax::{self, Language, Module},
    value::Name,
};
use std::{collections::BTreeMap, sync::Arc};

/// Files, some of them with edits. Edits bring in no names, so that what mentions which is as it was.
#[derive(Clone)]
pub struct Patched<'a> {
    files: &'a dyn Files,
    changed: BTreeMap<SourceId, Changed>,
}

#[derive(Clone)]
struct Changed {
    source: Arc<Source>,
    module: Arc<Module>,
    /// How many problems its reader has with it.
    problems: usize,
}

impl<'a> Patched<'a> {
    /// Files as they are.
    pub fn new(files: &'a dyn Files) -> Patched<'a> {
        Patched { files, changed: BTreeMap::new() }
    }

    /// The same files with these edits, none of which overlap; nothing where a file can no longer be read as well as
    /// before.
    #[must_use]
    pub fn with(&self, edits: &[&Edit]) -> Option<Patched<'a>> {
        let mut by_file: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(edit.at.source).or_default().push(edit);
        }
        let mut patched = self.clone();
        for (id, edits) in by_file {
            let old = self.source(id)?;
            let text = applied(&old.text, edits);
            let source = Source::new(id, old.path.clone(), text.into(), Vec::new());
            let lowered = syntax::lower(&source);
            let before = self.changed.get(&id).map(|changed| changed.problems);
            if lowered.problems.len() > before.unwrap_or_else(|| syntax::lower(&old).problems.len()) {
                return None;
            }
            let (module, problems) = (Arc::new(lowered.module), lowered.problems.len());
            patched.changed.insert(id, Changed { source: Arc::new(source), module, problems });
        }
        Some(patched)
    }

    /// The texts that are others now, in order of path.
    pub fn changed(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.changed.values().map(|changed| &changed.source)
    }
}

impl Files for Patched<'_> {
    fn find(&self, path: &str) -> Option<SourceId> {
        self.files.find(path)
    }

    fn path(&self, id: SourceId) -> Arc<str> {
        self.files.path(id)
    }

    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        self.changed.get(&id).map(|changed| Arc::clone(&changed.source)).or_else(|| self.files.source(id))
    }

    fn base64(&self, id: SourceId) -> Option<Arc<str>> {
        match self.changed.get(&id) {
            Some(changed) => Some(encoded(changed.source.text.as_bytes())),
            None => self.files.base64(id),
        }
    }

    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        self.changed.get(&id).map(|changed| Arc::clone(&changed.module)).or_else(|| self.files.module(id))
    }

    fn visit(&self, id: SourceId) -> Option<Arc<Module>> {
        self.changed.get(&id).map(|changed| Arc::clone(&changed.module)).or_else(|| self.files.visit(id))
    }

    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.files.named(file_name)
    }

    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.files.in_folder(folder)
    }

    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        self.files.mentions(languages, sets, among)
    }

    fn forget(&self, id: SourceId) {
        self.files.forget(id);
    }
}
