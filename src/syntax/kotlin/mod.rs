//! Reads Kotlin.
//!
//! As in Java, a member that is named alone is lowered as a member of what it belongs to. What stands as a value (`if`,
//! `when`, `try`) is lowered as the statement that puts its results where the value goes; a function that is given a
//! receiver (`apply`, a constructor with a block) takes it as a parameter named `this`.

mod built;
mod calls;
mod classes;
mod expressions;
mod flow;
mod functions;
mod lambdas;
mod literals;
mod properties;
mod statements;

use super::{
    Expr, ExprKind, Language, Lowered, Pattern, Stmt, StmtKind,
    grammar::{self, Lowering, child_of, children},
    java::{imports::Line, types::PLAIN},
    scope::Scope,
};
use crate::{
    source::{Source, offset},
    value::Name,
};
use tree_sitter::Node;

/// Reads a source. The grammar's own scanner looks for the end of an annotation without minding the end of the text, so
/// that it must never come to it.
pub fn lower(source: &Source) -> Lowered {
    let end = offset(source.text.len());
    let longer = (!source.text.ends_with('\n')).then(|| {
        let text = format!("{}\n", source.text);
        Source::new(source.id, source.path.clone(), text.into(), source.cells.clone())
    });
    let parsed = longer.as_ref().unwrap_or(source);
    grammar::lower(parsed, Language::Kotlin, &tree_sitter_kotlin_ng::LANGUAGE.into(), |low, root| {
        low.end = end;
        let mut reader = Reader { low, scope: Scope::default(), imported: Vec::new() };
        reader.file(root)
    })
}

/// State of reading one file.
struct Reader<'l, 's> {
    low: &'l mut Lowering<'s>,
    scope: Scope,
    /// Classes that are imported only for their members, under the names they are bound to.
    imported: Vec<String>,
}

impl Reader<'_, '_> {
    fn file(&mut self, root: Node<'_>) -> Vec<Stmt> {
        let mut body = Vec::new();
        for node in children(root) {
            match node.kind() {
                "package_header" => self.package(node, &mut body),
                "import" => self.import(node, &mut body),
                "file_annotation" | "shebang" => {}
                _ => self.statement(node, &mut body),
            }
        }
        body
    }

    /// The package of the file, bound to a word that no code can use as a name.
    fn package(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) {
        let Some(path) = child_of(node, "qualified_identifier") else { return };
        let text: String = self.low.text(path).split_whitespace().collect();
        let value = Some(self.low.fixed(text, path));
        let targets = vec![Pattern::Name("package".into(), self.low.span(node))];
        body.push(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, node));
    }

    fn import(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) {
        let Some(path) = child_of(node, "qualified_identifier") else { return };
        let text: String = self.low.text(path).split_whitespace().filter(|c| !c.is_empty()).collect();
        let text = text.replace('`', "");
        let all = child_of(node, "*").is_some();
        let alias = child_of(node, "as").and_then(|_| child_of(node, "identifier")).map(|name| self.low.text(name));
        let line = Line { path: &text, all, of_class: false, alias, span: self.low.span(node) };
        line.lower(&mut self.imported, body);
    }

    /// A declared type, where it says what a value can do.
    fn declared(&mut self, node: Option<Node<'_>>) -> Option<Expr> {
        let node = node?;
        match node.kind() {
            "nullable_type" | "non_nullable_type" | "parenthesized_type" => {
                self.declared(children(node).into_iter().find(|inner| inner.kind().ends_with("_type")))
            }
            "user_type" => {
                let first = child_of(node, "identifier")?;
                let says = !PLAIN.contains(&self.low.text(first)) && self.low.text(first).len() > 1;
                says.then(|| self.class_name(node))
            }
            _ => None,
        }
    }

    /// A type as a value: its names joined by members.
    fn class_name(&mut self, node: Node<'_>) -> Expr {
        let names: Vec<Node<'_>> = children(node).into_iter().filter(|part| part.kind() == "identifier").collect();
        let Some((first, rest)) = names.split_first() else { return self.low.expr(ExprKind::Opaque, node) };
        let first = self.name(*first);
        rest.iter().fold(first, |of, name| self.low.attribute(of, *name, node))
    }

    /// The type that a declaration has, among its parts.
    fn type_of(&mut self, node: Node<'_>) -> Option<Expr> {
        let found = children(node).into_iter().find(|part| matches!(part.kind(), "user_type" | "nullable_type"));
        self.declared(found)
    }

    /// The name that a node holds, without the quotes that a word of the language needs.
    fn word(&self, node: Node<'_>) -> Name {
        self.low.text(node).trim_matches('`').into()
    }

    /// An expression of which nothing but its parts is known.
    fn parts(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node).into_iter().filter(|child| !holds_nothing(child.kind()));
        let parts: Vec<Node<'_>> = parts.collect();
        let parts = parts.into_iter().map(|part| self.expr(part)).collect();
        self.low.expr(ExprKind::Other(parts), node)
    }
}

/// Whether a node of this kind holds no value.
fn holds_nothing(kind: &str) -> bool {
    kind.ends_with("_type") || kind.ends_with("modifiers") || matches!(kind, "label" | "type_arguments" | "annotation")
}
