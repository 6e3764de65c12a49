//! Texts as the lines they have, in no order.

use crate::{calls::CallSite, resolve::files::Files, source::Span};
use std::{collections::HashMap, hash::BuildHasher};

/// How often each line stands in a text, but for blank ones and for what they are indented by.
pub struct Lines {
    counts: HashMap<u64, usize>,
    all: usize,
}

impl Lines {
    /// Those of a text.
    pub fn of(text: &str) -> Lines {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines {
            *counts.entry(digest(line)).or_default() += 1;
        }
        Lines { all: counts.values().sum(), counts }
    }

    /// Percent of the lines of the longer one that both have.
    pub fn alike(&self, other: &Lines) -> usize {
        self.shared(other) * 100 / self.all.max(other.all).max(1)
    }

    /// Lines of the other one that are not here, or the reverse where those are more: a line that is written anew counts
    /// once, and one that moves not at all.
    pub fn changed(&self, other: &Lines) -> usize {
        self.all.max(other.all) - self.shared(other)
    }

    fn shared(&self, other: &Lines) -> usize {
        self.counts.iter().map(|(line, count)| *count.min(other.counts.get(line).unwrap_or(&0))).sum()
    }
}

/// The lines of the named function that a place is in; nothing outside of any.
pub(super) fn of_function(files: &dyn Files, at: Span) -> Option<Lines> {
    let around = function(files, at)?;
    Some(Lines::of(files.source(at.source)?.slice(around)))
}

/// The lines of the function, or of the file outside of any, that lead to a call, and those of the call.
pub(super) fn up_to(files: &dyn Files, call: &CallSite) -> Option<Lines> {
    let start = function(files, call.at).map_or(0, |around| around.start);
    Some(Lines::of(files.source(call.at.source)?.slice(Span { start, ..call.whole })))
}

fn function(files: &dyn Files, at: Span) -> Option<Span> {
    let module = files.module(at.source)?;
    let around = module.functions.iter().filter(|function| function.name.is_some() && function.span.contains(at));
    around.map(|function| function.span).min_by_key(|span| span.end - span.start)
}

fn digest(line: &str) -> u64 {
    foldhash::fast::FixedState::default().hash_one(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_written_anew_count_once_and_those_that_move_do_not() {
        let changed = |old: &str, new: &str| Lines::of(old).changed(&Lines::of(new));
        assert_eq!(changed("a\nb\nc", "c\n\n  a\nb"), 0);
        assert_eq!(changed("a\nb\nc", "a\nB\nC"), 2);
        assert_eq!((changed("a", "a\na\nb"), changed("a\na\nb", "a")), (2, 2));
    }
}
