//! Functions, methods, closures and their parameters.

use super::{
    Class, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Parameter, ParameterKind, Pattern, Reader, Role, Stmt,
    StmtKind, children, field,
};
use crate::value::Name;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A named function.
    pub(super) fn function(&mut self, node: Node<'_>) -> FunctionIndex {
        let name = field(node, "name").map(|name| Name::from(self.low.text(name)));
        self.define(node, name, Role::Function, None)
    }

    /// `function () use ($x) { … }`, `fn () => …`.
    pub(super) fn lambda(&mut self, node: Node<'_>) -> FunctionIndex {
        self.define(node, None, Role::Lambda, None)
    }

    /// A function with its parameters and body; one around which there is another sees its names.
    pub(super) fn define(
        &mut self,
        node: Node<'_>,
        name: Option<Name>,
        role: Role,
        class: Option<ClassIndex>,
    ) -> FunctionIndex {
        let index = self.low.next_function();
        let span = self.low.span(node);
        let name_span = field(node, "name").map_or(span, |name| self.low.span(name));
        let parent = self.low.function;
        self.low.functions.push(Function { name, role, class, parent, ..Function::bare(name_span, span) });
        let decorators = self.attributes(node);
        let outer = self.low.function.replace(index);
        let mut body = Vec::new();
        let parameters = self.parameters(node, &mut body);
        let returns = field(node, "return_type").and_then(|declared| self.declared_type(declared));
        if let Some(inner) = field(node, "body") {
            self.body(inner, &mut body);
        }
        self.low.function = outer;
        let function = &mut self.low.functions[index as usize];
        (function.parameters, function.body, function.decorators) = (parameters, body, decorators);
        function.returns = returns;
        index
    }

    fn body(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        if node.kind() == "compound_statement" {
            into.extend(self.statements(&children(node)));
        } else {
            let value = self.expr(node);
            into.push(self.low.stmt(StmtKind::Return(Some(value)), node));
        }
    }

    /// Parameters; one that is also a field is set as such at the start of the body.
    fn parameters(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for given in field(node, "parameters").map(children).unwrap_or_default() {
            let Some(name) = field(given, "name") else { continue };
            let pattern = self.pattern(name);
            let default = field(given, "default_value").map(|default| self.expr(default));
            let annotation = field(given, "type").and_then(|declared| self.declared_type(declared));
            let rest = given.kind() == "variadic_parameter";
            let kind = if rest { ParameterKind::Rest } else { ParameterKind::Positional };
            if let (Pattern::Name(variable, _), "property_promotion_parameter") = (&pattern, given.kind()) {
                body.push(self.promoted(variable, name));
            }
            parameters.push(Parameter { pattern, default, annotation, kind });
        }
        parameters
    }

    fn promoted(&mut self, variable: &Name, node: Node<'_>) -> Stmt {
        let of = Box::new(self.named("this", node));
        let name = Name::from(variable.trim_start_matches('$'));
        let place = self.low.expr(ExprKind::Attribute { of, name, name_span: self.without_dollar(node) }, node);
        let value = Some(self.named(variable.clone(), node));
        self.low.stmt(StmtKind::Assign { targets: vec![Pattern::Place(place)], value, annotation: None }, node)
    }

    /// `#[Name(…)]`, outermost first.
    pub(super) fn attributes(&mut self, node: Node<'_>) -> Vec<Expr> {
        let groups = field(node, "attributes").map(children).unwrap_or_default();
        let mut found = Vec::new();
        for attribute in groups.into_iter().flat_map(children) {
            let Some(name) = children(attribute).first().copied() else { continue };
            let callee = Box::new(self.class_named(name));
            let given = field(attribute, "parameters").map(children).unwrap_or_default();
            let arguments = self.arguments(&given);
            found.push(self.low.expr(ExprKind::Call { callee, arguments, new: false }, attribute));
        }
        found
    }

    /// The function around this place yields.
    pub(super) fn yields(&mut self) {
        if let Some(function) = self.low.function.and_then(|index| self.low.functions.get_mut(index as usize)) {
            function.is_generator = true;
        }
    }

    /// A new class without its members.
    pub(super) fn open_class(&mut self, node: Node<'_>, name: Option<Name>) -> ClassIndex {
        let index = self.low.next_class();
        let name_span = field(node, "name").map_or(self.low.span(node), |name| self.low.span(name));
        self.low.classes.push(Class { name, parent: self.low.function, ..Class::bare(name_span, self.low.span(node)) });
        index
    }
}
