//! How deep a tree the parser would build, from the tokens alone.
//!
//! The parser recurses for brackets and for operators whose right side may hold another of its kind, and its trees lean
//! left over chains of calls, which are dropped by recursion. So each bracket counts, and each sign or keyword within
//! one statement. This errs upwards: only code that no person wrote comes near the bound.

use super::tokens::Step;
use proc_macro2::{Delimiter, TokenTree};

/// From here on a file is read on a large stack.
pub(super) const DEEP: u32 = 150;

/// Deeper than this is not read.
pub(super) const DEEPEST: u32 = 4_000;

/// The depth that the tokens seen so far may have at most.
pub(super) struct Depth {
    pub(super) deepest: u32,
    levels: Vec<Level>,
}

/// One bracket that is being looked through.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Signs since the statement began, in this bracket.
    run: u32,
    /// The same, with those of the brackets around it.
    below: u32,
}

impl Depth {
    pub(super) fn new() -> Self {
        Self { deepest: 0, levels: vec![Level::default()] }
    }

    pub(super) fn see(&mut self, step: &Step<'_>) {
        let (token, next) = match step {
            Step::Token(token, next) => (*token, *next),
            Step::Close(_) => {
                self.levels.pop();
                return;
            }
        };
        let Some(level) = self.levels.last_mut() else { return };
        match token {
            // An attribute begins anew too: every line of documentation is one.
            TokenTree::Punct(sign) if matches!(sign.as_char(), ';' | ',' | '#') => level.run = 0,
            TokenTree::Punct(_) | TokenTree::Group(_) => level.run += 1,
            TokenTree::Ident(word) => level.run += u32::from(nests(word)),
            TokenTree::Literal(_) => {}
        }
        let below = level.below + level.run;
        self.deepest = self.deepest.max(below);
        if let TokenTree::Group(group) = token {
            if group.delimiter() == Delimiter::Brace && !goes_on(next) {
                level.run = 0;
            }
            self.levels.push(Level { run: 0, below });
        }
    }
}

/// Words after which an expression, a pattern or a type begins that belongs to them.
const NESTING: [&str; 22] = [
    "as", "async", "box", "break", "const", "dyn", "else", "fn", "for", "if", "impl", "in", "let", "match", "move",
    "return", "static", "try", "unsafe", "where", "while", "yield",
];

fn nests(word: &proc_macro2::Ident) -> bool {
    NESTING.iter().any(|known| word == known)
}

/// Whether what follows braces belongs to the same statement.
fn goes_on(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(sign)) => sign.as_char() != '#',
        Some(TokenTree::Ident(word)) => word == "else" || word == "as",
        _ => false,
    }
}
