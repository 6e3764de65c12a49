//! From text to items: as a file, or one by one where that fails.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{borrow::Cow, str::FromStr};
use syn::{ImplItem, Item, ItemImpl, ItemMod, parse2};

/// The tokens of a text.
pub(super) struct Tokens<'t> {
    /// The text that was taken apart: every byte where it was, blanks for what is no Rust.
    pub(super) text: Cow<'t, str>,
    pub(super) stream: TokenStream,
    /// Where the parts begin that have none: a bracket without its pair, a string without its end.
    pub(super) lost: Vec<usize>,
}

/// The tokens of a text. Where they cannot be told, those of the items that have them: an item begins at the start of
/// a line, and what is broken in one costs the others nothing.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    let text = plain(text);
    if let Ok(stream) = TokenStream::from_str(&text) {
        return Tokens { text, stream, lost: Vec::new() };
    }
    let mut kept = String::with_capacity(text.len());
    let mut lost = Vec::new();
    for part in parts_of_text(&text) {
        if TokenStream::from_str(part).is_ok() {
            kept.push_str(part);
        } else {
            lost.push(kept.len());
            // Bytes keep their places, and lines theirs.
            kept.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        }
    }
    let stream = TokenStream::from_str(&kept).unwrap_or_else(|_| {
        lost = vec![0];
        TokenStream::new()
    });
    Tokens { text: kept.into(), stream, lost }
}

/// A text cut at lines that begin with a letter or an attribute, unless the line before is an attribute.
fn parts_of_text(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at, mut attribute) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|c: char| c.is_alphabetic() || c == '#');
        if begins && !attribute && at > start {
            parts.push(&text[start..at]);
            start = at;
        }
        attribute = line.starts_with('#');
        at += line.len();
    }
    parts.push(&text[start..]);
    parts
}

/// The text with blanks for what stands before the first token of a script and is none: every byte keeps its place.
fn plain(text: &str) -> Cow<'_, str> {
    const MARK: &str = "\u{feff}";
    let body = text.strip_prefix(MARK).unwrap_or(text);
    let shebang = body.starts_with("#!") && !body[2..].trim_start().starts_with('[');
    let end = if shebang { body.find('\n').unwrap_or(body.len()) } else { 0 };
    if body.len() == text.len() && !shebang {
        return Cow::Borrowed(text);
    }
    let blanks = text.len() - body.len() + end;
    Cow::Owned(format!("{}{}", " ".repeat(blanks), &body[end..]))
}

/// Every item that can be parsed, and an error for each place where one cannot. Tokens that somebody else holds too would
/// be copied by the parser, so a text with errors is taken apart once more.
pub(super) fn items(tokens: Tokens<'_>) -> (Vec<Item>, Vec<syn::Error>) {
    if let Ok(file) = parse2::<syn::File>(tokens.stream) {
        return (file.items, Vec::new());
    }
    let mut errors = Vec::new();
    let again = TokenStream::from_str(&tokens.text).unwrap_or_default();
    let items = one_by_one(again, &mut errors);
    (items, errors)
}

fn one_by_one(tokens: TokenStream, errors: &mut Vec<syn::Error>) -> Vec<Item> {
    let mut items = Vec::new();
    for piece in pieces(tokens) {
        match parse2::<Item>(piece.iter().cloned().collect()) {
            Ok(Item::Verbatim(_)) => {}
            Ok(item) => items.push(item),
            Err(error) => match parts(&piece, errors) {
                Some(item) => items.push(item),
                None => errors.push(error),
            },
        }
    }
    items
}

/// Stretches of tokens that are an item each, by where items end: at a semicolon, or at braces that nothing follows
/// but another item.
fn pieces(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match &token {
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let goes_on =
                    |next: &TokenTree| matches!(next, TokenTree::Punct(sign) if !matches!(sign.as_char(), '#'));
                !is_value(&piece) && !tokens.peek().is_some_and(goes_on)
            }
            _ => false,
        };
        piece.push(token);
        if ends {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// Whether an item so far is one that ends at a semicolon only: a constant, a static, an import.
fn is_value(piece: &[TokenTree]) -> bool {
    let words = piece.iter().filter_map(|token| if let TokenTree::Ident(word) = token { Some(word) } else { None });
    let mut words = words.filter(|word| *word != "pub" && *word != "crate");
    match words.next() {
        Some(word) if word == "const" => !words.next().is_some_and(|next| next == "fn" || next == "unsafe"),
        Some(word) => word == "static" || word == "use" || word == "type",
        None => false,
    }
}

/// An `impl` or `mod` without the parts of it that cannot be parsed.
fn parts(piece: &[TokenTree], errors: &mut Vec<syn::Error>) -> Option<Item> {
    let (TokenTree::Group(body), head) = piece.split_last()? else { return None };
    if body.delimiter() != Delimiter::Brace {
        return None;
    }
    let mut empty = Group::new(Delimiter::Brace, TokenStream::new());
    empty.set_span(body.span());
    let shell: TokenStream = head.iter().cloned().chain([TokenTree::Group(empty)]).collect();
    if let Ok(mut whole) = parse2::<ItemImpl>(shell.clone()) {
        for piece in pieces(body.stream()) {
            match parse2::<ImplItem>(piece.into_iter().collect()) {
                Ok(item) => whole.items.push(item),
                Err(error) => errors.push(error),
            }
        }
        return Some(Item::Impl(whole));
    }
    let mut whole = parse2::<ItemMod>(shell).ok()?;
    whole.content.as_mut()?.1 = one_by_one(body.stream(), errors);
    Some(Item::Mod(whole))
}
