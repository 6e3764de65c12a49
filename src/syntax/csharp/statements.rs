//! Statements.

use super::{
    Reader,
    members::{children_and_errors, declarators},
    units::condition,
};
use crate::syntax::{
    Expr, ExprKind, Handler, Pattern, Stmt, StmtKind,
    grammar::{child_of, children, field},
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// The statements of a block; `returns` is what the function around it declares to give.
    pub(super) fn block_of(&mut self, node: Node<'t>, returns: Option<Node<'t>>) -> Vec<Stmt> {
        let outer = std::mem::replace(&mut self.returns, returns);
        let body = self.block(node);
        self.returns = outer;
        body
    }

    /// What stands in a block, or a statement alone.
    pub(super) fn block(&mut self, node: Node<'t>) -> Vec<Stmt> {
        let mut body = Vec::new();
        match node.kind() {
            "block" => children_and_errors(node).into_iter().for_each(|inner| self.statement(inner, &mut body)),
            _ => self.statement(node, &mut body),
        }
        body
    }

    /// Reads a statement behind those before it.
    pub(super) fn statement(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        if self.low.enter(node) {
            self.read_statement(node, body);
            self.low.leave();
        }
    }

    fn read_statement(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        let kind = match node.kind() {
            "local_declaration_statement" => return self.variables(node, body),
            "expression_statement" => return self.effects(node, body),
            "return_statement" => StmtKind::Return(self.returned(node)),
            "throw_statement" => StmtKind::Raise(children(node).pop().map(|value| self.expression(value))),
            "if_statement" => self.branch(node),
            "for_statement" => return self.counted_loop(node, body),
            "foreach_statement" => StmtKind::Loop(Box::new(self.each_loop(node))),
            "while_statement" | "do_statement" => {
                StmtKind::Loop(Box::new(self.while_loop(node, field(node, "condition"))))
            }
            "switch_statement" => self.switch_statement(node),
            "try_statement" => self.attempt(node),
            "using_statement" | "fixed_statement" | "lock_statement" => return self.held(node, body),
            "break_statement" => StmtKind::Break,
            "continue_statement" => StmtKind::Continue,
            "yield_statement" => match children(node).pop() {
                Some(value) => StmtKind::Expr(self.expression(value)),
                None => StmtKind::Return(None),
            },
            "local_function_statement" => return body.extend(self.local_function(node)),
            "block" => StmtKind::Block(self.block(node)),
            "labeled_statement" | "checked_statement" | "unsafe_statement" | "preproc_if" | "preproc_else"
            | "preproc_elif" | "global_statement" | "ERROR" => {
                let label = node.kind() == "labeled_statement";
                let inner = children_and_errors(node).into_iter().skip(usize::from(label));
                let condition = condition(node);
                return inner.filter(|inner| Some(*inner) != condition).for_each(|inner| self.statement(inner, body));
            }
            "empty_statement" | "goto_statement" => return,
            kind if super::classes::is_type(kind) => {
                let declared = self.declaration(node);
                return self.declared.extend(declared);
            }
            _ => StmtKind::Expr(self.expression(node)),
        };
        body.push(self.low.stmt(kind, node));
    }

    /// `var a = 1, b = 2;`
    fn variables(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        let Some(declared) = child_of(node, "variable_declaration").and_then(|inner| field(inner, "type")) else {
            return;
        };
        for declarator in declarators(node) {
            body.push(self.variable(declarator, declared));
        }
    }

    pub(super) fn variable(&mut self, declarator: Node<'t>, declared: Node<'t>) -> Stmt {
        let target = match field(declarator, "name") {
            Some(name) => Pattern::Name(self.text(name).into(), self.low.span(name)),
            None => child_of(declarator, "tuple_pattern").map_or(Pattern::Other, |tuple| self.tuple_pattern(tuple)),
        };
        let annotation = self.annotation(declared);
        let value = initial(declarator).map(|value| self.wanted(value, Some(declared)));
        self.low.stmt(StmtKind::Assign { targets: vec![target], value, annotation }, declarator)
    }

    /// `(a, b)` where names are declared.
    pub(super) fn tuple_pattern(&self, node: Node<'t>) -> Pattern {
        let part = |part: Node<'t>| {
            (part.kind() == "identifier").then(|| Pattern::Name(self.text(part).into(), self.low.span(part)))
        };
        Pattern::List(children(node).into_iter().map(part).collect())
    }

    /// An expression as a statement: an assignment is one, anything else is there for its effect.
    fn effects(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        for part in children(node) {
            let expr = self.expression(part);
            let kind = match expr.kind {
                ExprKind::Assign { target, operator: None, value } => {
                    StmtKind::Assign { targets: vec![*target], value: Some(*value), annotation: None }
                }
                ExprKind::Assign { target, operator: Some(operator), value } => {
                    StmtKind::Augment { target: *target, operator, value: *value }
                }
                kind => StmtKind::Expr(Expr { kind, span: expr.span }),
            };
            body.push(self.low.stmt(kind, node));
        }
    }

    fn returned(&mut self, node: Node<'t>) -> Option<Expr> {
        let value = children(node).pop()?;
        Some(self.wanted(value, self.returns))
    }

    fn branch(&mut self, node: Node<'t>) -> StmtKind {
        let test = self.expression_in(node, "condition");
        let then = field(node, "consequence").map(|then| self.block(then)).unwrap_or_default();
        let otherwise = field(node, "alternative").map(|other| self.block(other)).unwrap_or_default();
        StmtKind::If { test, then, otherwise }
    }

    fn attempt(&mut self, node: Node<'t>) -> StmtKind {
        let body = field(node, "body").map(|body| self.block(body)).unwrap_or_default();
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for clause in children(node) {
            match clause.kind() {
                "catch_clause" => handlers.push(self.handler(clause)),
                "finally_clause" => {
                    finally = child_of(clause, "block").map(|block| self.block(block)).unwrap_or_default();
                }
                _ => {}
            }
        }
        StmtKind::Try { body, handlers, otherwise: Vec::new(), finally }
    }

    fn handler(&mut self, node: Node<'t>) -> Handler {
        let declared = child_of(node, "catch_declaration");
        let catches = declared.and_then(|of| field(of, "type")).and_then(|of| self.annotation(of));
        let name = declared.and_then(|of| field(of, "name"));
        let name = name.map(|name| Pattern::Name(self.text(name).into(), self.low.span(name)));
        let body = field(node, "body").map(|body| self.block(body)).unwrap_or_default();
        Handler { catches, name, body }
    }

    /// `using (…) {}` and its like: what is held is declared or evaluated, then the block runs.
    fn held(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        let mut parts = children(node);
        let Some(inner) = parts.pop() else { return };
        for part in parts {
            if part.kind() == "variable_declaration" {
                self.variables(node, body);
            } else {
                let held = self.expression(part);
                body.push(self.low.stmt(StmtKind::Expr(held), part));
            }
        }
        let block = self.block(inner);
        body.push(self.low.stmt(StmtKind::Block(block), inner));
    }

    /// The expression in a field.
    pub(super) fn expression_in(&mut self, node: Node<'t>, name: &str) -> Expr {
        match field(node, name) {
            Some(inner) => self.expression(inner),
            None => self.low.expr(ExprKind::Other(Vec::new()), node),
        }
    }
}

/// What a declarator gives its variable.
pub(super) fn initial(declarator: Node<'_>) -> Option<Node<'_>> {
    child_of(declarator, "=")?;
    children(declarator).pop()
}
