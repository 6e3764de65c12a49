//! What can be read of a file that the parser gives up on.
//!
//! First the lines that the errors point at are blanked, a few times over: that loses one line of a broken statement
//! and nothing else. Where that does not help, the text is cut where a line begins without a space, as top-level
//! statements do, and each part is parsed by itself. Both keep every offset, and both are bounded by the text's length.

use super::parse::{Lost, Outcome, Plan, try_out};
use oxc_allocator::Allocator;
use oxc_span::SourceType;
use std::{borrow::Cow, ops::Range};

/// How often lines are blanked and the text is parsed anew.
const ROUNDS: usize = 6;
/// Lines that are blanked at most, so that a file that is no program at all is not dismantled.
const BLANKED: usize = 12;
/// How many parts a statement may span that holds lines which look like the beginning of another.
const JOINED: usize = 4;

/// How to read a text on which the parser gave up with `error`.
pub fn plan<'s>(text: &'s str, dialect: SourceType, error: Outcome, scratch: &mut Allocator) -> Plan<'s> {
    if let Some((blanked, lines)) = without_lines(text, dialect, &error, scratch) {
        let whole = 0..blanked.len();
        return Plan::with_loss(dialect, Cow::Owned(blanked), vec![whole], error, Lost::Lines(lines));
    }
    let (parts, lost) = in_parts(text, dialect, scratch);
    Plan::with_loss(dialect, Cow::Borrowed(text), parts, error, Lost::Parts(lost))
}

/// The text with the fewest lines blanked that make it readable, and which they are.
fn without_lines(
    text: &str,
    dialect: SourceType,
    error: &Outcome,
    scratch: &mut Allocator,
) -> Option<(String, Vec<u32>)> {
    let mut blanked = text.as_bytes().to_vec();
    let mut places = places(error);
    let mut lost = vec![];
    for _ in 0..ROUNDS {
        // What is missing at the end was not closed further up, and no line here is to blame.
        if places.iter().any(|&at| at >= text.trim_ascii_end().len()) {
            return None;
        }
        lost.extend(places.into_iter().filter_map(|at| blank(&mut blanked, at)));
        if lost.len() > BLANKED {
            return None;
        }
        let again = try_out(std::str::from_utf8(&blanked).ok()?, dialect, scratch);
        if !again.gave_up {
            lost.sort_unstable();
            return Some((String::from_utf8(blanked).ok()?, lost));
        }
        places = self::places(&again);
    }
    None
}

/// Where an error points first. A merge conflict points at all its markers.
fn places(error: &Outcome) -> Vec<usize> {
    error.places.iter().copied().take(if error.conflict { usize::MAX } else { 1 }).collect()
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

/// The parts that can be read, and where those begin that cannot.
fn in_parts(text: &str, dialect: SourceType, scratch: &mut Allocator) -> (Vec<Range<usize>>, Vec<u32>) {
    let mut bounds = beginnings(text);
    bounds.push(text.len());
    let (mut parts, mut lost): (Vec<Range<usize>>, Vec<u32>) = (vec![], vec![]);
    let mut first = 0;
    while first + 1 < bounds.len() {
        let end = (first + JOINED).min(bounds.len() - 1);
        let whole =
            (first + 1..=end).find(|&next| !try_out(&text[bounds[first]..bounds[next]], dialect, scratch).gave_up);
        match whole {
            Some(next) => parts.push(bounds[first]..bounds[next]),
            None => lost.push(crate::source::offset(bounds[first])),
        }
        first = whole.unwrap_or(first + 1);
    }
    (parts, lost)
}

/// Where lines begin with a letter or an `@`, and the beginning of the text.
fn beginnings(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let lines = memchr::memchr_iter(b'\n', bytes).map(|newline| newline + 1);
    let starts = lines.filter(|&at| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'@'));
    std::iter::once(0).chain(starts).collect()
}
