//! Names with `*` for anything.

use super::{
    entry::{Entry, Reader},
    shape::Kind,
};
use globset::{Glob, GlobMatcher};

/// A name of which some parts may be anything. Nothing but `*` means anything special in it, since routes are full of
/// brackets and braces.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// As it is written.
    pub(super) written: String,
    glob: GlobMatcher,
}

impl Pattern {
    /// Reads a pattern; what it names and an example are in the table of keys.
    pub(super) fn read(reader: &mut Reader<'_>, entry: &Entry<'_>, kind: Kind) -> Option<Pattern> {
        let Kind::Name(what, example) = kind else { return None };
        let written = reader.text(entry, &format!("the name of {what}"), &format!("\"{example}\""))?;
        if written.trim().is_empty() {
            reader.bad_value(entry, "must not be empty", "names nothing");
            return None;
        }
        let escaped: Vec<String> = written.split('*').map(globset::escape).collect();
        match Glob::new(&escaped.join("*")) {
            Ok(glob) => Some(Pattern { written, glob: glob.compile_matcher() }),
            Err(error) => {
                reader.bad_value(entry, &format!("cannot be used: {}", error.kind()), "cannot be used");
                None
            }
        }
    }

    /// Whether it names this, or what stands behind the last of some signs in it: the method of a class, the path of a
    /// route.
    pub(super) fn matches_tail(&self, text: &str, signs: &[char]) -> bool {
        self.glob.is_match(text) || text.rsplit_once(signs).is_some_and(|(_, tail)| self.glob.is_match(tail))
    }
}
