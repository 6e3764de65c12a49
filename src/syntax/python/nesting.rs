//! A bound on nesting, found from tokens before a tree exists.
//!
//! The parser grows its own stack, but the tree that it builds is dropped by recursion, and every later layer walks
//! it: a hostile file could overflow any of them. Tokens tell how deep a tree can get at most: brackets and blocks
//! nest, and so does every operator up to the next comma (`a.b.c`, `a + b + c`, `not not a`).

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

/// The greatest depth of a tree that is built. Python itself stops at 200 brackets and 100 blocks; of 20,000 files of
/// applications, libraries and Python itself (November 2026), two have a longer chain: formulas of symbolic
/// mathematics.
pub(super) const LIMIT: usize = 1_000;

/// What is open around a token: the statement, or a pair of brackets.
#[derive(Clone, Copy, Default)]
struct Frame {
    /// Operators since the last comma.
    operators: usize,
    /// Those of them that a comma does not end, because it may stand between parameters.
    lambdas: usize,
}

/// Upper bound of the depth at the current token.
#[derive(Default)]
struct Depth {
    frames: Vec<Frame>,
    innermost: Frame,
    blocks: usize,
    total: usize,
}

/// Whether a text's tree is likely to be too deep. A line that begins with a keyword of statements ends whatever
/// bracket was left open before it, or an unclosed bracket would make a long file look deep.
pub(super) fn looks_too_deep(text: &str, mode: Mode) -> bool {
    let mut lexer = lexer::lex(text, mode);
    let mut depth = Depth::default();
    let mut line_begins = false;
    let mut brackets = 0_usize;
    loop {
        let kind = lexer.next_token();
        if line_begins && begins_statement(kind) {
            depth.end_statement();
        }
        line_begins = kind == TokenKind::NonLogicalNewline || (line_begins && kind == TokenKind::Comment);
        depth.see(kind);
        brackets = match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => brackets + 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets.saturating_sub(1),
            TokenKind::Newline => 0,
            TokenKind::EndOfFile => return false,
            _ => brackets,
        };
        if depth.is_beyond_limit() || brackets > LIMIT {
            return true;
        }
    }
}

/// Whether a tree of just these tokens may be too deep to be dropped or walked. While it recovers from an error the
/// parser may cut tokens anew, take a keyword for a name, and so get deeper than it looked.
pub(super) fn is_too_deep(kinds: impl Iterator<Item = TokenKind>) -> bool {
    let mut depth = Depth::default();
    kinds.into_iter().any(|kind| {
        depth.see(kind);
        depth.is_beyond_limit()
    })
}

/// Whether a token at the start of a line begins a statement, whatever was left open before it.
fn begins_statement(kind: TokenKind) -> bool {
    use TokenKind::{
        Assert, Break, Class, Continue, Def, Del, Except, Finally, Global, Import, Nonlocal, Pass, Raise, Return, Try,
        While, With,
    };
    matches!(
        kind,
        Assert
            | Break
            | Class
            | Continue
            | Def
            | Del
            | Except
            | Finally
            | Global
            | Import
            | Nonlocal
            | Pass
            | Raise
            | Return
            | Try
            | While
            | With
    )
}

impl Depth {
    fn see(&mut self, kind: TokenKind) {
        use TokenKind::{
            Comma, Dedent, FStringEnd, FStringStart, Indent, Lambda, Lbrace, Lpar, Lsqb, Newline, Rbrace, Rpar, Rsqb,
            Semi, TStringEnd, TStringStart,
        };
        match kind {
            Newline => self.end_statement(),
            Indent => self.blocks += 1,
            Dedent => self.blocks = self.blocks.saturating_sub(1),
            Lpar | Lsqb | Lbrace | FStringStart | TStringStart => self.open(),
            // A bracket was itself an operator if it was a call or a subscript; adjacent strings are flat.
            Rpar | Rsqb | Rbrace => {
                self.close();
                self.add_operator();
            }
            FStringEnd | TStringEnd => self.close(),
            Semi if self.frames.is_empty() => self.end_statement(),
            Comma => {
                self.total -= self.innermost.operators - self.innermost.lambdas;
                self.innermost.operators = self.innermost.lambdas;
            }
            Lambda => {
                self.innermost.lambdas += 1;
                self.add_operator();
            }
            other if other.is_operator() || other.is_keyword() => self.add_operator(),
            _ => {}
        }
    }

    fn is_beyond_limit(&self) -> bool {
        self.total + self.blocks > LIMIT
    }

    fn end_statement(&mut self) {
        self.frames.clear();
        self.innermost = Frame::default();
        self.total = 0;
    }

    fn open(&mut self) {
        self.frames.push(std::mem::take(&mut self.innermost));
        self.total += 1;
    }

    fn close(&mut self) {
        if let Some(outer) = self.frames.pop() {
            self.total -= self.innermost.operators + 1;
            self.innermost = outer;
        }
    }

    fn add_operator(&mut self) {
        self.innermost.operators += 1;
        self.total += 1;
    }
}
