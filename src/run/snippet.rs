//! A tree of one file that is nowhere on disk.

use crate::{
    resolve::files::{Files, Hit},
    source::{Source, SourceId},
    syntax::{self, Language, Module, notebook},
    value::Name,
    walk,
};
use std::sync::Arc;

/// One file, read.
pub(super) struct Snippet {
    source: Arc<Source>,
    module: Option<Arc<Module>>,
}

impl Snippet {
    /// A file with this path and text; the error says why it is none that is read.
    pub fn new(path: &str, text: &str) -> Result<Snippet, String> {
        let language = syntax::language_of(path).ok_or_else(|| format!("no reader reads `{path}`"))?;
        let (text, cells) = if path.rsplit_once('.').is_some_and(|(_, ending)| ending == "ipynb") {
            notebook::open(text).map_err(|_| format!("`{path}` is no notebook"))?
        } else {
            (text.to_owned(), Vec::new())
        };
        let source = Arc::new(Source::new(SourceId(0), path.into(), text.into(), cells));
        let module = (language != Language::Template).then(|| walk::lower(&source).0).flatten();
        Ok(Snippet { source, module })
    }

    /// Its number.
    pub fn id(&self) -> SourceId {
        self.source.id
    }

    /// The line, from 1, of a byte of it.
    pub fn line(&self, at: u32) -> u32 {
        self.source.position(at).line
    }

    fn is(&self, holds: bool) -> Vec<SourceId> {
        holds.then_some(self.source.id).into_iter().collect()
    }
}

impl Files for Snippet {
    fn find(&self, path: &str) -> Option<SourceId> {
        (*self.source.path == *path).then_some(self.source.id)
    }

    fn path(&self, _: SourceId) -> Arc<str> {
        Arc::clone(&self.source.path)
    }

    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        (id == self.source.id).then(|| Arc::clone(&self.source))
    }

    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        self.module.clone().filter(|_| id == self.source.id)
    }

    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.is(self.source.path.rsplit('/').next() == Some(file_name))
    }

    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.is(self.source.path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder)
    }

    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        let (path, text) = (&self.source.path, &self.source.text);
        let speaks = syntax::language_of(path).is_some_and(|language| languages.contains(&language)) && among(path);
        let holds = |set: &Vec<Name>| set.iter().all(|word| text.contains(word.as_str()));
        let sets: Vec<usize> = (0..).zip(sets).filter(|(_, set)| speaks && holds(set)).map(|(at, _)| at).collect();
        (!sets.is_empty()).then_some(Hit { file: self.source.id, sets }).into_iter().collect()
    }
}
