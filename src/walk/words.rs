//! The prefilter: which files may call Claude, decided on bytes alone.
//!
//! Nearly every file of a tree holds none of the words that bring Claude in, so a first automaton looks only for
//! those, as few of them as say the same, and stops at the first. Only a file that has one is gone through again with
//! every word. Files are read in pieces of fixed size, so that a bundle of any length needs no more memory than a
//! short file.

use super::text;
use crate::{
    bounds::MOST_FILE_BYTES,
    catalog::sdks::{self, Need},
    syntax::{self, Language},
    value::Name,
};
use aho_corasick::{AhoCorasick, Input, MatchKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    hash::BuildHasher,
    io::{self, Read, Seek},
};

/// Words by which a file is a candidate: one of `alone`, or one of `brings` and one of `calls`.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What brings Claude into a file: names of packages, hosts and models.
    pub brings: &'a [&'a str],
    /// What calls it.
    pub calls: &'a [&'a str],
    /// What does both at once.
    pub alone: &'a [&'a str],
    /// What a file of data holds that configures a call.
    pub data: &'a [&'a str],
    /// Which files of data may, by their path.
    pub need: fn(&str) -> Need,
}

impl Default for Words<'_> {
    fn default() -> Self {
        Self { brings: &[], calls: &[], alone: &[], data: &[], need: |_| Need::Unknown }
    }
}

impl<'a> From<&'a sdks::Words<'a>> for Words<'a> {
    fn from(words: &'a sdks::Words<'a>) -> Self {
        let need = |path: &str| sdks::embedded().need(path);
        Self { brings: &words.brings, calls: &words.calls, alone: &words.alone, data: &words.data, need }
    }
}

/// Bytes that are read at a time: enough for nearly every source file at once, and small enough to stay in a core's
/// own cache.
pub(super) const PIECE: usize = 128 * 1024;

const BRINGS: u8 = 1;
const CALLS: u8 = 2;

/// [`Words`], ready to be looked for.
pub(super) struct Prefilter {
    /// The shortest of the words of which a candidate has at least one.
    first: AhoCorasick,
    /// Every word.
    every: AhoCorasick,
    /// What each pattern of `every` says.
    says: Vec<u8>,
    /// Bytes that two pieces share, so that no word is cut in two.
    overlap: usize,
    /// The words of files of data.
    data: AhoCorasick,
    /// Which files of data may configure a call.
    need: fn(&str) -> Need,
}

impl Prefilter {
    /// Automata for `words`.
    pub(super) fn new(words: &Words) -> Self {
        let kinds = [(words.brings, BRINGS), (words.calls, CALLS), (words.alone, BRINGS | CALLS)];
        let all =
            || kinds.iter().flat_map(|(list, says)| list.iter().flat_map(|word| spellings(word)).map(|w| (w, *says)));
        let needed: Vec<String> = all().filter(|(_, says)| says & BRINGS != 0).map(|(word, _)| word).collect();
        let shortest =
            needed.iter().filter(|word| !needed.iter().any(|other| *other != **word && word.contains(other.as_str())));
        let (patterns, says): (Vec<String>, Vec<u8>) = all().unzip();
        let first = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst) // the kind that searches with vector instructions
                .build(shortest)
        };
        let (first, every) = rayon::join(first, || AhoCorasick::new(&patterns));
        Self {
            first: first.expect("a few hundred short words fit an automaton"),
            overlap: patterns.iter().map(String::len).chain(words.data.iter().map(|w| w.len())).max().unwrap_or(1) - 1,
            data: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(words.data)
                .expect("a few hundred short words fit an automaton"),
            need: words.need,
            every: every.expect("a few hundred short words fit an automaton"),
            says,
        }
    }

    /// What the file of data at a path must hold.
    pub(super) fn need(&self, path: &str) -> Need {
        (self.need)(path)
    }

    /// What the file at a path must hold to be a candidate.
    pub(super) fn need_at(&self, path: &str) -> Need {
        let read = syntax::language_of(path);
        read.map_or(Need::Unknown, |language| if language.is_data() { self.need(path) } else { Need::Words })
    }

    /// Whether the file at a path, with these bytes, is a candidate.
    pub(super) fn wants_bytes(&self, path: &str, bytes: &[u8]) -> bool {
        let is_data = syntax::language_of(path).is_some_and(Language::is_data);
        let decoded = text::is_utf16(bytes).then(|| text::decode(bytes.to_vec()).text.unwrap_or_default());
        let bytes = decoded.as_ref().map_or(bytes, String::as_bytes);
        match self.need_at(path) {
            Need::Unknown => false,
            Need::Nothing => true,
            Need::Words if is_data => self.data.is_match(bytes),
            Need::Words => self.first.is_match(bytes) && self.says(bytes, 0) == BRINGS | CALLS,
        }
    }

    /// Whether a word of files of data stands in `file`, of which the first piece is in `buffer`.
    pub(super) fn wants_data(&self, file: &mut File, buffer: &mut [u8], mut filled: usize) -> io::Result<bool> {
        if text::is_utf16(&buffer[..filled]) {
            let mut bytes = buffer[..filled].to_vec();
            file.take(MOST_FILE_BYTES).read_to_end(&mut bytes)?;
            return Ok(self.data.is_match(text::decode(bytes).text.unwrap_or_default().as_bytes()));
        }
        while !self.data.is_match(&buffer[..filled]) {
            if filled < buffer.len() {
                return Ok(false);
            }
            filled = self.next(file, buffer)?;
        }
        Ok(true)
    }

    /// Whether `file` is a candidate. Its first piece is in `buffer`, which has room for [`PIECE`] bytes.
    pub(super) fn wants(&self, file: &mut File, buffer: &mut [u8], filled: usize) -> io::Result<bool> {
        if text::is_utf16(&buffer[..filled]) {
            return self.wants_utf16(file, buffer[..filled].to_vec());
        }
        if filled < buffer.len() {
            return Ok(self.first.is_match(&buffer[..filled]) && self.says(&buffer[..filled], 0) == BRINGS | CALLS);
        }
        self.wants_long(file, buffer)
    }

    /// The same for a file longer than a piece, of which the first piece is read.
    fn wants_long(&self, file: &mut File, buffer: &mut [u8]) -> io::Result<bool> {
        let mut filled = buffer.len();
        let mut whole = true;
        while !self.first.is_match(&buffer[..filled]) {
            if filled < buffer.len() {
                return Ok(false);
            }
            filled = self.next(file, buffer)?;
            whole = false;
        }
        if !whole {
            file.rewind()?;
            filled = fill(file, buffer)?;
        }
        let mut said = self.says(&buffer[..filled], 0);
        while said != BRINGS | CALLS && filled == buffer.len() {
            filled = self.next(file, buffer)?;
            said = self.says(&buffer[..filled], said);
        }
        Ok(said == BRINGS | CALLS)
    }

    /// Reads the next piece behind the end of the last one.
    fn next(&self, file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.copy_within(buffer.len() - self.overlap.., 0);
        Ok(self.overlap + fill(file, &mut buffer[self.overlap..])?)
    }

    /// The same for a file in UTF-16, whose words no search over bytes can find.
    fn wants_utf16(&self, file: &mut File, mut bytes: Vec<u8>) -> io::Result<bool> {
        file.take(MOST_FILE_BYTES).read_to_end(&mut bytes)?;
        Ok(self.says(text::decode(bytes).text.unwrap_or_default().as_bytes(), 0) == BRINGS | CALLS)
    }

    /// What the words in `bytes` say, with what is `said` already.
    fn says(&self, bytes: &[u8], mut said: u8) -> u8 {
        for found in self.every.find_overlapping_iter(bytes) {
            said |= self.says[found.pattern().as_usize()];
            if said == BRINGS | CALLS {
                break;
            }
        }
        said
    }
}

