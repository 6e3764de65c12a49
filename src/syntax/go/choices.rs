//! `if`, `switch`, `select` and `return`.

use super::{
    super::{
        Case, Expr, ExprKind, Item, Pattern, Stmt, StmtKind,
        grammar::{children, field},
    },
    Reader, statements,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn branch(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        if let Some(before) = field(node, "initializer") {
            self.statements(&[before], out);
        }
        if let Some(fallback) = self.fallback(node) {
            return out.push(fallback);
        }
        let test = match field(node, "condition") {
            Some(condition) => self.expression(condition),
            None => self.other(Vec::new(), node),
        };
        let then = self.body(field(node, "consequence"));
        let mut otherwise = Vec::new();
        match field(node, "alternative") {
            Some(block) if block.kind() == "block" => otherwise = self.body(Some(block)),
            Some(next) => self.statements(&[next], &mut otherwise),
            None => {}
        }
        out.push(self.stmt(StmtKind::If { test, then, otherwise }, node));
    }

    pub(super) fn switch(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        if let Some(before) = field(node, "initializer") {
            self.statements(&[before], out);
        }
        let subject = match field(node, "value") {
            Some(value) => self.expression(value),
            None => self.expr(ExprKind::Bool(true), node),
        };
        let mut cases = Vec::new();
        for arm in children(node) {
            let (tests, default) = match arm.kind() {
                "expression_case" => (field(arm, "value").map(children).unwrap_or_default(), false),
                "default_case" => (Vec::new(), true),
                _ => continue,
            };
            let tests = tests.into_iter().map(|test| self.expression(test)).collect();
            cases.push(self.case(arm, tests, default));
        }
        // Go tries `default` last, wherever it stands.
        cases.sort_by_key(|case| case.default);
        out.push(self.stmt(StmtKind::Switch { subject, cases }, node));
    }

    fn case(&mut self, arm: Node<'_>, tests: Vec<Expr>, default: bool) -> Case {
        let mut body = Vec::new();
        self.statements(&statements::arm(arm), &mut body);
        Case { tests, default, binds: Vec::new(), body }
    }

    /// A switch over types: which arm is taken is not known, and the name keeps its value in each.
    pub(super) fn type_switch(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        if let Some(before) = field(node, "initializer") {
            self.statements(&[before], out);
        }
        if let Some(value) = field(node, "value") {
            let value = self.expression(value);
            let alias = field(node, "alias").and_then(|alias| children(alias).first().copied());
            let target = alias.and_then(|alias| self.target(alias));
            let kind = match target {
                Some(target) => StmtKind::Assign { targets: vec![target], value: Some(value), annotation: None },
                None => StmtKind::Expr(value),
            };
            out.push(self.stmt(kind, node));
        }
        self.arms(node, &["type_case", "default_case"], out);
    }

    pub(super) fn select(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        self.arms(node, &["communication_case", "default_case"], out);
    }

    /// Arms of which any may be taken.
    fn arms(&mut self, node: Node<'_>, kinds: &[&str], out: &mut Vec<Stmt>) {
        let mut cases = Vec::new();
        for arm in children(node).into_iter().filter(|arm| kinds.contains(&arm.kind())) {
            let mut body = Vec::new();
            if let Some(communication) = field(arm, "communication") {
                self.communication(communication, &mut body);
            }
            self.statements(&statements::arm(arm), &mut body);
            let default = arm.kind() == "default_case";
            cases.push(Case { tests: vec![self.expr(ExprKind::Opaque, arm)], default, binds: Vec::new(), body });
        }
        let subject = self.expr(ExprKind::Opaque, node);
        out.push(self.stmt(StmtKind::Switch { subject, cases }, node));
    }

    /// What is received or sent in an arm of a `select`.
    fn communication(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let targets = field(node, "left").map(children).unwrap_or_default();
        let targets: Vec<Pattern> = targets.into_iter().filter_map(|target| self.target(target)).collect();
        let parts = children(node).into_iter().filter(|part| part.kind() != "expression_list");
        let parts = parts.map(|part| self.expression(part)).collect();
        let value = Some(self.other(parts, node));
        out.push(self.stmt(StmtKind::Assign { targets, value, annotation: None }, node));
    }

    /// A `return`. One that hands on an error, and nothing else, is a `raise`; whether an error is nil is never known,
    /// so that no way through a caller is taken for the only one.
    pub(super) fn returned(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let values = children(node).first().copied().map(children).unwrap_or_default();
        let (count, error) = self.results.last().map_or((0, false), |results| (results.count, results.ends_in_error));
        let kind = match values.as_slice() {
            [] => StmtKind::Return(self.named_results(node)),
            [only] => {
                let value = self.expression(*only);
                if let ExprKind::Function(index) = value.kind {
                    // Somebody will call it, whether or not that is seen.
                    let function = self.expr(ExprKind::Function(index), *only);
                    let ran = self.other(vec![function], *only);
                    out.push(self.stmt(StmtKind::Expr(ran), *only));
                }
                StmtKind::Return(Some(value))
            }
            [.., last] => {
                let fails = error && self.text(*last) != "nil";
                let empty = values[..values.len() - 1].iter().all(|value| self.is_zero(*value));
                let items: Vec<Item> = values.iter().map(|value| Item::One(self.expression(*value))).collect();
                if fails && empty && count > 1 {
                    StmtKind::Raise(Some(self.expr(ExprKind::List(items), node)))
                } else {
                    StmtKind::Return(Some(self.together(items, error, node)))
                }
            }
        };
        out.push(self.stmt(kind, node));
    }

    fn together(&self, mut items: Vec<Item>, ends_in_error: bool, node: Node<'_>) -> Expr {
        if let (true, Some(Item::One(last))) = (ends_in_error, items.pop_if(|_| ends_in_error)) {
            let parts = if matches!(last.kind, ExprKind::Null) { Vec::new() } else { vec![last] };
            items.push(Item::One(self.other(parts, node)));
        }
        self.expr(ExprKind::List(items), node)
    }

    fn named_results(&self, node: Node<'_>) -> Option<Expr> {
        let results = self.results.last()?;
        let items: Vec<Item> = results.names.iter().map(|name| Item::One(self.name(name.clone(), node))).collect();
        let ends_in_error = results.ends_in_error;
        match items.len() {
            0 => None,
            1 => results.names.first().map(|name| self.name(name.clone(), node)),
            _ => Some(self.together(items, ends_in_error, node)),
        }
    }

    fn is_zero(&self, value: Node<'_>) -> bool {
        let text = self.text(value);
        matches!(text, "nil" | "\"\"" | "``" | "0" | "false" | "0.0") || text.ends_with("{}") && text.len() < 200
    }
}
