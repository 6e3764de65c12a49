//! One of two states, as resolving and rules ask it; what they are told that differs is taken down.

use super::{File, Pair, Which};
use crate::{
    bounds::{Bounds, FILE_BYTES},
    resolve::{
        Earlier, OfFile,
        files::{Files, Hit},
        rests,
    },
    source::{Problem, Source, SourceId, offset},
    syntax::{self, Language, Module},
    value::Name,
    walk::words::Names,
};
use rayon::prelude::*;
use std::{
    hash::Hash,
    io::{self, ErrorKind},
    sync::{
        Arc, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// One state of a [`Pair`].
pub struct Side<D> {
    pub(super) pair: Arc<Pair<D>>,
    pub(super) which: Which,
}

impl<D: Copy + Eq + Hash + Send + Sync> Side<D> {
    /// Paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.pair.files.iter().filter(|file| file.at(self.which).is_some()).map(|file| &*file.path)
    }

    /// What could not be read so far, in order of path and place.
    pub fn problems(&self) -> Vec<Problem> {
        self.pair.problems(self.which)
    }

    /// Bytes of a file, for a look that has no part in what is found; nothing where there is no file. The error says why
    /// they are not read.
    pub fn bytes(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let file = self.pair.paths.find(path).and_then(|id| self.pair.files.get(id.0 as usize));
        let Some((file, content)) = file.and_then(|file| Some((file, file.at(self.which)?))) else { return Ok(None) };
        // A policy is none of these files, whatever it says of them.
        let long = || io::Error::new(ErrorKind::FileTooLarge, format!("it has more than {} MiB", FILE_BYTES >> 20));
        let found = self.pair.read(file, content, self.which).map_err(io::Error::other)?;
        found.ok().filter(|bytes| bytes.len() as u64 <= FILE_BYTES).map(Some).ok_or_else(long)
    }

    /// Text of a file, for a look that has no part in what is found.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.pair.source(self.pair.paths.find(path)?, self.which).map(|source| source.text.clone())
    }

    /// Whether the file would give another answer in the other state; what is asked of it then matters.
    fn asked(&self, id: SourceId) {
        if let Some(file) = self.pair.files.get(id.0 as usize).filter(|file| file.differs()) {
            file.matters();
        }
    }

    /// Which of the names stand in a file, as it is in a state. The other state asks the same of what they share.
    fn standing_in(&self, file: &File<D>, which: Which, names: &Names) -> Arc<[usize]> {
        let Some(content) = file.at(which) else { return Arc::default() };
        let mut known = content.mentions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = known.iter().find(|(asked, _)| *asked == names.digest) {
            return Arc::clone(found);
        }
        let bytes = self.pair.glance(file, content, which);
        let found: Arc<[usize]> = bytes.map(|bytes| names.standing_in(&bytes)).unwrap_or_default().into();
        known.push((names.digest, Arc::clone(&found)));
        found
    }
}

impl<D: Copy + Eq + Hash + Send + Sync> Files for Side<D> {
    fn find(&self, path: &str) -> Option<SourceId> {
        self.pair.standing(self.pair.paths.find(path), self.which).pop()
    }

    fn path(&self, id: SourceId) -> Arc<str> {
        self.pair.paths.of_file(id)
    }

    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        self.asked(id);
        self.pair.source(id, self.which)
    }

    fn base64(&self, id: SourceId) -> Option<Arc<str>> {
        self.asked(id);
        self.pair.base64(id, self.which)
    }

    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        self.asked(id);
        self.pair.module(id, self.which)
    }

    fn of_file(&self, id: SourceId) -> Option<Arc<OfFile>> {
        self.asked(id);
        Some(Arc::clone(&self.pair.files.get(id.0 as usize)?.at(self.which)?.of_file))
    }

    fn differs(&self, id: SourceId) -> bool {
        self.pair.files.get(id.0 as usize).is_some_and(File::differs)
    }

    fn earlier(&self) -> Option<&Earlier> {
        Some(&self.pair.earlier)
    }

    fn bounds(&self) -> Bounds {
        self.pair.bounds()
    }

    fn fault(&self, id: SourceId, message: String) {
        let file = self.pair.files.get(id.0 as usize);
        if let Some((file, content)) = file.and_then(|file| Some((file, file.at(self.which)?))) {
            self.pair.note(file, content, [file.problem(message, false)]);
        }
    }

    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.pair.standing(self.pair.paths.named(file_name), self.which)
    }

    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.pair.standing(self.pair.paths.in_folder(folder), self.which)
    }

    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        let names = Names::new(sets);
        let differs = AtomicBool::new(false);
        let mentions = |(at, file): (usize, &File<D>)| {
            let read = syntax::language_of(&file.path).is_some_and(|language| languages.contains(&language));
            if !read || !among(&file.path) {
                return None;
            }
            let found = [Which::Base, Which::Head].map(|which| {
                let asked = which == self.which || file.differs() && !file.mattered.load(Ordering::Relaxed);
                if asked { self.standing_in(file, which, &names) } else { Arc::default() }
            });
            if file.differs() && found.iter().any(|sets| !sets.is_empty()) {
                file.mattered.store(true, Ordering::Relaxed);
                differs.store(true, Ordering::Relaxed);
            }
            let sets = found[self.which as usize].to_vec();
            (!sets.is_empty()).then(|| Hit { file: SourceId(offset(at)), sets })
        };
        let found = self.pair.files.par_iter().enumerate().filter_map(mentions).collect();
        if differs.into_inner() {
            rests::on_a_difference();
        }
        found
    }
}
