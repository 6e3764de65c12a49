//! Macros whose content parses.

use super::{Reader, To, expr, items::Constant, name_expr, paths::last};
use crate::{
    source::Span,
    syntax::{Argument, Expr, ExprKind, Item, Segment, StmtKind},
};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Attribute, Block, Ident, Macro, Token, Type, Visibility, parse::ParseStream, parse::Parser};

/// Macros that make a text of a format string, or show one; how many arguments stand before it.
const FORMATS: &[(&str, usize)] = &[
    ("anyhow", 0),
    ("bail", 0),
    ("debug", 0),
    ("eprint", 0),
    ("eprintln", 0),
    ("error", 0),
    ("format", 0),
    ("format_args", 0),
    ("formatdoc", 0),
    ("info", 0),
    ("panic", 0),
    ("print", 0),
    ("println", 0),
    ("todo", 0),
    ("trace", 0),
    ("unimplemented", 0),
    ("unreachable", 0),
    ("warn", 0),
    ("write", 1),
    ("writeln", 1),
];

/// Macros that end the function.
const ENDS: &[&str] = &["bail", "panic", "todo", "unimplemented", "unreachable"];

/// How deep the content of unknown macros is searched for calls: each level may be read again.
const SEARCHED: u32 = 6;

impl Reader<'_> {
    /// A macro where it stands as a statement.
    pub(super) fn give_macro(&mut self, mac: &Macro, to: &To) {
        let name = last(&mac.path);
        let value = self.macro_value(mac);
        if ENDS.contains(&name.as_str()) {
            let span = value.span;
            return self.push(StmtKind::Raise(Some(value)), span);
        }
        if matches!(name.as_str(), "write" | "writeln") && !matches!(to, To::Nothing) && !self.displays {
            return;
        }
        self.put(value, to);
    }

    /// The value of a macro.
    pub(super) fn macro_value(&mut self, mac: &Macro) -> Expr {
        let name = last(&mac.path);
        let at = mac.path.segments.first().map_or(super::nowhere(self), |first| self.span(first.ident.span()));
        let span = self.across(at, self.span(mac.delimiter.span().close()));
        self.deeper(at, |reader| reader.macro_of(&name, &mac.tokens, span))
            .unwrap_or_else(|| expr(ExprKind::Other(Vec::new()), span))
    }

    fn macro_of(&mut self, name: &str, tokens: &TokenStream, span: Span) -> Expr {
        match name {
            "json" => return self.json(tokens, span),
            "select" => return self.select(tokens, span),
            _ => {}
        }
        let Some(arguments) = Self::arguments(tokens) else {
            return self.unknown_macro(&without_for_await(tokens.clone()), span);
        };
        if let Some((_, first)) = FORMATS.iter().find(|(known, _)| *known == name)
            && let Some(text) = self.format(&arguments, *first, span)
        {
            return text;
        }
        let mut values: Vec<Expr> = arguments.iter().map(|one| self.expr(one)).collect();
        let kind = match name {
            "vec" | "smallvec" | "array" | "bon_vec" => ExprKind::List(values.into_iter().map(Item::One).collect()),
            "concat" => ExprKind::Text(values.into_iter().map(segment).collect()),
            "include_str" | "env" | "option_env" => {
                let arguments = values.into_iter().map(Argument::Positional).collect();
                ExprKind::Call { callee: Box::new(name_expr(format!("{name}!"), span)), arguments, new: false }
            }
            "join" | "try_join" => {
                let items =
                    vec![Argument::Positional(expr(ExprKind::List(values.into_iter().map(Item::One).collect()), span))];
                ExprKind::Call { callee: Box::new(name_expr("join!", span)), arguments: items, new: false }
            }
            "dbg" | "indoc" if values.len() == 1 => return values.remove(0),
            _ => ExprKind::Other(values),
        };
        expr(kind, span)
    }

    /// A macro whose content is no list of expressions: perhaps statements, perhaps with blocks in it that are.
    fn unknown_macro(&mut self, tokens: &TokenStream, span: Span) -> Expr {
        self.search(tokens, SEARCHED);
        expr(ExprKind::Other(Vec::new()), span)
    }

    fn search(&mut self, tokens: &TokenStream, depth: u32) {
        if let Ok(statements) = Block::parse_within.parse2(tokens.clone()) {
            return self.statements(&statements, &To::Nothing);
        }
        let Some(depth) = depth.checked_sub(1) else { return };
        for piece in between_statements(tokens.clone()) {
            match Block::parse_within.parse2(piece.iter().cloned().collect()) {
                Ok(statements) => self.statements(&statements, &To::Nothing),
                Err(_) => self.search_groups(piece, depth),
            }
        }
    }

    fn search_groups(&mut self, tokens: Vec<TokenTree>, depth: u32) {
        for token in tokens {
            let TokenTree::Group(group) = token else { continue };
            match Self::arguments(&group.stream()) {
                Some(arguments) => arguments.iter().for_each(|argument| self.give(argument, &To::Nothing)),
                None => self.search(&group.stream(), depth),
            }
        }
    }

    /// `select! { a = future => body, … }`: any of the bodies may run.
    fn select(&mut self, tokens: &TokenStream, span: Span) -> Expr {
        let Ok(branches) = select_branches.parse2(tokens.clone()) else { return self.unknown_macro(tokens, span) };
        let name = self.temporary();
        for (pattern, future, body) in branches {
            let value = future.map(|future| self.expr(&future));
            let (mut then, ()) = self.apart(|reader| {
                if let (Some(pattern), Some(value)) = (pattern, value) {
                    let targets = vec![reader.binding(&pattern)];
                    reader.push(StmtKind::Assign { targets, value: Some(value), annotation: None }, span);
                }
            });
            then.extend(self.apart(|reader| reader.give(&body, &To::Name(name.clone()))).0);
            let test = expr(ExprKind::Other(Vec::new()), span);
            self.push(StmtKind::If { test, then, otherwise: Vec::new() }, span);
        }
        name_expr(name, span)
    }

    /// `lazy_static! { static ref X: T = value; }`, `thread_local! { static X: T = value; }`.
    pub(super) fn item_macro(&mut self, mac: &Macro) {
        match last(&mac.path).as_str() {
            "lazy_static" | "thread_local" => {
                let Ok(statics) = statics.parse2(mac.tokens.clone()) else { return };
                let constants = statics.iter().map(|(name, of, value)| Constant { name, of, value });
                self.constants(&constants.collect::<Vec<_>>());
            }
            "macro_rules" => {}
            "cfg_if" => self.cfg_if(&mac.tokens),
            _ => {
                if let Ok(file) = syn::parse2::<syn::File>(mac.tokens.clone()) {
                    self.items(&file.items.iter().collect::<Vec<_>>());
                }
            }
        }
    }

    /// `cfg_if! { if #[cfg(…)] { items } else { items } }`: the items of every branch.
    fn cfg_if(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            if let TokenTree::Group(group) = token
                && let Ok(file) = syn::parse2::<syn::File>(group.stream())
            {
                self.items(&file.items.iter().collect::<Vec<_>>());
            }
        }
    }
}

