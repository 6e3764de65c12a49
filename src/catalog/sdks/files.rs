//! Files that configure calls: which they are, and where in them the entries stand.

use super::{Path, Sdk, Sdks};
use crate::value::Name;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Deserializer, de::Error};

/// A kind of file, of which some entries set up a call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileShape {
    /// Patterns of its path from the root; `**/` before a name finds it in any folder.
    pub paths: Vec<String>,
    /// Patterns of paths that are something else all the same.
    #[serde(default)]
    pub except: Vec<String>,
    /// Texts of which the file holds at least one. Without any, the path says enough.
    #[serde(default)]
    pub words: Vec<String>,
    /// The call of the page that an entry stands for.
    pub call: Name,
    /// Where entries stand: names, and `*` for every item of a list or value of a map. Nowhere: the document is one.
    #[serde(default)]
    pub entries: Vec<Steps>,
    /// What an entry says; all of it must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Where in the entry the line stands that is shown; the first that is there. Then the model's, then the entry's.
    #[serde(default)]
    pub line: Vec<Path>,
    /// Values that are command lines; their options are read as entries.
    #[serde(default)]
    pub command_lines: Vec<Path>,
    /// Values that are lists of pairs of a `name` and a `value`; each is read as an entry.
    #[serde(default)]
    pub pairs: Vec<Path>,
    /// Values that are JSON in a text, with values filled in.
    #[serde(default)]
    pub bodies: Vec<Path>,
    /// What stands before the model's id and is no part of it.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether an entry `NAME=value` of a list is one named `NAME`.
    #[serde(default)]
    pub assignments: bool,
}

/// A condition on a value within an entry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// Where the value stands, one of them: `$key` is the name of the entry itself.
    pub at: Vec<Path>,
    /// Beginnings of which it has one.
    #[serde(default)]
    pub begins: Vec<String>,
    /// Texts of which it holds one, in small letters.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Texts of which it is one.
    #[serde(default)]
    pub is: Vec<String>,
    /// Whether it is enough that it is there.
    #[serde(default)]
    pub given: bool,
}

/// A dotted path in which `*` is every item of a list or every value of a map.
#[derive(Debug)]
pub struct Steps(pub Vec<Step>);

/// One step of a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// The value under a name, or of every item of a list.
    Key(Name),
    /// Everything within.
    Any,
}

impl<'de> Deserialize<'de> for Steps {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.split('.').any(str::is_empty) {
            return Err(D::Error::custom(format!("`{text}` is not a dotted path")));
        }
        let step = |part: &str| if part == "*" { Step::Any } else { Step::Key(part.into()) };
        Ok(Steps(text.split('.').map(step).collect()))
    }
}

impl Condition {
    /// Whether a text is as the condition says.
    pub fn holds_for(&self, text: &str) -> bool {
        let small = text.to_lowercase();
        self.given
            || self.begins.iter().any(|start| text.starts_with(start.as_str()))
            || self.holds.iter().any(|part| small.contains(part.as_str()))
            || self.is.iter().any(|whole| whole == text)
    }
}

/// What a file of data must have to be looked at, told by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No page knows such files.
    Unknown,
    /// One of the words.
    Words,
    /// Nothing: it is one by its path.
    Nothing,
}

/// Every kind of file of every page, found by path.
#[derive(Debug)]
pub(super) struct FileShapes {
    set: GlobSet,
    /// For each pattern of the set, the page and its shape, and whether such a file is one.
    places: Vec<(usize, usize, bool)>,
}

impl FileShapes {
    /// The kinds of file of these pages; the error names a pattern that is none.
    pub fn of(pages: &[Sdk]) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        let mut places = Vec::new();
        for (page, sdk) in pages.iter().enumerate() {
            for (at, shape) in sdk.files.iter().enumerate() {
                let paths = shape.paths.iter().map(|path| (path, true));
                for (path, is_one) in paths.chain(shape.except.iter().map(|path| (path, false))) {
                    let glob = GlobBuilder::new(path).literal_separator(true).build();
                    set.add(glob.map_err(|error| format!("rules/sdks/{}.md: {error}", sdk.id))?);
                    places.push((page, at, is_one));
                }
            }
        }
        Ok(Self { set: set.build().map_err(|error| error.to_string())?, places })
    }
}

impl Sdks {
    /// The kinds of file that the one at a path may be, with their pages.
    pub fn files(&self, path: &str) -> Vec<(&Sdk, &FileShape)> {
        let mut places: Vec<(usize, usize, bool)> =
            self.files.set.matches(path).into_iter().map(|pattern| self.files.places[pattern]).collect();
        places.sort_unstable(); // what says that it is none comes first
        places.dedup_by_key(|(page, at, _)| (*page, *at));
        let ones = places.into_iter().filter(|(.., is_one)| *is_one);
        ones.map(|(page, at, _)| (&self.pages[page], &self.pages[page].files[at])).collect()
    }

    /// What a file of data must hold to be looked at.
    pub fn need(&self, path: &str) -> Need {
        let shapes = self.files(path);
        match shapes.iter().any(|(_, shape)| shape.words.is_empty()) {
            true => Need::Nothing,
            false if shapes.is_empty() => Need::Unknown,
            false => Need::Words,
        }
    }
}
