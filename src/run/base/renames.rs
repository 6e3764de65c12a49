//! Files that have another path in the state after.

use super::Analysis;
use crate::{
    compare::Lines,
    git::Blob,
    resolve::files::Files,
    source::SourceId,
    walk::{Pair, Side},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Files that were renamed: the same bytes, or most lines, at a path that is new while the old one is gone. Only those are
/// looked at that something was found in.
pub(super) fn of(
    pair: &Pair<Blob>,
    base: (&Side<Blob>, &Analysis),
    head: (&Side<Blob>, &Analysis),
) -> HashMap<Arc<str>, Arc<str>> {
    let (before, after) = (spoken_of(base), spoken_of(head));
    let mut gone: HashMap<Blob, Vec<&Arc<str>>> = HashMap::new();
    let mut new = Vec::new();
    for (path, was, is) in pair.changed() {
        match (was, is) {
            (Some(was), None) if before.contains(path) => gone.entry(was).or_default().push(path),
            (None, Some(is)) if after.contains(path) => new.push((path, is)),
            _ => {}
        }
    }
    let mut renamed = HashMap::new();
    let mut left = Vec::new();
    for (path, digest) in new {
        match gone.get_mut(&digest).and_then(Vec::pop) {
            Some(old) => drop(renamed.insert(Arc::clone(path), Arc::clone(old))),
            None => left.push(path),
        }
    }
    let mut gone: Vec<&Arc<str>> = gone.into_values().flatten().collect();
    gone.sort_unstable();
    if gone.len().saturating_mul(left.len()) <= MOST_PAIRS {
        alike(&gone, &left, base.0, head.0, &mut renamed);
    }
    renamed
}

/// Adds those that keep most of their lines.
fn alike(
    gone: &[&Arc<str>],
    new: &[&Arc<str>],
    base: &Side<Blob>,
    head: &Side<Blob>,
    renamed: &mut HashMap<Arc<str>, Arc<str>>,
) {
    let lines = |side: &Side<Blob>, path: &str| side.text(path).map(|text| Lines::of(&text));
    let mut gone: Vec<_> = gone.iter().filter_map(|path| Some((*path, lines(base, path)?))).collect();
    for path in new {
        let Some(now) = lines(head, path) else { continue };
        let alike = gone.iter().enumerate().filter(|(_, (old, _))| ending(old) == ending(path));
        let nearest = alike.map(|(at, (_, old))| (old.alike(&now), at)).max();
        if let Some((_, at)) = nearest.filter(|(alike, _)| *alike >= ALIKE) {
            renamed.insert(Arc::clone(path), Arc::clone(gone.remove(at).0));
        }
    }
}

/// Files that calls stand in or are reached from, and those that findings are about.
fn spoken_of((side, found): (&Side<Blob>, &Analysis)) -> BTreeSet<Arc<str>> {
    let callers = |site: &crate::rules::Site| -> Vec<SourceId> {
        let frames = site.call.reached_from.iter().flat_map(|caller| &caller.stack);
        frames.map(|frame| frame.at.source).chain([site.call.at.source]).collect()
    };
    let sources = found.sites.iter().flat_map(callers).chain(found.findings.iter().map(|finding| finding.at.source));
    let sources: BTreeSet<SourceId> = sources.collect();
    sources.into_iter().map(|id| side.path(id)).collect()
}

/// Percent of its lines that a renamed file keeps, as git has it.
const ALIKE: usize = 50;

/// Pairs of files that are held against each other at most: every one of them is gone through.
const MOST_PAIRS: usize = 10_000;

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
