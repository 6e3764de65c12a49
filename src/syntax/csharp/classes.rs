//! Classes, structs, records and enums.

use super::{
    Reader,
    functions::has_modifier,
    members::{declarations, declarators},
};
use crate::syntax::{
    Class, Expr, ExprKind, Pattern, Stmt, StmtKind,
    grammar::{child_of, children, field},
};
use tree_sitter::Node;

/// A type's parts while they are read.
#[derive(Default)]
pub(super) struct Parts<'t> {
    /// What the type itself binds.
    pub body: Vec<Stmt>,
    /// What each instance binds before its constructor's own statements.
    pub fields: Vec<Declared<'t>>,
    /// Properties that whoever makes an instance may set.
    pub settable: Vec<Declared<'t>>,
    pub methods: Vec<u32>,
    pub constructors: Vec<Node<'t>>,
}

/// A field or property as it is declared.
#[derive(Clone, Copy)]
pub(super) struct Declared<'t> {
    pub name: Node<'t>,
    pub kind: Node<'t>,
    pub value: Option<Node<'t>>,
    pub whole: Node<'t>,
}

/// Whether a node of this kind declares a type.
pub(super) fn is_type(kind: &str) -> bool {
    matches!(
        kind,
        "class_declaration"
            | "struct_declaration"
            | "record_declaration"
            | "enum_declaration"
            | "interface_declaration"
            | "delegate_declaration"
    )
}

/// The name of a type, or of what could not be read whole but begins as one.
pub(super) fn name_of(node: Node<'_>) -> Option<Node<'_>> {
    field(node, "name").or_else(|| child_of(node, "identifier").filter(|_| node.is_error()))
}

impl<'t> Reader<'_, '_, 't> {
    /// Statements that declare a type. Interfaces and delegates are no code.
    pub(super) fn declaration(&mut self, node: Node<'t>) -> Vec<Stmt> {
        let Some(name) = name_of(node) else { return Vec::new() };
        match node.kind() {
            "enum_declaration" => vec![self.enumeration(node, name)],
            "class_declaration" | "struct_declaration" | "record_declaration" | "ERROR" => {
                if !self.low.enter(node) {
                    return Vec::new();
                }
                let declared = self.class(node, name);
                self.low.leave();
                declared
            }
            _ => Vec::new(),
        }
    }

    fn enumeration(&mut self, node: Node<'t>, name: Node<'t>) -> Stmt {
        let mut members = Vec::new();
        for member in field(node, "body").map(children).unwrap_or_default() {
            let Some(name) = field(member, "name") else { continue };
            let value = field(member, "value").map(|value| self.expression(value));
            members.push((self.text(name).into(), value));
        }
        self.low.stmt(StmtKind::Enum { name: self.text(name).into(), members }, node)
    }

    fn class(&mut self, node: Node<'t>, name: Node<'t>) -> Vec<Stmt> {
        let index = self.low.next_class();
        let bases = self.bases(node);
        let decorators = self.attributes(node);
        self.low.classes.push(Class {
            name: Some(self.text(name).into()),
            bases,
            decorators,
            ..Class::bare(self.low.span(name), self.low.span(node))
        });
        let scope = self.scope_of(node, self.text(name));
        self.types.push(scope);
        let outer = (self.low.class.replace(index), self.low.function.take(), std::mem::take(&mut self.locals));
        let parts = self.parts(node);
        (self.low.class, self.low.function, self.locals) = outer;
        self.types.pop();
        let class = &mut self.low.classes[index as usize];
        (class.body, class.methods) = (parts.body, parts.methods);
        let mut declared = vec![self.low.stmt(StmtKind::Class(index), node)];
        declared.extend(self.stands_for(node, name));
        declared
    }

    /// Members in order of what they may use: constants, then fields, then everything that runs later.
    fn parts(&mut self, node: Node<'t>) -> Parts<'t> {
        let mut parts = Parts::default();
        let declared = declarations(node);
        let constant = |reader: &Self, node: Node<'t>| has_modifier(reader, node, "const");
        let (constants, rest): (Vec<_>, Vec<_>) = declared.into_iter().partition(|node| constant(self, *node));
        for declaration in constants.into_iter().chain(rest) {
            self.member(declaration, &mut parts);
        }
        self.constructors(node, &mut parts);
        parts
    }

    fn member(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        match node.kind() {
            "field_declaration" | "event_field_declaration" => self.fields(node, parts),
            "property_declaration" => self.property(node, parts),
            "constructor_declaration" => parts.constructors.push(node),
            "indexer_declaration" | "event_declaration" => self.accessors(node, node, parts),
            kind if is_type(kind) => {
                let declared = self.declaration(node);
                let of_type = declared.first().and_then(|stmt| self.nested(stmt, node));
                parts.body.extend(of_type);
                self.declared.extend(declared);
            }
            _ => {
                if field(node, "body").is_some() {
                    let name = field(node, "name").or_else(|| field(node, "operator")).unwrap_or(node);
                    parts.methods.push(self.method(node, name));
                }
            }
        }
    }

    /// `Inner = Inner`, so that `Outer.Inner` is found too: nested types are bound at the top of their file.
    fn nested(&self, stmt: &Stmt, node: Node<'t>) -> Option<Stmt> {
        let name = field(node, "name")?;
        let kind = match &stmt.kind {
            StmtKind::Class(_) | StmtKind::Enum { .. } => StmtKind::Assign {
                targets: vec![Pattern::Name(self.text(name).into(), self.low.span(name))],
                value: Some(self.low.expr(ExprKind::Name(self.text(name).into()), name)),
                annotation: None,
            },
            _ => return None,
        };
        Some(self.low.stmt(kind, node))
    }

    fn fields(&mut self, node: Node<'t>, parts: &mut Parts<'t>) {
        let Some(kind) = child_of(node, "variable_declaration").and_then(|inner| field(inner, "type")) else { return };
        let of_type = has_modifier(self, node, "static") || has_modifier(self, node, "const");
        for declarator in declarators(node) {
            let Some(name) = field(declarator, "name") else { continue };
            let declared = Declared { name, kind, value: super::statements::initial(declarator), whole: node };
            if of_type {
                parts.body.push(self.class_field(declared));
            } else {
                parts.fields.push(declared);
            }
        }
    }

    /// `IStore` means `Store` where `Store` declares to be one: who is handed an interface is handed its class.
    fn stands_for(&self, node: Node<'t>, name: Node<'t>) -> Option<Stmt> {
        let bases = children(child_of(node, "base_list")?);
        let own = self.text(name);
        let interface = bases.into_iter().find(|base| self.type_name(*base).strip_prefix('I') == Some(own))?;
        let target = Pattern::Name(self.type_name(interface).into(), self.low.span(interface));
        let value = Some(self.low.expr(ExprKind::Name(own.into()), name));
        Some(self.low.stmt(StmtKind::Assign { targets: vec![target], value, annotation: None }, node))
    }

    fn bases(&mut self, node: Node<'t>) -> Vec<Expr> {
        let parts = child_of(node, "base_list").map(children).unwrap_or_default();
        let mut bases = Vec::new();
        for part in parts {
            let named = if part.kind() == "primary_constructor_base_type" { field(part, "type") } else { Some(part) };
            bases.extend(named.filter(|part| part.kind() != "argument_list").and_then(|part| self.annotation(part)));
        }
        bases
    }
}
