//! Methods, blocks and lambdas, and their parameters.

use super::{
    Argument, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Parameter, ParameterKind, Pattern, Reader, Role,
    Stmt, children, field, tails::Tail,
};
use crate::{source::Span, value::Name};
use std::collections::HashSet;
use tree_sitter::Node;

impl Reader<'_, '_, '_> {
    /// `def name … end`: its names are its own.
    pub(super) fn define(&mut self, node: Node<'_>, role: Role, class: Option<ClassIndex>) -> FunctionIndex {
        let outer = std::mem::replace(&mut self.locals, vec![HashSet::new()]);
        let before = std::mem::take(&mut self.before);
        let name = field(node, "name").map(|name| (Name::from(self.low.text(name)), self.low.span(name)));
        let index = self.open_function(node, name, role, class);
        self.fill(node, field(node, "parameters"), field(node, "body"), index);
        self.locals = outer;
        self.before = before;
        index
    }

    /// `{ |x| … }`, `do |x| … end`, `-> (x) { … }`: sees the names around it.
    pub(super) fn block(&mut self, node: Node<'_>) -> FunctionIndex {
        self.locals.push(HashSet::new());
        let before = std::mem::take(&mut self.before);
        let index = self.open_function(node, None, Role::Lambda, None);
        let body = match field(node, "body") {
            Some(inner) if matches!(inner.kind(), "block" | "do_block") => field(inner, "body"),
            body => body,
        };
        self.fill(node, field(node, "parameters"), body, index);
        self.before = before;
        self.locals.pop();
        index
    }

    fn open_function(
        &mut self,
        node: Node<'_>,
        name: Option<(Name, Span)>,
        role: Role,
        class: Option<ClassIndex>,
    ) -> FunctionIndex {
        let index = self.low.next_function();
        let span = self.low.span(node);
        let name_span = name.as_ref().map_or(span, |(_, span)| *span);
        self.low.functions.push(Function {
            name: name.map(|(name, _)| name),
            role,
            class,
            parent: self.low.function,
            ..Function::bare(name_span, span)
        });
        index
    }

    fn fill(&mut self, node: Node<'_>, parameters: Option<Node<'_>>, body: Option<Node<'_>>, index: FunctionIndex) {
        let outer = self.low.function.replace(index);
        let loops = std::mem::take(&mut self.loops);
        let parameters: Vec<Parameter> = match parameters {
            Some(list) => children(list).into_iter().filter_map(|one| self.parameter(one)).collect(),
            None => Vec::new(),
        };
        let body = match body {
            Some(body) if body.kind() == "body_statement" || body.kind() == "block_body" => {
                self.body(&children(body), Some(Tail::Return), node)
            }
            Some(only) => self.body(&[only], Some(Tail::Return), node),
            None => Vec::new(),
        };
        self.low.function = outer;
        self.loops = loops;
        let function = &mut self.low.functions[index as usize];
        (function.parameters, function.body) = (parameters, body);
    }

    fn parameter(&mut self, node: Node<'_>) -> Option<Parameter> {
        let kind = match node.kind() {
            "keyword_parameter" => ParameterKind::Named,
            "splat_parameter" => ParameterKind::Rest,
            "hash_splat_parameter" => ParameterKind::RestNamed,
            "identifier" | "optional_parameter" | "block_parameter" | "destructured_parameter" => {
                ParameterKind::Positional
            }
            _ => return None,
        };
        let pattern = match node.kind() {
            "destructured_parameter" => {
                let parts = children(node).into_iter().map(|part| self.parameter(part).map(|part| part.pattern));
                Pattern::List(parts.collect())
            }
            "identifier" => self.pattern(node),
            _ => self.pattern(field(node, "name")?),
        };
        // A keyword without a default must be given; a block may be left out.
        let default = field(node, "value").map(|value| self.expr(value));
        Some(Parameter { pattern, default, annotation: None, kind })
    }

    /// A body that may have `rescue`, `else` and `ensure`.
    pub(super) fn body(&mut self, nodes: &[Node<'_>], tail: Option<Tail<'_>>, whole: Node<'_>) -> Vec<Stmt> {
        if nodes.iter().any(|node| matches!(node.kind(), "rescue" | "ensure")) {
            return vec![self.attempt(nodes, tail, whole)];
        }
        self.ending(nodes, tail)
    }
}

/// A parameter as it is passed on by a bare `super`.
pub(super) fn passed_on(parameter: &Parameter, span: Span) -> Option<Argument> {
    let Pattern::Name(name, _) = &parameter.pattern else { return None };
    let value = Expr { kind: ExprKind::Name(name.clone()), span };
    Some(match parameter.kind {
        ParameterKind::Positional => Argument::Positional(value),
        ParameterKind::Named => Argument::Named(name.clone(), value),
        ParameterKind::Rest => Argument::Spread(value),
        ParameterKind::RestNamed => Argument::SpreadNamed(value),
    })
}
