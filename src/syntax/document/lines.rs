//! Lines of a file, and the comments that a parser of data leaves out.

use crate::source::{SourceId, Span, offset};
use std::{borrow::Cow, ops::Range};

/// Where the lines of a text begin; `\n`, `\r\n` and `\r` end one.
pub(in crate::syntax) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect() }
    }

    /// The bytes of a line, from 0, without its end.
    pub fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..next].trim_end_matches(['\n', '\r']).len()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }
}

/// How many bytes the mark of UTF-8 takes at the start of a text.
pub(in crate::syntax) fn mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A text with spaces for its mark, so that every place in it stays where it is.
pub(in crate::syntax) fn unmarked(text: &str) -> Cow<'_, str> {
    match mark(text) {
        0 => Cow::Borrowed(text),
        length => Cow::Owned(" ".repeat(length) + &text[length..]),
    }
}

/// Comments that begin with `#`, at the start of a line or after a space, and not in one of the `texts`, which are in
/// order of place.
pub(in crate::syntax) fn hash_comments(text: &str, source: SourceId, texts: &[Range<usize>]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut next = 0;
    for at in memchr::memchr_iter(b'#', text.as_bytes()) {
        while texts.get(next).is_some_and(|range| range.end <= at) {
            next += 1;
        }
        let in_text = texts.get(next).is_some_and(|range| range.start <= at);
        let in_comment = found.last().is_some_and(|comment| comment.end as usize > at);
        let begins = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        if in_text || in_comment || !begins {
            continue;
        }
        let length = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).unwrap_or(text.len() - at);
        found.push(Span::new(source, offset(at), offset(at + length)));
    }
    found
}
