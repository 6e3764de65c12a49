//! Python, through `ruff_python_parser`, which reads on after a syntax error.
//!
//! A notebook's cells are parsed one by one, so that a broken cell costs nothing but itself, and make one module.

mod chains;
mod definitions;
mod expressions;
mod magics;
mod nesting;
mod patterns;
mod statements;
mod strings;

use super::{Class, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Language, Lowered, Module, Stmt};
use crate::{
    bounds::NESTING,
    source::{Problem, Source, SourceId, Span, offset},
};
use ruff_python_ast::{
    ModModule,
    token::{Token, TokenKind},
};
use ruff_python_parser::{Mode, ParseErrorType, ParseOptions, Parsed, parse_cells_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::ops::Range;

/// How deep statements and expressions may nest in what a reader gives.
const MAX_DEPTH: usize = NESTING as usize;

/// On how many lines syntax errors are told: the first show what is wrong, the others mostly follow from them.
const MAX_ERRORS: usize = 3;

/// Reads Python.
pub fn lower(source: &Source) -> Lowered {
    let mut reader = Reader::new(source);
    let mut body = vec![];
    for part in parts(source) {
        reader.read_part(&part, &mut body);
    }
    let problems = reader.problems();
    reader.comments.sort_unstable();
    let module = Module {
        source: source.id,
        language: Language::Python,
        body,
        functions: reader.functions,
        classes: reader.classes,
        comments: reader.comments,
        captured: Vec::new(),
    };
    Lowered { module, problems }
}

/// A stretch of text that is parsed by itself: a file, or a cell.
struct Part {
    range: Range<u32>,
    mode: Mode,
}

fn parts(source: &Source) -> Vec<Part> {
    let end = offset(source.text.len());
    if source.cells.is_empty() {
        return vec![Part { range: 0..end, mode: Mode::Module }];
    }
    let ends = source.cells.iter().skip(1).map(|next| next.start.saturating_sub(1)).chain([end]);
    source
        .cells
        .iter()
        .zip(ends)
        .map(|(cell, end)| Part { range: cell.start..end.max(cell.start), mode: Mode::Ipython })
        .collect()
}

/// The state of reading one file.
struct Reader<'a> {
    source: &'a Source,
    id: SourceId,
    functions: Vec<Function>,
    classes: Vec<Class>,
    comments: Vec<Span>,
    /// The function around the current place.
    function: Option<FunctionIndex>,
    /// The class whose own statements are being read, functions in it aside.
    class: Option<ClassIndex>,
    depth: usize,
    errors: Vec<Complaint>,
}

/// Something that could not be read.
struct Complaint {
    at: u32,
    message: String,
    of_depth: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            id: source.id,
            functions: vec![],
            classes: vec![],
            comments: vec![],
            function: None,
            class: None,
            depth: 0,
            errors: vec![],
        }
    }

    fn read_part(&mut self, part: &Part, body: &mut Vec<Stmt>) {
        let Some(parsed) = self.parse(part) else { return };
        for token in parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment) {
            self.comments.push(self.span(token.range()));
        }
        for error in parsed.errors() {
            self.complain_of_syntax(error.location.start().to_u32(), &error.error);
        }
        self.statements(&parsed.syntax().body, body);
    }

    /// The tree of a part, errors and all; `None` where it would be too deep.
    fn parse(&mut self, part: &Part) -> Option<Parsed<ModModule>> {
        let Part { range: Range { start, end }, mode } = *part;
        let text = self.source.text.get(start as usize..end as usize)?;
        if nesting::looks_too_deep(text, mode) {
            self.complain_of_part(start);
            return None;
        }
        let range = TextRange::new(TextSize::new(start), TextSize::new(end));
        let parsed = parse_cells_unchecked(&self.source.text, [range], &ParseOptions::from(mode));
        if !parsed.errors().is_empty() && nesting::is_too_deep(parsed.tokens().iter().map(Token::kind)) {
            // Only a file made for it gets here. Dropping its tree would overflow the stack, so it is never dropped.
            std::mem::forget(parsed);
            self.complain_of_part(start);
            return None;
        }
        Some(parsed)
    }

    fn span(&self, range: TextRange) -> Span {
        Span::new(self.id, range.start().to_u32(), range.end().to_u32())
    }

    fn place(&self, kind: ExprKind, range: TextRange) -> Expr {
        Expr { kind, span: self.span(range) }
    }

    /// Does `read` one level deeper, unless that is too deep.
    fn deeper<T>(&mut self, range: TextRange, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.complain_of_depth(range.start().to_u32());
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    fn complain_of_syntax(&mut self, at: u32, error: &ParseErrorType) {
        let line = self.source.line_around(at).0;
        let told = self.errors.iter().filter(|told| !told.of_depth);
        if told.clone().count() == MAX_ERRORS || told.clone().any(|told| self.source.line_around(told.at).0 == line) {
            return;
        }
        let expected = error.to_string();
        let mut letters = expected.chars();
        let first = letters.next().map(|letter| letter.to_lowercase().collect::<String>()).unwrap_or_default();
        let message =
            format!("not valid Python 3 ({first}{}); only what could be read around it is checked", letters.as_str());
        self.errors.push(Complaint { at, message, of_depth: false });
    }

    fn complain_of_depth(&mut self, at: u32) {
        self.complain_once(at, format!("code nests more than {MAX_DEPTH} deep here; what is inside is not checked"));
    }

    fn complain_of_part(&mut self, start: u32) {
        let what = if self.source.cells.is_empty() { "file" } else { "cell" };
        let limit = nesting::LIMIT;
        let message =
            format!("more than {limit} brackets or operators nest or chain in this {what}; it is not checked");
        self.complain_once(start, message);
    }

    fn complain_once(&mut self, at: u32, message: String) {
        if !self.errors.iter().any(|told| told.of_depth) {
            self.errors.push(Complaint { at, message, of_depth: true });
        }
    }

    /// The complaints in order. They were limited as they were made: positions in a line of megabytes are not free.
    fn problems(&mut self) -> Vec<Problem> {
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|error| error.at);
        let path = &self.source.path;
        let problems = errors.into_iter().map(|Complaint { at, message, .. }| Problem {
            path: path.clone(),
            position: Some(self.source.position(at)),
            message,
            fatal: false,
        });
        problems.collect()
    }
}
