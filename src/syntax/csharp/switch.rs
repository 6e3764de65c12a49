//! `switch`, as a statement and as an expression.

use super::Reader;
use crate::syntax::{
    Case, Expr, ExprKind, Operator, Stmt, StmtKind,
    grammar::{child_of, children, field},
    operands::pair,
};
use tree_sitter::Node;

/// What an arm is for.
enum Arm {
    /// One of these values.
    Values(Vec<Expr>),
    /// Everything else.
    Rest,
    /// Something that cannot be compared.
    Something,
}

impl<'t> Reader<'_, '_, 't> {
    /// Sections in order; labels without statements belong to the section below them.
    pub(super) fn switch_statement(&mut self, node: Node<'t>) -> StmtKind {
        let subject = self.expression_in(node, "value");
        let mut cases: Vec<Case> = Vec::new();
        let mut open = false;
        for section in field(node, "body").map(children).unwrap_or_default() {
            let mut case = self.label(section);
            if open && let Some(before) = cases.pop() {
                case.tests.splice(0..0, before.tests);
                case.default |= before.default;
            }
            open = case.body.is_empty();
            cases.push(case);
        }
        StmtKind::Switch { subject, cases }
    }

    fn label(&mut self, section: Node<'t>) -> Case {
        let mut case = Case { tests: Vec::new(), default: false, binds: Vec::new(), body: Vec::new() };
        case.default = child_of(section, "default").is_some();
        let mut cursor = section.walk();
        let mut behind = case.default;
        for part in section.children(&mut cursor) {
            match part.kind() {
                ":" => behind = true,
                "case" | "default" => {}
                _ if !part.is_named() || part.is_extra() => {}
                _ if behind => self.statement(part, &mut case.body),
                "when_clause" => {}
                _ => match self.arm(part) {
                    Arm::Values(values) => case.tests.extend(values),
                    Arm::Rest | Arm::Something => case.binds = self.bound(part),
                },
            }
        }
        end_of_section(&mut case.body);
        case
    }

    fn arm(&mut self, pattern: Node<'t>) -> Arm {
        if pattern.kind() == "discard" || pattern.kind() == "var_pattern" {
            return Arm::Rest;
        }
        let mut values = Vec::new();
        let mut left = vec![pattern];
        while let Some(node) = left.pop() {
            if node.kind() == "or_pattern" || node.kind() == "parenthesized_pattern" {
                left.extend(children(node).into_iter().rev());
            } else {
                match self.constant(node) {
                    Some(value) => values.push(value),
                    None => return Arm::Something,
                }
            }
        }
        Arm::Values(values)
    }

    /// `x switch { "a" => 1, _ => 2 }` as choices. Arms that throw give no value.
    pub(super) fn switch_expression(&mut self, node: Node<'t>) -> Expr {
        let parts = children(node);
        let Some((subject, arms)) = parts.split_first() else { return self.other(node) };
        let simple = matches!(subject.kind(), "identifier" | "member_access_expression" | "qualified_name");
        let gives = |arm: &&Node<'t>| children(**arm).last().is_some_and(|value| value.kind() != "throw_expression");
        let arms: Vec<Node<'t>> = arms.iter().filter(gives).copied().collect();
        let mut whole: Option<Expr> = None;
        for arm in arms.into_iter().rev() {
            let inner = children(arm);
            let (Some(pattern), Some(value)) = (inner.first(), inner.last()) else { continue };
            let guarded = inner.iter().any(|part| part.kind() == "when_clause");
            let value = self.expression(*value);
            let kind = if guarded { Arm::Something } else { self.arm(*pattern) };
            whole = Some(match (whole, kind) {
                (None, _) | (_, Arm::Rest) => value,
                (Some(no), kind) => self.either(node, simple.then_some(*subject), kind, value, no),
            });
        }
        let value = whole.unwrap_or_else(|| self.low.expr(ExprKind::Other(Vec::new()), node));
        if simple {
            return value;
        }
        // What is compared may hold calls: it is evaluated once, before.
        let test = self.expression(*subject);
        let seen = Box::new(self.low.expr(ExprKind::Other(vec![test]), node));
        let nothing = Box::new(self.low.expr(ExprKind::Other(Vec::new()), node));
        match value.kind {
            ExprKind::Choice { yes, no, .. } => self.low.expr(ExprKind::Choice { test: seen, yes, no }, node),
            kind => {
                let yes = Box::new(Expr { kind, span: value.span });
                self.low.expr(ExprKind::Choice { test: seen, yes, no: nothing }, node)
            }
        }
    }

    /// A choice between an arm and those below it.
    fn either(&mut self, node: Node<'t>, subject: Option<Node<'t>>, arm: Arm, yes: Expr, no: Expr) -> Expr {
        let tests = match (subject, arm) {
            (Some(subject), Arm::Values(values)) => {
                let equal = |value: Expr| pair(Operator::Equal, self.expression(subject), value);
                values.into_iter().map(equal).reduce(|a, b| pair(Operator::Or, a, b))
            }
            _ => None,
        };
        let test = tests.unwrap_or_else(|| self.low.expr(ExprKind::Other(Vec::new()), node));
        self.low.expr(ExprKind::Choice { test: Box::new(test), yes: Box::new(yes), no: Box::new(no) }, node)
    }
}

/// The `break` that ends a section is no break of a loop around it, and leaves nothing out.
fn end_of_section(body: &mut Vec<Stmt>) {
    if matches!(body.last(), Some(Stmt { kind: StmtKind::Break, .. })) && body.len() > 1 {
        body.pop();
    }
}
