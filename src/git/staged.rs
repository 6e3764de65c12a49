//! The index: what is staged, and which files on the disk are still what it says.

use super::{Blob, Entry, Listing, NoAnswer, Repository};
use gix::index::{
    self,
    entry::{Flags, Mode, Stage, Stat, stat::Options},
    fs::Metadata,
};
use rayon::prelude::*;
use std::{collections::HashMap, env};

/// What git keeps track of at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// The path.
    pub path: String,
    /// What is staged there.
    pub entry: Entry,
    /// Whether git was told to leave it out of the working tree: it counts as it is staged, and is not gone.
    pub left_out: bool,
}

impl Repository {
    /// Everything that is staged.
    pub fn staged(&self) -> Result<Listing, NoAnswer> {
        let Some(index) = self.index()? else { return Ok(Vec::new()) };
        if let Some(entry) = index.entries().iter().find(|entry| entry.stage() != Stage::Unconflicted) {
            return Err(NoAnswer::unmerged(&entry.path(&index).to_string()));
        }
        let meant = |entry: &index::Entry| !entry.flags.contains(Flags::INTENT_TO_ADD);
        Ok(self.entries(&index, &meant)?.into_iter().map(|tracked| (tracked.path, tracked.entry)).collect())
    }

    /// Everything that git keeps track of, merged or not, in order of path.
    pub fn tracked(&self) -> Result<Vec<Tracked>, NoAnswer> {
        let Some(index) = self.index()? else { return Ok(Vec::new()) };
        let mut entries = self.entries(&index, &|_| true)?;
        entries.dedup_by(|one, other| one.path == other.path); // one for each side of a conflict
        Ok(entries)
    }

    /// Entries of an index. One that stands for a whole folder is gone into.
    fn entries(&self, index: &index::File, meant: &dyn Fn(&index::Entry) -> bool) -> Result<Vec<Tracked>, NoAnswer> {
        let mut all = Vec::new();
        for entry in index.entries().iter().filter(|entry| meant(entry)) {
            let (path, left_out) = (entry.path(index).to_vec(), entry.flags.contains(Flags::SKIP_WORKTREE));
            let found = match entry.mode {
                Mode::SYMLINK => Entry::Link(Blob(entry.id)),
                Mode::DIR => {
                    let folder = String::from_utf8_lossy(&path).into_owned();
                    let inside = self.beneath(entry.id, &folder)?.into_iter();
                    all.extend(inside.map(|(path, entry)| Tracked {
                        path: format!("{folder}{path}"),
                        entry,
                        left_out: true,
                    }));
                    continue;
                }
                Mode::COMMIT => Entry::Submodule(Blob(entry.id)),
                _ => Entry::File(Blob(entry.id)),
            };
            let (path, entry) = Entry::named(path, found);
            all.push(Tracked { path, entry, left_out });
        }
        all.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(all)
    }

    /// Files on the disk that are what the index says they are, as far as git itself would take it from their size, times
    /// and number without reading them. One that was written no earlier than the index may have been written again within
    /// the same tick of the clock; it is not among them, and neither is one that git was told not to look at.
    pub fn untouched(&self) -> HashMap<String, Blob> {
        let Ok(Some(index)) = self.index() else { return HashMap::new() };
        let (written, rules) = (index.timestamp(), Options::default());
        let untouched = |entry: &index::Entry| {
            let unsure = Flags::INTENT_TO_ADD | Flags::ASSUME_VALID | Flags::SKIP_WORKTREE;
            let looked_at = matches!(entry.mode, Mode::FILE | Mode::FILE_EXECUTABLE)
                && entry.stage() == Stage::Unconflicted
                && !entry.flags.intersects(unsure)
                && entry.stat.size > 0; // git writes 0 where it is unsure itself
            if !looked_at || entry.stat.is_racy(written, rules) {
                return None;
            }
            let path = std::str::from_utf8(entry.path(&index)).ok()?;
            let found = Metadata::from_path_no_follow(&self.root.join(path)).ok().filter(Metadata::is_file)?;
            let same = Stat::from_fs(&found).is_ok_and(|now| entry.stat.matches(&now, rules));
            same.then(|| (path.to_owned(), Blob(entry.id)))
        };
        index.entries().par_iter().filter_map(untouched).collect()
    }

    /// The index, if there is one. A hook may be given an index of its own, which then counts.
    fn index(&self) -> Result<Option<index::File>, NoAnswer> {
        let local = self.inner.to_thread_local();
        let file = match env::var_os("GIT_INDEX_FILE") {
            Some(file) => self.root.join(file),
            None => local.git_dir().join("index"),
        };
        if !file.try_exists().map_err(|error| NoAnswer::broken_index(&error.to_string()))? {
            return Ok(None);
        }
        index::File::at(&file, local.object_hash(), false, index::decode::Options::default())
            .map(Some)
            .map_err(|error| NoAnswer::broken_index(&error.to_string()))
    }
}
