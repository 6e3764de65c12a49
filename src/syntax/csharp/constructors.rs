//! Constructors: those that are written, the one in a type's head, and the one that only fills properties.

use super::{
    Reader,
    classes::{Declared, Parts, is_type},
    functions::Head,
    names::Locals,
};
use crate::syntax::{
    Argument, Expr, ExprKind, Parameter, ParameterKind, Pattern, Role, Stmt, StmtKind,
    grammar::{child_of, children, field},
};
use std::collections::HashSet;
use tree_sitter::Node;

/// What takes the named arguments that no parameter of a constructor takes: an initialiser's.
pub(super) const REST: &str = "initialiser";

impl<'s, 't> Reader<'_, 's, 't> {
    /// One constructor for each that is written, the longest last, or one that only sets fields.
    pub(super) fn constructors(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        let primary = child_of(node, "parameter_list");
        let mut written = std::mem::take(&mut parts.constructors);
        written.retain(|one| !children(*one).iter().any(|child| self.text(*child) == "static"));
        written.sort_by_key(|one| field(*one, "parameters").map_or(0, |list| children(list).len()));
        let nothing = parts.fields.is_empty() && parts.settable.is_empty() && base_list(node).is_none();
        if primary.is_some() || written.is_empty() && !nothing {
            written.push(node);
        }
        for one in written {
            let index = self.constructor(one, node, parts);
            parts.methods.push(index);
        }
    }

    /// A constructor; one in the head of a type is the type's own node.
    fn constructor(&mut self, node: Node<'t>, class: Node<'t>, parts: &Parts<'t>) -> u32 {
        let name = field(node, "name").unwrap_or(node);
        let head = Head {
            name: Some("constructor".into()),
            name_span: self.nowhere(name),
            role: Role::Constructor,
            decorators: Vec::new(),
            returns: None,
        };
        let locals = if node == class { Locals::new() } else { self.locals_of(node) };
        self.locals.push(locals);
        let index = self.function(node, head, |reader| {
            let list = if node == class { child_of(node, "parameter_list") } else { field(node, "parameters") };
            let mut parameters = list.map(|list| reader.parameters(list)).unwrap_or_default();
            let body = if node == class {
                reader.implied(&parameters, class, parts)
            } else {
                reader.written(node, class, parts)
            };
            let pattern = Pattern::Name(REST.into(), reader.nowhere(name));
            parameters.push(Parameter { pattern, default: None, annotation: None, kind: ParameterKind::RestNamed });
            (parameters, body)
        });
        self.locals.pop();
        index
    }

    /// What a constructor without statements does.
    fn implied(&mut self, parameters: &[Parameter], class: Node<'t>, parts: &Parts<'t>) -> Vec<Stmt> {
        let mut body: Vec<Stmt> = parameters.iter().filter_map(|parameter| self.kept(parameter, class)).collect();
        body.extend(parts.fields.iter().filter_map(|declared| self.instance_field(*declared)));
        let settable = self.settable(&parts.settable, class);
        body.extend(settable);
        body.extend(self.base_call(class, class));
        body
    }

    /// What a constructor that is written does: `this(…)` leaves the fields to another.
    fn written(&mut self, node: Node<'t>, class: Node<'t>, parts: &Parts<'t>) -> Vec<Stmt> {
        let delegates = child_of(node, "constructor_initializer").is_some_and(|of| child_of(of, "this").is_some());
        let assigned = self.assigned(node);
        let (again, first): (Vec<Declared<'t>>, Vec<Declared<'t>>) =
            parts.settable.iter().partition(|declared| assigned.contains(self.text(declared.name)));
        let mut body = Vec::new();
        if !delegates {
            body.extend(parts.fields.iter().filter_map(|declared| self.instance_field(*declared)));
            let settable = self.settable(&first, node);
            body.extend(settable);
        }
        body.extend(self.base_call(node, class));
        body.extend(self.body(node, None));
        body.extend(self.settable_again(&again, node));
        body
    }

    /// Names that a constructor assigns to.
    fn assigned(&self, node: Node<'t>) -> HashSet<&'s str> {
        let mut found = HashSet::new();
        let mut cursor = node.walk();
        loop {
            let at = cursor.node();
            if at.kind() == "assignment_expression"
                && let Some(left) = field(at, "left")
            {
                found.insert(self.text(field(left, "name").unwrap_or(left)));
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() || cursor.node() == node {
                    return found;
                }
            }
        }
    }

    /// `this.name = name`, for a parameter in the head of a type.
    fn kept(&self, parameter: &Parameter, node: Node<'t>) -> Option<Stmt> {
        let Pattern::Name(name, span) = &parameter.pattern else { return None };
        let this = Box::new(self.low.expr(ExprKind::Name("this".into()), node));
        let kind = ExprKind::Attribute { of: this, name: name.clone(), name_span: *span };
        let targets = vec![Pattern::Place(Expr { kind, span: *span })];
        let value = Some(Expr { kind: ExprKind::Name(name.clone()), span: *span });
        Some(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, node))
    }

    /// What a constructor hands on to another of its class or to its base: its arguments, and the rest of what an
    /// initialiser gives.
    fn base_call(&mut self, node: Node<'t>, class: Node<'t>) -> Option<Stmt> {
        let initialiser = child_of(node, "constructor_initializer");
        let to_this = initialiser.is_some_and(|of| child_of(of, "this").is_some());
        let bases = base_list(class);
        let first = bases.and_then(|bases| children(bases).into_iter().next());
        if !to_this && first.is_none_or(|first| is_interface(self.type_name(first))) {
            return None;
        }
        let head = || {
            let bases = bases.filter(|_| is_type(node.kind()))?;
            let primary = child_of(bases, "primary_constructor_base_type");
            child_of(primary.unwrap_or(bases), "argument_list")
        };
        let list = initialiser.and_then(|of| child_of(of, "argument_list")).or_else(head);
        let mut arguments = list.map(|list| self.arguments(list)).unwrap_or_default();
        arguments.push(Argument::SpreadNamed(self.low.expr(ExprKind::Name(REST.into()), node)));
        let callee = if to_this {
            let this = Box::new(self.low.expr(ExprKind::Name("this".into()), node));
            let name_span = self.nowhere(node);
            self.low.expr(ExprKind::Attribute { of: this, name: "constructor".into(), name_span }, node)
        } else {
            self.low.expr(ExprKind::Name("super".into()), node)
        };
        let call = ExprKind::Call { callee: Box::new(callee), arguments, new: false };
        Some(self.low.stmt(StmtKind::Expr(self.low.expr(call, node)), node))
    }
}

fn base_list(class: Node<'_>) -> Option<Node<'_>> {
    child_of(class, "base_list")
}

/// Whether a name is an interface's, as all code names them.
fn is_interface(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase)
}
