//! Two states of one tree, side by side: what stands in both is read once, and has the same number in both.

mod side;

pub use side::Side;

use super::{Words, lower, open, paths::Paths, text, words::Prefilter};
use crate::{
    bounds::Bounds,
    catalog::sdks::Need,
    resolve::{Earlier, OfFile, files::encoded, rests},
    source::{Problem, Source, SourceId, offset},
    syntax::{self, Module},
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    hash::Hash,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Which of the two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one before.
    Base = 0,
    /// The one after.
    Head = 1,
}

/// The bytes of a file, by its path and digest; `Ok(Err(length))` for one that is longer
/// than any policy allows.
pub type Contents<D> = Box<dyn Fn(&str, D) -> Result<Result<Vec<u8>, u64>, String> + Send + Sync>;

/// One state of a tree: its files with their digests, in order of path, and how they are read.
pub struct State<D> {
    /// Paths and digests.
    pub files: Vec<(String, D)>,
    /// How they are read.
    pub contents: Contents<D>,
    /// How they are gone through for words, where that costs less: what it gives may differ in how lines end. An error
    /// sends the look to the contents themselves.
    pub glance: Option<Contents<D>>,
    /// What of it could not be listed.
    pub problems: Vec<Problem>,
}

/// Two states of one tree.
pub struct Pair<D> {
    files: Vec<File<D>>,
    contents: [Contents<D>; 2],
    glances: [Option<Contents<D>>; 2],
    paths: Paths,
    bounds: OnceLock<Bounds>,
    earlier: Earlier,
    problems: Mutex<Vec<(Which, Problem)>>,
}

/// A path that stands in one of the states or in both.
struct File<D> {
    path: Arc<str>,
    /// What stands there in each state; the same thing twice where nothing changed.
    content: [Option<Arc<Content<D>>>; 2],
    /// Whether anything was decided by what differs between the states here.
    mattered: AtomicBool,
}

struct Content<D> {
    digest: D,
    is_candidate: OnceLock<bool>,
    source: OnceLock<Option<Arc<Source>>>,
    base64: OnceLock<Option<Arc<str>>>,
    module: OnceLock<Option<Arc<Module>>>,
    of_file: Arc<OfFile>,
    /// Which names were looked for in it, by their digest, and whether they stand there.
    mentions: Mutex<Vec<(u64, Arc<[usize]>)>>,
}

impl<D: Copy + Eq + Hash + Send + Sync> Pair<D> {
    /// Lays two states side by side.
    pub fn new(base: State<D>, head: State<D>) -> Arc<Pair<D>> {
        let mut paths: BTreeMap<String, [Option<D>; 2]> = BTreeMap::new();
        for (which, files) in [(Which::Base, base.files), (Which::Head, head.files)] {
            for (path, digest) in files {
                paths.entry(path).or_default()[which as usize] = Some(digest);
            }
        }
        let files: Vec<File<D>> = paths.into_iter().map(|(path, digests)| File::new(path, digests)).collect();
        let paths = Paths::of(files.iter().map(|file| file.path.clone()).collect());
        let (contents, glances) = ([base.contents, head.contents], [base.glance, head.glance]);
        let problems = |which: Which, all: Vec<Problem>| all.into_iter().map(move |problem| (which, problem));
        let problems = problems(Which::Base, base.problems).chain(problems(Which::Head, head.problems));
        Arc::new(Pair {
            files,
            contents,
            glances,
            paths,
            bounds: OnceLock::new(),
            earlier: Earlier::default(),
            problems: Mutex::new(problems.collect()),
        })
    }

    /// Says how much of both states is read and followed. It counts when it is said first, before anything is looked for.
    pub fn bound(&self, bounds: Bounds) {
        self.bounds.get_or_init(|| bounds);
    }

    fn bounds(&self) -> Bounds {
        self.bounds.get().copied().unwrap_or_default()
    }

    /// One of the two states.
    pub fn side(self: &Arc<Self>, which: Which) -> Side<D> {
        Side { pair: Arc::clone(self), which }
    }

