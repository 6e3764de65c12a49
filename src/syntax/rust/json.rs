//! `json!`: objects and lists with expressions in them.

use super::{Reader, expr, name_expr};
use crate::{
    source::Span,
    syntax::{Argument, Expr, ExprKind, Item, Pair},
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse2;

impl Reader<'_> {
    /// A value of `json!`.
    pub(super) fn json(&mut self, tokens: &TokenStream, at: Span) -> Expr {
        self.deeper(at, |reader| reader.json_here(tokens, at)).unwrap_or_else(|| expr(ExprKind::Other(Vec::new()), at))
    }

    fn json_here(&mut self, tokens: &TokenStream, at: Span) -> Expr {
        let mut all = tokens.clone().into_iter();
        if let (Some(only), None) = (all.next(), all.next()) {
            match &only {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    return self.object(&group.stream(), self.span(group.span()));
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                    let span = self.span(group.span());
                    let items = between_commas(group.stream());
                    let items = items.into_iter().map(|item| Item::One(self.json(&item, span))).collect();
                    return expr(ExprKind::List(items), span);
                }
                TokenTree::Ident(word) if word == "null" => return expr(ExprKind::Null, self.span(word.span())),
                _ => {}
            }
        }
        match parse2::<syn::Expr>(tokens.clone()) {
            Ok(value) => {
                let value = self.expr(&value);
                written(value)
            }
            Err(_) => expr(ExprKind::Other(Vec::new()), at),
        }
    }

    fn object(&mut self, tokens: &TokenStream, span: Span) -> Expr {
        let mut pairs = Vec::new();
        for entry in between_commas(tokens.clone()) {
            let (key, value) = at_colon(entry);
            let key = match parse2::<syn::Expr>(key) {
                Ok(key) => self.expr(&key),
                Err(_) => expr(ExprKind::Other(Vec::new()), span),
            };
            let at = value.clone().into_iter().next().map_or(span, |first| self.span(first.span()));
            let value = self.json(&value, at);
            pairs.push(Pair::Entry(key, value));
        }
        expr(ExprKind::Map(pairs), span)
    }
}

/// A value as it is written out: structs under the names that serde gives their fields.
fn written(value: Expr) -> Expr {
    if matches!(
        value.kind,
        ExprKind::Text(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bool(_) | ExprKind::Null
    ) {
        return value;
    }
    let span = value.span;
    let callee = super::attribute(name_expr("serde_json", span), "to_value", super::point(span));
    expr(ExprKind::Call { callee: Box::new(callee), arguments: vec![Argument::Positional(value)], new: false }, span)
}

fn between_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => parts.push(Vec::new()),
            _ => parts.last_mut().expect("there is a part from the start").push(token),
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(TokenStream::from_iter).collect()
}

/// Key and value of an entry: what stands before the first colon that is no part of `::`, and after it.
fn at_colon(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ':');
    let single = |at: &usize| {
        colon(&tokens[*at])
            && !tokens.get(at + 1).is_some_and(colon)
            && !at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(colon)
    };
    let at = (0..tokens.len()).find(single).unwrap_or(tokens.len());
    let value = tokens.iter().skip(at + 1).cloned().collect();
    (tokens.into_iter().take(at).collect(), value)
}
