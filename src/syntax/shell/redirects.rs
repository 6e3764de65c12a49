//! Pipelines and redirections: what flows into a command.

use super::{
    super::{
        Expr, Stmt, StmtKind,
        grammar::{child_of, children, field},
    },
    Reader,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// The value of a statement as what it prints. Statements that no command is are run for what is in them.
    pub(super) fn printed(&mut self, node: Node<'_>, stdin: Option<Expr>) -> Expr {
        let mut before = Vec::new();
        let value = self.deeper(node, |reader| reader.value(node, stdin, &mut before));
        let mut parts: Vec<Expr> = before.into_iter().filter_map(expression).collect();
        let value = value.unwrap_or_else(|| self.other(Vec::new(), node));
        if parts.is_empty() {
            return value;
        }
        parts.push(value);
        self.other(parts, node)
    }

    /// The value of a command, pipeline or redirection; statements that come with it go to `out`.
    pub(super) fn value(&mut self, node: Node<'_>, stdin: Option<Expr>, out: &mut Vec<Stmt>) -> Expr {
        match node.kind() {
            "command" => self.command(node, stdin, out),
            "pipeline" => self.pipeline(node, stdin, out),
            "redirected_statement" => self.redirected(node, stdin, out),
            _ => {
                let mut body = Vec::new();
                self.statements(&[node], &mut body);
                out.append(&mut body);
                stdin.unwrap_or_else(|| self.other(Vec::new(), node))
            }
        }
    }

    /// Each command flows into the next. What a command that is not followed prints is not known, though the command
    /// itself is still seen.
    fn pipeline(&mut self, node: Node<'_>, stdin: Option<Expr>, out: &mut Vec<Stmt>) -> Expr {
        let mut flowing = stdin;
        for part in children(node) {
            let value = self.deeper(part, |reader| reader.value(part, flowing.take(), out));
            flowing = value;
        }
        flowing.unwrap_or_else(|| self.other(Vec::new(), node))
    }

    fn redirected(&mut self, node: Node<'_>, stdin: Option<Expr>, out: &mut Vec<Stmt>) -> Expr {
        let mut stdin = stdin;
        let mut behind = None;
        for redirect in children(node) {
            match redirect.kind() {
                "heredoc_redirect" => {
                    let fixed = child_of(redirect, "heredoc_start")
                        .is_some_and(|start| self.text(start).contains(['\'', '"', '\\']));
                    stdin = child_of(redirect, "heredoc_body").map(|body| self.document(body, fixed)).or(stdin);
                    behind = child_of(redirect, "pipeline").or(behind);
                }
                "herestring_redirect" => stdin = children(redirect).last().map(|text| self.word(*text)).or(stdin),
                "file_redirect" if self.text(redirect).starts_with('<') => {
                    let path = field(redirect, "destination").map(|path| self.word(path));
                    stdin = path.map(|path| self.file(path, redirect)).or(stdin);
                }
                _ => {}
            }
        }
        let body = field(node, "body");
        let value = match body.filter(|body| body.kind() == "pipeline") {
            Some(pipeline) => self.given_to_last(pipeline, stdin, out),
            None => match body {
                Some(body) => self.value(body, stdin, out),
                None => stdin.unwrap_or_else(|| self.other(Vec::new(), node)),
            },
        };
        match behind {
            Some(behind) => self.pipeline(behind, Some(value), out),
            None => value,
        }
    }

    /// A redirection behind a pipeline is that of its last command.
    fn given_to_last(&mut self, pipeline: Node<'_>, stdin: Option<Expr>, out: &mut Vec<Stmt>) -> Expr {
        let parts = children(pipeline);
        let Some((last, before)) = parts.split_last() else { return self.other(Vec::new(), pipeline) };
        let mut flowing = None;
        for part in before {
            flowing = self.deeper(*part, |reader| reader.value(*part, flowing.take(), out));
        }
        let given = match (stdin, flowing) {
            (Some(stdin), Some(before)) => {
                let span = before.span;
                out.push(Stmt { kind: StmtKind::Expr(before), span });
                Some(stdin)
            }
            (stdin, flowing) => stdin.or(flowing),
        };
        self.value(*last, given, out)
    }
}

fn expression(statement: Stmt) -> Option<Expr> {
    if let StmtKind::Expr(expr) = statement.kind { Some(expr) } else { None }
}
