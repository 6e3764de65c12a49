//! From text to syntax trees: which dialect loses least, and what is left of a broken file.

use super::{Language, recovery};
use crate::source::Source;
use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser, ParserReturn};
use oxc_span::SourceType;

/// The trees of a file, and what was wrong with it.
pub struct Parsed<'a> {
    /// Each tree with the offset of its text in the source: one for a file that is whole, else one for each part.
    pub programs: Vec<(u32, Program<'a>)>,
    /// The first error, if any.
    pub problem: Option<Found>,
}

/// A syntax error.
pub struct Found {
    /// Where.
    pub at: u32,
    /// What the parser says.
    message: String,
    /// What could not be read.
    lost: Lost,
    /// Whether no statement at all was read.
    nothing_read: bool,
}

/// What of a file with an error could not be read.
pub enum Lost {
    /// Nothing: the error breaks a rule, but not the structure.
    Nothing,
    /// These lines, from 1.
    Lines(Vec<u32>),
    /// Parts of the text, as ranges of bytes.
    Parts(Vec<(u32, u32)>),
}

impl Found {
    /// One sentence for people.
    pub fn sentence(&self, source: &Source) -> String {
        let message = self.message.trim_end_matches('.');
        if self.nothing_read {
            return format!("Syntax error: {message}; nothing of this file was read.");
        }
        match &self.lost {
            Lost::Nothing => format!("Syntax error: {message}; the whole file was read all the same."),
            Lost::Lines(lines) => format!("Syntax error: {message}; the file was read without {}.", in_words(lines)),
            Lost::Parts(parts) => {
                let lines: Vec<u32> = parts.iter().map(|part| source.position(part.0).line).collect();
                let noun = if lines.len() == 1 { "statement" } else { "statements" };
                format!("Syntax error: {message}; the file was read without the {noun} at {}.", in_words(&lines))
            }
        }
    }
}

/// `line 3`, `lines 3, 5 and 4 more`.
fn in_words(lines: &[u32]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> = lines.iter().take(NAMED).map(u32::to_string).collect();
    let more = lines.len().saturating_sub(NAMED);
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{noun} {}{rest}", named.join(", "))
}

/// Parses a file in the dialect that loses least; where every one gives up, what can be recovered of it.
pub fn parse<'a>(arena: &'a Allocator, source: &'a Source, language: Language) -> Parsed<'a> {
    let dialects = dialects(&source.path, language);
    let mut best: Option<(SourceType, ParserReturn<'a>)> = None;
    for dialect in dialects {
        let read = attempt(arena, &source.text, dialect);
        let whole = !read.panicked && read.diagnostics.is_empty();
        if best.as_ref().is_none_or(|(_, so_far)| loss(&read) < loss(so_far)) {
            best = Some((dialect, read));
        }
        if whole {
            break;
        }
    }
    let (dialect, read) = best.expect("every language has a dialect");
    let Some((at, message)) = first_error(&read, 0) else {
        return Parsed { programs: vec![(0, read.program)], problem: None };
    };
    if !read.panicked {
        let problem = Found { at, message, lost: Lost::Nothing, nothing_read: false };
        return Parsed { programs: vec![(0, read.program)], problem: Some(problem) };
    }
    let (programs, lost) = recovery::recover(arena, &source.text, dialect, &read);
    let nothing_read = programs.iter().all(|(_, program)| program.body.is_empty());
    Parsed { programs, problem: Some(Found { at, message, lost, nothing_read }) }
}

/// Position and wording of the error that stopped the parser, or else of its first one.
pub fn first_error(read: &ParserReturn<'_>, base: u32) -> Option<(u32, String)> {
    let error = if read.panicked { read.diagnostics.last() } else { read.diagnostics.first() }?;
    let at = error.labels.first().map_or(0, oxc_span::LabeledSpan::offset);
    Some((base.saturating_add(at), error.message.to_string()))
}

/// Runs the parser once.
pub fn attempt<'a>(arena: &'a Allocator, text: &'a str, dialect: SourceType) -> ParserReturn<'a> {
    let options = ParseOptions {
        parse_regular_expression: false,
        allow_return_outside_function: true,
        preserve_parens: false,
        allow_v8_intrinsics: false,
        enable_ident_hashes: false,
    };
    Parser::new(arena, text, dialect).with_options(options).parse()
}

/// Fewer is better.
fn loss(read: &ParserReturn<'_>) -> usize {
    if read.panicked { usize::MAX } else { read.diagnostics.len() }
}

/// Dialects in order of trying. Modules come first everywhere, since only they may await at the top level; JavaScript
/// with types in it, as Flow writes them, is often TypeScript.
fn dialects(path: &str, language: Language) -> Vec<SourceType> {
    let module = |dialect: SourceType| dialect.with_module(true);
    let (typed, markup, both) = (module(SourceType::ts()), module(SourceType::jsx()), module(SourceType::tsx()));
    let script = SourceType::script();
    let known = SourceType::from_path(path).unwrap_or_else(|_| SourceType::unambiguous());
    match language {
        Language::TypeScript if known.is_typescript_definition() => vec![known],
        Language::TypeScript if known.is_commonjs() => vec![known, typed],
        Language::TypeScript if known.is_jsx() => vec![both, script.with_typescript(true).with_jsx(true)],
        Language::TypeScript => vec![typed, script.with_typescript(true), both],
        _ if known.is_commonjs() => vec![known.with_jsx(true), markup, both],
        _ => vec![markup, script.with_jsx(true), both, typed],
    }
}
