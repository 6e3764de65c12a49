//! Methods, local functions, their parameters and bodies.

use super::Reader;
use crate::{
    source::Span,
    syntax::{
        Argument, Expr, ExprKind, Function, FunctionIndex, Parameter, ParameterKind, Pattern, Role, Stmt, StmtKind,
        grammar::{child_of, children, field},
    },
    value::Name,
};
use tree_sitter::Node;

/// What is said of a function before its parameters.
pub(super) struct Head {
    pub name: Option<Name>,
    pub name_span: Span,
    pub role: Role,
    pub decorators: Vec<Expr>,
    pub returns: Option<Expr>,
}

impl<'t> Reader<'_, '_, 't> {
    /// A method, or anything else in a type that has parameters and a body, under a name.
    pub(super) fn method(&mut self, node: Node<'t>, name: Node<'t>) -> FunctionIndex {
        let role = if has_modifier(self, node, "static") { Role::Static } else { Role::Method };
        let decorators = self.attributes(node);
        let returns = field(node, "returns").or_else(|| field(node, "type"));
        let annotation = returns.and_then(|returns| self.annotation(self.constructed(returns)));
        let (text, span) = (self.text(name).into(), self.low.span(name));
        let head = Head { name: Some(text), name_span: span, role, decorators, returns: annotation };
        self.locals.push(self.locals_of(node));
        let index = self.function(node, head, |reader| {
            let parameters = field(node, "parameters").map(|list| reader.parameters(list)).unwrap_or_default();
            (parameters, reader.body(node, returns))
        });
        self.locals.pop();
        index
    }

    /// A function within a function.
    pub(super) fn local_function(&mut self, node: Node<'t>) -> Option<Stmt> {
        let name = field(node, "name")?;
        let index = self.method(node, name);
        let function = &mut self.low.functions[index as usize];
        (function.role, function.class) = (Role::Function, None);
        Some(self.low.stmt(StmtKind::Function(index), node))
    }

    /// Reads a function's parameters and body with itself as the function around them.
    pub(super) fn function(
        &mut self,
        node: Node<'t>,
        head: Head,
        read: impl FnOnce(&mut Self) -> (Vec<Parameter>, Vec<Stmt>),
    ) -> FunctionIndex {
        let index = self.low.next_function();
        let member = !matches!(head.role, Role::Function | Role::Lambda);
        self.low.functions.push(Function {
            name: head.name,
            decorators: head.decorators,
            returns: head.returns,
            role: head.role,
            is_async: has_modifier(self, node, "async"),
            is_generator: yields(node),
            class: self.low.class.filter(|_| member),
            parent: self.low.function,
            ..Function::bare(head.name_span, self.low.span(node))
        });
        let outer = self.low.function.replace(index);
        let (parameters, body) = read(self);
        self.low.function = outer;
        let function = &mut self.low.functions[index as usize];
        (function.parameters, function.body) = (parameters, body);
        index
    }

    /// The body of a function: its block, or what follows its arrow; `returns` is what it declares to give.
    pub(super) fn body(&mut self, node: Node<'t>, returns: Option<Node<'t>>) -> Vec<Stmt> {
        let Some(body) = field(node, "body").or_else(|| field(node, "value")) else { return Vec::new() };
        match body.kind() {
            "block" => self.block_of(body, returns),
            "arrow_expression_clause" => match children(body).into_iter().next() {
                Some(expr) => {
                    let value = self.wanted(expr, returns);
                    vec![self.low.stmt(StmtKind::Return(Some(value)), body)]
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// A list of parameters.
    pub(super) fn parameters(&mut self, list: Node<'t>) -> Vec<Parameter> {
        let mut read: Vec<Parameter> = Vec::new();
        let parts = children(list);
        for (at, part) in parts.iter().enumerate() {
            if part.kind() == "parameter" {
                read.extend(self.parameter(*part));
            } else if part.kind() == "identifier" && child_of(list, "params").is_some() {
                // `params T[] rest`: type and name stand in the list itself.
                let pattern = Pattern::Name(self.text(*part).into(), self.low.span(*part));
                if at > 0 {
                    read.push(Parameter { pattern, default: None, annotation: None, kind: ParameterKind::Rest });
                }
            }
        }
        read
    }

    fn parameter(&mut self, node: Node<'t>) -> Option<Parameter> {
        let name = field(node, "name")?;
        let declared = field(node, "type");
        let annotation = declared.and_then(|declared| self.annotation(declared));
        let default = children(node).into_iter().rev().find(|part| part.start_byte() > name.end_byte());
        let default = default.map(|default| self.wanted(default, declared));
        let pattern = Pattern::Name(self.text(name).into(), self.low.span(name));
        Some(Parameter { pattern, default, annotation, kind: ParameterKind::Positional })
    }

    /// `[HttpPost("chat")]` and the like, as calls.
    pub(super) fn attributes(&mut self, node: Node<'t>) -> Vec<Expr> {
        let lists = children(node).into_iter().filter(|child| child.kind() == "attribute_list");
        let attributes: Vec<Node<'t>> = lists.flat_map(children).filter(|child| child.kind() == "attribute").collect();
        attributes.into_iter().filter_map(|attribute| self.attribute(attribute)).collect()
    }

    fn attribute(&mut self, node: Node<'t>) -> Option<Expr> {
        let callee = self.annotation(field(node, "name")?)?;
        let Some(list) = child_of(node, "attribute_argument_list") else { return Some(callee) };
        let mut arguments = Vec::new();
        for argument in children(list) {
            let Some(value) = children(argument).pop() else { continue };
            let name = field(argument, "name").map(|name| Name::from(self.text(name)));
            let value = self.expression(value);
            arguments.push(match name {
                Some(name) => Argument::Named(name, value),
                None => Argument::Positional(value),
            });
        }
        let kind = ExprKind::Call { callee: Box::new(callee), arguments, new: false };
        Some(self.low.expr(kind, node))
    }
}

/// Whether a declaration has a modifier.
pub(super) fn has_modifier(reader: &Reader<'_, '_, '_>, node: Node<'_>, modifier: &str) -> bool {
    children(node).into_iter().any(|child| child.kind() == "modifier" && reader.text(child) == modifier)
}

/// Whether a function yields, itself rather than a function in it.
fn yields(node: Node<'_>) -> bool {
    let mut cursor = node.walk();
    loop {
        let at = cursor.node();
        if at.kind() == "yield_statement" {
            return true;
        }
        let inner =
            matches!(at.kind(), "lambda_expression" | "local_function_statement" | "anonymous_method_expression");
        if (at == node || !inner) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() || cursor.node() == node {
                return false;
            }
        }
    }
}
