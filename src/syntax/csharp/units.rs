//! Files: usings, namespaces, types and top-level statements.

use super::{Reader, classes::name_of, members::children_and_errors};
use crate::syntax::{
    Import, ImportedName, Pattern, Stmt, StmtKind,
    grammar::{child_of, children, field},
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// The whole file. Its types are bound first: statements may use those that stand below them.
    pub(super) fn unit(&mut self, root: Node<'t>) -> Vec<Stmt> {
        let mut body = Vec::new();
        self.items(root, &mut body);
        let (imports, rest): (Vec<Stmt>, Vec<Stmt>) =
            body.into_iter().partition(|stmt| matches!(stmt.kind, StmtKind::Import(_)));
        imports.into_iter().chain(std::mem::take(&mut self.declared)).chain(rest).collect()
    }

    /// What stands in a file, a namespace, or a conditional part of either.
    fn items(&mut self, node: Node<'t>, body: &mut Vec<Stmt>) {
        if !self.low.enter(node) {
            return;
        }
        let condition = condition(node);
        for item in children_and_errors(node) {
            match item.kind() {
                _ if Some(item) == condition => {}
                "ERROR" if is_broken_type(item) => {
                    let declared = self.declaration(item);
                    self.declared.extend(declared);
                }
                "using_directive" => body.extend(self.using(item)),
                "namespace_declaration" => {
                    if let Some(inner) = field(item, "body") {
                        self.items(inner, body);
                    }
                }
                "preproc_if" | "preproc_else" | "preproc_elif" | "declaration_list" | "ERROR" => self.items(item, body),
                "global_statement" => children(item).into_iter().for_each(|inner| self.statement(inner, body)),
                "file_scoped_namespace_declaration" | "global_attribute" | "extern_alias_directive" => {}
                kind if super::classes::is_type(kind) => {
                    let declared = self.declaration(item);
                    self.declared.extend(declared);
                }
                _ => self.statement(item, body),
            }
        }
        self.low.leave();
    }

    /// `using A.B;`, `using static A.B.C;`, `using X = A.B.C;`.
    fn using(&mut self, node: Node<'t>) -> Option<Stmt> {
        let parts = children(node);
        let path = *parts.last()?;
        if let Some(alias) = field(node, "name") {
            let value = self.annotation(path)?;
            let target = Pattern::Name(self.text(alias).into(), self.low.span(alias));
            let kind = StmtKind::Assign { targets: vec![target], value: Some(value), annotation: None };
            return Some(self.low.stmt(kind, node));
        }
        let statically = child_of(node, "static").is_some();
        let module = self.text(path).split_whitespace().collect::<String>();
        let names = if statically { Vec::new() } else { vec![ImportedName::All] };
        let import = Import { module: module.into(), level: 0, names, types_only: false };
        Some(self.low.stmt(StmtKind::Import(import), node))
    }
}

/// Whether what could not be read whole begins as a type does.
fn is_broken_type(node: Node<'_>) -> bool {
    let begins = ["class", "record", "struct"].iter().any(|word| child_of(node, word).is_some());
    begins && name_of(node).is_some()
}

/// The condition of a part that the preprocessor may leave out.
pub(super) fn condition(node: Node<'_>) -> Option<Node<'_>> {
    field(node, "condition").filter(|_| node.kind().starts_with("preproc_"))
}
