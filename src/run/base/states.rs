//! From what was asked for to two states of the tree.

use super::{Named, Title};
use crate::{
    git::{Blob, Commit, Compared as Parting, Entry, Fault, Listing, NoAnswer, Repository},
    report::progress::Progress,
    walk::{self, Contents, LONGEST, Pair, Scope, State, Tree, Words, seen},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The commit before, as people name it.
    pub base: String,
    /// The state after.
    pub head: Head,
}

/// A state to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// The files as they lie on the disk.
    Worktree,
    /// What is staged.
    Staged,
    /// A commit.
    Commit(String),
}

impl Asked {
    /// Reads `BASE`, `BASE..HEAD` or `BASE...HEAD`. The comparison always begins where the two part, so that what others
    /// did meanwhile is not laid at this change's door. The error says what contradicts itself.
    pub fn read(range: &str, staged: bool) -> Result<Asked, String> {
        let named = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
        let (base, head) = match range.split_once("..") {
            Some(_) if staged => return Err("what is staged and a commit cannot both be the state after".to_owned()),
            Some((base, head)) => (base, Head::Commit(named(head.trim_start_matches('.')))),
            None if staged => (range, Head::Staged),
            None => (range, Head::Worktree),
        };
        Ok(Asked { base: named(base), head })
    }
}

/// Two states, read as far as their lists of files.
pub(super) struct Opened {
    pub pair: Arc<Pair<Blob>>,
    pub title: Title,
    pub named: Named,
    pub root: PathBuf,
    pub notes: Vec<String>,
}

/// Opens both states.
pub(super) fn open(asked: &super::Asked, compared: &Asked, progress: &Progress) -> Result<Opened, NoAnswer> {
    let repository = Arc::new(Repository::around(&asked.here)?);
    let root = repository.root().to_path_buf();
    let named = Named::of(&asked.paths, &asked.here, &root).map_err(|path| outside(&path))?;
    let start = Start::of(&repository, compared)?;
    let before = start.files(&repository)?;
    let (after, contents) = match (&compared.head, &start.head) {
        (Head::Commit(_), Some(head)) => (repository.files(head)?, objects(&repository)),
        (Head::Worktree, _) if repository.has_worktree() => (Vec::new(), disk(&root)),
        (Head::Worktree, _) => return Err(bare()),
        _ => (repository.staged()?, objects(&repository)),
    };
    let before_files = looked_at(&before, &named);
    let mut notes = Vec::new();
    let after_files = if compared.head == Head::Worktree {
        on_disk(&repository, &before, &before_files, progress)
    } else {
        notes.extend(submodules(&before, &after));
        looked_at(&after, &named)
    };
    let title = start.title(&compared.head);
    notes.extend(start.note(&title));
    let paths = before_files.iter().chain(&after_files).map(|(path, _)| path.as_str());
    if let Some(path) = named.missing(paths).first() {
        return Err(absent(path));
    }
    let base = State { files: before_files, contents: objects(&repository) };
    let pair = Pair::new(base, State { files: after_files, contents });
    Ok(Opened { pair, title, named, root, notes })
}

/// The commits that a comparison starts from. On a branch without any there are none, and whatever is there is new.
struct Start {
    base: Option<Parting>,
    head: Option<Commit>,
}

impl Start {
    fn of(repository: &Repository, compared: &Asked) -> Result<Start, NoAnswer> {
        let head = match &compared.head {
            Head::Commit(name) => repository.commit(name)?,
            _ if compared.base == "HEAD" && repository.is_unborn() => return Ok(Start { base: None, head: None }),
            _ => repository.commit("HEAD")?,
        };
        let base = repository.commit(&compared.base)?;
        Ok(Start { base: Some(repository.parting(&base, &head)?), head: Some(head) })
    }

    fn files(&self, repository: &Repository) -> Result<Listing, NoAnswer> {
        self.base.as_ref().map_or_else(|| Ok(Vec::new()), |parting| repository.files(&parting.base))
    }

    fn title(&self, head: &Head) -> Title {
        let base =
            self.base.as_ref().map_or_else(|| "nothing (there is no commit yet)".to_owned(), |at| titled(&at.base));
        let head = match head {
            Head::Worktree => "the working tree".to_owned(),
            Head::Staged => "what is staged".to_owned(),
            Head::Commit(name) => self.head.as_ref().map_or_else(|| name.clone(), titled),
        };
        Title { base, head }
    }

    fn note(&self, title: &Title) -> Option<String> {
        let parting = self.base.as_ref()?;
        let beyond = parting.beyond.as_ref()?;
        Some(format!("{} is where {} and {} part", parting.base.name, beyond.name, title.head))
    }
}

fn titled(commit: &Commit) -> String {
    let short = commit.short();
    if short.starts_with(&commit.name) || commit.name.starts_with(&short) {
        short
    } else {
        format!("{} ({short})", commit.name)
    }
}

