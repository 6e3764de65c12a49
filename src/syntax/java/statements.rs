//! Statements.

use super::{
    super::{Expr, ExprKind, Handler, Loop, LoopKind, Pattern, Stmt, StmtKind},
    Reader,
    classes::is_class,
    expressions::assigning,
};
use crate::{
    syntax::grammar::{child_of, children, field},
    value::Name,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// The statements of a block, in a scope of their own.
    pub(super) fn statements(&mut self, block: Node<'_>, out: &mut Vec<Stmt>) {
        self.scope.open([]);
        for statement in children(block) {
            self.statement(statement, out);
        }
        self.scope.close();
    }

    pub(super) fn statement(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        if self.low.enter(node) {
            self.statement_within(node, out);
            self.low.leave();
        }
    }

    fn statement_within(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let kind = match node.kind() {
            "block" | "constructor_body" => {
                let mut body = Vec::new();
                self.statements(node, &mut body);
                StmtKind::Block(body)
            }
            "local_variable_declaration" => return self.variables(node, out),
            "expression_statement" => match children(node).first() {
                Some(inner) => self.effect(*inner),
                None => return,
            },
            "if_statement" => self.branch(node),
            "return_statement" | "yield_statement" => StmtKind::Return(self.only(node)),
            "throw_statement" => StmtKind::Raise(self.only(node)),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "while_statement" | "do_statement" => {
                let test = field(node, "condition").map(|test| self.expr(test));
                self.repeat(test, node)
            }
            "for_statement" => self.counted(node),
            "enhanced_for_statement" => self.each(node),
            "try_statement" | "try_with_resources_statement" => self.attempt(node),
            "switch_expression" => self.switch(node),
            "explicit_constructor_invocation" => self.delegation(node),
            "method_declaration" => return,
            kind if is_class(kind) => StmtKind::Class(self.class(node)),
            "labeled_statement" | "synchronized_statement" => {
                let inner = children(node).into_iter().filter(|child| child.kind() != "identifier");
                return inner.for_each(|child| self.statement(child, out));
            }
            kind if kind.ends_with("_statement") || kind == "ERROR" => {
                let parts = children(node);
                return parts.into_iter().for_each(|part| self.statement(part, out));
            }
            _ => self.effect(node),
        };
        out.push(self.low.stmt(kind, node));
    }

    fn only(&mut self, node: Node<'_>) -> Option<Expr> {
        children(node).first().map(|value| self.expr(*value))
    }

    /// An expression for its effect.
    fn effect(&mut self, node: Node<'_>) -> StmtKind {
        match (node.kind(), field(node, "left"), field(node, "right")) {
            ("assignment_expression", Some(left), Some(right)) => {
                let target = self.target(left);
                let value = self.expr(right);
                let sign = field(node, "operator").map_or("=", |operator| operator.kind());
                match assigning(sign) {
                    Some(operator) => StmtKind::Augment { target, operator, value },
                    None => StmtKind::Assign { targets: vec![target], value: Some(value), annotation: None },
                }
            }
            ("update_expression", ..) => {
                let Some(of) = children(node).first().copied() else { return StmtKind::Expr(self.parts(node)) };
                let operator = super::super::Operator::Add;
                let one = if child_of(node, "--").is_some() { -1 } else { 1 };
                StmtKind::Augment { target: self.target(of), operator, value: self.low.expr(ExprKind::Int(one), node) }
            }
            ("switch_expression", ..) => self.switch(node),
            _ => StmtKind::Expr(self.expr(node)),
        }
    }

    fn variables(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        for declarator in children(node).into_iter().filter(|child| child.kind() == "variable_declarator") {
            let Some(name) = field(declarator, "name") else { continue };
            let value = field(declarator, "value").map(|value| self.expr(value));
            let text: Name = self.low.text(name).into();
            self.scope.declare(text.clone());
            let annotation = self.declared(field(node, "type"));
            let targets = vec![Pattern::Name(text, self.low.span(name))];
            out.push(self.low.stmt(StmtKind::Assign { targets, value, annotation }, declarator));
        }
    }

    fn body_of(&mut self, node: Node<'_>, name: &str) -> Vec<Stmt> {
        let mut body = Vec::new();
        match field(node, name) {
            Some(block) if block.kind() == "block" => self.statements(block, &mut body),
            Some(single) => self.statement(single, &mut body),
            None => {}
        }
        body
    }

    fn branch(&mut self, node: Node<'_>) -> StmtKind {
        let test = self.field_of(node, "condition");
        let then = self.body_of(node, "consequence");
        StmtKind::If { test, then, otherwise: self.body_of(node, "alternative") }
    }

    fn repeat(&mut self, test: Option<Expr>, node: Node<'_>) -> StmtKind {
        let test = test.filter(|test| !matches!(test.kind, ExprKind::Bool(true)));
        let kind = if test.is_some() { LoopKind::While } else { LoopKind::Forever };
        let body = self.body_of(node, "body");
        StmtKind::Loop(Box::new(Loop { kind, target: None, over: None, test, body, otherwise: Vec::new() }))
    }

    /// `for (init; test; update)`: a block of the initial statements and a loop that ends with the update.
    fn counted(&mut self, node: Node<'_>) -> StmtKind {
        self.scope.open([]);
        let mut before = Vec::new();
        let mut cursor = node.walk();
        let inits: Vec<Node<'_>> = node.children_by_field_name("init", &mut cursor).collect();
        for init in inits {
            self.statement(init, &mut before);
        }
        let test = field(node, "condition").map(|test| self.expr(test));
        let mut repeated = self.repeat(test, node);
        let mut cursor = node.walk();
        let updates: Vec<Node<'_>> = node.children_by_field_name("update", &mut cursor).collect();
        if let StmtKind::Loop(repeated) = &mut repeated {
            for update in updates {
                self.statement(update, &mut repeated.body);
            }
        }
        self.scope.close();
        if before.is_empty() {
            return repeated;
        }
        before.push(self.low.stmt(repeated, node));
        StmtKind::Block(before)
    }

    fn each(&mut self, node: Node<'_>) -> StmtKind {
        let over = Some(self.field_of(node, "value"));
        self.scope.open([]);
        let target = field(node, "name").map(|name| {
            self.scope.declare(self.low.text(name).into());
            Pattern::Name(self.low.text(name).into(), self.low.span(name))
        });
        let body = self.body_of(node, "body");
        self.scope.close();
        StmtKind::Loop(Box::new(Loop { kind: LoopKind::For, target, over, test: None, body, otherwise: Vec::new() }))
    }

    fn attempt(&mut self, node: Node<'_>) -> StmtKind {
        self.scope.open([]);
        let mut items = Vec::new();
        for resource in field(node, "resources").map(children).unwrap_or_default() {
            let Some(value) = field(resource, "value").or_else(|| children(resource).first().copied()) else {
                continue;
            };
            let value = self.expr(value);
            let name = field(resource, "name").map(|name| {
                self.scope.declare(self.low.text(name).into());
                Pattern::Name(self.low.text(name).into(), self.low.span(name))
            });
            items.push((value, name));
        }
        let mut body = self.body_of(node, "body");
        if !items.is_empty() {
            let statement = self.low.stmt(StmtKind::With { items, body }, node);
            body = vec![statement];
        }
        self.scope.close();
        let mut handlers = Vec::new();
        for clause in children(node).into_iter().filter(|child| child.kind() == "catch_clause") {
            handlers.push(self.handler(clause));
        }
        let finally = child_of(node, "finally_clause").and_then(|clause| child_of(clause, "block"));
        let mut last = Vec::new();
        if let Some(block) = finally {
            self.statements(block, &mut last);
        }
        StmtKind::Try { body, handlers, otherwise: Vec::new(), finally: last }
    }

    fn handler(&mut self, clause: Node<'_>) -> Handler {
        let parameter = child_of(clause, "catch_formal_parameter");
        let name = parameter.and_then(|parameter| field(parameter, "name"));
        let caught = parameter.and_then(|parameter| child_of(parameter, "catch_type"));
        let catches = caught.and_then(|caught| children(caught).first().map(|first| self.constructed(*first)));
        self.scope.open(name.map(|name| Name::from(self.low.text(name))));
        let body = self.body_of(clause, "body");
        self.scope.close();
        let name = name.map(|name| Pattern::Name(self.low.text(name).into(), self.low.span(name)));
        Handler { catches, name, body }
    }

    /// `this(…)` and `super(…)` at the start of a constructor.
    fn delegation(&mut self, node: Node<'_>) -> StmtKind {
        let arguments = self.arguments(field(node, "arguments"));
        let at = field(node, "constructor").unwrap_or(node);
        let callee = if at.kind() == "this" {
            let this = Box::new(self.low.expr(ExprKind::Name("this".into()), at));
            let kind = ExprKind::Attribute { of: this, name: "constructor".into(), name_span: self.low.span(at) };
            self.low.expr(kind, at)
        } else {
            self.low.expr(ExprKind::Name("super".into()), at)
        };
        StmtKind::Expr(self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: false }, node))
    }
}
