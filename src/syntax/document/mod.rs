//! What all readers of data share: documents as expressions, texts with their holes, bounds and complaints.
//!
//! A file of data lowers to one export named `default` for each document in it, so that code which imports it sees its
//! value, and so does whoever looks for settings in it.

pub(super) mod holes;
mod lines;

pub(super) use holes::Syntax;
pub(super) use lines::{Lines, hash_comments, mark, unmarked};

use super::{Expr, ExprKind, Item, Language, Lowered, Module, Pair, Segment, Stmt, StmtKind};
pub(super) use crate::bounds::NESTING as MAX_DEPTH;
use crate::source::{Problem, Source, Span, offset};
use std::{ops::Range, sync::Arc};

/// The state of reading one file of data.
pub(super) struct Reading<'s> {
    /// The file.
    pub source: &'s Source,
    /// How texts of this file write what is filled in.
    syntax: Syntax,
    depth: u32,
    problems: Vec<Problem>,
    too_deep: bool,
}

impl<'s> Reading<'s> {
    /// The reading of a file whose texts have holes written in this way.
    pub fn new(source: &'s Source, syntax: Syntax) -> Self {
        Self { source, syntax, depth: 0, problems: Vec::new(), too_deep: false }
    }

    /// The module with these documents.
    pub fn finish(self, language: Language, documents: Vec<Expr>, comments: Vec<Span>) -> Lowered {
        let export = |value: Expr| Stmt { span: value.span, kind: StmtKind::Export { name: "default".into(), value } };
        let module = Module {
            source: self.source.id,
            language,
            body: documents.into_iter().map(export).collect(),
            functions: Vec::new(),
            classes: Vec::new(),
            comments,
            captured: Vec::new(),
        };
        Lowered { module, problems: self.problems }
    }

    /// A place in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.source.text.len());
        Span::new(self.source.id, offset(range.start.min(end)), offset(end))
    }

    /// An expression at a place.
    pub fn expr(&self, kind: ExprKind, range: Range<usize>) -> Expr {
        Expr { kind, span: self.span(range) }
    }

    /// A text without holes.
    pub fn fixed(&self, text: &str, range: Range<usize>) -> Expr {
        let span = self.span(range);
        Expr { kind: ExprKind::Text(vec![Segment::Fixed(Arc::from(text), span)]), span }
    }

    /// A text as the file writes it, with what is filled in as holes. Where the text stands in the file as it is, its
    /// parts have their own places; else all of them have that of the whole.
    pub fn text(&self, text: &str, range: Range<usize>) -> Expr {
        let written = self.source.text.get(range.clone()).unwrap_or_default();
        let start = written.find(text).filter(|_| !text.is_empty()).map(|at| range.start + at);
        let place = |part: Range<usize>| match start {
            Some(start) => self.span(start + part.start..start + part.end),
            None => self.span(range.clone()),
        };
        let segments = holes::segments(text, self.syntax, &place);
        self.expr(ExprKind::Text(segments), range)
    }

    /// A map with one more entry.
    pub fn entry(&self, key: &str, key_at: Range<usize>, value: Expr) -> Pair {
        Pair::Entry(self.fixed(key, key_at), value)
    }

    /// Something that is there and that nobody can say more about.
    pub fn unknown(&self, range: Range<usize>) -> Expr {
        self.expr(ExprKind::Other(Vec::new()), range)
    }

    /// What stands for the rest of a list that was not read to its end.
    pub fn rest_of_list(&self, at: usize) -> Item {
        Item::Spread(self.unknown(at..at))
    }

    /// What stands for the rest of a map that was not read to its end.
    pub fn rest_of_map(&self, at: usize) -> Pair {
        Pair::Spread(self.unknown(at..at))
    }

    /// Goes one level further in, or says no where that is too deep. Every recursion of a reader passes here, and
    /// through [`Reading::leave`] on its way back.
    pub fn enter(&mut self, at: usize) -> bool {
        if self.depth >= MAX_DEPTH {
            if !self.too_deep {
                self.too_deep = true;
                self.complain(
                    at,
                    format!("More than {MAX_DEPTH} levels of nesting; what is further inside was not read."),
                );
            }
            return false;
        }
        self.depth += 1;
        true
    }

    /// Goes back out.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether something could not be read.
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Says that something could not be read.
    pub fn complain(&mut self, at: usize, message: String) {
        let position = self.source.position(offset(at));
        self.problems.push(Problem { path: self.source.path.clone(), position: Some(position), message, fatal: false });
    }
}

/// A number as data writes it: decimal, with an exponent, or in another base; a text that is none is unknown.
pub(super) fn number(text: &str) -> ExprKind {
    let digits = text.replace('_', "");
    let based = |prefix: &str, base| digits.strip_prefix(prefix).and_then(|rest| i64::from_str_radix(rest, base).ok());
    let whole = digits.parse().ok().or_else(|| based("0x", 16)).or_else(|| based("0o", 8)).or_else(|| based("0b", 2));
    match (whole, digits.parse::<f64>()) {
        (Some(whole), _) => ExprKind::Int(whole),
        (None, Ok(number)) => ExprKind::Float(number),
        (None, Err(_)) => ExprKind::Other(Vec::new()),
    }
}