/// The files of a listing that a scan looks at.
fn looked_at(listing: &Listing, named: &Named) -> Vec<(String, Blob)> {
    let paths: Vec<&str> = listing.iter().map(|(path, _)| path.as_str()).collect();
    let seen = seen(&paths, &|path| !path.is_empty() && named.is(path));
    let files = listing.iter().zip(seen).filter(|(_, seen)| *seen);
    files
        .filter_map(|((path, entry), _)| match entry {
            Entry::File(blob) => Some((path.clone(), *blob)),
            Entry::Submodule(_) => None,
        })
        .collect()
}

/// What is said of submodules that differ.
fn submodules(before: &Listing, after: &Listing) -> Vec<String> {
    let of = |listing: &Listing| -> BTreeSet<(String, Blob)> {
        let modules = listing.iter().filter_map(|(path, entry)| match entry {
            Entry::Submodule(at) => Some((path.clone(), *at)),
            Entry::File(_) => None,
        });
        modules.collect()
    };
    let (before, after) = (of(before), of(after));
    let differ: BTreeSet<&String> = before.symmetric_difference(&after).map(|(path, _)| path).collect();
    differ
        .iter()
        .map(|path| format!("the submodule {path} changed; what is in it is compared in its own repository"))
        .collect()
}

fn objects(repository: &Arc<Repository>) -> Contents<Blob> {
    let repository = Arc::clone(repository);
    Box::new(move |_, blob| {
        repository.read(blob, LONGEST).map_err(|answer| format!("{}; {}", answer.message, answer.help))
    })
}

fn disk(root: &Path) -> Contents<Blob> {
    let root = root.to_path_buf();
    Box::new(move |path, _| {
        let mut bytes = Vec::new();
        match walk::bytes(&root.join(path), &mut bytes) {
            Ok(length) if length > LONGEST => Ok(Err(length)),
            Ok(_) => Ok(Ok(bytes)),
            Err(error) => Err(format!("it cannot be read ({error})")),
        }
    })
}

/// The files of the working tree: those that a scan finds, and those that git has in spite of its lists of ignored files.
fn on_disk(
    repository: &Repository,
    before: &Listing,
    tracked: &[(String, Blob)],
    progress: &Progress,
) -> Vec<(String, Blob)> {
    let root = repository.root();
    let scope = Scope::of(&[PathBuf::from(".")], root);
    let tree = Tree::open(scope, &Words::default(), &|_| false, progress.files());
    let modules: Vec<&str> = before
        .iter()
        .filter(|(_, entry)| matches!(entry, Entry::Submodule(_)))
        .map(|(path, _)| path.as_str())
        .collect();
    let in_module =
        |path: &str| modules.iter().any(|module| path.strip_prefix(module).is_some_and(|rest| rest.starts_with('/')));
    let walked: HashSet<&str> = tree.paths().collect();
    let ignored = tracked.iter().map(|(path, _)| path.as_str()).filter(|path| !walked.contains(path));
    let ignored = ignored.filter(|path| fs::symlink_metadata(root.join(path)).is_ok_and(|data| data.is_file()));
    let mut paths: Vec<&str> = walked.iter().copied().filter(|path| !in_module(path)).chain(ignored).collect();
    paths.sort_unstable();
    let known: HashMap<&str, Blob> = tracked.iter().map(|(path, blob)| (path.as_str(), *blob)).collect();
    let untouched = repository.untouched();
    let digest = |path: &&str| {
        if let Some(blob) = untouched.get(*path) {
            return Some(((*path).to_owned(), *blob));
        }
        let mut bytes = Vec::new();
        let read = walk::bytes(&root.join(path), &mut bytes).is_ok_and(|length| length <= LONGEST);
        // What is too long to be read, or cannot be read, is as it was as far as anybody can say.
        let digest = if read { repository.digest(&bytes) } else { None };
        digest
            .or_else(|| known.get(path).copied())
            .or_else(|| repository.digest(b""))
            .map(|blob| ((*path).to_owned(), blob))
    };
    paths.par_iter().filter_map(digest).collect()
}

fn outside(path: &Path) -> NoAnswer {
    let message = format!("{} lies outside the repository of the current folder", path.display());
    NoAnswer { fault: Fault::Asked, message, help: "go to the repository that is meant".to_owned() }
}

fn absent(path: &str) -> NoAnswer {
    let message = format!("{path} is in neither of the two states");
    NoAnswer { fault: Fault::Missing, message, help: "name files and folders that are there".to_owned() }
}

fn bare() -> NoAnswer {
    let message = "this repository has no working tree".to_owned();
    NoAnswer { fault: Fault::Asked, message, help: "name both states: `BASE..HEAD`".to_owned() }
}
