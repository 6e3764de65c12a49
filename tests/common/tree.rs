//! A tree of files in memory.

use skint::{
    resolve::files::{Files, Hit},
    source::{Problem, Source, SourceId},
    syntax::{Language, Module, language_of, lower, notebook},
    value::Name,
};
use std::sync::Arc;

/// Files in order of path, lowered.
pub struct Tree {
    files: Vec<(Arc<Source>, Option<Arc<Module>>)>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Tree {
    /// A tree of these files.
    pub fn new(files: &[(String, String)]) -> Tree {
        let mut sorted: Vec<&(String, String)> = files.iter().collect();
        sorted.sort();
        let mut tree = Tree { files: Vec::new(), problems: Vec::new() };
        for (number, (path, text)) in (0..).zip(sorted) {
            let (text, cells) = match path.rsplit_once('.') {
                Some((_, "ipynb")) => notebook::open(text).expect("the notebook of a test is right"),
                _ => (text.clone(), vec![]),
            };
            let source = Arc::new(Source::new(SourceId(number), path.as_str().into(), text.into(), cells));
            let lowered = language_of(path).map(|_| lower(&source));
            tree.problems.extend(lowered.iter().flat_map(|lowered| lowered.problems.clone()));
            tree.files.push((source, lowered.map(|lowered| Arc::new(lowered.module))));
        }
        tree
    }

    /// Files that a reader reads.
    pub fn code(&self) -> Vec<SourceId> {
        self.matching(|source| language_of(&source.path).is_some())
    }

    fn matching(&self, wanted: impl Fn(&Source) -> bool) -> Vec<SourceId> {
        self.files.iter().filter(|(source, _)| wanted(source)).map(|(source, _)| source.id).collect()
    }
}

impl Files for Tree {
    fn find(&self, path: &str) -> Option<SourceId> {
        self.matching(|source| &*source.path == path).first().copied()
    }

    fn path(&self, id: SourceId) -> Arc<str> {
        self.files[id.0 as usize].0.path.clone()
    }

    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        self.files.get(id.0 as usize).map(|(source, _)| source.clone())
    }

    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        self.files.get(id.0 as usize)?.1.clone()
    }

    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.matching(|source| source.path.rsplit('/').next() == Some(file_name))
    }

    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.matching(|source| source.path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder)
    }

    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        let fits = |path: &str| language_of(path).is_some_and(|language| languages.contains(&language)) && among(path);
        let hit = |(source, _): &(Arc<Source>, _)| {
            let holds = |set: &Vec<Name>| set.iter().all(|word| source.text.contains(word.as_str()));
            let sets: Vec<usize> = (0..).zip(sets).filter(|(_, set)| holds(set)).map(|(at, _)| at).collect();
            (!sets.is_empty() && fits(&source.path)).then_some(Hit { file: source.id, sets })
        };
        self.files.iter().filter_map(hit).collect()
    }
}
