//! A bound on nesting, found from tokens before a tree exists.
//!
//! The parser grows its own stack, but the tree that it builds is dropped by recursion, and every later layer walks
//! it: a hostile file could overflow any of them. Tokens tell how deep a tree can get at most: brackets and blocks
//! nest, and so does every operator up to the next comma (`a.b.c`, `a + b + c`, `not not a`).

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

/// The greatest depth of a tree that is built. CPython itself stops at 200 brackets, 100 blocks and about as many
/// chained operators as this; the deepest file of a dozen large repositories reaches a tenth of it.
const LIMIT: usize = 1_000;

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

/// Whether the tree of these tokens could be deeper than the limit.
pub(super) fn is_too_deep(kinds: impl Iterator<Item = TokenKind>) -> bool {
    let mut depth = Depth::default();
    let mut line_begins = false;
    for kind in kinds {
        if line_begins && begins_statement(kind) {
            depth.end_statement();
        }
        line_begins = kind == TokenKind::NonLogicalNewline || (line_begins && kind == TokenKind::Comment);
        depth.see(kind);
        if depth.total + depth.blocks > LIMIT {
            return true;
        }
    }
    false
}

/// The kinds of a text's tokens, ending before the end of the file.
pub(super) fn kinds(text: &str, mode: Mode) -> impl Iterator<Item = TokenKind> {
    let mut lexer = lexer::lex(text, mode);
    std::iter::from_fn(move || Some(lexer.next_token()).filter(|kind| !kind.is_eof()))
}

/// Whether a token at the start of a line ends whatever bracket was left open before it; the parser recovers there.
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
            TStringEnd, TStringStart,
        };
        match kind {
            Newline => self.end_statement(),
            Indent => self.blocks += 1,
            Dedent => self.blocks = self.blocks.saturating_sub(1),
            Lpar | Lsqb | Lbrace | FStringStart | TStringStart => self.open(),
            Rpar | Rsqb | Rbrace | FStringEnd | TStringEnd => self.close(),
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

    fn end_statement(&mut self) {
        self.frames.clear();
        self.innermost = Frame::default();
        self.total = 0;
    }

    fn open(&mut self) {
        self.frames.push(std::mem::take(&mut self.innermost));
        self.total += 1;
    }

    /// Leaves a bracket, which was itself an operator if it was a call or a subscript.
    fn close(&mut self) {
        if let Some(outer) = self.frames.pop() {
            self.total -= self.innermost.operators + 1;
            self.innermost = outer;
            self.add_operator();
        }
    }

    fn add_operator(&mut self) {
        self.innermost.operators += 1;
        self.total += 1;
    }
}
