//! Classes, interfaces, traits and enums: all are classes with constants and fields.

use super::{CONSTRUCTOR, ClassIndex, Pattern, Reader, Role, Selfhood, Stmt, StmtKind, child_of, children, field};
use crate::value::Name;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A class with its members. Traits that it uses come before what it extends, as their methods do.
    pub(super) fn class(&mut self, node: Node<'_>, name: Option<Name>) -> ClassIndex {
        let own = if node.kind() == "trait_declaration" { None } else { name.clone() };
        let outer = self.selfhood.replace(Selfhood { class: own });
        let index = self.open_class(node, name);
        let members = field(node, "body").map(children).unwrap_or_default();
        let (traits, members): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| member.kind() == "use_declaration");
        let clause = |kind| child_of(node, kind).map(children).unwrap_or_default();
        let named = traits.into_iter().flat_map(children).chain(clause("base_clause"));
        let named: Vec<Node<'_>> = named.chain(clause("class_interface_clause")).collect();
        let mut bases = Vec::new();
        for base in named {
            if matches!(base.kind(), "name" | "qualified_name" | "relative_name") {
                bases.push(self.class_named(base));
            }
        }
        let decorators = self.attributes(node);
        let class = &mut self.low.classes[index as usize];
        (class.bases, class.decorators) = (bases, decorators);
        for member in members {
            self.class_member(member, index);
        }
        self.selfhood = outer;
        index
    }

    fn class_member(&mut self, node: Node<'_>, class: ClassIndex) {
        match node.kind() {
            "method_declaration" => self.method(node, class),
            "const_declaration" => {
                let mut constants = Vec::new();
                self.constants(node, &mut constants);
                self.low.classes[class as usize].body.append(&mut constants);
            }
            "property_declaration" => self.properties(node, class),
            "enum_case" => {
                let Some(name) = field(node, "name") else { return };
                let text = self.low.text(name);
                let value = match field(node, "value") {
                    Some(value) => self.expr(value),
                    None => self.low.fixed(text, name),
                };
                let targets = vec![Pattern::Name(text.into(), self.low.span(name))];
                let case = self.low.stmt(StmtKind::Assign { targets, value: Some(value), annotation: None }, node);
                self.low.classes[class as usize].body.push(case);
            }
            _ => {}
        }
    }

    /// `const A = 1, B = 2;`
    pub(super) fn constants(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        for element in children(node).into_iter().filter(|child| child.kind() == "const_element") {
            let parts = children(element);
            let [name, value] = parts.as_slice() else { continue };
            let targets = vec![Pattern::Name(self.low.text(*name).into(), self.low.span(*name))];
            let value = Some(self.expr(*value));
            into.push(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, element));
        }
    }

    fn properties(&mut self, node: Node<'_>, class: ClassIndex) {
        let fixed = child_of(node, "static_modifier").is_some();
        for element in children(node).into_iter().filter(|child| child.kind() == "property_element") {
            let Some(variable) = field(element, "name") else { continue };
            let name = Name::from(self.low.text(variable).trim_start_matches('$'));
            let value = field(element, "default_value").map(|value| self.expr(value));
            let annotation = field(node, "type").and_then(|declared| self.declared_type(declared));
            let targets = vec![Pattern::Name(name.clone(), self.without_dollar(variable))];
            let field = self.low.stmt(StmtKind::Assign { targets, value, annotation }, element);
            let class = &mut self.low.classes[class as usize];
            if !fixed {
                class.instance_fields.push(name);
            }
            class.body.push(field);
        }
    }

    /// A method with a body; those of interfaces and abstract ones have none. A static one is bound to the class that it
    /// is called on, which is what `static` means in it.
    fn method(&mut self, node: Node<'_>, class: ClassIndex) {
        let (Some(name), Some(_)) = (field(node, "name"), field(node, "body")) else { return };
        let name = Name::from(self.low.text(name));
        let role = match name.as_str() {
            CONSTRUCTOR => Role::Constructor,
            _ if child_of(node, "static_modifier").is_some() => Role::OfClass,
            _ => Role::Method,
        };
        let outer = self.low.class.replace(class);
        let index = self.define(node, Some(name), role, Some(class));
        self.low.class = outer;
        self.low.classes[class as usize].methods.push(index);
    }
}
