//! The tree of a scan: what is in it, which of its files may call Claude, and their texts and modules on demand.
//!
//! This is where the core's only input comes from. Everything is read when it is asked for, paths are sorted, and
//! problems are gathered and sorted, so that the same tree gives the same answer however the threads run.

mod grounds;
mod listing;
mod lists;
mod pair;
mod paths;
mod scan;
mod scope;
mod shelf;
mod skip;
mod text;
mod words;

pub use grounds::{Grounds, Key};
pub use listing::seen;
pub use pair::{Contents, Pair, Side, State, Which};
pub use scan::{bytes, nameless};
pub use scope::Scope;
pub use words::Words;

use crate::{
    bounds::Bounds,
    resolve::files::{Files, Hit, encoded},
    source::{Position, Problem, Source, SourceId, offset},
    syntax::{self, Language, Module, notebook},
    value::Name,
};
use grounds::{Digest, Notes};
use paths::Paths;
use rayon::prelude::*;
use shelf::Shelf;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize},
    },
};

/// The files of a scan, in order of path.
pub struct Tree {
    base: PathBuf,
    bounds: Bounds,
    files: Vec<File>,
    candidates: Vec<SourceId>,
    paths: Paths,
    texts: Shelf,
    problems: Mutex<Vec<Problem>>,
    notes: Notes,
}

struct File {
    path: Arc<str>,
    /// Of its bytes as they were first seen, where notes are taken.
    digest: OnceLock<Digest>,
    /// Whether anything was drawn from it.
    asked: AtomicBool,
    text: Mutex<Text>,
    base64: OnceLock<Option<Arc<str>>>,
    module: Mutex<Kept>,
}

/// What is kept of a file's text.
enum Text {
    /// Nothing: it was not read yet, is not needed for now, or went for others.
    Unread,
    /// What reading gave; `None` where it is no text.
    Read(Option<Arc<Source>>),
}

/// What is kept of a file as data flow sees it.
enum Kept {
    /// Nothing: it was not lowered yet.
    Nothing,
    /// Nothing any more. Whoever asks again is not the last to do so, and what is then lowered stays.
    Forgotten,
    /// What lowering gave; `None` where no reader reads it.
    Lowered { module: Option<Arc<Module>>, stays: bool },
}

impl Tree {
    /// Goes through the scope's roots. Of the files that were named, those that the policy wants and in which `words`
    /// stand become candidates. `seen` counts files on the way, for whoever shows progress.
    pub fn open(scope: Scope, words: &Words, wanted: &(dyn Fn(&str) -> bool + Sync), seen: &AtomicUsize) -> Tree {
        Tree::listed(scope, words, wanted, seen, Bounds::default(), None)
    }

    /// The same, read and followed within `bounds`; with a key, notes are taken of what it is like and what is drawn from it, for its [`Grounds`].
    pub fn listed(
        scope: Scope,
        words: &Words,
        wanted: &(dyn Fn(&str) -> bool + Sync),
        seen: &AtomicUsize,
        bounds: Bounds,
        key: Option<Key>,
    ) -> Tree {
        let prefilter = words::Prefilter::new(words);
        let mut found = scan::Walk { scope: &scope, prefilter: &prefilter, wanted, seen, bounds, key }.run();
        found.files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        found.files.dedup_by(|later, kept| later.path == kept.path);
        let ids = (0..).map(SourceId);
        let candidates = ids.zip(&found.files).filter(|(_, file)| file.candidate).map(|(id, _)| id).collect();
        let files: Vec<File> = found.files.into_iter().map(File::new).collect();
        let paths = Paths::of(files.iter().map(|file| file.path.clone()).collect());
        found.problems.extend(scope.problems);
        found.problems.sort();
        let notes = Notes::of(key, paths.all(), &found.problems);
        let (texts, problems) = (Shelf::default(), Mutex::new(found.problems));
        Tree { base: scope.base, bounds, files, candidates, paths, texts, problems, notes }
    }

