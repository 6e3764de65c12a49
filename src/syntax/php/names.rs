//! Namespaces, `use`, and what names of classes mean.

use super::{Expr, Import, ImportedName, Reader, Stmt, StmtKind, children, field};
use crate::syntax::operands::balanced;
use crate::{source::Span, value::Name};
use std::collections::{BTreeSet, HashMap};
use tree_sitter::Node;

/// What names stand for in a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    namespace: String,
    /// Aliases of `use`, to names in full without a leading backslash.
    uses: HashMap<String, String>,
    /// Classes that the file names in full.
    in_full: BTreeSet<String>,
}

impl Names {
    /// Imports of the classes that the file names in full, for its beginning.
    pub fn take_imports(&mut self, at: Span) -> Vec<Stmt> {
        let import = |full: String| {
            let local = Name::from(format!("\\{full}"));
            Stmt { kind: StmtKind::Import(import(&full, local)), span: Span::new(at.source, at.start, at.start) }
        };
        std::mem::take(&mut self.in_full).into_iter().map(import).collect()
    }

    /// The full name of `A\B`, by the alias that it begins with or the namespace.
    fn qualified(&self, name: &str) -> String {
        let (first, rest) = name.split_once('\\').unwrap_or((name, ""));
        match (first, self.uses.get(first)) {
            ("namespace", _) => self.within(rest),
            (_, Some(full)) => format!("{full}\\{rest}"),
            (_, None) => self.within(name),
        }
    }

    fn within(&self, name: &str) -> String {
        if self.namespace.is_empty() { name.to_owned() } else { format!("{}\\{name}", self.namespace) }
    }
}

/// An import of something by its full name, which the module keeps with its leading backslash.
fn import(full: &str, local: Name) -> Import {
    let name = full.rsplit('\\').next().unwrap_or(full);
    let names = vec![ImportedName::Name { name: name.into(), local }];
    Import { module: format!("\\{full}").into(), level: 0, names, types_only: false }
}

impl Reader<'_, '_> {
    /// `namespace A\B;`: the names that follow are in it.
    pub(super) fn namespace(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned());
        self.names.namespace = name.unwrap_or_default();
        if let Some(body) = field(node, "body") {
            into.extend(self.statements(&children(body)));
        }
    }

    /// `use A\B, C\D as E;`, `use A\{B, C};`.
    pub(super) fn uses(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let group = field(node, "body");
        let prefix = group.and_then(|_| children(node).into_iter().find(|child| child.kind() == "namespace_name"));
        let prefix = prefix.map(|prefix| format!("{}\\", self.low.text(prefix))).unwrap_or_default();
        for clause in children(group.unwrap_or(node)) {
            if clause.kind() != "namespace_use_clause" {
                continue;
            }
            let alias = field(clause, "alias");
            let named = children(clause).into_iter().find(|child| Some(*child) != alias);
            let Some(named) = named else { continue };
            let full = format!("{prefix}{}", self.low.text(named)).trim_start_matches('\\').to_owned();
            let last = full.rsplit('\\').next().unwrap_or(&full);
            let local = alias.map_or(last, |alias| self.low.text(alias)).to_owned();
            into.push(self.low.stmt(StmtKind::Import(import(&full, local.as_str().into())), clause));
            self.names.uses.insert(local, full);
        }
    }

    /// A class by its name, as `new`, `::`, `extends` and types write it.
    pub(super) fn class_named(&mut self, node: Node<'_>) -> Expr {
        let text = self.low.text(node);
        let name = match text.to_ascii_lowercase().as_str() {
            "self" => self.own_class(),
            "static" => "this".into(),
            "parent" => "super".into(),
            _ => self.global_or_used(text),
        };
        self.named(name, node)
    }

    /// `self`: the enclosing class, or in a trait or nameless class whatever `$this` is.
    fn own_class(&self) -> Name {
        self.selfhood.as_ref().and_then(|selfhood| selfhood.class.clone()).unwrap_or(Name::new_static("this"))
    }

    /// A name as it stands where it is a single word; else in full, and imported as such.
    pub(super) fn global_or_used(&mut self, text: &str) -> Name {
        let full = match text.strip_prefix('\\') {
            Some(full) => full.to_owned(),
            None if text.contains('\\') => self.names.qualified(text),
            None => return text.into(),
        };
        let local = Name::from(format!("\\{full}"));
        self.names.in_full.insert(full);
        local
    }

    /// The name of a function: one of the language itself may be written with a leading backslash.
    pub(super) fn function_named(&mut self, node: Node<'_>) -> Expr {
        let text = self.low.text(node);
        let name = match text.strip_prefix('\\') {
            Some(global) if !global.contains('\\') => global.into(),
            _ => self.global_or_used(text),
        };
        self.named(name, node)
    }

    /// A declared type, as far as it names classes; a union as an alternative.
    pub(super) fn declared_type(&mut self, node: Node<'_>) -> Option<Expr> {
        match node.kind() {
            "named_type" | "optional_type" => children(node).first().and_then(|inner| match inner.kind() {
                "name" | "qualified_name" | "relative_name" => Some(self.class_named(*inner)),
                _ => self.declared_type(*inner),
            }),
            "union_type" | "intersection_type" | "disjunctive_normal_form_type" => {
                let types: Vec<Expr> =
                    children(node).into_iter().filter_map(|inner| self.declared_type(inner)).take(4).collect();
                balanced(super::Operator::Merge, types)
            }
            _ => None,
        }
    }
}
