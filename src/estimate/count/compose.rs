//! Texts in composed form, in which the weights were fitted.

use super::class::Traits;
use std::{borrow::Cow, ops::Range};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// More marks in a row than this are not put in order together, which no language has: otherwise a text of nothing but
/// marks would be held in memory many times over.
const MOST_MARKS: usize = 30;

/// The first mark that is put together with what stands before it. Everything below is as it is in composed form.
const FIRST: char = '\u{300}';

/// A text in its composed form. Only where a mark stands, or something that is written otherwise when it is composed, is
/// there anything to do; all else is copied as it is.
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_composed = |place: &Range<usize>| is_nfc_quick(text[place.clone()].chars()) == IsNormalized::Yes;
    if text.is_ascii() || places(text).all(|place| is_composed(&place)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for place in places(text) {
        if is_composed(&place) && place.len() <= MOST_MARKS {
            continue;
        }
        out.push_str(&text[done..place.start]);
        done = place.end;
        out.extend(text[place].chars().stream_safe().nfc());
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Where characters stand that may not be composed, each with the one before them.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let mut start = None;
        loop {
            let (at, character) = characters.next()?;
            if is_unsettled(character) {
                while characters.next_if(|(_, next)| is_unsettled(*next)).is_some() {}
                let end = characters.peek().map_or(text.len(), |(at, _)| *at);
                return Some(start.unwrap_or(at)..end);
            }
            start = Some(at);
        }
    })
}

fn is_unsettled(character: char) -> bool {
    character >= FIRST && Traits::of(character).has(Traits::UNSETTLED)
}
