//! What an answer about a tree rests on: enough to see later, without working it out again, whether it still holds.
//!
//! An answer holds as long as the tree has the same files, and those that it was drawn from have the same bytes. A file
//! that was not looked into may change as it likes, unless it becomes one that may call Claude, or that calls what was
//! searched for.

use super::{File, Tree, scan, words};
use crate::{
    source::{Problem, SourceId, offset},
    syntax::{Language, language_of},
    value::Name,
};
use foldhash::quality::FixedState;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    hash::{BuildHasher, Hash, Hasher},
    io::{self, Seek},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Takes digests of files. Nobody who does not know its key can write two files with one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key(u64);

/// A digest of a file's bytes.
pub(super) type Digest = u64;

impl Key {
    /// A key that nobody knows.
    pub fn random() -> Key {
        Key(std::hash::RandomState::new().hash_one(0))
    }

    /// A digest of bytes that come in pieces of [`words::PIECE`], the last of them shorter.
    pub(super) fn digest<'p>(self, pieces: impl Iterator<Item = &'p [u8]>) -> Digest {
        let mut hasher = self.hasher();
        pieces.for_each(|piece| hasher.write(piece));
        hasher.finish()
    }

    /// A digest of an open file, of which the first piece is in `buffer`, as it then is again. One that is longer than
    /// `longest`, and so not read, is known by its length.
    pub(super) fn file(
        self,
        file: &mut fs::File,
        longest: u64,
        buffer: &mut [u8],
        filled: usize,
    ) -> io::Result<Digest> {
        if filled < buffer.len() {
            return Ok(self.digest(buffer[..filled].chunks(words::PIECE)));
        }
        let length = file.metadata()?.len();
        if length > longest {
            return Ok(self.of(length));
        }
        let (mut hasher, mut filled) = (self.hasher(), filled);
        while filled > 0 {
            hasher.write(&buffer[..filled]);
            filled = words::fill(file, buffer)?;
        }
        file.rewind()?;
        words::fill(file, buffer)?;
        Ok(hasher.finish())
    }

    fn hasher(self) -> impl Hasher {
        FixedState::with_seed(self.0).build_hasher()
    }

    fn of(self, value: impl Hash) -> Digest {
        FixedState::with_seed(self.0).hash_one(value)
    }
}

/// A search that was made through the tree.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Search {
    languages: Vec<String>,
    sets: Vec<Vec<Name>>,
}

/// What an answer about a tree rests on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Grounds {
    key: Key,
    /// The paths of all files, and what is wrong with those that could not be listed or read.
    listing: Digest,
    /// In order of path.
    files: Vec<Ground>,
    searches: Vec<Search>,
}

/// What an answer rests on of one file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Ground {
    /// Nothing: it is no file that a reader reads, and nobody asked for it.
    Nothing,
    /// That it does not become one that matters. It had this digest.
    Apart(Digest),
    /// That it still has this digest.
    Bytes(Digest),
}

/// What is written down while a tree is read, for its [`Grounds`].
#[derive(Default)]
pub(super) struct Notes {
    key: Option<Key>,
    /// A digest of the tree's paths, and of what was wrong when it was listed.
    listing: Digest,
    searches: Mutex<Vec<Search>>,
    /// Whether a file had other bytes when it was read than when it was listed.
    moved: AtomicBool,
}

impl Notes {
    /// Notes for a tree that was listed under `key`, with these paths and problems; none are taken without a key.
    pub(super) fn of(key: Option<Key>, paths: &[Arc<str>], problems: &[Problem]) -> Notes {
        let listing = key.map_or(0, |key| key.of((paths, problems)));
        Notes { key, listing, ..Notes::default() }
    }

    /// Takes down that a file was read.
    pub(super) fn read(&self, file: &File, bytes: &[u8]) {
        let Some(key) = self.key else { return };
        file.asked.store(true, Ordering::Relaxed);
        self.compare(file, key.digest(bytes.chunks(words::PIECE)));
    }

