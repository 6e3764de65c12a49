//! What stands at the top of a file: types, functions, constants and variables.
//!
//! The order in a file means nothing in Go. Types, functions and constants come first here, then variables, each after
//! those of the file that it is made of.

use super::{
    super::{
        ClassIndex, Expr, ExprKind, Function, Parameter, ParameterKind, Pattern, Stmt, StmtKind,
        grammar::{children, field},
    },
    Reader, walk,
};
use crate::value::Name;
use std::collections::{HashMap, HashSet};
use tree_sitter::Node;

/// Length of a constant's value up to which the constants after it may repeat it.
const REPEATED: usize = 200;

impl Reader<'_, '_> {
    /// Reads a whole file.
    pub(super) fn file(&mut self, root: Node<'_>) -> Vec<Stmt> {
        let all = children(root);
        self.note_embeds(root);
        let mut out = Vec::new();
        let mut later = Vec::new();
        let mut variables = Vec::new();
        let imports: Vec<_> = all.iter().copied().filter(|one| one.kind() == "import_declaration").collect();
        self.imports(&imports, &mut out);
        for one in &all {
            match one.kind() {
                "type_declaration" => self.types(*one, &mut out),
                "var_declaration" => variables.extend(variable_specs(*one)),
                "import_declaration" | "package_clause" => {}
                _ => later.push(*one),
            }
        }
        for one in later {
            match one.kind() {
                "function_declaration" => self.function_declaration(one, &mut out),
                "method_declaration" => self.method_declaration(one),
                "const_declaration" => self.constants(one, &mut out),
                _ => self.statements(&[one], &mut out),
            }
        }
        for spec in self.in_order(variables) {
            self.variable(spec, true, &mut out);
        }
        out
    }

    /// Named types. A struct is a class; an interface says nothing about a value; another name for a type is that
    /// type; anything else is a function that gives back its argument.
    pub(super) fn types(&mut self, declaration: Node<'_>, out: &mut Vec<Stmt>) {
        for spec in children(declaration) {
            let (Some(name), Some(of)) = (field(spec, "name"), field(spec, "type")) else { continue };
            let text = Name::from(self.text(name));
            let statement = match of.kind() {
                "struct_type" => {
                    let class = self.class_of(&text, name, spec);
                    self.fields(of, class);
                    StmtKind::Class(class)
                }
                "interface_type" => {
                    let value = Some(self.expr(ExprKind::Null, of));
                    StmtKind::Assign { targets: vec![Pattern::Name(text, self.span(name))], value, annotation: None }
                }
                _ => match self.annotation(of) {
                    Some(other) if !matches!(of.kind(), "pointer_type") => StmtKind::Assign {
                        targets: vec![Pattern::Name(text, self.span(name))],
                        value: Some(other),
                        annotation: None,
                    },
                    _ => self.conversion(text, name, spec),
                },
            };
            out.push(self.stmt(statement, spec));
        }
    }

    fn class_of(&mut self, text: &Name, name: Node<'_>, whole: Node<'_>) -> ClassIndex {
        let name_span = self.span(name);
        let index = self.new_class(Some(text.clone()), name_span, whole);
        self.structs.insert(text.clone(), index);
        index
    }

    /// The class of a method's receiver. Where the type stands in another file of the package, or is no struct, the
    /// class here has nothing but methods and stems from its own name.
    pub(super) fn receiver_class(&mut self, name: Node<'_>) -> ClassIndex {
        let text = Name::from(self.text(name));
        if let Some(known) = self.structs.get(&text) {
            return *known;
        }
        let index = self.class_of(&text, name, name);
        let own = self.name(text, name);
        self.classes[index as usize].bases.push(own);
        index
    }

    fn conversion(&mut self, text: Name, name: Node<'_>, whole: Node<'_>) -> StmtKind {
        self.conversions.insert(text.clone());
        let index = self.next_function();
        let (name_span, span, parent) = (self.span(name), self.span(whole), self.function);
        let back = Expr { kind: ExprKind::Name(text.clone()), span: name_span };
        let pattern = Pattern::Name(text.clone(), name_span);
        self.functions.push(Function {
            name: Some(text),
            parameters: vec![Parameter { pattern, default: None, annotation: None, kind: ParameterKind::Positional }],
            body: vec![Stmt { kind: StmtKind::Return(Some(back)), span }],
            parent,
            ..Function::bare(name_span, span)
        });
        StmtKind::Function(index)
    }

    /// Constants; one without a value repeats the value before it.
    pub(super) fn constants(&mut self, declaration: Node<'_>, out: &mut Vec<Stmt>) {
        let mut before = None;
        for spec in children(declaration).into_iter().filter(|spec| spec.kind() == "const_spec") {
            let given = field(spec, "value");
            let value = given.or(before.filter(|node: &Node<'_>| node.byte_range().len() <= REPEATED));
            before = given.or(before);
            let mut cursor = spec.walk();
            let names = spec.children_by_field_name("name", &mut cursor).filter(Node::is_named);
            let names: Vec<Node<'_>> = names.collect();
            let values = value.map(children).unwrap_or_default();
            for (i, name) in names.into_iter().enumerate() {
                let value = match values.get(i) {
                    Some(value) => self.expression(*value),
                    None => self.expr(ExprKind::Opaque, name),
                };
                let targets = vec![Pattern::Name(self.text(name).into(), self.span(name))];
                out.push(self.stmt(StmtKind::Assign { targets, value: Some(value), annotation: None }, spec));
            }
        }
    }

    /// Variables, each after those that its value mentions; those that call functions last, since a function may
    /// read any of them.
    fn in_order<'t>(&self, mut specs: Vec<Node<'t>>) -> Vec<Node<'t>> {
        specs.sort_by_key(|spec| field(*spec, "value").is_some_and(calls));
        let mut home = HashMap::new();
        for (i, spec) in specs.iter().enumerate() {
            let mut cursor = spec.walk();
            home.extend(spec.children_by_field_name("name", &mut cursor).map(|name| (self.text(name), i)));
        }
        let mentioned = |i: usize| -> Vec<usize> {
            let mut found = Vec::new();
            if let Some(value) = field(specs[i], "value") {
                walk(value, &mut |node| {
                    if node.kind() == "identifier" {
                        found.extend(home.get(self.text(node)));
                    }
                });
            }
            found
        };
        let mut seen = HashSet::new();
        let mut order = Vec::with_capacity(specs.len());
        for first in 0..specs.len() {
            let mut open = vec![(first, false)];
            while let Some((i, done)) = open.pop() {
                if done {
                    order.push(specs[i]);
                } else if seen.insert(i) {
                    open.push((i, true));
                    open.extend(mentioned(i).into_iter().filter(|other| !seen.contains(other)).map(|i| (i, false)));
                }
            }
        }
        order
    }
}

/// The variables of a declaration.
pub(super) fn variable_specs(declaration: Node<'_>) -> Vec<Node<'_>> {
    let mut specs = Vec::new();
    for child in children(declaration) {
        if child.kind() == "var_spec" {
            specs.push(child);
        } else {
            specs.extend(children(child).into_iter().filter(|spec| spec.kind() == "var_spec"));
        }
    }
    specs
}

fn calls(value: Node<'_>) -> bool {
    let mut found = false;
    walk(value, &mut |node| found |= node.kind() == "call_expression");
    found
}
