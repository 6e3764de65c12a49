//! Which bytes an allow speaks for.

use crate::{
    source::{Source, Span, offset},
    syntax::{Module, Stmt, StmtKind},
};
use std::ops::Range;

/// The statements of a file, each only to its block where it has one, and its functions.
pub(super) struct Extents {
    statements: Nested,
    functions: Nested,
}

/// Ranges of bytes of which two are apart or one is within the other, sorted by start.
struct Nested {
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
        let functions = module.functions.iter().filter(|function| function.name.is_some());
        let functions = functions.map(|function| function.span.start..function.span.end).collect();
        Extents { statements: Nested::sorted(ranges), functions: Nested::sorted(functions) }
    }

    /// The statement that an allow speaks for, in a comment before which `code` ends on its line, if any does, and
    /// after which code goes on at `next`.
    pub(super) fn meant(&self, source: &Source, code: Option<u32>, next: u32) -> Range<u32> {
        let statements = &self.statements;
        let index = match code {
            Some(end) => statements.around(end.saturating_sub(1), end),
            None => statements.beginning(source, next).or_else(|| statements.around(next, next.saturating_add(1))),
        };
        let index = index.or_else(|| code.is_none().then(|| statements.after(next)));
        index.and_then(|index| statements.ranges.get(index)).cloned().unwrap_or(0..0)
    }

    /// The function that an allow for one speaks for: the one it stands in, or above.
    pub(super) fn function(&self, source: &Source, comment: Span, next: u32) -> Option<Range<u32>> {
        let functions = &self.functions;
        let above = functions.beginning(source, next).or_else(|| {
            // Decorators, or a name that it is assigned to, come first.
            let head = &self.statements.ranges[self.statements.beginning(source, next)?];
            let first = functions.after(head.start);
            functions.ranges.get(first).filter(|range| range.start < head.end).map(|_| first)
        });
        let index = above.or_else(|| functions.around(comment.start, comment.end))?;
        functions.ranges.get(index).cloned()
    }

    /// Where the statement begins that holds a byte.
    pub(super) fn start_of_statement(&self, at: u32) -> Option<u32> {
        let index = self.statements.around(at, at.saturating_add(1))?;
        self.statements.ranges.get(index).map(|range| range.start)
    }
}

impl Nested {
    fn sorted(mut ranges: Vec<Range<u32>>) -> Nested {
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
        Nested { ranges, outer }
    }

    /// The smallest one that holds bytes `from` and `to`.
    fn around(&self, from: u32, to: u32) -> Option<usize> {
        let mut at = self.ranges.partition_point(|range| range.start <= from).checked_sub(1);
        while let Some(index) = at.filter(|index| self.ranges[*index].end < to) {
            at = self.outer[index];
        }
        at
    }

    /// The one with which the code at `next` begins.
    fn beginning(&self, source: &Source, next: u32) -> Option<usize> {
        let first = self.after(next);
        self.ranges.get(first).filter(|range| is_lead(source, next, range.start)).map(|_| first)
    }

    /// The first one that begins at `from` or later.
    fn after(&self, from: u32) -> usize {
        self.ranges.partition_point(|range| range.start < from)
    }
}

/// Whether a statement at `start` is what begins at `next`: nothing, or only words such as `export const`, before it.
fn is_lead(source: &Source, next: u32, start: u32) -> bool {
    start - next <= LONGEST_LEAD
        && source
            .text
            .get(next as usize..start as usize)
            .is_some_and(|lead| lead.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '))
}

/// Bytes of `export default async` and the like.
const LONGEST_LEAD: u32 = 40;

/// Where code goes on after each comment: past white space and further comments.
pub(super) fn code_after(source: &Source, comments: &[Span]) -> Vec<u32> {
    let mut next = u32::MAX;
    let mut begin = offset(source.text.len());
    let mut found = Vec::with_capacity(comments.len());
    for comment in comments.iter().rev() {
        let gap = source.text.get(comment.end as usize..begin as usize).unwrap_or("");
        let code = gap.trim_start();
        if !code.is_empty() {
            next = comment.end + offset(gap.len() - code.len());
        }
        found.push(next);
        begin = comment.start;
    }
    found.reverse();
    found
}

/// Where the code before a comment ends on the comment's line, if there is any.
pub(super) fn code_before(source: &Source, comment: Span) -> Option<u32> {
    let first = source.line_around(comment.start).0;
    let before = source.text.get(first as usize..comment.start as usize)?.trim_end();
    (!before.trim_start().is_empty()).then(|| first + offset(before.len()))
}

/// The blocks of a statement that are written in it.
fn blocks(statement: &Stmt) -> Vec<&[Stmt]> {
    let mut blocks = Vec::new();
    statement.for_blocks(&mut |block| blocks.push(block));
    blocks
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