    /// Files that may call Claude, in order of path.
    pub fn candidates(&self) -> &[SourceId] {
        &self.candidates
    }

    /// How many files the tree has.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.all().iter().map(|path| &**path)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What could not be read so far, in order of path and place.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone();
        problems.sort();
        problems.dedup();
        problems
    }

    fn file(&self, id: SourceId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    fn problem(&self, file: &File, message: String) {
        self.note([Problem { path: file.path.clone(), position: None, message, fatal: false }]);
    }

    fn note(&self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(problems);
    }

    fn read(&self, id: SourceId, file: &File) -> Option<Source> {
        let opened = open(id, &file.path, self.read_bytes(file)?);
        self.note(opened.problem);
        opened.source
    }

    fn read_bytes(&self, file: &File) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let longest = self.bounds.file_bytes;
        match scan::bytes(&self.base.join(&*file.path), longest, &mut bytes) {
            Ok(length) if length <= longest => {
                self.notes.read(file, &bytes);
                Some(bytes)
            }
            Ok(length) => {
                self.problem(file, text::too_long(length, longest));
                None
            }
            Err(error) => {
                let message = format!("it cannot be read ({})", scope::reason(&error));
                let fatal = scope::is_fault(&error);
                self.note([Problem { path: file.path.clone(), position: None, message, fatal }]);
                None
            }
        }
    }

    /// A source as data flow sees it. A reader that panics costs this one file.
    fn lower(&self, source: &Source) -> Option<Arc<Module>> {
        let (module, problems) = lower(source);
        self.note(problems);
        module
    }
}

/// What became of the bytes of a file.
struct Opened {
    /// The file as text; nothing where it is none.
    source: Option<Source>,
    /// What is wrong with it.
    problem: Option<Problem>,
}

/// The bytes of a file as text.
fn open(id: SourceId, path: &Arc<str>, bytes: Vec<u8>) -> Opened {
    let problem = |line: Option<u32>, message: String| {
        let position = line.map(|line| Position { cell: None, line, column: 1 });
        Problem { path: path.clone(), position, message, fatal: false }
    };
    let decoded = text::decode(bytes);
    let damage = decoded.damage.filter(|_| syntax::language_of(path).is_some());
    let damage = damage.map(|(line, message)| problem(line, message.to_owned()));
    let Some(text) = decoded.text else { return Opened { source: None, problem: damage } };
    if !path.ends_with(".ipynb") {
        return Opened { source: Some(Source::new(id, path.clone(), text.into(), Vec::new())), problem: damage };
    }
    match notebook::open(&text) {
        Ok((text, cells)) => {
            Opened { source: Some(Source::new(id, path.clone(), text.into(), cells)), problem: damage }
        }
        Err(message) => Opened { source: None, problem: Some(problem(None, message)) },
    }
}

/// A source as data flow sees it, and what could not be read of it. A reader that panics costs this one file.
pub fn lower(source: &Source) -> (Option<Arc<Module>>, Vec<Problem>) {
    let Ok(lowered) = catch_unwind(AssertUnwindSafe(|| syntax::lower(source))) else {
        let message = String::from("skint's reader failed on it, which is a bug of skint: please report it");
        return (None, vec![Problem { path: source.path.clone(), position: None, message, fatal: false }]);
    };
    let mut module = lowered.module;
    module.compact();
    (Some(Arc::new(module)), lowered.problems)
}

/// Trees of syntax are many small things: every core lets go of a part of them.
impl Drop for Tree {
    fn drop(&mut self) {
        self.files.par_iter_mut().for_each(|file| drop(std::mem::replace(&mut file.module, Mutex::new(Kept::Nothing))));
    }
}

