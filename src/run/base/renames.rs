//! Files that have another path in the state after.

use crate::{
    compare::Lines,
    git::Blob,
    walk::{Pair, Side},
};
use std::{collections::HashMap, sync::Arc};

/// Files that were renamed: the same bytes, or most lines, at a path that is new while the old one is gone.
pub(super) fn of(pair: &Pair<Blob>, base: &Side<Blob>, head: &Side<Blob>) -> HashMap<Arc<str>, Arc<str>> {
    let changed: Vec<_> = pair.changed().collect();
    let mut gone: Vec<_> = changed.iter().filter(|(_, _, after)| after.is_none()).collect();
    let mut renamed = HashMap::new();
    let new: Vec<_> = changed.iter().filter(|(_, before, _)| before.is_none()).collect();
    let mut left = Vec::new();
    for (path, _, digest) in new {
        match gone.iter().position(|(_, before, _)| before == digest) {
            Some(at) => {
                renamed.insert(Arc::clone(path), Arc::clone(gone.remove(at).0));
            }
            None => left.push(path),
        }
    }
    if gone.len().saturating_mul(left.len()) > MOST_PAIRS {
        return renamed;
    }
    let lines = |side: &Side<Blob>, path: &str| side.text(path).map(|text| Lines::of(&text));
    let mut gone: Vec<_> = gone.iter().filter_map(|(path, ..)| Some((path, lines(base, path)?))).collect();
    for path in left {
        let Some(now) = lines(head, path) else { continue };
        let alike = gone.iter().enumerate().filter(|(_, (old, _))| ending(old) == ending(path));
        let nearest = alike.map(|(at, (_, old))| (old.alike(&now), at)).max();
        if let Some((_, at)) = nearest.filter(|(alike, _)| *alike >= ALIKE) {
            renamed.insert(Arc::clone(path), Arc::clone(gone.remove(at).0));
        }
    }
    renamed
}

/// Percent of its lines that a renamed file keeps, as git has it.
const ALIKE: usize = 50;

/// Pairs of files that are held against each other at most: every one of them is gone through.
const MOST_PAIRS: usize = 10_000;

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
