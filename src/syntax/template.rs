//! Prompt templates: Jinja, Handlebars, Mustache, Liquid, ERB, dotprompt and Prompty, as text with holes.
//!
//! What the braces hold is a name at most; conditions and loops are left out, so that their text counts once.

use super::{
    Expr, ExprKind, Lowered, Segment,
    document::{Syntax, holes},
    markdown,
};
use crate::source::{Source, Span, offset};
use std::ops::Range;

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    markdown::template(source)
}

/// The parts of a template that stands at `at`. The text of conditions and loops counts once.
pub fn parts(text: &str, at: Span) -> Vec<Segment> {
    segments(text, 0..text.len(), at)
}

/// The parts of what an engine makes of a template. From the first condition or loop to the last it is one hole: nobody
/// knows what of that is there, and how often.
pub fn filled(text: &str, at: Span) -> Vec<Segment> {
    let Some(decided) = holes::decided(text) else { return parts(text, at) };
    let hole = Expr { kind: ExprKind::Opaque, span: part(text, decided.clone(), at) };
    let mut filled = segments(text, 0..decided.start, at);
    filled.push(Segment::Hole(hole));
    filled.extend(segments(text, decided.end..text.len(), at));
    filled
}

fn segments(text: &str, range: Range<usize>, at: Span) -> Vec<Segment> {
    if range.is_empty() {
        return Vec::new();
    }
    let place = |inner: Range<usize>| part(text, range.start + inner.start..range.start + inner.end, at);
    holes::segments(&text[range.clone()], Syntax::Template, &place)
}

/// The place of a part of a text, where the text stands in its file as it is; else that of the whole.
fn part(text: &str, range: Range<usize>, at: Span) -> Span {
    if (at.end - at.start) as usize == text.len() {
        Span { start: at.start + offset(range.start), end: at.start + offset(range.end), ..at }
    } else {
        at
    }
}
