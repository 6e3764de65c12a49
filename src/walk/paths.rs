//! Paths in order, and what is asked of paths alone.

use crate::source::{SourceId, offset};
use std::sync::{Arc, OnceLock};

/// The paths of a tree, sorted; the number of a file is its place among them.
pub(super) struct Paths {
    sorted: Vec<Arc<str>>,
    /// Files in order of the last part of their path.
    by_name: OnceLock<Vec<SourceId>>,
}

impl Paths {
    /// These, which are sorted.
    pub(super) fn of(sorted: Vec<Arc<str>>) -> Self {
        Self { sorted, by_name: OnceLock::new() }
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> &[Arc<str>] {
        &self.sorted
    }

    /// The path of a file; empty where there is none.
    pub(super) fn of_file(&self, id: SourceId) -> Arc<str> {
        self.sorted.get(id.0 as usize).cloned().unwrap_or_else(|| "".into())
    }

    /// The file at exactly this path.
    pub(super) fn find(&self, path: &str) -> Option<SourceId> {
        let at = self.sorted.binary_search_by(|sorted| (**sorted).cmp(path)).ok()?;
        Some(SourceId(offset(at)))
    }

    /// Files with this last part of their path, in order.
    pub(super) fn named(&self, file_name: &str) -> Vec<SourceId> {
        let by_name = self.by_name.get_or_init(|| {
            let mut ids: Vec<SourceId> = (0..offset(self.sorted.len())).map(SourceId).collect();
            // In this thread alone: one that waits for others takes up other work, which may ask for this.
            ids.sort_unstable_by_key(|id| (self.file_name(*id), *id));
            ids
        });
        let from = by_name.partition_point(|id| self.file_name(*id) < file_name);
        by_name[from..].iter().copied().take_while(|id| self.file_name(*id) == file_name).collect()
    }

    /// Files that stand in this folder itself, in order.
    pub(super) fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut at = self.sorted.partition_point(|path| **path < *prefix);
        let mut found = Vec::new();
        while let Some(rest) = self.sorted.get(at).and_then(|path| path.strip_prefix(&prefix)) {
            if let Some((inner, _)) = rest.split_once('/') {
                // What comes after everything in a folder within: `0` stands behind `/`.
                let behind = format!("{prefix}{inner}0");
                at += self.sorted[at..].partition_point(|path| **path < *behind);
            } else {
                found.push(SourceId(offset(at)));
                at += 1;
            }
        }
        found
    }

    fn file_name(&self, id: SourceId) -> &str {
        let path = self.sorted.get(id.0 as usize).map_or("", |path| path);
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }
}
