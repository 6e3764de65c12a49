//! Imports. A path leads through packages, in small letters, to a class; what follows are members of it.

use super::{
    super::{Expr, ExprKind, Import, ImportedName, Item, Pattern, Stmt, StmtKind},
    Reader,
};
use crate::{source::Span, syntax::grammar::child_of, value::Name};
use tree_sitter::Node;

/// What the classes are bound to whose static members a file imports all: a name that no code can have.
pub(super) const SHARED: &str = "import static *";

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
        let all = child_of(node, "asterisk").is_some();
        let is_static = child_of(node, "static").is_some();
        let span = self.low.span(node);
        if all && !is_static {
            let import = Import { module: text.into(), level: 0, names: vec![ImportedName::All], types_only: false };
            body.push(Stmt { kind: StmtKind::Import(import), span });
            return;
        }
        let parts: Vec<&str> = text.split('.').collect();
        let class = parts.iter().position(|part| part.starts_with(char::is_uppercase));
        let class = class.unwrap_or(parts.len().saturating_sub(if is_static && !all { 2 } else { 1 }));
        let (package, members) = (parts[..class].join("."), &parts[class + 1..]);
        let local = match (members, all) {
            ([], false) => parts[class].to_owned(),
            _ => parts[..=class].join("."), // no code can use this name
        };
        if !self.imported.contains(&local) {
            let names = vec![ImportedName::Name { name: parts[class].into(), local: local.as_str().into() }];
            let import = Import { module: package.into(), level: 0, names, types_only: false };
            body.push(Stmt { kind: StmtKind::Import(import), span });
            self.imported.push(local.clone());
        }
        let value = members.iter().fold(named(&local, span), |of, name| member(of, name, span));
        if all {
            let statement = self.shared(value, span);
            body.push(statement);
            self.imported.push(SHARED.to_owned());
        } else if let Some(last) = members.last() {
            let targets = vec![Pattern::Name((*last).into(), span)];
            body.push(Stmt { kind: StmtKind::Assign { targets, value: Some(value), annotation: None }, span });
        }
    }

    /// Adds a class to those of which all static members are imported.
    fn shared(&self, class: Expr, span: Span) -> Stmt {
        let before = named(SHARED, span);
        let first = !self.imported.iter().any(|name| name == SHARED);
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