/// A word as it may stand in a file: a notebook escapes the quotes of its cells.
fn spellings(word: &str) -> impl Iterator<Item = String> + use<> {
    let escaped = word.contains('"').then(|| word.replace('"', "\\\""));
    std::iter::once(word.to_owned()).chain(escaped)
}

/// Reads until `buffer` is full or the file ends.
pub(super) fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Sets of names, to be looked for as whole words.
pub(super) struct Names {
    automaton: AhoCorasick,
    /// For each pattern of the automaton, the sets that it is in.
    within: Vec<Vec<usize>>,
    /// How many names each set has.
    sizes: Vec<usize>,
    /// A digest of the sets: what was asked once need not be looked for again.
    pub(super) digest: u64,
}

impl Names {
    /// An automaton for all names of `sets`. An empty set is in no file.
    pub(super) fn new(sets: &[Vec<Name>]) -> Self {
        let mut within: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let distinct: Vec<BTreeSet<&str>> = sets.iter().map(|set| set.iter().map(Name::as_str).collect()).collect();
        for (at, set) in distinct.iter().enumerate() {
            for name in set {
                within.entry(name).or_default().push(at);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest) // where the longest is no whole word, no shorter one is
            .build(within.keys())
            .expect("the names of a tree's wrappers fit an automaton");
        let digest = foldhash::fast::FixedState::default().hash_one(&distinct);
        let sizes = distinct.iter().map(BTreeSet::len).collect();
        Self { automaton, within: within.into_values().collect(), sizes, digest }
    }

    /// Positions of the sets all names of which stand in `bytes`, with nothing on either side that would make them other
    /// names.
    pub(super) fn standing_in(&self, bytes: &[u8]) -> Vec<usize> {
        let mut standing = Vec::new();
        let mut missing = self.sizes.clone();
        let mut seen = vec![false; self.within.len()];
        let mut from = 0;
        while let Some(found) = self.automaton.find(Input::new(bytes).range(from..)) {
            from = found.start() + 1;
            let name = found.pattern().as_usize();
            if seen[name] || !is_whole(bytes, found.start(), found.end()) {
                continue;
            }
            seen[name] = true;
            for set in &self.within[name] {
                missing[*set] -= 1;
                if missing[*set] == 0 {
                    standing.push(*set);
                }
            }
        }
        standing.sort_unstable();
        standing
    }
}

/// Whether the bytes from `start` to `end` are a name of their own.
fn is_whole(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|at| bytes[at]);
    !before.is_some_and(names_go_on) && !bytes.get(end).copied().is_some_and(names_go_on)
}

/// Whether a byte can be part of a name. Bytes beyond ASCII are part of letters, for all that is known here.
fn names_go_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}
