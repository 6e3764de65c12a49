//! Notebook magics that take Python: `%time answer = ask()`. All other magics and shell lines are no Python.

use super::{Part, Reader};
use crate::syntax::{Expr, ExprKind, Stmt, StmtKind};
use ruff_python_parser::Mode;
use ruff_text_size::TextRange;

/// Line magics whose argument is a statement that runs, after options such as `-n 3`.
const TIMERS: [&str; 4] = ["memit", "prun", "time", "timeit"];

impl Reader<'_> {
    /// The statements of a line magic that runs Python; none for any other.
    pub(super) fn magic_statements(&mut self, range: TextRange, into: &mut Vec<Stmt>) {
        if let Some(part) = self.timed(range) {
            self.read_part(&part, into);
        }
    }

    /// The value of a magic; what a shell command prints is not known.
    pub(super) fn magic_value(&mut self, range: TextRange) -> ExprKind {
        let mut statements = vec![];
        self.magic_statements(range, &mut statements);
        match statements.pop() {
            Some(Stmt { kind: StmtKind::Expr(Expr { kind, .. }), .. }) if statements.is_empty() => kind,
            _ => ExprKind::Other(vec![]),
        }
    }

    fn timed(&self, range: TextRange) -> Option<Part> {
        let line = self.source.text.get(range.start().to_usize()..range.end().to_usize())?;
        let (name, mut code) = line.strip_prefix('%')?.trim_start().split_once(char::is_whitespace)?;
        if !TIMERS.contains(&name) {
            return None;
        }
        code = code.trim_start();
        while code.starts_with('-') {
            let (_, rest) = code.split_once(char::is_whitespace)?;
            code = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        }
        let end = range.end().to_u32();
        Some(Part { range: end - crate::source::offset(code.len())..end, mode: Mode::Module })
    }
}
