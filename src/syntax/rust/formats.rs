//! `format!` and its kin: text with holes.

use super::{Reader, expr, name_expr};
use crate::{
    source::Span,
    syntax::{Expr, ExprKind, Segment},
};
use proc_macro2::TokenStream;
use std::collections::HashMap;
use syn::{Expr as Syn, Token, parse::Parser, punctuated::Punctuated};

/// Arguments of a formatting macro, as they are given.
#[derive(Default)]
struct Given {
    positional: Vec<Option<Expr>>,
    named: HashMap<String, Expr>,
}

impl Reader<'_> {
    /// The arguments of a macro, where they are expressions with commas between them.
    pub(super) fn arguments(tokens: &TokenStream) -> Option<Vec<Syn>> {
        let parser = Punctuated::<Syn, Token![,]>::parse_terminated;
        Some(parser.parse2(tokens.clone()).ok()?.into_iter().collect())
    }

    /// A format string with what fills it, from argument `first` on; nothing where that is no literal.
    pub(super) fn format(&mut self, arguments: &[Syn], first: usize, at: Span) -> Option<Expr> {
        let (format, rest) = arguments.get(first..)?.split_first()?;
        let Syn::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = format else {
            let mut parts: Vec<Expr> = rest.iter().map(|one| self.expr(one)).collect();
            let whole = self.expr(format);
            return Some(if parts.is_empty() {
                expr(ExprKind::Text(vec![Segment::Hole(whole)]), at)
            } else {
                parts.insert(0, whole);
                expr(ExprKind::Other(parts), at)
            });
        };
        let from = self.span(text.span());
        let mut given = Given::default();
        for argument in rest {
            match argument {
                Syn::Assign(assign) if matches!(*assign.left, Syn::Path(_)) => {
                    let Syn::Path(name) = &*assign.left else { continue };
                    let value = self.expr(&assign.right);
                    given.named.insert(super::paths::last(&name.path).to_string(), value);
                }
                other => {
                    let value = self.expr(other);
                    given.positional.push(Some(value));
                }
            }
        }
        Some(self.filled(&text.value(), given, from, at))
    }

    fn filled(&mut self, format: &str, mut given: Given, from: Span, at: Span) -> Expr {
        let mut segments = Vec::new();
        let mut next = 0;
        for part in parts(format) {
            match part {
                Part::Text(text) => segments.push(Segment::Fixed(text.into(), from)),
                Part::Hole(key) => segments.push(Segment::Hole(given.take(&key, &mut next, from))),
            }
        }
        let left = given.positional.into_iter().flatten().chain(given.named.into_values());
        for value in
            left.filter(|value| super::blocks::again(value).is_none() && !matches!(value.kind, ExprKind::Text(_)))
        {
            let span = value.span;
            self.push(crate::syntax::StmtKind::Expr(value), span);
        }
        expr(ExprKind::Text(segments), at)
    }
}

impl Given {
    /// What fills a hole. A value that fills two is given once, and known once.
    fn take(&mut self, key: &str, next: &mut usize, from: Span) -> Expr {
        let unknown = || expr(ExprKind::Other(Vec::new()), from);
        let value = if key.is_empty() {
            *next += 1;
            self.positional.get_mut(*next - 1)
        } else if let Ok(at) = key.parse::<usize>() {
            self.positional.get_mut(at)
        } else {
            let again = self.named.get(key).and_then(super::blocks::again);
            return again.or_else(|| self.named.remove(key)).unwrap_or_else(|| name_expr(key, from));
        };
        let Some(value) = value else { return unknown() };
        value.as_ref().and_then(super::blocks::again).or_else(|| value.take()).unwrap_or_else(unknown)
    }
}

/// A part of a format string.
#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    /// What stands before the colon.
    Hole(String),
}

fn parts(format: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                text.push(letter);
            }
            '{' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Hole(inner.split(':').next().unwrap_or_default().trim().to_owned()));
            }
            other => text.push(other),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    #[test]
    fn format_strings_are_taken_apart() {
        let hole = |key: &str| Part::Hole(key.into());
        let text = |text: &str| Part::Text(text.into());
        assert_eq!(
            parts("a {} {b:?} {{c}} {0:>5}"),
            [text("a "), hole(""), text(" "), hole("b"), text(" {c} "), hole("0")]
        );
        assert_eq!(parts("open {"), [text("open "), hole("")]);
    }
}
