//! Operators, `match` and choices.

use super::{Expr, ExprKind, Operator, Pattern, Reader, Segment, children, field, places::pushed_to};
use crate::syntax::operands::{balanced, common, pair};
use tree_sitter::Node;

/// How many arms of a `match` are followed; what more there are is only looked into.
const ARMS: usize = 24;

impl Reader<'_, '_> {
    pub(super) fn binary(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return ExprKind::Other(self.parts(node));
        };
        let operator = self.operator(node);
        match operator.as_str() {
            "." => return self.concatenation(node),
            "??" if right.kind() == "throw_expression" => return self.expr(left).kind,
            _ => {}
        }
        let (left, right) = (Box::new(self.expr(left)), Box::new(self.expr(right)));
        match operator.as_str() {
            "instanceof" | "xor" | "|>" => ExprKind::Other(vec![*left, *right]),
            operator => ExprKind::Binary { operator: known(operator), left, right },
        }
    }

    fn operator(&self, node: Node<'_>) -> String {
        field(node, "operator").map(|at| self.low.text(at).to_ascii_lowercase()).unwrap_or_default()
    }

    /// `a . b . c`, however long, as one text.
    fn concatenation(&mut self, node: Node<'_>) -> ExprKind {
        let mut operands = Vec::new();
        let mut at = node;
        while at.kind() == "binary_expression" && self.operator(at) == "." {
            operands.extend(field(at, "right"));
            match field(at, "left") {
                Some(left) => at = left,
                None => break,
            }
        }
        operands.push(at);
        let mut segments = Vec::new();
        for operand in operands.into_iter().rev() {
            let operand = self.expr(operand);
            match operand.kind {
                ExprKind::Text(parts) => segments.extend(parts),
                _ => segments.push(Segment::Hole(operand)),
            }
        }
        ExprKind::Text(segments)
    }

    pub(super) fn unary(&mut self, node: Node<'_>) -> ExprKind {
        let Some(of) = field(node, "argument") else { return ExprKind::Other(self.parts(node)) };
        let operator = self.operator(node);
        let of = self.expr(of);
        match operator.as_str() {
            "!" => ExprKind::Unary { not: true, of: Box::new(of) },
            "-" => ExprKind::Unary { not: false, of: Box::new(of) },
            "+" => of.kind,
            _ => ExprKind::Other(vec![of]),
        }
    }

    /// `a ? b : c`, `a ?: c`.
    pub(super) fn choice(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(test), Some(no)) = (field(node, "condition"), field(node, "alternative")) else {
            return ExprKind::Other(self.parts(node));
        };
        let test = Box::new(self.expr(test));
        let yes = field(node, "body").map(|yes| self.expr(yes));
        let no = Box::new(self.expr(no));
        match yes {
            Some(yes) => ExprKind::Choice { test, yes: Box::new(yes), no },
            None => ExprKind::Binary { operator: Operator::Or, left: test, right: no },
        }
    }

    /// `match (x) { a, b => c, default => d }` as choices one after another. An arm that throws gives no value; where
    /// there is no default, the last arm is what is left.
    pub(super) fn matched(&mut self, node: Node<'_>) -> ExprKind {
        let arms = field(node, "body").map(children).unwrap_or_default();
        let Some(subject) = field(node, "condition").filter(|_| !arms.is_empty() && arms.len() <= ARMS) else {
            let parts = arms.into_iter().flat_map(children).map(|part| self.expr(part)).collect();
            return ExprKind::Other(parts);
        };
        let mut otherwise: Option<Expr> = None;
        for arm in arms.into_iter().rev() {
            let Some(value) = field(arm, "return_expression") else { continue };
            if value.kind() == "throw_expression" {
                continue;
            }
            let value = self.expr(value);
            let test = field(arm, "conditional_expressions").and_then(|tests| self.arm_test(subject, tests));
            let span = value.span;
            otherwise = Some(match (test, otherwise) {
                (Some(test), Some(no)) => {
                    let (test, yes, no) = (Box::new(test), Box::new(value), Box::new(no));
                    Expr { kind: ExprKind::Choice { test, yes, no }, span }
                }
                _ => value,
            });
        }
        otherwise.map_or_else(|| ExprKind::Other(Vec::new()), |choice| choice.kind)
    }

    fn arm_test(&mut self, subject: Node<'_>, tests: Node<'_>) -> Option<Expr> {
        let always = self.low.text(subject).eq_ignore_ascii_case("(true)");
        let subject = (!always).then_some(subject);
        let tests: Vec<Expr> = children(tests).into_iter().map(|test| self.tested(subject, test)).collect();
        balanced(Operator::Or, tests)
    }

    /// What an arm asks: whether the subject is this value, or where there is no subject the value itself.
    fn tested(&mut self, subject: Option<Node<'_>>, test: Node<'_>) -> Expr {
        let value = self.expr(test);
        match subject {
            Some(subject) => pair(Operator::Equal, self.expr(subject), value),
            None => value,
        }
    }

    pub(super) fn assignment(&mut self, node: Node<'_>) -> ExprKind {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return ExprKind::Other(self.parts(node));
        };
        let operator = (node.kind() == "augmented_assignment_expression").then(|| self.operator(node));
        let mut value = self.expr(right);
        if let (None, Some(of)) = (&operator, pushed_to(left)) {
            return self.push(of, vec![value], left);
        }
        let target: Box<Pattern> = Box::new(self.pattern(left));
        let span = value.span;
        match operator.as_deref() {
            None => ExprKind::Assign { target, operator: None, value: Box::new(value) },
            Some("??=") => {
                let (left, right) = (Box::new(self.expr(left)), Box::new(value));
                let kept = ExprKind::Binary { operator: Operator::Coalesce, left, right };
                ExprKind::Assign { target, operator: None, value: Box::new(Expr { kind: kept, span }) }
            }
            Some(operator) => {
                if operator == ".=" {
                    value = Expr { kind: ExprKind::Text(vec![Segment::Hole(value)]), span };
                }
                let operator = Some(known(operator.trim_end_matches('=')));
                ExprKind::Assign { target, operator, value: Box::new(value) }
            }
        }
    }

    /// `$i++`.
    pub(super) fn update(&mut self, node: Node<'_>) -> ExprKind {
        let Some(of) = field(node, "argument") else { return ExprKind::Other(Vec::new()) };
        let operator = if self.operator(node) == "--" { Operator::Subtract } else { Operator::Add };
        let one = self.low.expr(ExprKind::Int(1), node);
        ExprKind::Assign { target: Box::new(self.pattern(of)), operator: Some(operator), value: Box::new(one) }
    }
}

fn known(operator: &str) -> Operator {
    match operator {
        "." => Operator::Add,
        "/" => Operator::Divide,
        "%" => Operator::Remainder,
        "**" => Operator::Power,
        "or" => Operator::Or,
        "and" => Operator::And,
        "??" => Operator::Coalesce,
        "===" => Operator::Equal,
        "!==" | "<>" => Operator::NotEqual,
        sign => common(sign),
    }
}
