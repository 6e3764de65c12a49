//! Fields and properties: what a class binds, what each instance binds, and what whoever makes one may set.

use super::{
    Reader,
    classes::{Declared, Parts},
    constructors::REST,
    functions::{Head, has_modifier},
};
use crate::{
    syntax::{
        Expr, ExprKind, Pattern, Role, Stmt, StmtKind,
        grammar::{child_of, children, field},
    },
    value::Name,
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// A field of the class. While the class is made its own members are names.
    pub(super) fn class_field(&mut self, declared: Declared<'t>) -> Stmt {
        let members = self.types.last_mut().map(|scope| std::mem::take(&mut scope.members)).unwrap_or_default();
        let (value, annotation) = self.initial_of(declared);
        if let Some(scope) = self.types.last_mut() {
            scope.members = members;
        }
        let targets = vec![Pattern::Name(self.text(declared.name).into(), self.low.span(declared.name))];
        self.low.stmt(StmtKind::Assign { targets, value, annotation }, declared.whole)
    }

    /// A field of each instance; nothing where neither its value nor its type says anything.
    pub(super) fn instance_field(&mut self, declared: Declared<'t>) -> Option<Stmt> {
        let (value, annotation) = self.initial_of(declared);
        let value = value.or_else(|| self.null_of(declared.kind));
        if value.is_none() && annotation.is_none() {
            return None;
        }
        let targets = vec![Pattern::Place(self.of_this(declared.name))];
        Some(self.low.stmt(StmtKind::Assign { targets, value, annotation }, declared.whole))
    }

    /// What a field or property is at first, and its type.
    fn initial_of(&mut self, declared: Declared<'t>) -> (Option<Expr>, Option<Expr>) {
        self.locals.push(self.locals_of(declared.whole));
        let annotation = self.annotation(declared.kind);
        let value = declared.value.map(|value| self.wanted(value, Some(declared.kind)));
        self.locals.pop();
        (value, annotation)
    }

    /// `null`, where a type says that it may be and nothing else is given.
    fn null_of(&self, declared: Node<'t>) -> Option<Expr> {
        (declared.kind() == "nullable_type").then(|| self.low.expr(ExprKind::Null, declared))
    }

    /// `this.name`.
    pub(super) fn of_this(&self, name: Node<'t>) -> Expr {
        let this = self.low.expr(ExprKind::Name("this".into()), name);
        self.low.attribute(this, name, name)
    }

    /// A property: a getter, a field, or a field that others may set.
    pub(super) fn property(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        let (Some(name), Some(kind)) = (field(node, "name"), field(node, "type")) else { return };
        let of_type = has_modifier(self, node, "static");
        let value = field(node, "value");
        if let Some(arrow) = value.filter(|value| value.kind() == "arrow_expression_clause") {
            match children(arrow).into_iter().next() {
                Some(value) if of_type => {
                    let declared = Declared { name, kind, value: Some(value), whole: node };
                    parts.body.push(self.class_field(declared));
                }
                _ => parts.methods.push(self.getter(node, name, kind)),
            }
            return;
        }
        let accessors = field(node, "accessors").map(children).unwrap_or_default();
        if accessors.iter().any(|accessor| field(*accessor, "body").is_some()) {
            self.accessors(node, name, parts);
            return;
        }
        let set = accessors.iter().any(|accessor| self.is_open_setter(*accessor));
        let hidden = has_modifier(self, node, "private") || has_modifier(self, node, "protected");
        let declared = Declared { name, kind, value, whole: node };
        if of_type {
            parts.body.push(self.class_field(declared));
        } else if set && !hidden {
            parts.settable.push(declared);
        } else {
            parts.fields.push(declared);
        }
    }

    fn is_open_setter(&self, accessor: Node<'t>) -> bool {
        let named = field(accessor, "name").is_some_and(|name| matches!(self.text(name), "set" | "init"));
        named && child_of(accessor, "modifier").is_none()
    }

    /// `{ Model: this.Model = "…", …rest } = rest`: settable properties take what the maker of the instance gave for
    /// them, or what they are at first.
    pub(super) fn settable(&mut self, all: &[Declared<'t>], node: Node<'t>) -> Vec<Stmt> {
        let mut entries = Vec::new();
        for declared in all {
            let default = self.initial_of(*declared).0.or_else(|| self.null_of(declared.kind));
            let place = Pattern::Place(self.of_this(declared.name));
            entries.push((self.text(declared.name).into(), place, default));
        }
        let mut set = self.taken_out(entries, node).into_iter().collect::<Vec<_>>();
        for declared in all {
            if let Some(annotation) = self.annotation(declared.kind) {
                let targets = vec![Pattern::Place(self.of_this(declared.name))];
                let value = Some(self.of_this(declared.name));
                let kind = StmtKind::Assign { targets, value, annotation: Some(annotation) };
                set.push(self.low.stmt(kind, declared.whole));
            }
        }
        set
    }

    /// The same behind a constructor's own statements, for those that it set itself.
    pub(super) fn settable_again(&mut self, all: &[Declared<'t>], node: Node<'t>) -> Option<Stmt> {
        let mut entries = Vec::new();
        for declared in all {
            let place = Pattern::Place(self.of_this(declared.name));
            entries.push((self.text(declared.name).into(), place, Some(self.of_this(declared.name))));
        }
        self.taken_out(entries, node)
    }

    fn taken_out(&self, entries: Vec<(Name, Pattern, Option<Expr>)>, node: Node<'t>) -> Option<Stmt> {
        if entries.is_empty() {
            return None;
        }
        let rest = Pattern::Name(REST.into(), self.nowhere(node));
        let value = Some(self.low.expr(ExprKind::Name(REST.into()), node));
        let targets = vec![Pattern::Map { entries, rest: Some(Box::new(rest)) }];
        Some(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, node))
    }

    fn getter(&mut self, node: Node<'t>, name: Node<'t>, kind: Node<'t>) -> u32 {
        let index = self.method(node, name);
        let returns = self.annotation(kind);
        let function = &mut self.low.functions[index as usize];
        (function.role, function.returns) = (Role::Getter, returns);
        index
    }

    /// Accessors with bodies: the one that is read like a field, and the others for the calls in them.
    pub(super) fn accessors(&mut self, node: Node<'t>, name: Node<'t>, parts: &mut Parts<'t>) {
        let declared = field(node, "type");
        for accessor in field(node, "accessors").map(children).unwrap_or_default() {
            let Some(kind) = field(accessor, "name").filter(|_| field(accessor, "body").is_some()) else { continue };
            let reads = self.text(kind) == "get";
            let named = if reads { name } else { kind };
            let role = if reads { Role::Getter } else { Role::Method };
            let text = if named == node { self.text(kind) } else { self.text(named) };
            let head = Head {
                name: Some(text.into()),
                name_span: self.low.span(named),
                role,
                decorators: Vec::new(),
                returns: None,
            };
            self.locals.push(self.locals_of(node));
            let index = self.function(accessor, head, |reader| (Vec::new(), reader.body(accessor, declared)));
            self.locals.pop();
            parts.methods.push(index);
        }
    }
}