    /// Takes down that words were searched for in a file.
    pub(super) fn searched(&self, file: &File, bytes: &[u8], found: bool) {
        let Some(key) = self.key else { return };
        file.asked.fetch_or(found, Ordering::Relaxed);
        self.compare(file, key.digest(bytes.chunks(words::PIECE)));
    }

    /// Takes down what was searched for.
    pub(super) fn search(&self, languages: &[Language], sets: &[Vec<Name>]) {
        if self.key.is_some() {
            let search =
                Search { languages: languages.iter().map(|one| one.name().to_owned()).collect(), sets: sets.to_vec() };
            self.searches.lock().unwrap_or_else(PoisonError::into_inner).push(search);
        }
    }

    fn compare(&self, file: &File, digest: Digest) {
        if *file.digest.get_or_init(|| digest) != digest {
            self.moved.store(true, Ordering::Relaxed);
        }
    }
}

impl Grounds {
    /// The key under which its digests were taken.
    pub fn key(&self) -> Key {
        self.key
    }
}

impl Tree {
    /// What rests on this tree so far rests on this. There is nothing to rest on where no digests were taken, or where a
    /// file changed while the tree was read.
    pub fn grounds(&self) -> Option<Grounds> {
        let key = self.notes.key.filter(|_| !self.notes.moved.load(Ordering::Relaxed))?;
        let ids = (0..).map(SourceId);
        let ground = |(id, file): (SourceId, &File)| match file.digest.get() {
            Some(digest) if file.asked.load(Ordering::Relaxed) || self.candidates.binary_search(&id).is_ok() => {
                Ground::Bytes(*digest)
            }
            Some(digest) => Ground::Apart(*digest),
            None => Ground::Nothing,
        };
        let searches = self.notes.searches.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Some(Grounds { key, listing: self.notes.listing, files: ids.zip(&self.files).map(ground).collect(), searches })
    }

    /// Whether what rests on `grounds` holds for this tree too, which was listed under their key.
    pub fn bears(&self, grounds: &Grounds) -> bool {
        let sought: Vec<_> = grounds.searches.iter().map(|search| (search, words::Names::new(&search.sets))).collect();
        let stands = |(at, ground): (usize, &Ground)| {
            let (id, file) = (SourceId(offset(at)), &self.files[at]);
            match *ground {
                Ground::Nothing => true,
                Ground::Bytes(digest) => self.digest(file) == Some(digest),
                Ground::Apart(digest) if self.digest(file) == Some(digest) => true,
                Ground::Apart(_) => self.candidates.binary_search(&id).is_err() && !self.holds_any(file, &sought),
            }
        };
        self.notes.key == Some(grounds.key)
            && self.files.len() == grounds.files.len()
            && self.notes.listing == grounds.listing
            && grounds.files.par_iter().enumerate().all(stands)
    }

    /// The digest of a file, which is read where it was not looked into when the tree was listed.
    fn digest(&self, file: &File) -> Option<Digest> {
        let read = || {
            let mut bytes = Vec::new();
            scan::bytes(&self.base.join(&*file.path), self.bounds.file_bytes, &mut bytes).ok()?;
            Some(self.notes.key?.digest(bytes.chunks(words::PIECE)))
        };
        file.digest.get().copied().or_else(read)
    }

    /// Whether a file holds what was searched for, for all that can be seen of it.
    fn holds_any(&self, file: &File, sought: &[(&Search, words::Names)]) -> bool {
        let language = language_of(&file.path).map_or("", Language::name);
        let mut bytes = Vec::new();
        let read = scan::bytes(&self.base.join(&*file.path), self.bounds.file_bytes, &mut bytes).is_ok();
        let in_search = |(search, names): &(&Search, words::Names)| {
            search.languages.iter().any(|one| one == language) && !names.standing_in(&bytes).is_empty()
        };
        !read || sought.iter().any(in_search)
    }
}