    /// Paths at which something differs, with what stands there before and after.
    pub fn changed(&self) -> impl Iterator<Item = (&Arc<str>, Option<D>, Option<D>)> {
        let digest = |content: &Option<Arc<Content<D>>>| content.as_ref().map(|content| content.digest);
        let all = self.files.iter().filter(|file| file.differs());
        all.map(move |file| (&file.path, digest(&file.content[0]), digest(&file.content[1])))
    }

    /// Whether anything that was asked of one state so far would have had another answer in the other one.
    pub fn difference_mattered(&self) -> bool {
        self.files.iter().any(|file| file.mattered.load(Ordering::Relaxed))
    }

    /// Files that may call Claude, of those that are wanted, in each of the two states.
    pub fn candidates(&self, words: &Words, wanted: &(dyn Fn(&str) -> bool + Sync)) -> [Vec<SourceId>; 2] {
        let prefilter = Prefilter::new(words);
        let judge = |(at, file): (usize, &File<D>)| {
            let looked_into = prefilter.need_at(&file.path) != Need::Unknown && wanted(&file.path);
            let is = |which: Which| looked_into && self.is_candidate(file, which, &prefilter);
            // The one before comes first: what could be read of it makes a file that cannot be read any more a fault.
            let found = [is(Which::Base), is(Which::Head)];
            if file.differs() && found != [false, false] {
                file.mattered.store(true, Ordering::Relaxed);
            }
            (SourceId(offset(at)), found)
        };
        let judged: Vec<_> = self.files.par_iter().enumerate().map(judge).collect();
        [0, 1].map(|which| judged.iter().filter(|(_, found)| found[which]).map(|(id, _)| *id).collect())
    }

    fn is_candidate(&self, file: &File<D>, which: Which, prefilter: &Prefilter) -> bool {
        let Some(content) = file.at(which) else { return false };
        *content.is_candidate.get_or_init(|| {
            self.glance(file, content, which).is_some_and(|bytes| prefilter.wants_bytes(&file.path, &bytes))
        })
    }

    /// What could not be read so far of one of the states, in order of path and place.
    pub fn problems(&self, of: Which) -> Vec<Problem> {
        let all = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let mut problems: Vec<Problem> =
            all.iter().filter(|(which, _)| *which == of).map(|(_, problem)| problem.clone()).collect();
        problems.sort();
        problems.dedup();
        problems
    }

    /// Notes what else is wrong with one of the states.
    pub fn note_of(&self, which: Which, problem: Option<Problem>) {
        let problems = problem.into_iter().map(|problem| (which, problem));
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(problems);
    }

    /// Notes a problem of every state that holds this content.
    fn note(&self, file: &File<D>, content: &Arc<Content<D>>, problems: impl IntoIterator<Item = Problem>) {
        let holding = |which: &Which| file.at(*which).is_some_and(|held| Arc::ptr_eq(held, content));
        let states: Vec<Which> = [Which::Base, Which::Head].into_iter().filter(holding).collect();
        let each = problems.into_iter().flat_map(|problem| states.iter().map(move |which| (*which, problem.clone())));
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(each);
    }

    /// What a file holds, or how long it is; what is missing is a problem of its states.
    fn read(&self, file: &File<D>, content: &Arc<Content<D>>, which: Which) -> Result<Result<Vec<u8>, u64>, String> {
        let read = |which: Which| (self.contents[which as usize])(&file.path, content.digest);
        let found = if file.differs() {
            read(which)
        } else {
            // The state after may lie on the disk, where reading costs least; the one before never does.
            read(Which::Head).or_else(|_| read(Which::Base))
        };
        found.inspect_err(|why| self.note(file, content, [file.problem(why.clone(), true)]))
    }

