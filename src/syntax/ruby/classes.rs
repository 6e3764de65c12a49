//! Classes and modules.

use super::{ClassIndex, Expr, ExprKind, Pattern, Reader, Role, Stmt, StmtKind, children, field};
use crate::{syntax::Class, value::Name};
use std::collections::HashSet;
use tree_sitter::Node;

/// A class or module around a place, or the file itself.
#[derive(Debug, Default)]
pub(super) struct Home {
    /// Its own name, without what stands before it.
    pub name: Option<Name>,
    /// Constants that it sets.
    pub constants: HashSet<String>,
    /// Functions of the file, or classes defined in it so far.
    pub functions: HashSet<Name>,
    /// Fields of instances that are set other than by `||=`.
    pub fields: HashSet<String>,
    /// Whether it has a superclass or takes in modules.
    pub inherits: bool,
    /// Whether methods are the class's own (`class << self`, `module_function`).
    pub of_class: bool,
    /// Its number; nothing for the file.
    pub index: Option<ClassIndex>,
}

impl Home {
    /// Whether a class of the file has this name.
    pub fn defines(&self, class: &str) -> bool {
        self.constants.contains(class)
    }
}

impl Reader<'_, '_, '_> {
    /// `class Name < Base`, `module Name`. One that stands within another is defined behind it.
    pub(super) fn class(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let name = field(node, "name").map(|name| field(name, "name").unwrap_or(name));
        let text = name.map(|name| self.low.text(name)).unwrap_or_default();
        self.homes[0].constants.insert(text.to_owned());
        let index = self.open(node, name);
        let base = field(node, "superclass").and_then(|superclass| children(superclass).first().copied());
        let bases: Vec<Expr> = base.map(|base| self.expr(base)).into_iter().collect();
        let mut home = self.survey(field(node, "body"));
        (home.name, home.index, home.inherits) = (Some(text.into()), Some(index), home.inherits || !bases.is_empty());
        self.low.classes[index as usize].bases = bases;
        self.homes.push(home);
        let locals = std::mem::replace(&mut self.locals, vec![HashSet::new()]);
        self.members(field(node, "body"), index);
        self.locals = locals;
        self.homes.pop();
        let defined = self.low.stmt(StmtKind::Class(index), node);
        if self.homes.len() > 1 {
            self.nested.push(defined);
        } else {
            into.push(defined);
            into.append(&mut self.nested);
        }
    }

    fn open(&mut self, node: Node<'_>, name: Option<Node<'_>>) -> ClassIndex {
        let index = self.low.next_class();
        let span = self.low.span(node);
        self.low.classes.push(Class {
            name: name.map(|name| self.low.text(name).into()),
            parent: self.low.function,
            ..Class::bare(name.map_or(span, |name| self.low.span(name)), span)
        });
        index
    }

    /// What a body sets, before it is read.
    fn survey(&self, body: Option<Node<'_>>) -> Home {
        let mut home = Home::default();
        let Some(body) = body else { return home };
        for member in children(body) {
            match member.kind() {
                "assignment" | "operator_assignment" => {
                    let left = field(member, "left").filter(|left| left.kind() == "constant");
                    home.constants.extend(left.map(|left| self.low.text(left).to_owned()));
                }
                "call" => {
                    let method = field(member, "method").map(|method| self.low.text(method)).unwrap_or_default();
                    home.inherits |= matches!(method, "include" | "prepend");
                    let itself = || self.low.text(member).trim_start_matches("extend").trim() == "self";
                    home.of_class |= method == "extend" && itself();
                }
                "identifier" if self.low.text(member) == "module_function" => home.of_class = true,
                _ => {}
            }
        }
        self.set_fields(body, &mut home.fields);
        home
    }

    /// Fields of instances that are assigned somewhere within, other than by `||=`.
    fn set_fields(&self, body: Node<'_>, fields: &mut HashSet<String>) {
        let mut cursor = body.walk();
        loop {
            let node = cursor.node();
            let plain = node.kind() == "assignment" || node.kind() == "left_assignment_list";
            if plain {
                let left = if node.kind() == "assignment" { field(node, "left") } else { Some(node) };
                let named = left
                    .into_iter()
                    .flat_map(|left| if left.kind() == "instance_variable" { vec![left] } else { children(left) });
                fields.extend(
                    named.filter(|name| name.kind() == "instance_variable").map(|name| self.low.text(name).to_owned()),
                );
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
            }
        }
    }

    fn members(&mut self, body: Option<Node<'_>>, class: ClassIndex) {
        for member in body.map(children).unwrap_or_default() {
            if self.low.enter(member) {
                self.member(member, class);
                self.low.leave();
            }
        }
    }

    fn member(&mut self, node: Node<'_>, class: ClassIndex) {
        match node.kind() {
            "method" | "singleton_method" => self.method(node, class),
            "singleton_class" => {
                let before = self.homes.last_mut().map(|home| std::mem::replace(&mut home.of_class, true));
                self.members(field(node, "body"), class);
                if let (Some(home), Some(before)) = (self.homes.last_mut(), before) {
                    home.of_class = before;
                }
            }
            "class" | "module" => self.class(node, &mut Vec::new()),
            "call" if self.declares(node, class) => {}
            _ => {
                let mut body = Vec::new();
                self.statement(node, &mut body);
                self.low.classes[class as usize].body.append(&mut body);
            }
        }
    }

    /// `include Name`, `attr_reader :name`, `private def name …`; whether a call in a class's body is one of these.
    fn declares(&mut self, node: Node<'_>, class: ClassIndex) -> bool {
        let method = field(node, "method").map(|method| self.low.text(method)).unwrap_or_default();
        let given = field(node, "arguments").map(children).unwrap_or_default();
        match method {
            _ if field(node, "receiver").is_some() => return false,
            "include" | "extend" | "prepend" => {
                for module in given {
                    if matches!(module.kind(), "constant" | "scope_resolution") {
                        let base = self.expr(module);
                        self.low.classes[class as usize].bases.push(base);
                    }
                }
            }
            // Fields of instances are read by their names alone, whoever may.
            "attr" | "attr_reader" | "attr_accessor" | "attr_writer" => {}
            "private" | "protected" | "public" | "private_class_method" | "module_function" => {
                if !given.iter().any(|member| matches!(member.kind(), "method" | "singleton_method")) {
                    return !given.iter().any(|member| member.kind() == "call");
                }
                for member in given {
                    self.member(member, class);
                }
            }
            _ => return false,
        }
        true
    }

    fn method(&mut self, node: Node<'_>, class: ClassIndex) {
        let Some(name) = field(node, "name") else { return };
        let of_class = node.kind() == "singleton_method" || self.homes.last().is_some_and(|home| home.of_class);
        let role = match self.low.text(name) {
            _ if of_class => Role::OfClass,
            "initialize" => Role::Constructor,
            _ => Role::Method,
        };
        let index = self.define(node, role, Some(class));
        self.low.classes[class as usize].methods.push(index);
    }

    /// Where a variable of an instance stands.
    pub(super) fn instance_variable(&self, node: Node<'_>) -> Expr {
        let of = Box::new(self.named("this", node));
        let kind = ExprKind::Attribute { of, name: self.low.text(node).into(), name_span: self.low.span(node) };
        self.low.expr(kind, node)
    }

    /// Whether a place is a variable of an instance that nothing but `||=` sets, so that it holds nothing before.
    pub(super) fn is_memo(&self, node: Node<'_>) -> bool {
        let fields = self.homes.last().map(|home| &home.fields);
        node.kind() == "instance_variable" && fields.is_some_and(|fields| !fields.contains(self.low.text(node)))
    }

    /// The target of an assignment of a constant.
    pub(super) fn constant_target(&mut self, node: Node<'_>) -> Pattern {
        if self.homes.len() == 1 {
            self.homes[0].constants.insert(self.low.text(node).to_owned());
        }
        Pattern::Name(self.low.text(node).into(), self.low.span(node))
    }
}
