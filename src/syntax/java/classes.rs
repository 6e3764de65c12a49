//! Classes, interfaces, enums and records.

use super::{
    super::{Argument, Class, ClassIndex, Expr, ExprKind, Function, Pattern, Role, Stmt, StmtKind},
    Reader,
    functions::is_static,
};
use crate::{
    syntax::{
        grammar::{child_of, children, field},
        scope::Member,
    },
    value::Name,
};
use std::collections::HashMap;
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn class(&mut self, node: Node<'_>) -> ClassIndex {
        let index = self.low.next_class();
        let name_node = field(node, "name");
        let name: Option<Name> = name_node.map(|name| self.low.text(name).into());
        let name_span = self.low.span(name_node.unwrap_or(node));
        let decorators = self.annotations(node);
        let bases = self.bases(node);
        self.low.classes.push(Class {
            name: name.clone(),
            bases,
            decorators,
            parent: self.low.function,
            ..Class::bare(name_span, self.low.span(node))
        });
        let members = members_of(node);
        let declared = self.members(node, &members);
        self.scope.open_class(name, declared);
        let outer = self.low.class.replace(index);
        self.record(node, index);
        // Classes within come first: fields may be made of them.
        let (within, rest): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| is_class(member.kind()));
        for member in within.into_iter().chain(rest) {
            self.member_of(member, index);
        }
        self.low.class = outer;
        self.scope.close();
        index
    }

    fn bases(&mut self, node: Node<'_>) -> Vec<Expr> {
        let mut all = Vec::new();
        for kind in ["superclass", "super_interfaces", "extends_interfaces"] {
            let Some(list) = child_of(node, kind) else { continue };
            let types = child_of(list, "type_list").unwrap_or(list);
            all.extend(children(types).into_iter().map(|base| self.constructed(base)));
        }
        all
    }

    /// What the class declares, for the names in it.
    fn members(&mut self, node: Node<'_>, members: &[Node<'_>]) -> HashMap<Name, Member> {
        let mut all = HashMap::new();
        let constant = node.kind() == "interface_declaration";
        for member in members {
            match member.kind() {
                "field_declaration" | "constant_declaration" => {
                    let kind = if constant || is_static(*member) { Member::Shared } else { Member::Field };
                    all.extend(self.declared_names(*member).into_iter().map(|name| (name, kind)));
                }
                "method_declaration" => {
                    let kind = if is_static(*member) { Member::OfClass } else { Member::Method };
                    all.extend(field(*member, "name").map(|name| (self.low.text(name).into(), kind)));
                }
                "enum_constant" => {
                    all.extend(field(*member, "name").map(|name| (self.low.text(name).into(), Member::Shared)));
                }
                kind if is_class(kind) => {
                    all.extend(field(*member, "name").map(|name| (self.low.text(name).into(), Member::Nested)));
                }
                _ => {}
            }
        }
        let parameters = field(node, "parameters").map(children).unwrap_or_default();
        all.extend(
            parameters
                .into_iter()
                .filter_map(|p| field(p, "name"))
                .map(|name| (self.low.text(name).into(), Member::Field)),
        );
        all
    }

    /// Names that a field declaration declares.
    pub(super) fn declared_names(&self, node: Node<'_>) -> Vec<Name> {
        let declarators = children(node).into_iter().filter(|child| child.kind() == "variable_declarator");
        declarators.filter_map(|declarator| field(declarator, "name")).map(|name| self.low.text(name).into()).collect()
    }

    fn member_of(&mut self, node: Node<'_>, class: ClassIndex) {
        match node.kind() {
            "field_declaration" | "constant_declaration" => self.field(node, class),
            "method_declaration" | "constructor_declaration" => {
                if let Some(index) = self.method(node, class) {
                    self.low.classes[class as usize].methods.push(index);
                }
            }
            "enum_constant" => self.constant(node, class),
            "static_initializer" | "block" => {
                let block = child_of(node, "block").filter(|_| node.kind() == "static_initializer").unwrap_or(node);
                let mut body = Vec::new();
                self.scope.open_body();
                self.statements(block, &mut body);
                self.scope.close();
                let block = self.low.stmt(StmtKind::Block(body), node);
                self.low.classes[class as usize].body.push(block);
            }
            kind if is_class(kind) => {
                let inner = self.class(node);
                let statement = self.low.stmt(StmtKind::Class(inner), node);
                self.low.classes[class as usize].body.push(statement);
            }
            _ => {}
        }
    }

    fn field(&mut self, node: Node<'_>, class: ClassIndex) {
        let shared = node.kind() == "constant_declaration" || is_static(node);
        let injected = self.injected(node);
        let mut injected = injected;
        for declarator in children(node).into_iter().filter(|child| child.kind() == "variable_declarator") {
            let Some(name) = field(declarator, "name") else { continue };
            let value = field(declarator, "value").map(|value| self.expr(value)).or_else(|| injected.take());
            let annotation = self.declared(field(node, "type"));
            let text: Name = self.low.text(name).into();
            if !shared {
                self.low.classes[class as usize].instance_fields.push(text.clone());
            }
            let targets = vec![Pattern::Name(text, self.low.span(name))];
            let statement = self.low.stmt(StmtKind::Assign { targets, value, annotation }, node);
            self.low.classes[class as usize].body.push(statement);
        }
    }

    /// A constant of an enum: an instance, made when the class is.
    fn constant(&mut self, node: Node<'_>, class: ClassIndex) {
        let Some(name) = field(node, "name") else { return };
        let own = self.scope.class_path();
        let arguments: Vec<Argument> = self.arguments(field(node, "arguments"));
        let mut value = match self.class_at(&own, name) {
            Some(callee) => self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: true }, node),
            None => self.low.expr(ExprKind::Opaque, node),
        };
        if let Some(body) = field(node, "body") {
            let parts = std::iter::once(value).chain(self.anonymous(body)).collect();
            value = self.low.expr(ExprKind::Other(parts), node);
        }
        let targets = vec![Pattern::Name(self.low.text(name).into(), self.low.span(name))];
        let statement = self.low.stmt(StmtKind::Assign { targets, value: Some(value), annotation: None }, node);
        self.low.classes[class as usize].body.push(statement);
    }

    /// A record's constructor, which puts its parameters into fields after what a compact one says.
    fn record(&mut self, node: Node<'_>, class: ClassIndex) {
        if node.kind() != "record_declaration" {
            return;
        }
        let compact = members_of(node).into_iter().find(|member| member.kind() == "compact_constructor_declaration");
        let index = self.low.next_function();
        let span = self.low.span(node);
        self.low.functions.push(Function {
            name: Some("constructor".into()),
            role: Role::Constructor,
            class: Some(class),
            parent: self.low.function,
            ..Function::bare(self.low.span(field(node, "name").unwrap_or(node)), span)
        });
        let outer = self.low.function.replace(index);
        self.scope.open([]);
        let parameters = self.parameters(field(node, "parameters"));
        let mut body = Vec::new();
        if let Some(block) = compact.and_then(|compact| field(compact, "body")) {
            self.statements(block, &mut body);
        }
        for parameter in &parameters {
            if let Pattern::Name(name, at) = &parameter.pattern {
                body.push(keep(name, *at));
            }
        }
        self.scope.close();
        self.low.function = outer;
        let function = &mut self.low.functions[index as usize];
        (function.parameters, function.body) = (parameters, body);
        self.low.classes[class as usize].methods.push(index);
    }
}

/// `this.name = name`.
pub(crate) fn keep(name: &Name, span: crate::source::Span) -> Stmt {
    let this = Box::new(Expr { kind: ExprKind::Name("this".into()), span });
    let place = Expr { kind: ExprKind::Attribute { of: this, name: name.clone(), name_span: span }, span };
    let value = Some(Expr { kind: ExprKind::Name(name.clone()), span });
    Stmt { kind: StmtKind::Assign { targets: vec![Pattern::Place(place)], value, annotation: None }, span }
}

/// The members of a class, those that stand behind an enum's constants included.
fn members_of(node: Node<'_>) -> Vec<Node<'_>> {
    let Some(body) = field(node, "body") else { return Vec::new() };
    let members = children(body)
        .into_iter()
        .flat_map(|member| if member.kind() == "enum_body_declarations" { children(member) } else { vec![member] });
    members.collect()
}

/// Whether a declaration is one of a class.
pub(super) fn is_class(kind: &str) -> bool {
    matches!(kind, "class_declaration" | "interface_declaration" | "enum_declaration" | "record_declaration")
}
