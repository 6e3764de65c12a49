//! Texts in composed form, in which the weights were fitted.

use super::class::Traits;
use std::{borrow::Cow, ops::Range};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// So many characters are put in order together, which is more than a letter has marks in any language: otherwise a text
/// of nothing but marks would be held in memory many times over.
const TOGETHER: usize = 31;

/// The first mark that is put together with what stands before it. Everything below is as it is in composed form.
const FIRST: char = '\u{300}';

/// A text in its composed form. Only where a mark stands, or something that is written otherwise when it is composed, is
/// there anything to do; all else is copied as it is.
pub fn composed(text: &str) -> Cow<'_, str> {
    let (mut out, mut done) = (String::new(), 0);
    let unsettled = places(text).filter(|place| is_nfc_quick(text[place.clone()].chars()) != IsNormalized::Yes);
    for place in unsettled {
        if done == 0 {
            out.reserve(text.len());
        }
        out.push_str(&text[done..place.start]);
        done = place.end;
        let mut rest = text[place].chars();
        while !rest.as_str().is_empty() {
            out.extend(rest.by_ref().take(TOGETHER).nfc());
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Where characters stand that may not be composed, each with the one before them.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let mut rest = loop {
            done += beginning_without(text, done);
            let mut rest = text[done..].char_indices();
            let (_, first) = rest.next()?;
            if is_unsettled(first) {
                break rest;
            }
            done += first.len_utf8();
        };
        let start = text[..done].char_indices().next_back().map_or(done, |(before, _)| before);
        let end = rest.find(|(_, next)| !is_unsettled(*next)).map_or(text.len(), |(at, _)| done + at);
        done = end;
        Some(start..end)
    })
}

/// How many bytes from a place on begin no character from [`FIRST`] on. Blocks are looked at as a whole, which is quick.
fn beginning_without(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[from..];
    let is_without = |block: &&[u8; BLOCK]| block.iter().fold(0, |most, byte| most.max(*byte)) < LEAD;
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let plain = blocks.iter().take_while(is_without).count() * BLOCK;
    plain + bytes[plain..].iter().take_while(|byte| **byte < LEAD).count()
}

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// The smallest byte that a character from [`FIRST`] on begins with. No other byte of a character is as large.
const LEAD: u8 = 0xcc;

fn is_unsettled(character: char) -> bool {
    character >= FIRST && Traits::of(character).has(Traits::UNSETTLED)
}
