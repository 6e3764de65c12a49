//! Source texts and places in them.
//!
//! A [`Source`] is one file of the scanned tree. A notebook is one source too: its code cells stand one after
//! another in `text`, and `cells` says where each begins, so that a [`Span`] is a byte range everywhere and only
//! [`Source::position`] knows about cells.

use std::sync::Arc;

/// Index of a source in the sorted list of the tree's files; the same tree always gives the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A range of bytes in one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `source` from byte `start` up to, not including, byte `end`.
    pub fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// Something found at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// What was found.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> At<T> {
    /// `node`, found at `span`.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

/// Where a code cell of a notebook begins in [`Source::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index over all cells of the notebook, text cells included, from 0.
    pub index: u32,
    /// First byte of the cell's text.
    pub start: u32,
}

/// One file of the tree, as text.
#[derive(Debug)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// Path from the root of the scan, with `/` between its parts.
    pub path: Arc<str>,
    /// The text that is read: the file's own, or the code cells of a notebook joined by newlines.
    pub text: Arc<str>,
    /// For a notebook, where its code cells begin; else empty.
    pub cells: Vec<Cell>,
    lines: Vec<u32>,
}

/// A place as people count: lines and columns from 1, within the cell for a notebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Index of the notebook cell, from 0, where there are cells.
    pub cell: Option<u32>,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

impl Source {
    /// A source with its table of lines.
    pub fn new(id: SourceId, path: Arc<str>, text: Arc<str>, cells: Vec<Cell>) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at) + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        Self { id, path, text, cells, lines }
    }

    /// Line, column and cell of byte `at`; a byte past the end counts as the end.
    pub fn position(&self, at: u32) -> Position {
        let at = at.min(offset(self.text.len()));
        let line = self.lines.partition_point(|&start| start <= at) - 1;
        let start = self.lines[line];
        let column = self.text.get(start as usize..at as usize).map_or(0, |before| before.chars().count());
        let cell = self.cells.partition_point(|cell| cell.start <= at).checked_sub(1).map(|i| self.cells[i]);
        let first = cell.map_or(0, |cell| self.lines.partition_point(|&start| start <= cell.start) - 1);
        Position { cell: cell.map(|cell| cell.index), line: offset(line - first) + 1, column: offset(column) + 1 }
    }

    /// The text of a span; empty where the span is not of this source.
    pub fn slice(&self, span: Span) -> &str {
        if span.source == self.id { self.text.get(span.start as usize..span.end as usize).unwrap_or("") } else { "" }
    }

    /// Start of the line that holds byte `at`, and the end of that line without its newline.
    pub fn line_around(&self, at: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start <= at).max(1) - 1;
        let end = self.lines.get(line + 1).map_or(offset(self.text.len()), |next| next - 1);
        (self.lines[line], end)
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }
}

/// A file that could not be read in full, or at all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Problem {
    /// Path from the root of the scan.
    pub path: Arc<str>,
    /// Where in the file, if a place is known.
    pub position: Option<Position>,
    /// What was expected and what to do, one sentence.
    pub message: String,
    /// Whether nothing at all could be read of what was asked for (exit status 3).
    pub fatal: bool,
}

/// A byte offset as the spans keep it. Files over 4 GiB are turned away before they get here.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str, cells: Vec<Cell>) -> Source {
        Source::new(SourceId(0), "a.py".into(), text.into(), cells)
    }

    #[test]
    fn positions_count_characters_from_one() {
        let s = source("a\nbé = 1\n", vec![]);
        assert_eq!(s.position(0), Position { cell: None, line: 1, column: 1 });
        assert_eq!(s.position(6), Position { cell: None, line: 2, column: 4 });
        assert_eq!(s.position(999), Position { cell: None, line: 3, column: 1 });
    }

    #[test]
    fn lines_of_a_notebook_begin_anew_in_each_cell() {
        let s = source("a = 1\nb = 2\nc = 3", vec![Cell { index: 0, start: 0 }, Cell { index: 4, start: 12 }]);
        assert_eq!(s.position(6), Position { cell: Some(0), line: 2, column: 1 });
        assert_eq!(s.position(12), Position { cell: Some(4), line: 1, column: 1 });
    }

    #[test]
    fn a_line_is_found_around_any_of_its_bytes() {
        let s = source("ab\ncd\n", vec![]);
        assert_eq!(s.line_around(4), (3, 5));
        assert_eq!(s.line_around(0), (0, 2));
    }
}
