//! Which bytes an allow speaks for.

use crate::{
    source::{Source, Span},
    syntax::{Module, Stmt, StmtKind},
};
use std::ops::Range;

/// The statements of a file as byte ranges, sorted by start; one with a block reaches only to the block.
pub(super) struct Extents {
    ranges: Vec<Range<u32>>,
    /// For each, the smallest other one around it.
    outer: Vec<Option<usize>>,
}

impl Extents {
    /// Gathers the statements of a module, those of functions and classes included.
    pub(super) fn of(module: &Module) -> Extents {
        let mut left: Vec<&Stmt> = module.body.iter().collect();
        left.extend(module.functions.iter().flat_map(|function| &function.body));
        left.extend(module.classes.iter().flat_map(|class| &class.body));
        let mut ranges = Vec::new();
        while let Some(statement) = left.pop() {
            let blocks = blocks(statement);
            let inner = blocks.iter().copied().chain(named_blocks(module, statement));
            let first = inner.filter_map(|block| block.first()).map(|first| first.span.start).min();
            let end = first.filter(|first| *first >= statement.span.start).unwrap_or(statement.span.end);
            ranges.push(statement.span.start..end);
            left.extend(blocks.into_iter().flatten());
        }
        Extents::sorted(ranges)
    }

    fn sorted(mut ranges: Vec<Range<u32>>) -> Extents {
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        ranges.dedup();
        let mut outer = Vec::with_capacity(ranges.len());
        let mut open: Vec<usize> = Vec::new();
        for (index, range) in ranges.iter().enumerate() {
            while open.last().is_some_and(|last| ranges[*last].end < range.end) {
                open.pop();
            }
            outer.push(open.last().copied());
            open.push(index);
        }
        Extents { ranges, outer }
    }

    /// The smallest statement that holds bytes `from` and `to`.
    fn around(&self, from: u32, to: u32) -> Option<usize> {
        let mut at = self.ranges.partition_point(|range| range.start <= from).checked_sub(1);
        while let Some(index) = at.filter(|index| self.ranges[*index].end < to) {
            at = self.outer[index];
        }
        at
    }

    /// The lines and the statement that an allow at `at` in `comment` speaks for.
    pub(super) fn covered(&self, source: &Source, comment: Span, at: Span) -> (Range<u32>, Range<u32>) {
        let (start, end) = source.line_around(at.start);
        let line = start..end.saturating_add(1);
        let first = source.line_around(comment.start).0;
        let before = source.text.get(first as usize..comment.start as usize).unwrap_or("");
        let code = before.len() - before.trim_start().len();
        if code < before.len() {
            // Code stands before it: the statement around that code's end.
            let last = comment.start - u32::try_from(before.len() - before.trim_end().len()).unwrap_or(0);
            let statement = self.around(last.saturating_sub(1), last);
            return (line, statement.map_or(0..0, |index| self.ranges[index].clone()));
        }
        let around = self.around(comment.start, comment.end);
        let next = self.ranges.partition_point(|range| range.start < comment.end);
        let within = |range: &&Range<u32>| around.is_none_or(|index| range.end <= self.ranges[index].end);
        let statement = self.ranges.get(next).filter(within).or(around.map(|index| &self.ranges[index]));
        let (_, next_end) = source.line_around(source.line_around(comment.end).1.saturating_add(1));
        (line.start..next_end.saturating_add(1), statement.cloned().unwrap_or(0..0))
    }
}

/// The blocks of a statement that are written in it.
fn blocks(statement: &Stmt) -> Vec<&[Stmt]> {
    match &statement.kind {
        StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
        StmtKind::Switch { cases, .. } => cases.iter().map(|case| case.body.as_slice()).collect(),
        StmtKind::Loop(cycle) => vec![&cycle.body, &cycle.otherwise],
        StmtKind::Try { body, handlers, otherwise, finally } => {
            let handlers = handlers.iter().map(|handler| handler.body.as_slice());
            [body.as_slice(), otherwise, finally].into_iter().chain(handlers).collect()
        }
        StmtKind::With { body, .. } | StmtKind::Block(body) => vec![body],
        _ => Vec::new(),
    }
}

/// The blocks of a statement that the module keeps in its own lists.
fn named_blocks<'m>(module: &'m Module, statement: &Stmt) -> Vec<&'m [Stmt]> {
    let body = |index: &u32| module.functions.get(*index as usize).map(|function| function.body.as_slice());
    match &statement.kind {
        StmtKind::Function(index) => body(index).into_iter().collect(),
        StmtKind::Class(index) => module.classes.get(*index as usize).map_or_else(Vec::new, |class| {
            class.methods.iter().filter_map(body).chain(std::iter::once(class.body.as_slice())).collect()
        }),
        _ => Vec::new(),
    }
}
