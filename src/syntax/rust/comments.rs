//! Comments: what stands between tokens and is no space. Documentation is a token of its own, and a comment too.

use super::{places::Places, tokens::Step};
use crate::source::{Source, Span, offset};
use proc_macro2::TokenTree;

/// The comments before and between the tokens seen so far, in order.
pub(super) struct Comments<'s> {
    source: &'s Source,
    places: &'s Places,
    /// Where the last token ended.
    at: usize,
    found: Vec<Span>,
}

impl<'s> Comments<'s> {
    pub(super) fn new(source: &'s Source, places: &'s Places) -> Self {
        Self { source, places, at: 0, found: Vec::new() }
    }

    pub(super) fn see(&mut self, step: &Step<'_>) {
        let range = match step {
            Step::Token(TokenTree::Group(group), _) => self.places.bytes(group.span_open()),
            Step::Token(other, _) => self.places.bytes(other.span()),
            Step::Close(group) => self.places.bytes(group.span_close()),
        };
        between(self.source, self.at, range.start, &mut self.found);
        self.at = self.at.max(range.end);
        let is_token = matches!(step, Step::Token(token, _) if !matches!(token, TokenTree::Group(_)));
        if is_token && range.len() > 1 && self.source.text.get(range.clone()).is_some_and(is_comment) {
            self.found.push(Span::new(self.source.id, offset(range.start), offset(range.end)));
        }
    }

    /// All of them, with those behind the last token.
    pub(super) fn finish(mut self) -> Vec<Span> {
        between(self.source, self.at, self.source.text.len(), &mut self.found);
        self.found.dedup();
        self.found
    }
}

fn is_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("/*")
}

/// Comments in a stretch that holds nothing else but spaces.
fn between(source: &Source, from: usize, to: usize, found: &mut Vec<Span>) {
    let mut at = from;
    while let Some(text) = source.text.get(at..to) {
        let Some(start) = text.find('/') else { return };
        let comment = &text[start..];
        let length = if comment.starts_with("//") {
            comment.find('\n').unwrap_or(comment.len())
        } else if comment.starts_with("/*") {
            block(comment)
        } else {
            1
        };
        if length > 1 {
            found.push(Span::new(source.id, offset(at + start), offset(at + start + length)));
        }
        at += start + length;
    }
}

/// Length of a comment in `/* … */`, which may hold others.
fn block(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_u32);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" if depth == 1 => return at + 2,
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    bytes.len()
}
