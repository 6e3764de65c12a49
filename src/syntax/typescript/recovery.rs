//! What can be read of a file that the parser gives up on.
//!
//! First the lines that the errors point at are blanked, a few times over: that loses one line of a broken statement
//! and nothing else. Where that does not help, the text is cut where a line begins without a space, as top-level
//! statements do, and each part is parsed by itself. Both keep every offset, and both are bounded by the text's length.

use super::parse::{Lost, attempt};
use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::ParserReturn;
use oxc_span::SourceType;

/// How often lines are blanked and the text is parsed anew.
const ROUNDS: usize = 6;
/// Lines that are blanked at most, so that a file that is no program at all is not dismantled.
const BLANKED: usize = 12;
/// How many parts a statement may span that holds lines which look like the beginning of another.
const JOINED: usize = 4;

type Programs<'a> = Vec<(u32, Program<'a>)>;

/// What can be read, and what cannot, of a text on which the parser gave up with `read`.
pub fn recover<'a>(
    arena: &'a Allocator,
    text: &'a str,
    dialect: SourceType,
    read: &ParserReturn<'a>,
) -> (Programs<'a>, Lost) {
    without_lines(arena, text, dialect, read).unwrap_or_else(|| in_parts(arena, text, dialect))
}

fn without_lines<'a>(
    arena: &'a Allocator,
    text: &'a str,
    dialect: SourceType,
    read: &ParserReturn<'a>,
) -> Option<(Programs<'a>, Lost)> {
    let mut blanked = text.as_bytes().to_vec();
    let mut places = places(read);
    let mut lost = vec![];
    for _ in 0..ROUNDS {
        // What is missing at the end was not closed further up, and no line here is to blame.
        if places.iter().any(|&at| at >= text.trim_ascii_end().len()) {
            return None;
        }
        for at in places {
            if let Some(line) = blank(&mut blanked, at) {
                lost.push(line);
            }
        }
        if lost.len() > BLANKED {
            return None;
        }
        let copy = arena.alloc_str(std::str::from_utf8(&blanked).ok()?);
        let again = attempt(arena, copy, dialect);
        if !again.panicked {
            lost.sort_unstable();
            lost.dedup();
            return Some((vec![(0, again.program)], Lost::Lines(lost)));
        }
        places = self::places(&again);
    }
    None
}

/// Where the error that stopped the parser points. A merge conflict points at all its markers.
fn places(read: &ParserReturn<'_>) -> Vec<usize> {
    let labels = read.diagnostics.last().map(|error| error.labels.as_slice()).unwrap_or_default();
    let markers = read.diagnostics.last().is_some_and(|error| error.message.contains("conflict"));
    labels.iter().take(if markers { labels.len() } else { 1 }).map(|label| label.offset() as usize).collect()
}

/// Blanks the line that holds byte `at`, and says which it was, from 1; nothing if it is blank.
fn blank(text: &mut [u8], at: usize) -> Option<u32> {
    let at = at.min(text.len());
    let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |newline| start + newline);
    if text[start..end].trim_ascii().is_empty() {
        return None;
    }
    text[start..end].fill(b' ');
    u32::try_from(memchr::memchr_iter(b'\n', &text[..start]).count() + 1).ok()
}

fn in_parts<'a>(arena: &'a Allocator, text: &'a str, dialect: SourceType) -> (Programs<'a>, Lost) {
    let mut bounds = beginnings(text);
    bounds.push(text.len());
    let (mut programs, mut lost): (Programs<'a>, Vec<(u32, u32)>) = (vec![], vec![]);
    let mut first = 0;
    while first + 1 < bounds.len() {
        let end = (first + JOINED).min(bounds.len() - 1);
        let whole = (first + 1..=end).find_map(|next| {
            let read = attempt(arena, &text[bounds[first]..bounds[next]], dialect);
            (!read.panicked).then_some((next, read.program))
        });
        let base = crate::source::offset(bounds[first]);
        if let Some((next, program)) = whole {
            programs.push((base, program));
            first = next;
        } else {
            lost.push((base, crate::source::offset(bounds[first + 1])));
            first += 1;
        }
    }
    (programs, Lost::Parts(lost))
}

/// Where lines begin with a letter or an `@`, and the beginning of the text.
fn beginnings(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let lines = memchr::memchr_iter(b'\n', bytes).map(|newline| newline + 1);
    let starts = lines.filter(|&at| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'@'));
    std::iter::once(0).chain(starts).collect()
}
