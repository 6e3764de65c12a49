//! Classes, interfaces, enums and objects.

use super::{
    super::{
        Argument, Class, ClassIndex, Expr, ExprKind, Function, Parameter, ParameterKind, Pattern, Role, Stmt, StmtKind,
        java::classes::keep,
    },
    Reader,
    flow::Sink,
    functions::Head,
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
        let name_node = field(node, "name").or_else(|| child_of(node, "identifier"));
        let name = name_node.map(|name| self.word(name));
        let decorators = self.annotations(node);
        let bases = self.bases(node);
        self.low.classes.push(Class {
            name: name.clone(),
            bases,
            decorators,
            parent: self.low.function,
            ..Class::bare(self.low.span(name_node.unwrap_or(node)), self.low.span(node))
        });
        let object = node.kind() == "object_declaration";
        let members = members_of(node, object);
        let declared = self.members(node, &members);
        self.scope.open_class(name, declared);
        let outer = self.low.class.replace(index);
        // Classes within come first: properties may be made of them.
        let (within, rest): (Vec<_>, Vec<_>) = members.into_iter().partition(|(member, _)| is_class(member.kind()));
        for (member, _) in within {
            let inner = self.class(member);
            let statement = self.low.stmt(StmtKind::Class(inner), member);
            self.low.classes[index as usize].body.push(statement);
        }
        let (shared, own): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, shared)| *shared);
        for (member, _) in shared {
            self.member(member, index, true, &mut Vec::new());
        }
        self.instance_members(node, index, own.into_iter().map(|(member, _)| member).collect());
        self.low.class = outer;
        self.scope.close();
        index
    }

    fn bases(&mut self, node: Node<'_>) -> Vec<Expr> {
        let specifiers = child_of(node, "delegation_specifiers").map(children).unwrap_or_default();
        let mut all = Vec::new();
        for specifier in specifiers {
            let named =
                child_of(specifier, "constructor_invocation").or_else(|| child_of(specifier, "explicit_delegation"));
            if let Some(base) = child_of(named.unwrap_or(specifier), "user_type") {
                all.push(self.class_name(base));
            }
        }
        all
    }

    /// What the class declares, for the names in it.
    fn members(&mut self, node: Node<'_>, members: &[(Node<'_>, bool)]) -> HashMap<Name, Member> {
        let mut all = HashMap::new();
        for parameter in class_parameters(node).into_iter().filter(|parameter| is_property(*parameter)) {
            all.extend(child_of(parameter, "identifier").map(|name| (self.word(name), Member::Field)));
        }
        for (member, shared) in members {
            match member.kind() {
                "property_declaration" => {
                    let kind = if *shared { Member::Shared } else { Member::Field };
                    all.extend(self.property_names(*member).into_iter().map(|name| (name, kind)));
                }
                "function_declaration" => {
                    let kind = if *shared { Member::OfClass } else { Member::Method };
                    let name = field(*member, "name").or_else(|| child_of(*member, "identifier"));
                    all.extend(name.map(|name| (self.word(name), kind)));
                }
                "enum_entry" => {
                    all.extend(child_of(*member, "identifier").map(|name| (self.word(name), Member::Shared)));
                }
                kind if is_class(kind) => {
                    let name = field(*member, "name").or_else(|| child_of(*member, "identifier"));
                    all.extend(name.map(|name| (self.word(name), Member::Nested)));
                }
                _ => {}
            }
        }
        all
    }

    /// A member; values that belong to instances go to `late` where a constructor sets them.
    fn member(&mut self, node: Node<'_>, class: ClassIndex, shared: bool, late: &mut Vec<Stmt>) {
        match node.kind() {
            "property_declaration" => self.property(node, class, shared, late),
            "function_declaration" => {
                if let Some(index) = self.function_declaration(node, Some((class, shared))) {
                    self.low.classes[class as usize].methods.push(index);
                }
            }
            "enum_entry" => self.entry(node, class),
            "anonymous_initializer" => {
                let mut body = Vec::new();
                if let Some(block) = child_of(node, "block") {
                    self.into(block, &Sink::Drop, &mut body);
                }
                if self.scope.in_block() {
                    late.extend(body);
                } else {
                    let block = self.low.stmt(StmtKind::Block(body), node);
                    self.low.classes[class as usize].body.push(block);
                }
            }
            "secondary_constructor" => self.secondary(node, class),
            _ => {}
        }
    }

    /// Members of instances. Where the class takes parameters, its values are made in the constructor, since they may
    /// be made of those.
    fn instance_members(&mut self, node: Node<'_>, class: ClassIndex, members: Vec<Node<'_>>) {
        let parameters = class_parameters(node);
        let sets = |member: &Node<'_>| match member.kind() {
            "property_declaration" => child_of(*member, "getter").is_none() || child_of(*member, "=").is_some(),
            kind => kind == "anonymous_initializer",
        };
        let (values, rest): (Vec<_>, Vec<_>) = members.into_iter().partition(sets);
        if parameters.is_empty() {
            for member in values.into_iter().chain(rest) {
                self.member(member, class, false, &mut Vec::new());
            }
            return;
        }
        self.constructor(node, class, parameters, &values);
        for member in rest {
            self.member(member, class, false, &mut Vec::new());
        }
    }

    fn constructor(&mut self, node: Node<'_>, class: ClassIndex, parameters: Vec<Node<'_>>, values: &[Node<'_>]) {
        let name = field(node, "name").or_else(|| child_of(node, "identifier")).unwrap_or(node);
        let index = self.low.next_function();
        self.low.functions.push(Function {
            name: Some("constructor".into()),
            role: Role::Constructor,
            class: Some(class),
            parent: self.low.function,
            ..Function::bare(self.low.span(name), self.low.span(node))
        });
        self.low.classes[class as usize].methods.push(index);
        let outer = self.low.function.replace(index);
        self.scope.open([]);
        let (mut all, mut body) = (Vec::new(), Vec::new());
        for parameter in parameters {
            all.extend(self.class_parameter(parameter, &mut body));
        }
        body.extend(self.super_call(node));
        for value in values {
            self.member(*value, class, false, &mut body);
        }
        self.scope.close();
        self.low.function = outer;
        let function = &mut self.low.functions[index as usize];
        (function.parameters, function.body) = (all, body);
    }

    fn class_parameter(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) -> Option<Parameter> {
        let mut parameter = self.parameter(node, ParameterKind::Positional)?;
        let sign = child_of(node, "=").map(|sign| sign.end_byte());
        let default = sign.and_then(|sign| children(node).into_iter().find(|part| part.start_byte() >= sign));
        parameter.default = match default {
            Some(default) => Some(self.expr(default)),
            None => self.injected(node),
        };
        if let (Pattern::Name(name, span), true) = (&parameter.pattern, is_property(node)) {
            body.push(keep(name, *span));
        }
        Some(parameter)
    }

    /// The call of the base's constructor in the head of the class.
    fn super_call(&mut self, node: Node<'_>) -> Option<Stmt> {
        let specifiers = child_of(node, "delegation_specifiers").map(children).unwrap_or_default();
        let call = specifiers.into_iter().find_map(|one| child_of(one, "constructor_invocation"))?;
        let arguments: Vec<Argument> = self.arguments(child_of(call, "value_arguments"));
        let callee = Box::new(self.low.expr(ExprKind::Name("super".into()), call));
        let call = self.low.expr(ExprKind::Call { callee, arguments, new: false }, call);
        Some(Stmt { span: call.span, kind: StmtKind::Expr(call) })
    }

    fn secondary(&mut self, node: Node<'_>, class: ClassIndex) {
        let word = child_of(node, "constructor").unwrap_or(node);
        let head = Head { name: Some(("constructor".into(), word)), role: Role::Constructor, class: Some(class) };
        let index = self.function(node, head, |reader, parameters, out| {
            *parameters = reader.parameters(child_of(node, "function_value_parameters"));
            if let Some(call) = child_of(node, "constructor_delegation_call") {
                let arguments = reader.arguments(child_of(call, "value_arguments"));
                let to_super = child_of(call, "super").is_some();
                let name = if to_super { "super" } else { "this" };
                let mut callee = reader.low.expr(ExprKind::Name(name.into()), call);
                if !to_super {
                    let name_span = callee.span;
                    let of = Box::new(callee);
                    let kind = ExprKind::Attribute { of, name: "constructor".into(), name_span };
                    callee = reader.low.expr(kind, call);
                }
                let kind = ExprKind::Call { callee: Box::new(callee), arguments, new: false };
                let call = reader.low.expr(kind, call);
                out.push(Stmt { span: call.span, kind: StmtKind::Expr(call) });
            }
            if let Some(block) = child_of(node, "block") {
                reader.into(block, &Sink::Drop, out);
            }
        });
        self.low.classes[class as usize].methods.push(index);
    }

    /// A constant of an enum: an instance, made when the class is.
    fn entry(&mut self, node: Node<'_>, class: ClassIndex) {
        let Some(name) = child_of(node, "identifier") else { return };
        let arguments = self.arguments(child_of(node, "value_arguments"));
        let own = self.scope.class_path();
        let mut value = match self.class_at(&own, name) {
            Some(callee) => self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: true }, node),
            None => self.low.expr(ExprKind::Opaque, node),
        };
        if let Some(body) = child_of(node, "class_body") {
            let parts = std::iter::once(value).chain(self.methods_in_place(body)).collect();
            value = self.low.expr(ExprKind::Other(parts), node);
        }
        let targets = vec![Pattern::Name(self.word(name), self.low.span(name))];
        let statement = self.low.stmt(StmtKind::Assign { targets, value: Some(value), annotation: None }, node);
        self.low.classes[class as usize].body.push(statement);
    }
}

