//! Which layers hold for a path, worked out once: rules ask for the same few files again and again.

use super::{Policy, file::Layer};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// A layer by its file and, unless it is the file's top level, by its override.
type Place = (usize, Option<usize>);

/// The layers of each path that was asked for, the one that wins first.
#[derive(Debug, Default)]
pub(super) struct Memo(RwLock<HashMap<Box<str>, Arc<[Place]>>>);

/// A copy begins without memories; it soon has its own.
impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Policy {
    /// The layers that hold for a file, the one that wins first.
    pub(super) fn layers<'s>(&'s self, path: &str) -> impl Iterator<Item = &'s Layer> + use<'s> {
        let places = self.places(path);
        (0..places.len()).map(move |at| {
            let (file, entry) = places[at];
            entry.map_or(&self.files[file].top, |entry| &self.files[file].overrides[entry].layer)
        })
    }

    fn places(&self, path: &str) -> Arc<[Place]> {
        if let Some(known) = self.memo.0.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Arc::clone(known);
        }
        let files = self.files.iter().enumerate();
        let places: Arc<[Place]> =
            files.flat_map(|(at, file)| file.places(path).map(move |entry| (at, entry))).collect();
        let mut memo = self.memo.0.write().unwrap_or_else(PoisonError::into_inner);
        memo.insert(path.into(), Arc::clone(&places));
        places
    }
}