impl File {
    fn new(seen: scan::Seen) -> File {
        File {
            path: seen.path.into(),
            digest: seen.digest.map(OnceLock::from).unwrap_or_default(),
            asked: AtomicBool::new(false),
            text: Mutex::new(Text::Unread),
            base64: OnceLock::new(),
            module: Mutex::new(Kept::Nothing),
        }
    }
}

impl Files for Tree {
    fn find(&self, path: &str) -> Option<SourceId> {
        self.paths.find(path)
    }

    fn path(&self, id: SourceId) -> Arc<str> {
        self.paths.of_file(id)
    }

    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        let file = self.file(id)?;
        let mut text = file.text.lock().unwrap_or_else(PoisonError::into_inner);
        if let Text::Read(kept) = &*text {
            return kept.clone();
        }
        let source = self.read(id, file).map(Arc::new);
        *text = Text::Read(source.clone());
        drop(text);
        let bytes = source.as_ref().map_or(0, |source| source.text.len());
        for gone in self.texts.put(id, bytes).into_iter().filter_map(|gone| self.file(gone)) {
            *gone.text.lock().unwrap_or_else(PoisonError::into_inner) = Text::Unread;
        }
        source
    }

    fn glance(&self, id: SourceId) -> Option<Arc<Source>> {
        let file = self.file(id)?;
        match &*file.text.lock().unwrap_or_else(PoisonError::into_inner) {
            Text::Read(kept) => kept.clone(),
            Text::Unread => self.read(id, file).map(Arc::new),
        }
    }

    fn base64(&self, id: SourceId) -> Option<Arc<str>> {
        let file = self.file(id)?;
        let read = || self.read_bytes(file).map(|bytes| encoded(&bytes));
        file.base64.get_or_init(read).clone()
    }

    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        let file = self.file(id)?;
        syntax::language_of(&file.path)?;
        let mut kept = file.module.lock().unwrap_or_else(PoisonError::into_inner);
        let stays = match &*kept {
            Kept::Lowered { module, .. } => return module.clone(),
            Kept::Forgotten => true,
            Kept::Nothing => false,
        };
        let module = self.source(id).and_then(|source| self.lower(&source));
        *kept = Kept::Lowered { module: module.clone(), stays };
        module
    }

    fn visit(&self, id: SourceId) -> Option<Arc<Module>> {
        let mut kept = self.file(id)?.module.lock().unwrap_or_else(PoisonError::into_inner);
        if let Kept::Lowered { stays, .. } = &mut *kept {
            *stays = true;
        }
        drop(kept);
        self.module(id)
    }

    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.paths.named(file_name)
    }

    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.paths.in_folder(folder)
    }

    fn bounds(&self) -> Bounds {
        self.bounds
    }

    fn fault(&self, id: SourceId, message: String) {
        if let Some(file) = self.file(id) {
            self.problem(file, message);
        }
    }

    fn forget(&self, id: SourceId) {
        let Some(file) = self.file(id) else { return };
        let mut kept = file.module.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Kept::Lowered { stays: true, .. } => return,
            Kept::Lowered { .. } => *kept = Kept::Forgotten,
            Kept::Forgotten | Kept::Nothing => {}
        }
        *file.text.lock().unwrap_or_else(PoisonError::into_inner) = Text::Unread;
    }

    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        self.notes.search(languages, sets);
        let names = words::Names::new(sets);
        let ids: Vec<SourceId> = (0..offset(self.files.len())).map(SourceId).collect();
        ids.into_par_iter()
            .map_init(Vec::new, |buffer, id| {
                let file = self.file(id)?;
                let language = syntax::language_of(&file.path)?;
                if !languages.contains(&language) || !among(&file.path) {
                    return None;
                }
                scan::bytes(&self.base.join(&*file.path), self.bounds.file_bytes, buffer).ok()?;
                let sets = names.standing_in(buffer);
                self.notes.searched(file, buffer, !sets.is_empty());
                (!sets.is_empty()).then_some(Hit { file: id, sets })
            })
            .flatten()
            .collect()
    }
}
