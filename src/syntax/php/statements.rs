//! Statements.

use super::{
    Expr, ExprKind, Handler, Import, ImportedName, Loop, LoopKind, Pattern, Reader, Stmt, StmtKind, child_of, children,
    field,
};
use crate::{syntax::Case, value::Name};
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn statements(&mut self, nodes: &[Node<'_>]) -> Vec<Stmt> {
        let mut into = Vec::new();
        for node in nodes {
            if self.low.enter(*node) {
                self.statement(*node, &mut into);
                self.low.leave();
            }
        }
        into
    }

    fn statement(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let kind = match node.kind() {
            "namespace_definition" => return self.namespace(node, into),
            "namespace_use_declaration" => return self.uses(node, into),
            "const_declaration" => return self.constants(node, into),
            "php_tag" | "php_end_tag" | "text" | "empty_statement" | "text_interpolation" => return,
            "expression_statement" => return self.expression_statement(node, into),
            "return_statement" => self.returned(node),
            "exit_statement" => StmtKind::Raise(children(node).first().map(|value| self.expr(*value))),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "function_definition" => StmtKind::Function(self.function(node)),
            "class_declaration" | "interface_declaration" | "trait_declaration" | "enum_declaration" => {
                let name = field(node, "name").map(|name| Name::from(self.low.text(name)));
                StmtKind::Class(self.class(node, name))
            }
            "if_statement" => self.branch(node),
            "switch_statement" => self.switch(node),
            "try_statement" => self.attempt(node),
            "for_statement" | "foreach_statement" | "while_statement" | "do_statement" => self.looped(node),
            "compound_statement" | "colon_block" | "declare_statement" => {
                StmtKind::Block(self.statements(&children(node)))
            }
            "global_declaration" => {
                StmtKind::Outer(children(node).into_iter().map(|name| self.low.text(name).into()).collect())
            }
            "function_static_declaration" => return self.statics(node, into),
            "unset_statement" => {
                let places = self.unset(node);
                StmtKind::Expr(self.low.expr(places, node))
            }
            _ => {
                let parts = self.parts(node);
                StmtKind::Expr(self.other(parts, node))
            }
        };
        into.push(self.low.stmt(kind, node));
    }

    fn expression_statement(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let Some(inner) = children(node).first().copied() else { return };
        match inner.kind() {
            "throw_expression" => {
                let thrown = children(inner).first().map(|value| self.expr(*value));
                into.push(self.low.stmt(StmtKind::Raise(thrown), node));
            }
            "include_expression" | "include_once_expression" | "require_expression" | "require_once_expression" => {
                self.include(inner, into);
            }
            _ => {
                let value = self.expr(inner);
                into.push(self.low.stmt(StmtKind::Expr(value), node));
            }
        }
    }

    /// `require_once 'x.php';` brings in all names of the file.
    fn include(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let Some(path) = children(node).first().copied() else { return };
        let kind = match self.required_path(path) {
            Some(module) => {
                let names = vec![ImportedName::All];
                StmtKind::Import(Import { module: module.into(), level: 0, names, types_only: false })
            }
            None => StmtKind::Expr(self.expr(path)),
        };
        into.push(self.low.stmt(kind, node));
    }

    /// Outside functions, what is returned is what `require` gives.
    fn returned(&mut self, node: Node<'_>) -> StmtKind {
        let value = children(node).first().map(|value| self.expr(*value));
        match value {
            Some(value) if self.low.function.is_none() => StmtKind::Export { name: Name::new_static("default"), value },
            value => StmtKind::Return(value),
        }
    }

    fn statics(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        for variable in children(node) {
            let Some(name) = field(variable, "name") else { continue };
            let targets = vec![self.pattern(name)];
            let value = field(variable, "value").map(|value| self.expr(value));
            into.push(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, variable));
        }
    }

    fn block(&mut self, node: Option<Node<'_>>) -> Vec<Stmt> {
        match node {
            Some(node) if matches!(node.kind(), "compound_statement" | "colon_block") => {
                self.statements(&children(node))
            }
            Some(node) => self.statements(&[node]),
            None => Vec::new(),
        }
    }

    fn condition(&mut self, node: Node<'_>) -> Expr {
        match field(node, "condition") {
            Some(condition) => self.expr(condition),
            None => self.other(Vec::new(), node),
        }
    }

    /// `if`, with each `elseif` alone in what is otherwise done.
    fn branch(&mut self, node: Node<'_>) -> StmtKind {
        let test = self.condition(node);
        let then = self.block(field(node, "body"));
        let mut cursor = node.walk();
        let alternatives: Vec<Node<'_>> = node.children_by_field_name("alternative", &mut cursor).collect();
        let mut otherwise = Vec::new();
        for alternative in alternatives.into_iter().rev() {
            let body = self.block(field(alternative, "body"));
            if alternative.kind() == "else_clause" {
                otherwise = body;
            } else {
                let test = self.condition(alternative);
                let nested = StmtKind::If { test, then: body, otherwise: std::mem::take(&mut otherwise) };
                otherwise = vec![self.low.stmt(nested, alternative)];
            }
        }
        StmtKind::If { test, then, otherwise }
    }

    /// A case without a `break` at its end goes on into the next.
    fn switch(&mut self, node: Node<'_>) -> StmtKind {
        let subject = self.condition(node);
        let mut cases: Vec<Case> = Vec::new();
        let mut waiting: Vec<Expr> = Vec::new();
        for case in field(node, "body").map(children).unwrap_or_default() {
            let value = field(case, "value");
            let body: Vec<Node<'_>> = children(case).into_iter().filter(|part| Some(*part) != value).collect();
            let default = case.kind() == "default_statement";
            waiting.extend(value.map(|value| self.expr(value)));
            if body.is_empty() && !default {
                continue;
            }
            let body = self.statements(&body);
            cases.push(Case { tests: std::mem::take(&mut waiting), default, binds: Vec::new(), body });
        }
        StmtKind::Switch { subject, cases }
    }

    fn attempt(&mut self, node: Node<'_>) -> StmtKind {
        let body = self.block(field(node, "body"));
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for part in children(node) {
            match part.kind() {
                "catch_clause" => {
                    let catches = field(part, "type").and_then(|types| children(types).first().copied());
                    let catches = catches.and_then(|caught| self.declared_type(caught));
                    let name = field(part, "name").map(|name| self.pattern(name));
                    handlers.push(Handler { catches, name, body: self.block(field(part, "body")) });
                }
                "finally_clause" => finally = self.block(field(part, "body")),
                _ => {}
            }
        }
        StmtKind::Try { body, handlers, otherwise: Vec::new(), finally }
    }

    fn looped(&mut self, node: Node<'_>) -> StmtKind {
        if node.kind() == "foreach_statement" {
            return self.each(node);
        }
        let mut before = Vec::new();
        if let Some(start) = field(node, "initialize") {
            let start = self.expr(start);
            before.push(self.low.stmt(StmtKind::Expr(start), node));
        }
        let test = field(node, "condition").map(|test| self.expr(test));
        let mut body = self.block(field(node, "body"));
        if let Some(update) = field(node, "update") {
            let value = self.expr(update);
            body.push(self.low.stmt(StmtKind::Expr(value), update));
        }
        let forever = test.as_ref().is_none_or(|test| matches!(test.kind, ExprKind::Bool(true) | ExprKind::Int(1)));
        let kind = if forever { LoopKind::Forever } else { LoopKind::While };
        let looped = Loop { kind, target: None, over: None, test, body, otherwise: Vec::new() };
        if before.is_empty() {
            return StmtKind::Loop(Box::new(looped));
        }
        before.push(self.low.stmt(StmtKind::Loop(Box::new(looped)), node));
        StmtKind::Block(before)
    }

    fn each(&mut self, node: Node<'_>) -> StmtKind {
        let body_node = field(node, "body");
        let heads: Vec<Node<'_>> = children(node).into_iter().filter(|part| Some(*part) != body_node).collect();
        let (over, target) = match heads.as_slice() {
            [over, item, ..] if item.kind() == "pair" => {
                let parts: Vec<Option<Pattern>> =
                    children(*item).into_iter().map(|part| Some(self.pattern(part))).collect();
                (Some(self.each_of(*over, true)), Some(Pattern::List(parts)))
            }
            [over, item, ..] => (Some(self.each_of(*over, false)), Some(self.pattern(*item))),
            _ => (None, None),
        };
        let body = self.block(body_node.or_else(|| child_of(node, "compound_statement")));
        StmtKind::Loop(Box::new(Loop { kind: LoopKind::For, target, over, test: None, body, otherwise: Vec::new() }))
    }
}
