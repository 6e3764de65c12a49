//! Symbolic links of a state in git's objects. A scan follows none; what is asked for by its name is found through them as
//! it is on the disk: a policy, what it extends, a baseline.

use crate::{
    bounds::POLICY_LINKS,
    git::{Blob, Entry, Listing, NoAnswer, Repository},
    resolve::known::files::normal,
};
use std::{
    collections::HashMap,
    io::{self, ErrorKind},
    sync::Arc,
};

/// Longest target that is read, in bytes: what systems take for a path.
const LONGEST: u64 = 4096;

/// The symbolic links of a state.
pub(in super::super) struct Links {
    repository: Arc<Repository>,
    at: HashMap<String, Blob>,
}

impl Links {
    /// Those of a listing.
    pub fn of(repository: &Arc<Repository>, listing: Listing) -> Links {
        let links = listing.into_iter().filter_map(|(path, entry)| match entry {
            Entry::Link(target) => Some((path, target)),
            _ => None,
        });
        Links { repository: Arc::clone(repository), at: links.collect() }
    }

    /// Where a path leads. The error says why it leads nowhere: it is of the kind [`ErrorKind::InvalidData`] where the links
    /// themselves are to blame.
    pub fn followed(&self, mut path: String) -> io::Result<String> {
        for _ in 0..POLICY_LINKS {
            let Some((link, target)) = self.first(&path) else { return Ok(path) };
            let target = self.target(target)?;
            let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
            path = joined(folder, &target, &path[link.len()..])
                .ok_or_else(|| wrong(&format!("the symbolic link {link} leads out of the repository")))?;
        }
        if self.first(&path).is_some() { Err(wrong("symbolic links lead to one another")) } else { Ok(path) }
    }

    /// The first part of a path that is a link.
    fn first<'p>(&self, path: &'p str) -> Option<(&'p str, Blob)> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.map(|end| &path[..end]).find_map(|part| Some((part, *self.at.get(part)?)))
    }

    fn target(&self, blob: Blob) -> io::Result<String> {
        let missing = |answer: NoAnswer| io::Error::other(format!("{}; {}", answer.message, answer.help));
        let held = self.repository.read(blob, LONGEST).map_err(missing)?;
        let bytes = held.map_err(|_| wrong("a symbolic link leads to more than a path"))?;
        String::from_utf8(bytes).map_err(|_| wrong("a symbolic link leads to a name that is not UTF-8"))
    }
}

fn wrong(why: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

/// A path out of a folder, what a link in it holds, and what follows the link; nothing where that leads out of the root.
fn joined(folder: &str, target: &str, rest: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    normal(&format!("{folder}/{target}{rest}"))
}
