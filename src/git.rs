//! What git has: the files of a commit or of the index, and what is in them.
//!
//! Objects are read where they lie, in this process. No program is started, so that nothing a repository configures (a
//! hook, a filter, a helper that fetches) is ever run; no setting outside the repository counts, and nothing is written.

mod history;
mod refusal;
mod staged;

pub use history::Compared;
pub use refusal::{Fault, NoAnswer};
pub use staged::Tracked;

use gix::{ObjectId, ThreadSafeRepository, objs::Kind, open, sec::trust::Mapping};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A repository.
pub struct Repository {
    inner: ThreadSafeRepository,
    root: PathBuf,
}

/// What a file holds, by its digest: equal ones are the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blob(ObjectId);

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    id: ObjectId,
    /// As it was named.
    pub name: String,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File(Blob),
    /// Another repository, of which only the commit is known here.
    Submodule(Blob),
    /// A symbolic link, which holds where it leads.
    Link(Blob),
    /// A file whose name is not UTF-8; its path has `�` in place of what cannot be decoded.
    Nameless,
}

/// Everything that a commit or the index holds, in order of path.
pub type Listing = Vec<(String, Entry)>;

impl Entry {
    /// What stands at a path, as far as the path can be named.
    fn named(path: Vec<u8>, entry: Entry) -> (String, Entry) {
        match String::from_utf8(path) {
            Ok(path) => (path, entry),
            Err(path) => (String::from_utf8_lossy(path.as_bytes()).into_owned(), Entry::Nameless),
        }
    }
}

impl Repository {
    /// The repository around a folder.
    pub fn around(folder: &Path) -> Result<Repository, NoAnswer> {
        let isolated = || open::Options::isolated();
        let trust = Mapping { full: isolated(), reduced: isolated() };
        let inner = ThreadSafeRepository::discover_opts(folder, gix::discover::upwards::Options::default(), trust)
            .map_err(|error| NoAnswer::no_repository(folder, &error))?;
        let root = inner.work_dir().unwrap_or_else(|| inner.git_dir()).to_path_buf();
        let root = fs::canonicalize(&root).unwrap_or(root);
        Ok(Repository { inner, root })
    }

    /// The folder that its paths count from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether files can lie beside the objects.
    pub fn has_worktree(&self) -> bool {
        self.inner.work_dir().is_some()
    }

    /// Everything that a commit holds.
    pub fn files(&self, commit: &Commit) -> Result<Listing, NoAnswer> {
        self.beneath(commit.id, &commit.name)
    }

    /// Everything that a commit or a tree holds, which is part of `what`.
    fn beneath(&self, tree: ObjectId, what: &str) -> Result<Listing, NoAnswer> {
        let local = self.inner.to_thread_local();
        let missing = |error: gix::Error| NoAnswer::missing_objects(self.kept(), what, &error);
        let tree = local.find_object(tree).map_err(missing)?.peel_to_tree().map_err(missing)?;
        let entries = tree.traverse().breadthfirst.files().map_err(missing)?;
        let named = entries.into_iter().filter_map(|entry| {
            use gix::objs::tree::EntryKind::{Blob as File, BlobExecutable, Commit, Link, Tree};
            let found = match entry.mode.kind() {
                File | BlobExecutable => Entry::File(Blob(entry.oid)),
                Commit => Entry::Submodule(Blob(entry.oid)),
                Link => Entry::Link(Blob(entry.oid)),
                Tree => return None,
            };
            Some(Entry::named(entry.filepath.into(), found))
        });
        let mut listing: Listing = named.collect();
        listing.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(listing)
    }

    /// What a file holds; `Ok(Err(length))` where that is more than `most` bytes.
    pub fn read(&self, blob: Blob, most: u64) -> Result<Result<Vec<u8>, u64>, NoAnswer> {
        let local = self.inner.to_thread_local();
        let missing = |error: gix::Error| NoAnswer::missing_objects(self.kept(), &blob.0.to_string(), &error);
        let length = local.find_header(blob.0).map_err(missing)?.size();
        if length > most {
            return Ok(Err(length));
        }
        Ok(Ok(local.find_object(blob.0).map_err(missing)?.detach().data))
    }

    /// What git would call these bytes.
    pub fn digest(&self, bytes: &[u8]) -> Option<Blob> {
        let kind = self.inner.to_thread_local().object_hash();
        gix::objs::compute_hash(kind, Kind::Blob, bytes).ok().map(Blob)
    }

    /// Whether objects may be missing, and why.
    fn kept(&self) -> refusal::Kept {
        let local = self.inner.to_thread_local();
        let git = local.common_dir().to_path_buf();
        let packs = fs::read_dir(git.join("objects/pack")).into_iter().flatten().flatten();
        let partial = packs.into_iter().any(|file| file.path().extension().is_some_and(|ending| ending == "promisor"));
        refusal::Kept { shallow: local.is_shallow().unwrap_or(false), partial }
    }
}
