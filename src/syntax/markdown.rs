//! Markdown with front matter: settings between two lines of `---`, and a text.
//!
//! The document is the map of the settings with the text under `$body`. A file without front matter has none, and is
//! not read as settings at all.

use super::{
    Expr, ExprKind, Language, Lowered, Pair,
    document::{Lines, Reading, Syntax},
    sessions, yaml,
};
use crate::source::{Source, Span};
use std::ops::Range;

/// The key of the text below the front matter, which no settings have.
pub const BODY: &str = "$body";

/// Reads a Markdown file, in whose text every character is meant. Commands of the terminal sessions that it shows follow
/// its document.
pub fn lower(source: &Source) -> Lowered {
    let mut lowered = read(Reading::new(source, Syntax::Settings), Syntax::Plain, Language::Markdown);
    sessions::commands(source).add_to(&mut lowered.module);
    lowered
}

/// Reads a template, which may have front matter too.
pub(super) fn template(source: &Source) -> Lowered {
    read(Reading::new(source, Syntax::Settings), Syntax::Template, Language::Template)
}

fn read(mut reading: Reading<'_>, body: Syntax, language: Language) -> Lowered {
    let source = reading.source;
    let text = |range: Range<usize>| Reading::new(source, body).text(&source.text[range.clone()], range);
    let length = source.text.len();
    let (document, comments) = match parts(&source.text) {
        Parts::Front { front, rest } => {
            let (front, comments) = settings(&mut reading, front);
            let body = reading.entry(BODY, rest.start..rest.start, text(rest));
            (with(front, body, &reading), comments)
        }
        Parts::Endless(front) => {
            let message = "The front matter that begins here has no line `---` at its end; it was not read: add it.";
            reading.complain(front.start, message.to_owned());
            return reading.finish(language, Vec::new(), Vec::new());
        }
        Parts::Body => {
            let body = reading.entry(BODY, 0..0, text(0..length));
            (reading.expr(ExprKind::Map(vec![body]), 0..length), Vec::new())
        }
    };
    reading.finish(language, vec![document], comments)
}

/// The settings of front matter. Those who write them often leave out the quotes of a sentence with a colon in it, and
/// the tools that read them take it all the same; so where the whole is no YAML, each setting is read by itself, and one
/// that is no YAML either is the text that it looks like.
fn settings(reading: &mut Reading<'_>, front: Range<usize>) -> (Option<Expr>, Vec<Span>) {
    let mut quiet = Reading::new(reading.source, Syntax::Settings);
    let (documents, comments) = yaml::read(&mut quiet, front.clone());
    if !quiet.has_problems() {
        return (documents.into_iter().next(), comments);
    }
    let mut pairs = Vec::new();
    for section in sections(&reading.source.text, front.clone()) {
        let mut quiet = Reading::new(reading.source, Syntax::Settings);
        let (documents, _) = yaml::read(&mut quiet, section.clone());
        match documents.into_iter().next() {
            Some(Expr { kind: ExprKind::Map(read), .. }) if !quiet.has_problems() => pairs.extend(read),
            _ => pairs.extend(sentence(reading, section)),
        }
    }
    (Some(reading.expr(ExprKind::Map(pairs), front)), comments)
}

/// The settings one by one: each begins with a name at the start of a line.
fn sections(text: &str, front: Range<usize>) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    let mut at = front.start;
    for line in text[front].split_inclusive('\n') {
        let next = at + line.len();
        match sections.last_mut() {
            Some(last) if !is_setting(line) => last.end = next,
            _ => sections.push(at..next),
        }
        at = next;
    }
    sections
}

/// `name: a sentence: with a colon`.
fn sentence(reading: &Reading<'_>, section: Range<usize>) -> Option<Pair> {
    let text = &reading.source.text[section.clone()];
    let (key, value) = text.split_once(':').filter(|_| is_setting(text))?;
    let start = section.start + key.len() + 1 + (value.len() - value.trim_start().len());
    let value = value.trim();
    let value = reading.text(value, start..start + value.len());
    Some(reading.entry(key, section.start..section.start + key.len(), value))
}

/// The settings with the text; settings that are no map say nothing.
fn with(front: Option<Expr>, body: Pair, reading: &Reading<'_>) -> Expr {
    let mut pairs = match front {
        Some(Expr { kind: ExprKind::Map(pairs), .. }) => pairs,
        _ => Vec::new(),
    };
    pairs.push(body);
    reading.expr(ExprKind::Map(pairs), 0..reading.source.text.len())
}

enum Parts {
    /// Front matter, and what follows.
    Front { front: Range<usize>, rest: Range<usize> },
    /// Front matter without an end.
    Endless(Range<usize>),
    /// None at all.
    Body,
}

/// Front matter begins on the first line. A rule of three hyphens above prose is none.
fn parts(text: &str) -> Parts {
    let lines = Lines::new(text);
    let line = |at: usize| text[lines.range(at)].trim_end();
    if line(0).trim_start_matches('\u{feff}') != "---" {
        return Parts::Body;
    }
    let start = lines.range(1).start;
    match (1..lines.len()).find(|at| line(*at) == "---") {
        Some(end) => {
            Parts::Front { front: start..lines.range(end).start, rest: lines.range(end + 1).start..text.len() }
        }
        None if is_setting(line(1)) => Parts::Endless(0..start),
        None => Parts::Body,
    }
}

fn is_setting(line: &str) -> bool {
    let key = line.split_once(':').map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
