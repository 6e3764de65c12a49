//! The index: what is staged, and which files on the disk are still what it says.

use super::{Blob, Entry, Listing, NoAnswer, Repository};
use gix::index::{
    self,
    entry::{Flags, Mode, Stage, Stat, stat::Options},
    fs::Metadata,
};
use rayon::prelude::*;
use std::{collections::HashMap, env};

impl Repository {
    /// Everything that is staged.
    pub fn staged(&self) -> Result<Listing, NoAnswer> {
        let Some(index) = self.index()? else { return Ok(Vec::new()) };
        let mut listing = Vec::new();
        for entry in index.entries() {
            let path = String::from_utf8_lossy(entry.path(&index)).into_owned();
            if entry.stage() != Stage::Unconflicted {
                return Err(NoAnswer::unmerged(&path));
            }
            if entry.mode == Mode::DIR {
                return Err(NoAnswer::sparse());
            }
            let meant = !entry.flags.contains(Flags::INTENT_TO_ADD);
            if meant && entry.mode == Mode::COMMIT {
                listing.push((path, Entry::Submodule(Blob(entry.id))));
            } else if meant && entry.mode != Mode::SYMLINK {
                listing.push((path, Entry::File(Blob(entry.id))));
            }
        }
        listing.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(listing)
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
        if !file.exists() {
            return Ok(None);
        }
        index::File::at(&file, local.object_hash(), false, index::decode::Options::default())
            .map(Some)
            .map_err(|error| NoAnswer::broken_index(&error))
    }
}
