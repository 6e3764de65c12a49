//! How deep a tree the parser would build, from the tokens alone.
//!
//! The parser recurses for brackets and for operators whose right side may hold another of its kind, and its trees lean
//! left over chains of calls, which are dropped by recursion. So each bracket counts, and each sign or keyword within
//! one statement. This errs upwards: only code that no person wrote comes near the bound.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// From here on a file is read on a large stack.
pub(super) const DEEP: u32 = 150;

/// Deeper than this is not read.
pub(super) const DEEPEST: u32 = 4_000;

/// One bracket that is being looked through.
struct Level {
    rest: std::iter::Peekable<proc_macro2::token_stream::IntoIter>,
    /// Signs since the statement began, in this bracket.
    run: u32,
    /// The same, with those of the brackets around it.
    below: u32,
}

/// The depth that the tokens may have at most.
pub(super) fn of(tokens: &TokenStream) -> u32 {
    let mut deepest = 0;
    let mut levels = vec![Level { rest: tokens.clone().into_iter().peekable(), run: 0, below: 0 }];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.rest.next() else {
            levels.pop();
            continue;
        };
        match token {
            // An attribute begins anew too: every line of documentation is one.
            TokenTree::Punct(sign) if matches!(sign.as_char(), ';' | ',' | '#') => level.run = 0,
            TokenTree::Punct(_) => level.run += 1,
            TokenTree::Ident(word) => level.run += u32::from(nests(&word)),
            TokenTree::Literal(_) => {}
            TokenTree::Group(group) => {
                level.run += 1;
                let below = level.below + level.run;
                if group.delimiter() == Delimiter::Brace && !goes_on(level.rest.peek()) {
                    level.run = 0;
                }
                deepest = deepest.max(below);
                levels.push(Level { rest: group.stream().into_iter().peekable(), run: 0, below });
                continue;
            }
        }
        deepest = deepest.max(level.below + level.run);
    }
    deepest
}

/// Words after which an expression begins that belongs to them.
fn nests(word: &proc_macro2::Ident) -> bool {
    ["return", "break", "yield", "else", "if", "match", "as", "move", "async", "unsafe", "const", "dyn", "impl"]
        .iter()
        .any(|known| word == known)
}

/// Whether what follows braces belongs to the same statement.
fn goes_on(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(sign)) => sign.as_char() != '#',
        Some(TokenTree::Ident(word)) => word == "else" || word == "as",
        _ => false,
    }
}
