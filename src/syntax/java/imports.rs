//! Imports. A path leads through packages, in small letters, to a class; what follows are members of it.

use super::{
    super::{Expr, ExprKind, Import, ImportedName, Item, Pattern, Stmt, StmtKind},
    Reader,
};
use crate::{source::Span, syntax::grammar::child_of, value::Name};
use tree_sitter::Node;

/// What the classes are bound to whose static members a file imports all: a name that no code can have.
const SHARED: &str = "import static *";

impl Reader<'_, '_> {
    /// The package of the file, bound to a word that no code can use as a name.
    pub(super) fn package(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) {
        let Some(path) = child_of(node, "scoped_identifier").or_else(|| child_of(node, "identifier")) else { return };
        let text: String = self.low.text(path).split_whitespace().collect();
        let value = Some(self.low.fixed(text, path));
        let targets = vec![Pattern::Name("package".into(), self.low.span(node))];
        body.push(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, node));
    }

    pub(super) fn import(&mut self, node: Node<'_>, body: &mut Vec<Stmt>) {
        let Some(path) = child_of(node, "scoped_identifier").or_else(|| child_of(node, "identifier")) else { return };
        let text: String = self.low.text(path).split_whitespace().collect();
        let (all, of_class) = (child_of(node, "asterisk").is_some(), child_of(node, "static").is_some());
        let line = Line { path: &text, all, of_class, alias: None, span: self.low.span(node) };
        line.lower(&mut self.imported, body);
    }
}

/// An import as it is written, in Java or in Kotlin.
pub(crate) struct Line<'t> {
    /// The path without blanks, and without `.*`.
    pub path: &'t str,
    /// Whether everything under the path is imported.
    pub all: bool,
    /// Whether it names a member of a class, or all of them.
    pub of_class: bool,
    /// The name here, where it is another.
    pub alias: Option<&'t str>,
    /// Where.
    pub span: Span,
}

impl Line<'_> {
    /// Lowers the import; `imported` are classes that were imported only for their members.
    pub fn lower(&self, imported: &mut Vec<String>, body: &mut Vec<Stmt>) {
        let parts: Vec<&str> = self.path.split('.').collect();
        let capital = parts.iter().position(|part| part.starts_with(char::is_uppercase));
        if self.all && !self.of_class && capital.is_none() {
            let module = self.path.into();
            let import = Import { module, level: 0, names: vec![ImportedName::All], types_only: false };
            body.push(Stmt { kind: StmtKind::Import(import), span: self.span });
            return;
        }
        let last = parts.len().saturating_sub(if self.of_class && !self.all { 2 } else { 1 });
        let class = capital.unwrap_or(last).min(parts.len() - 1);
        let (package, members) = (parts[..class].join("."), &parts[class + 1..]);
        let local = match (members, self.all) {
            ([], false) => self.alias.unwrap_or(parts[class]).to_owned(),
            _ => parts[..=class].join("."), // no code can use this name
        };
        if !imported.contains(&local) {
            let names = vec![ImportedName::Name { name: parts[class].into(), local: local.as_str().into() }];
            let import = Import { module: package.into(), level: 0, names, types_only: false };
            body.push(Stmt { kind: StmtKind::Import(import), span: self.span });
            imported.push(local.clone());
        }
        let value = members.iter().fold(named(&local, self.span), |of, name| member(of, name, self.span));
        if self.all {
            body.push(self.shared(value, imported));
            imported.push(SHARED.to_owned());
        } else if let Some(last) = members.last() {
            let targets = vec![Pattern::Name(self.alias.unwrap_or(last).into(), self.span)];
            let kind = StmtKind::Assign { targets, value: Some(value), annotation: None };
            body.push(Stmt { kind, span: self.span });
        }
    }

    /// Adds a class to those of which all static members are imported.
    fn shared(&self, class: Expr, imported: &[String]) -> Stmt {
        let span = self.span;
        let before = named(SHARED, span);
        let first = !imported.iter().any(|name| name == SHARED);
        let items = if first { vec![Item::One(class)] } else { vec![Item::Spread(before), Item::One(class)] };
        let value = Some(Expr { kind: ExprKind::List(items), span });
        let targets = vec![Pattern::Name(SHARED.into(), span)];
        Stmt { kind: StmtKind::Assign { targets, value, annotation: None }, span }
    }
}

fn named(name: &str, span: Span) -> Expr {
    Expr { kind: ExprKind::Name(Name::from(name)), span }
}

fn member(of: Expr, name: &str, span: Span) -> Expr {
    Expr { kind: ExprKind::Attribute { of: Box::new(of), name: name.into(), name_span: span }, span }
}