/// The members of a class, each with whether it belongs to the class itself: those of its companion do, and all of an
/// object's.
fn members_of(node: Node<'_>, object: bool) -> Vec<(Node<'_>, bool)> {
    let body = child_of(node, "class_body").or_else(|| child_of(node, "enum_class_body"));
    let mut all = Vec::new();
    for member in body.map(children).unwrap_or_default() {
        if member.kind() == "companion_object" {
            let within = child_of(member, "class_body").map(children).unwrap_or_default();
            all.extend(within.into_iter().map(|member| (member, true)));
        } else {
            all.push((member, object || member.kind() == "enum_entry"));
        }
    }
    all
}

fn class_parameters(node: Node<'_>) -> Vec<Node<'_>> {
    let constructor = child_of(node, "primary_constructor");
    let list = constructor.and_then(|constructor| child_of(constructor, "class_parameters"));
    list.map(children).unwrap_or_default().into_iter().filter(|node| node.kind() == "class_parameter").collect()
}

/// Whether a parameter of a class is a property of it.
fn is_property(parameter: Node<'_>) -> bool {
    child_of(parameter, "val").is_some() || child_of(parameter, "var").is_some()
}

fn is_class(kind: &str) -> bool {
    matches!(kind, "class_declaration" | "object_declaration")
}
