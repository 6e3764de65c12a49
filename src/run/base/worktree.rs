//! The working tree as a state: what lies on the disk, and what git keeps track of and leaves out of it.

use super::{
    Named,
    states::{looked_at, objects},
};
use crate::{
    bounds::MOST_FILE_BYTES,
    git::{Blob, Entry, Listing, NoAnswer, Repository, Tracked},
    report::progress::Progress,
    walk::{self, Contents, Scope, State, Tree, Words},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What git keeps track of, and the files of the working tree: those that a scan finds, and those that git keeps in spite
/// of its lists of ignored files.
pub(super) fn read(
    repository: &Arc<Repository>,
    named: &Named,
    progress: &Progress,
) -> Result<(Listing, State<Blob>), NoAnswer> {
    let root = repository.root();
    let tracked = repository.tracked()?;
    let listing: Listing = tracked.iter().map(|one| (one.path.clone(), one.entry)).collect();
    let tree = Tree::open(scope(named, root), &Words::default(), &|_| false, progress.files());
    let walked: HashSet<&str> = tree.paths().collect();
    let (known, mut problems) = looked_at(&listing, named);
    problems.extend(tree.problems());
    let left_out: HashSet<&str> = tracked.iter().filter(|one| one.left_out).map(|one| one.path.as_str()).collect();
    let missing = known.iter().filter(|(path, _)| !walked.contains(path.as_str()));
    let kept: BTreeMap<&str, Option<Blob>> = missing
        .filter_map(|(path, staged)| {
            let staged = if on_disk(root, path) { None } else { Some(*staged) };
            (staged.is_none() || left_out.contains(path.as_str())).then_some((path.as_str(), staged))
        })
        .collect();
    let modules: Vec<&str> = tracked.iter().filter(|one| is_module(one)).map(|one| one.path.as_str()).collect();
    let in_module =
        |path: &str| modules.iter().any(|module| path.strip_prefix(module).is_some_and(|rest| rest.starts_with('/')));
    let untouched = repository.untouched();
    let digest = |path: &str| untouched.get(path).copied().or_else(|| digest(repository, path));
    let found: Vec<&str> = walked.into_iter().filter(|path| !in_module(path)).collect();
    let mut files: Vec<(String, Blob)> =
        found.par_iter().filter_map(|path| Some(((*path).to_owned(), digest(path)?))).collect();
    files.extend(kept.iter().filter_map(|(path, staged)| Some(((*path).to_owned(), staged.or_else(|| digest(path))?))));
    files.sort_unstable();
    let staged = kept.into_iter().filter(|(_, staged)| staged.is_some()).map(|(path, _)| path.to_owned()).collect();
    Ok((listing, State { files, contents: contents(repository, staged), glance: None, problems }))
}

/// All of the repository, and what was named and is there, which is gone into whatever it is called.
fn scope(named: &Named, root: &Path) -> Scope {
    let there = named.paths().filter(|path| root.join(path).exists()).map(PathBuf::from);
    let all: Vec<PathBuf> = std::iter::once(PathBuf::from(".")).chain(there).collect();
    Scope::of(&all, root)
}

fn is_module(tracked: &Tracked) -> bool {
    matches!(tracked.entry, Entry::Submodule(_))
}

/// Whether a file lies where git has it. A folder on the way that became a symbolic link leads elsewhere: the file is
/// gone. What nobody may look into may hold it.
fn on_disk(root: &Path, path: &str) -> bool {
    let whole = root.join(path);
    match fs::canonicalize(&whole) {
        Ok(place) => place == whole && place.is_file(),
        Err(error) => error.kind() == ErrorKind::PermissionDenied,
    }
}

/// What git would call what lies on the disk. What cannot be read, or is too long to be, is like nothing else: nobody can
/// say that it is as it was.
fn digest(repository: &Repository, path: &str) -> Option<Blob> {
    let mut bytes = Vec::new();
    match walk::bytes(&repository.root().join(path), MOST_FILE_BYTES, &mut bytes) {
        Ok(length) if length <= MOST_FILE_BYTES => repository.digest(&bytes),
        _ => repository.digest(format!("{path} cannot be read").as_bytes()),
    }
}

/// What lies on the disk as it is staged: to read it there costs less than to unpack it.
pub(super) struct Checkout {
    repository: Arc<Repository>,
    untouched: HashMap<String, Blob>,
}

impl Checkout {
    /// That of a repository, where files lie beside its objects.
    pub fn of(repository: &Arc<Repository>) -> Arc<Checkout> {
        let untouched = if repository.has_worktree() { repository.untouched() } else { HashMap::new() };
        Arc::new(Checkout { repository: Arc::clone(repository), untouched })
    }

    /// What lies at a path, if git has it as this blob. Lines may end otherwise than in the blob.
    fn bytes(&self, path: &str, blob: Blob) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = (self.untouched.get(path) == Some(&blob)).then(|| self.repository.root().join(path))?;
        walk::bytes(&file, MOST_FILE_BYTES, &mut bytes).is_ok_and(|length| length <= MOST_FILE_BYTES).then_some(bytes)
    }

    /// Reads what lies there, for a look at its words.
    pub fn glance(self: &Arc<Self>) -> Contents<Blob> {
        let checkout = Arc::clone(self);
        Box::new(move |path, blob| checkout.bytes(path, blob).map(Ok).ok_or_else(|| "it does not lie there".to_owned()))
    }

    /// Reads what lies there to the byte as it is in the blob, and all else from git's objects.
    pub fn contents(self: &Arc<Self>) -> Contents<Blob> {
        let (checkout, objects) = (Arc::clone(self), objects(&self.repository));
        Box::new(move |path, blob| {
            let lies_there = checkout.bytes(path, blob).filter(|bytes| checkout.repository.digest(bytes) == Some(blob));
            lies_there.map_or_else(|| objects(path, blob), |bytes| Ok(Ok(bytes)))
        })
    }
}

/// Reads what lies on the disk, and what is `staged` and left out there from git's objects.
fn contents(repository: &Arc<Repository>, staged: HashSet<String>) -> Contents<Blob> {
    let (root, objects) = (repository.root().to_path_buf(), objects(repository));
    Box::new(move |path, blob| {
        if staged.contains(path) {
            return objects(path, blob);
        }
        let mut bytes = Vec::new();
        match walk::bytes(&root.join(path), MOST_FILE_BYTES, &mut bytes) {
            Ok(length) if length > MOST_FILE_BYTES => Ok(Err(length)),
            Ok(_) => Ok(Ok(bytes)),
            Err(error) => Err(format!("it cannot be read ({error})")),
        }
    })
}
