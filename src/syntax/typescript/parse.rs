//! From text to syntax trees: which dialect loses least, and what is left of a broken file.

use super::recovery;
use crate::{source::Source, syntax::Language};
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser, ParserReturn};
use oxc_span::SourceType;
use std::{borrow::Cow, ops::Range};

/// How to parse a file that has errors in every dialect, or in the likeliest. Trees of failed attempts are not kept,
/// so that a broken file takes no more memory than a whole one.
pub struct Plan<'s> {
    /// The dialect that loses least.
    pub dialect: SourceType,
    /// The text, perhaps with blanks for lines that cannot be read.
    pub text: Cow<'s, str>,
    /// The parts of it that can be read, in order.
    pub parts: Vec<Range<usize>>,
    /// The error, if the dialect has any.
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
    /// Parts of the text, which begin at these bytes.
    Parts(Vec<u32>),
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
                let lines: Vec<u32> = parts.iter().map(|part| source.position(*part).line).collect();
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

/// What one attempt came to, without its tree.
pub struct Outcome {
    /// Whether there is no tree.
    pub gave_up: bool,
    /// Whether the error is a merge conflict, and its places all of the conflict's markers.
    pub conflict: bool,
    /// Where the error points that stopped the parser, or else its first one.
    pub places: Vec<usize>,
    errors: usize,
    message: String,
}

impl Outcome {
    fn of(read: &ParserReturn<'_>) -> Self {
        let error = if read.panicked { read.diagnostics.last() } else { read.diagnostics.first() };
        let labels = error.map(|error| error.labels.as_slice()).unwrap_or_default();
        let message = error.map_or_else(String::new, |error| error.message.to_string());
        Self {
            gave_up: read.panicked,
            conflict: message.contains("diff marker"),
            places: labels.iter().map(|label| label.offset() as usize).collect(),
            errors: read.diagnostics.len(),
            message,
        }
    }

    fn found(self, lost: Lost, nothing_read: bool) -> Found {
        let at = self.places.first().map_or(0, |at| crate::source::offset(*at));
        Found { at, message: self.message, lost, nothing_read }
    }
}

/// Tries a text and keeps only what came of it.
pub fn try_out(text: &str, dialect: SourceType, scratch: &mut Allocator) -> Outcome {
    let outcome = Outcome::of(&attempt(scratch, text, dialect));
    scratch.reset();
    outcome
}

/// How to read a file that is not whole in its likeliest dialect.
pub fn plan(source: &Source, language: Language) -> Plan<'_> {
    let mut scratch = Allocator::default();
    let mut best: Option<(SourceType, Outcome)> = None;
    for dialect in dialects(&source.path, language) {
        let outcome = try_out(&source.text, dialect, &mut scratch);
        let loss = |outcome: &Outcome| if outcome.gave_up { usize::MAX } else { outcome.errors };
        let whole = loss(&outcome) == 0;
        if best.as_ref().is_none_or(|(_, so_far)| loss(&outcome) < loss(so_far)) {
            best = Some((dialect, outcome));
        }
        if whole {
            break;
        }
    }
    let (dialect, outcome) = best.expect("every language has a dialect");
    if outcome.gave_up {
        return recovery::plan(&source.text, dialect, outcome, &mut scratch);
    }
    let problem = (outcome.errors > 0).then(|| outcome.found(Lost::Nothing, false));
    let whole = 0..source.text.len();
    Plan { dialect, text: Cow::Borrowed(&*source.text), parts: vec![whole], problem }
}

impl<'s> Plan<'s> {
    /// A plan that leaves something out.
    pub fn with_loss(
        dialect: SourceType,
        text: Cow<'s, str>,
        parts: Vec<Range<usize>>,
        error: Outcome,
        lost: Lost,
    ) -> Self {
        let nothing_read = parts.iter().all(|part| text[part.clone()].trim().is_empty());
        Self { dialect, text, parts, problem: Some(error.found(lost, nothing_read)) }
    }
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

/// Dialects in order of trying. Modules come first everywhere, since only they may await at the top level; JavaScript
/// with types in it, as Flow writes them, is often TypeScript.
pub fn dialects(path: &str, language: Language) -> Vec<SourceType> {
    let module = |dialect: SourceType| dialect.with_module(true);
    let (typed, markup, both) = (module(SourceType::ts()), module(SourceType::jsx()), module(SourceType::tsx()));
    let script = SourceType::script();
    let known = SourceType::from_path(path).unwrap_or_else(|_| SourceType::unambiguous());
    if language != Language::TypeScript {
        let common = known.is_commonjs().then(|| known.with_jsx(true));
        return common.into_iter().chain([markup, script.with_jsx(true), both, typed]).collect();
    }
    match known {
        known if known.is_typescript_definition() => vec![known],
        known if known.is_commonjs() => vec![known, typed],
        known if known.is_jsx() => vec![both, script.with_typescript(true).with_jsx(true)],
        _ => vec![typed, script.with_typescript(true), both],
    }
}
