//! From what was asked for to two states of the tree.

use super::{
    Links, Named, Title,
    worktree::{self, Checkout},
};
use crate::{
    bounds::MOST_FILE_BYTES,
    git::{Blob, Commit, Compared as Parting, Entry, Fault, Listing, NoAnswer, Repository},
    report::progress::Progress,
    source::Problem,
    walk::{Contents, Pair, State, nameless, seen},
};
use std::{
    collections::BTreeSet,
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
    /// Symbolic links before and after, but for those that lie on the disk.
    pub links: [Links; 2],
    /// Submodules that differ.
    pub modules: Vec<String>,
    pub notes: Vec<String>,
}

/// Opens both states.
pub(super) fn open(asked: &super::Asked, compared: &Asked, progress: &Progress) -> Result<Opened, NoAnswer> {
    let repository = Arc::new(Repository::around(&asked.here)?);
    let root = repository.root().to_path_buf();
    let named = Named::of(&asked.paths, &asked.here, &root).map_err(|path| outside(&path))?;
    let start = Start::of(&repository, compared)?;
    let before = start.files(&repository)?;
    let (after, head) = match (&compared.head, &start.head) {
        (Head::Commit(_), Some(head)) => {
            let listing = repository.files(head)?;
            let state = checked_out(&repository, &listing, &named);
            (listing, state)
        }
        (Head::Worktree, _) if repository.has_worktree() => worktree::read(&repository, &named, progress)?,
        (Head::Worktree, _) => return Err(bare()),
        _ => {
            let listing = repository.staged()?;
            let state = checked_out(&repository, &listing, &named);
            (listing, state)
        }
    };
    let base = listed(&repository, &before, &named);
    let title = start.title(&compared.head);
    let modules = submodules(&before, &after);
    let notes = start.note(&title).into_iter().collect();
    let after = if compared.head == Head::Worktree { Vec::new() } else { after };
    let links = [before, after].map(|listing| Links::of(&repository, listing));
    let paths = base.files.iter().chain(&head.files).map(|(path, _)| path.as_str());
    if let Some(path) = named.missing(paths).first() {
        return Err(absent(path));
    }
    Ok(Opened { pair: Pair::new(base, head), title, named, root, links, modules, notes })
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

/// A state that is all in git's objects.
fn listed(repository: &Arc<Repository>, listing: &Listing, named: &Named) -> State<Blob> {
    let (files, problems) = looked_at(listing, named);
    State { files, contents: objects(repository), glance: None, problems }
}

/// The same, of which most lies on the disk.
fn checked_out(repository: &Arc<Repository>, listing: &Listing, named: &Named) -> State<Blob> {
    let (state, checkout) = (listed(repository, listing, named), Checkout::of(repository));
    State { contents: checkout.contents(), glance: Some(checkout.glance()), ..state }
}

/// The files of a listing that a scan looks at, and what is said of those that it would look at and cannot name.
pub(super) fn looked_at(listing: &Listing, named: &Named) -> (Vec<(String, Blob)>, Vec<Problem>) {
    let paths: Vec<&str> = listing.iter().map(|(path, _)| path.as_str()).collect();
    let seen = seen(&paths, &|path| !path.is_empty() && named.is(path));
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for ((path, entry), _) in listing.iter().zip(seen).filter(|(_, seen)| *seen) {
        match entry {
            Entry::File(blob) => files.push((path.clone(), *blob)),
            Entry::Nameless => problems.extend(nameless(path)),
            Entry::Submodule(_) | Entry::Link(_) => {}
        }
    }
    (files, problems)
}

/// Submodules that differ.
fn submodules(before: &Listing, after: &Listing) -> Vec<String> {
    let of = |listing: &Listing| -> BTreeSet<(String, Blob)> {
        let modules = listing.iter().filter_map(|(path, entry)| match entry {
            Entry::Submodule(at) => Some((path.clone(), *at)),
            _ => None,
        });
        modules.collect()
    };
    let (before, after) = (of(before), of(after));
    let differ: BTreeSet<&String> = before.symmetric_difference(&after).map(|(path, _)| path).collect();
    differ.into_iter().cloned().collect()
}

/// Reads what git has.
pub(super) fn objects(repository: &Arc<Repository>) -> Contents<Blob> {
    let repository = Arc::clone(repository);
    Box::new(move |_, blob| {
        repository.read(blob, MOST_FILE_BYTES).map_err(|answer| format!("{}; {}", answer.message, answer.help))
    })
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
