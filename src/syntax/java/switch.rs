//! `switch`, as a statement and as a value.

use super::{
    super::{Case, Expr, ExprKind, Operator, Stmt, StmtKind},
    Reader, functions,
};
use crate::syntax::{
    Role,
    grammar::{child_of, children, field},
    operands::pair,
};
use tree_sitter::Node;

/// Arms of a `switch` that is a value beyond which it is not followed.
const MOST_ARMS: usize = 32;
/// Bytes of its subject, which is read once for each arm.
const LONGEST_SUBJECT: usize = 120;

/// What an arm is for.
struct Labels {
    tests: Vec<Expr>,
    default: bool,
}

impl Reader<'_, '_> {
    pub(super) fn switch(&mut self, node: Node<'_>) -> StmtKind {
        let subject = self.field_of(node, "condition");
        let arms = field(node, "body").map(children).unwrap_or_default();
        let mut cases: Vec<Case> = Vec::new();
        let (mut tests, mut default) = (Vec::new(), false);
        for arm in arms {
            self.scope.open([]);
            let labels = self.labels(arm);
            tests.extend(labels.tests);
            default |= labels.default;
            let mut body = Vec::new();
            let parts = children(arm).into_iter().filter(|part| part.kind() != "switch_label");
            parts.for_each(|part| self.statement(part, &mut body));
            self.scope.close();
            if body.is_empty() && arm.kind() == "switch_block_statement_group" {
                continue; // the next arm's statements are this one's too
            }
            drop_break(&mut body);
            cases.push(Case {
                tests: std::mem::take(&mut tests),
                default: std::mem::take(&mut default),
                binds: Vec::new(),
                body,
            });
        }
        StmtKind::Switch { subject, cases }
    }

    fn labels(&mut self, arm: Node<'_>) -> Labels {
        let mut found = Labels { tests: Vec::new(), default: false };
        for label in children(arm).into_iter().filter(|child| child.kind() == "switch_label") {
            found.default |= child_of(label, "default").is_some();
            for test in children(label) {
                match test.kind() {
                    "pattern" | "guard" => {
                        let names = children(test).into_iter().flat_map(children).filter(|n| n.kind() == "identifier");
                        names.for_each(|name| self.scope.declare(self.low.text(name).into()));
                    }
                    // A bare name is a constant of the subject's own enum.
                    "identifier" => found.tests.push(self.low.expr(ExprKind::Name(self.low.text(test).into()), test)),
                    _ => found.tests.push(self.expr(test)),
                }
            }
        }
        found
    }

    /// `switch (x) { case A -> "a"; default -> "b"; }` as a choice; an arm that only throws gives nothing.
    pub(super) fn switch_value(&mut self, node: Node<'_>) -> Expr {
        let Some(condition) = field(node, "condition") else { return self.parts(node) };
        let mut arms = Vec::new();
        for arm in field(node, "body").map(children).unwrap_or_default() {
            self.scope.open([]);
            let labels = self.labels(arm);
            let value = self.value_of(arm);
            self.scope.close();
            arms.push((labels, value));
        }
        if arms.is_empty() || arms.len() > MOST_ARMS || condition.byte_range().len() > LONGEST_SUBJECT {
            let parts = std::iter::once(self.expr(condition)).chain(arms.into_iter().map(|(_, value)| value)).collect();
            return self.low.expr(ExprKind::Other(parts), node);
        }
        let throws = |value: &Expr| matches!(value.kind, ExprKind::Other(_));
        let last = arms.iter().rposition(|(labels, value)| labels.default && !throws(value));
        let last = last.or_else(|| arms.iter().rposition(|(_, value)| !throws(value))).unwrap_or(arms.len() - 1);
        let (_, mut whole) = arms.remove(last);
        for (labels, value) in arms.into_iter().rev().filter(|(_, value)| !throws(value)) {
            let equals = labels.tests.into_iter().map(|test| pair(Operator::Equal, self.expr(condition), test));
            let equals: Vec<Expr> = equals.collect();
            let test = Box::new(self.low.joined(Operator::Or, equals, node));
            whole = self.low.expr(ExprKind::Choice { test, yes: Box::new(value), no: Box::new(whole) }, node);
        }
        whole
    }

    /// What an arm gives: an expression, or what its block yields.
    fn value_of(&mut self, arm: Node<'_>) -> Expr {
        let parts: Vec<Node<'_>> = children(arm).into_iter().filter(|part| part.kind() != "switch_label").collect();
        match parts.as_slice() {
            [only] if only.kind() == "expression_statement" => match children(*only).first() {
                Some(value) => self.expr(*value),
                None => self.parts(*only),
            },
            [only] if only.kind() == "throw_statement" => self.parts(*only),
            _ => {
                let head = functions::Head { name: None, role: Role::Lambda, class: None };
                let index = self.function(arm, head, None, |reader, out: &mut Vec<Stmt>| {
                    for part in parts {
                        reader.statement(part, out);
                    }
                });
                let callee = Box::new(self.low.expr(ExprKind::Function(index), arm));
                self.low.expr(ExprKind::Call { callee, arguments: Vec::new(), new: false }, arm)
            }
        }
    }
}

/// Without the `break` that ends an arm: that one belongs to the `switch` and to no loop.
fn drop_break(mut body: &mut Vec<Stmt>) {
    while let Some(Stmt { kind: StmtKind::Block(_), .. }) = body.last() {
        let Some(Stmt { kind: StmtKind::Block(inner), .. }) = body.last_mut() else { return };
        body = inner;
    }
    if matches!(body.last(), Some(Stmt { kind: StmtKind::Break, .. })) {
        body.pop();
    }
}
