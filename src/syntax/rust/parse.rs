//! From text to items: as a file, or one by one where that fails.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{borrow::Cow, str::FromStr};
use syn::{ImplItem, Item, ItemImpl, ItemMod, parse2};

/// The tokens of a text, or where they end to be any.
pub(super) fn tokens(text: &str) -> Result<TokenStream, usize> {
    TokenStream::from_str(&plain(text)).map_err(|error| error.span().byte_range().start)
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

/// Every item that can be parsed, and an error for each place where one cannot.
pub(super) fn items(tokens: TokenStream) -> (Vec<Item>, Vec<syn::Error>) {
    match parse2::<syn::File>(tokens.clone()) {
        Ok(file) => (file.items, Vec::new()),
        Err(_) => {
            let mut errors = Vec::new();
            let items = one_by_one(tokens, &mut errors);
            (items, errors)
        }
    }
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
