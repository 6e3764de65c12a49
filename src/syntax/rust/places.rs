//! Where tokens stand, in bytes.
//!
//! `proc-macro2` counts characters, and works a byte out anew for each place that it is asked for. It knows lines and
//! columns at once, though, and on a line without other than ASCII letters a column is a number of bytes.

use proc_macro2::{LineColumn, Span};
use std::ops::Range;

/// The lines of the text that was taken apart into tokens.
pub(super) struct Places(Vec<Line>);

struct Line {
    start: usize,
    ascii: bool,
}

impl Places {
    pub(super) fn of(text: &str) -> Self {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let this = Line { start, ascii: line.is_ascii() };
            start += line.len();
            this
        });
        Self(lines.collect())
    }

    /// The bytes between which a span lies.
    pub(super) fn bytes(&self, span: Span) -> Range<usize> {
        match (self.byte(span.start()), self.byte(span.end())) {
            (Some(start), Some(end)) => start..end,
            _ => span.byte_range(),
        }
    }

    fn byte(&self, at: LineColumn) -> Option<usize> {
        let line = self.0.get(at.line.checked_sub(1)?)?;
        line.ascii.then_some(line.start + at.column)
    }
}