    fn bytes(&self, file: &File<D>, content: &Arc<Content<D>>, which: Which) -> Option<Vec<u8>> {
        let longest = self.bounds().file_bytes;
        let length = match self.read(file, content, which).ok()? {
            Ok(bytes) if bytes.len() as u64 <= longest => return Some(bytes),
            Ok(bytes) => bytes.len() as u64,
            Err(length) => length,
        };
        let is_source = syntax::language_of(&file.path).is_some();
        let problem = || file.problem(text::too_long(length, longest), file.was_read(which));
        self.note(file, content, is_source.then(problem));
        None
    }

    /// The bytes of a file for one look at its words.
    fn glance(&self, file: &File<D>, content: &Arc<Content<D>>, which: Which) -> Option<Vec<u8>> {
        let which = if file.differs() { which } else { Which::Head };
        let quick = self.glances[which as usize].as_ref().and_then(|look| look(&file.path, content.digest).ok()?.ok());
        let quick = quick.filter(|bytes| bytes.len() as u64 <= self.bounds().file_bytes);
        quick.or_else(|| self.bytes(file, content, which))
    }

    fn source(&self, id: SourceId, which: Which) -> Option<Arc<Source>> {
        let file = self.files.get(id.0 as usize)?;
        let content = file.at(which)?;
        let read = || {
            let opened = open(id, &file.path, self.bytes(file, content, which)?);
            self.note(file, content, opened.problem);
            opened.source.map(Arc::new)
        };
        content.source.get_or_init(read).clone()
    }

    fn base64(&self, id: SourceId, which: Which) -> Option<Arc<str>> {
        let file = self.files.get(id.0 as usize)?;
        let content = file.at(which)?;
        let read = || self.bytes(file, content, which).map(|bytes| encoded(&bytes));
        content.base64.get_or_init(read).clone()
    }

    fn module(&self, id: SourceId, which: Which) -> Option<Arc<Module>> {
        let file = self.files.get(id.0 as usize)?;
        let content = file.at(which)?;
        syntax::language_of(&file.path)?;
        let read = || {
            let (module, problems) = lower(&*self.source(id, which)?);
            self.note(file, content, problems);
            module
        };
        content.module.get_or_init(read).clone()
    }

    /// Those of some files that stand in a state. One that stands in the other alone would have changed the answer.
    fn standing(&self, ids: impl IntoIterator<Item = SourceId>, which: Which) -> Vec<SourceId> {
        let stands = |id: &SourceId| {
            let Some(file) = self.files.get(id.0 as usize) else { return false };
            if file.content.iter().any(Option::is_none) {
                file.matters();
            }
            file.at(which).is_some()
        };
        ids.into_iter().filter(stands).collect()
    }
}

impl<D: Copy + Eq> File<D> {
    fn new(path: String, digests: [Option<D>; 2]) -> File<D> {
        let content = |digest: D| {
            let (is_candidate, source, base64, module) = Default::default();
            let (of_file, mentions) = (Arc::default(), Mutex::default());
            Arc::new(Content { digest, is_candidate, source, base64, module, of_file, mentions })
        };
        let [base, head] = digests;
        let before = base.map(content);
        let after = if base == head { before.clone() } else { head.map(content) };
        File { path: path.into(), content: [before, after], mattered: AtomicBool::new(false) }
    }
}

impl<D> File<D> {
    fn at(&self, which: Which) -> Option<&Arc<Content<D>>> {
        self.content[which as usize].as_ref()
    }

    fn problem(&self, message: String, fatal: bool) -> Problem {
        Problem { path: self.path.clone(), position: None, message, fatal }
    }

    /// Whether calls of Claude were looked for here before, where the state after cannot say what became of them.
    fn was_read(&self, which: Which) -> bool {
        let before = self.at(Which::Base).filter(|_| which == Which::Head && self.differs());
        before.is_some_and(|before| before.is_candidate.get() == Some(&true))
    }

    /// Something is decided by what differs here.
    fn matters(&self) {
        self.mattered.store(true, Ordering::Relaxed);
        rests::on_a_difference();
    }

    fn differs(&self) -> bool {
        match &self.content {
            [Some(base), Some(head)] => !Arc::ptr_eq(base, head),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests;
