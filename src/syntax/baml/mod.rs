//! BAML: the clients that a file sets up, and the functions that name one.
//!
//! No kept crate or grammar reads BAML outside its own compiler, so only this much is recognised, over tokens that one
//! regular expression cuts: `client<llm> Name { … }` and `function Name(…) -> T { … }` with names and values in their
//! braces. Everything else is passed over by its brackets.

mod tokens;

use super::{
    Expr, ExprKind, Item, Language, Lowered, Pair,
    document::{Reading, Syntax, number},
};
use crate::source::{Source, Span};
use std::ops::Range;
use tokens::{Kind, Token};

/// Reads a source: a map of `client` and `function`, each a map by name.
pub fn lower(source: &Source) -> Lowered {
    let (tokens, comments) = tokens::of(&source.text);
    let mut file = File { reading: Reading::new(source, Syntax::Template), tokens, at: 0 };
    let (mut clients, mut functions) = (Vec::new(), Vec::new());
    while let Some(token) = file.next() {
        match file.word(&token) {
            "client" => clients.extend(file.client()),
            "function" => functions.extend(file.function()),
            _ => {}
        }
    }
    let whole = 0..source.text.len();
    let clients = file.reading.expr(ExprKind::Map(clients), whole.clone());
    let functions = file.reading.expr(ExprKind::Map(functions), whole.clone());
    let entries = vec![file.reading.entry("client", 0..0, clients), file.reading.entry("function", 0..0, functions)];
    let document = file.reading.expr(ExprKind::Map(entries), whole);
    let comments = comments.into_iter().map(|range| file.reading.span(range)).collect::<Vec<Span>>();
    file.reading.finish(Language::Baml, vec![document], comments)
}

/// Words that begin a definition: where one comes before the body of a function, it has none.
const DEFINITIONS: [&str; 9] =
    ["class", "client", "enum", "function", "generator", "retry_policy", "template_string", "test", "type"];

struct File<'s> {
    reading: Reading<'s>,
    tokens: Vec<Token>,
    at: usize,
}

impl File<'_> {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        Some(token)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn word(&self, token: &Token) -> &str {
        if token.kind == Kind::Word { &self.reading.source.text[token.range.clone()] } else { "" }
    }

    fn is(&self, sign: u8) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    /// Goes past a sign, if it is the next token.
    fn takes(&mut self, sign: u8) -> bool {
        let is = self.is(sign);
        self.at += usize::from(is);
        is
    }

    /// `<llm> Name { … }`.
    fn client(&mut self) -> Option<Pair> {
        if self.takes(b'<') {
            while self.next()?.kind != Kind::Sign(b'>') {}
        }
        self.named_block()
    }

    /// `Name(…) -> T { … }`.
    fn function(&mut self) -> Option<Pair> {
        let name = self.next().filter(|token| token.kind == Kind::Word)?;
        while !self.is(b'{') {
            if self.peek().is_none_or(|token| DEFINITIONS.contains(&self.word(token))) {
                return None;
            }
            self.at += 1;
        }
        let body = self.value()?;
        Some(self.pair(&name, body))
    }

    fn named_block(&mut self) -> Option<Pair> {
        let name = self.next().filter(|token| token.kind == Kind::Word)?;
        let body = self.is(b'{').then(|| self.value())??;
        Some(self.pair(&name, body))
    }

    fn pair(&self, name: &Token, value: Expr) -> Pair {
        let key = self.reading.source.text[name.range.clone()].trim_matches('"').to_owned();
        self.reading.entry(&key, name.range.clone(), value)
    }

    fn value(&mut self) -> Option<Expr> {
        let token = self.next()?;
        if !self.reading.enter(token.range.start) {
            return None;
        }
        let text = &self.reading.source.text[token.range.clone()];
        let value = match token.kind {
            Kind::Text(edge) => {
                let inside = token.range.start + edge..token.range.end - edge;
                let text = &self.reading.source.text[inside.clone()];
                Some(self.reading.text(text, inside))
            }
            Kind::Word if text.starts_with("env.") => Some(self.environment(&token.range)),
            Kind::Word => {
                let kind = match (text, number(text)) {
                    ("true", _) => ExprKind::Bool(true),
                    ("false", _) => ExprKind::Bool(false),
                    (_, ExprKind::Other(_)) => self.reading.fixed(text, token.range.clone()).kind,
                    (_, number) => number,
                };
                Some(self.reading.expr(kind, token.range))
            }
            Kind::Sign(b'{') => Some(self.map(token.range.start)),
            Kind::Sign(b'[') => Some(self.list(token.range.start)),
            Kind::Sign(_) => None,
        };
        self.reading.leave();
        value
    }

    fn environment(&self, range: &Range<usize>) -> Expr {
        let name = &self.reading.source.text[range.start + "env.".len()..range.end];
        let callee = Box::new(self.reading.expr(ExprKind::Name("env".into()), range.clone()));
        let arguments = vec![super::Argument::Positional(self.reading.fixed(name, range.clone()))];
        self.reading.expr(ExprKind::Call { callee, arguments, new: false }, range.clone())
    }

    /// Names and values up to the closing brace; attributes (`@…`) and what is no name are passed over.
    fn map(&mut self, start: usize) -> Expr {
        let mut pairs = Vec::new();
        while !self.takes(b'}') {
            let Some(key) = self.next() else {
                pairs.push(self.reading.rest_of_map(start));
                break;
            };
            let named = matches!(key.kind, Kind::Word | Kind::Text(1));
            if !named || self.is(b'}') {
                continue;
            }
            if let Some(value) = self.value() {
                pairs.push(self.pair(&key, value));
            }
        }
        self.ended(ExprKind::Map(pairs), start)
    }

    fn list(&mut self, start: usize) -> Expr {
        let mut items = Vec::new();
        while !self.takes(b']') {
            if self.peek().is_none() {
                items.push(self.reading.rest_of_list(start));
                break;
            }
            items.extend(self.value().map(Item::One));
        }
        self.ended(ExprKind::List(items), start)
    }

    fn ended(&self, kind: ExprKind, start: usize) -> Expr {
        let end = self.tokens.get(self.at.saturating_sub(1)).map_or(start, |token| token.range.end);
        self.reading.expr(kind, start..end)
    }
}