/// `for await x in stream`, as the macros of streams have it, is a loop.
fn without_for_await(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "await" && ends_with_for(&kept) => {}
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_for_await(group.stream()));
                inner.set_span(group.span());
                kept.push(TokenTree::Group(inner));
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

fn ends_with_for(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Ident(word)) if word == "for")
}

/// Tokens cut where statements may end.
fn between_statements(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    for token in tokens {
        let ends = match &token {
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        pieces.last_mut().expect("there is a piece from the start").push(token);
        if ends {
            pieces.push(Vec::new());
        }
    }
    pieces
}

fn segment(of: Expr) -> Segment {
    match of.kind {
        ExprKind::Text(mut segments) if segments.len() == 1 => segments.remove(0),
        kind => Segment::Hole(Expr { kind, span: of.span }),
    }
}

type Branch = (Option<syn::Pat>, Option<syn::Expr>, syn::Expr);

fn select_branches(input: ParseStream<'_>) -> syn::Result<Vec<Branch>> {
    let mut branches = Vec::new();
    if input.peek(Ident) && input.peek2(Token![;]) {
        input.parse::<Ident>()?;
        input.parse::<Token![;]>()?;
    }
    while !input.is_empty() {
        let (mut pattern, mut future) = (None, None);
        if input.peek(Token![else]) {
            input.parse::<Token![else]>()?;
        } else {
            pattern = Some(syn::Pat::parse_multi_with_leading_vert(input)?);
            input.parse::<Token![=]>()?;
            future = Some(input.parse::<syn::Expr>()?);
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
                input.parse::<Token![if]>()?;
                input.parse::<syn::Expr>()?;
            }
        }
        input.parse::<Token![=>]>()?;
        branches.push((pattern, future, input.parse::<syn::Expr>()?));
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(branches)
}

fn statics(input: ParseStream<'_>) -> syn::Result<Vec<(Ident, Type, syn::Expr)>> {
    let mut found = Vec::new();
    while !input.is_empty() {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![const]>>()?;
        input.parse::<Option<Token![static]>>()?;
        input.parse::<Option<Token![ref]>>()?;
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let of: Type = input.parse()?;
        input.parse::<Token![=]>()?;
        found.push((name, of, input.parse()?));
        input.parse::<Option<Token![;]>>()?;
    }
    Ok(found)
}
