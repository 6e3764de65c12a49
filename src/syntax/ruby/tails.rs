//! The value of a body is that of its last statement: it is returned, or assigned to what the body stands behind.

use super::{Expr, Pattern, Reader, Stmt, StmtKind, children, field};
use tree_sitter::Node;

/// What becomes of the last value of a body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tail<'t> {
    /// It is returned.
    Return,
    /// It is assigned to this target.
    Assign(Node<'t>),
}

impl Reader<'_, '_, '_> {
    /// Statements, the last of which gives the value.
    pub(super) fn ending(&mut self, nodes: &[Node<'_>], tail: Option<Tail<'_>>) -> Vec<Stmt> {
        let (Some(tail), Some((last, before))) = (tail, nodes.split_last()) else { return self.statements(nodes) };
        let mut body = self.statements(before);
        if self.low.enter(*last) {
            self.last(*last, tail, &mut body);
            self.low.leave();
        }
        body
    }

    fn last(&mut self, node: Node<'_>, tail: Tail<'_>, into: &mut Vec<Stmt>) {
        match node.kind() {
            "if" | "unless" | "case" | "case_match" | "begin" | "if_modifier" | "unless_modifier" => {
                self.branching(node, Some(tail), into);
            }
            "parenthesized_statements" => into.extend(self.ending(&children(node), Some(tail))),
            "while" | "until" | "for" | "return" | "next" | "break" | "redo" | "retry" | "method" | "class"
            | "module" | "while_modifier" | "until_modifier" | "singleton_method" | "yield" | "alias" | "undef" => {
                self.statement(node, into);
            }
            _ if self.is_loop(node) => self.statement(node, into),
            "assignment" if matches!(tail, Tail::Return) => self.assigned_and_returned(node, into),
            _ => {
                let value = self.expr(node);
                let kind = self.given_to(tail, value);
                self.flush(into);
                into.push(self.low.stmt(kind, node));
            }
        }
    }

    /// `@a = b` at the end of a method is done, and its target given.
    fn assigned_and_returned(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        self.statement(node, into);
        if let Some(left) = field(node, "left").filter(|left| left.kind() != "left_assignment_list") {
            let value = match self.pattern(left) {
                Pattern::Place(place) => place,
                Pattern::Name(name, _) => self.named(name, left),
                _ => return,
            };
            into.push(self.low.stmt(StmtKind::Return(Some(value)), node));
        }
    }

    /// The statement that does with a value what is to be done.
    pub(super) fn given_to(&mut self, tail: Tail<'_>, value: Expr) -> StmtKind {
        match tail {
            Tail::Return => StmtKind::Return(Some(value)),
            Tail::Assign(target) => {
                let targets = vec![self.pattern(target)];
                StmtKind::Assign { targets, value: Some(value), annotation: None }
            }
        }
    }

    /// Moves what expressions need to have run before them in front.
    pub(super) fn flush(&mut self, into: &mut Vec<Stmt>) {
        into.append(&mut self.before);
    }
}
