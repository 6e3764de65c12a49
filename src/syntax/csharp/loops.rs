//! Loops and queries.

use super::Reader;
use crate::syntax::{
    Expr, ExprKind, Loop, LoopKind, Pattern, Stmt, StmtKind,
    grammar::{children, field},
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// `foreach (var x in xs)`, `await foreach (…)`
    pub(super) fn each_loop(&mut self, node: Node<'t>) -> Loop {
        let target = field(node, "left").map(|left| match left.kind() {
            "identifier" => Pattern::Name(self.text(left).into(), self.low.span(left)),
            "tuple_pattern" => self.tuple_pattern(left),
            _ => Pattern::Other,
        });
        let over = Some(self.expression_in(node, "right"));
        let body = field(node, "body").map(|body| self.block(body)).unwrap_or_default();
        Loop { kind: LoopKind::For, target, over, test: None, body, otherwise: Vec::new() }
    }

    /// `while (…)`, `do … while (…)`
    pub(super) fn while_loop(&mut self, node: Node<'t>, condition: Option<Node<'t>>) -> Loop {
        let test = condition.map(|condition| self.expression(condition));
        let forever = matches!(test, None | Some(Expr { kind: ExprKind::Bool(true), .. }));
        let kind = if forever { LoopKind::Forever } else { LoopKind::While };
        let body = field(node, "body").map(|body| self.block(body)).unwrap_or_default();
        Loop { kind, target: None, over: None, test: test.filter(|_| !forever), body, otherwise: Vec::new() }
    }

    /// `for (var i = 0; i < n; i++)`: what stands before it, then a loop whose passes end with its last part.
    pub(super) fn counted_loop(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        let mut cursor = node.walk();
        let parts: Vec<Node<'t>> = node.children(&mut cursor).collect();
        let in_field = |name: &str| {
            let mut cursor = node.walk();
            node.children_by_field_name(name, &mut cursor).filter(Node::is_named).collect::<Vec<_>>()
        };
        if let Some(declaration) = parts.iter().find(|part| part.kind() == "variable_declaration")
            && let Some(declared) = field(*declaration, "type")
        {
            for declarator in children(*declaration).into_iter().filter(|part| part.kind() == "variable_declarator") {
                body.push(self.variable(declarator, declared));
            }
        } else {
            for part in in_field("initializer") {
                let value = self.expression(part);
                body.push(self.low.stmt(StmtKind::Expr(value), part));
            }
        }
        let mut looped = self.while_loop(node, field(node, "condition"));
        for part in in_field("update") {
            let value = self.expression(part);
            looped.body.push(self.low.stmt(StmtKind::Expr(value), part));
        }
        body.push(self.low.stmt(StmtKind::Loop(Box::new(looped)), node));
    }

    /// `from x in xs where … select f(x)`: a comprehension; with other clauses only its parts.
    pub(super) fn query(&mut self, node: Node<'t>) -> Expr {
        let mut clauses: Vec<(Pattern, Expr, Vec<Expr>)> = Vec::new();
        let mut element = None;
        for clause in children(node) {
            match clause.kind() {
                "from_clause" => {
                    let (Some(name), Some(over)) = (field(clause, "name"), children(clause).pop()) else { continue };
                    let target = Pattern::Name(self.text(name).into(), self.low.span(name));
                    clauses.push((target, self.expression(over), Vec::new()));
                }
                "select_clause" => element = children(clause).pop().map(|value| self.expression(value)),
                _ => {
                    let part = self.other(clause);
                    if let Some((_, _, conditions)) = clauses.last_mut() {
                        conditions.push(part);
                    }
                }
            }
        }
        let element = Box::new(element.unwrap_or_else(|| self.low.expr(ExprKind::Null, node)));
        self.low.expr(ExprKind::Comprehension { element, map: false, clauses }, node)
    }
}
