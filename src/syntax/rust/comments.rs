//! Comments: what stands between tokens and is no space. Documentation is a token of its own, and a comment too.

use crate::source::{Source, Span, offset};
use proc_macro2::{TokenStream, TokenTree};

/// Every comment of a file, in order.
pub(super) fn of(source: &Source, tokens: TokenStream) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut levels = vec![(tokens.into_iter(), source.text.len())];
    while let Some((rest, end)) = levels.last_mut() {
        let Some(token) = rest.next() else {
            between(source, at, *end, &mut found);
            at = at.max(*end);
            levels.pop();
            continue;
        };
        let range = match &token {
            TokenTree::Group(group) => group.span_open().byte_range(),
            other => other.span().byte_range(),
        };
        between(source, at, range.start, &mut found);
        at = at.max(range.end);
        if let TokenTree::Group(group) = token {
            let close = group.span_close().byte_range().start;
            levels.push((group.stream().into_iter(), close));
        } else if range.len() > 1 && source.text.get(range.clone()).is_some_and(is_comment) {
            found.push(Span::new(source.id, offset(range.start), offset(range.end)));
        }
    }
    found.dedup();
    found
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
