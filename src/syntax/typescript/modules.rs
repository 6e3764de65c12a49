//! Imports and exports of ECMAScript modules and of TypeScript.

use super::{
    super::{Expr, ExprKind, Import, ImportedName, Pattern, Stmt, StmtKind},
    Reader,
};
use crate::value::Name;
use oxc_ast::ast::{
    BindingPattern, Declaration, ExportAllDeclaration, ExportDeclaration, ExportDefaultDeclaration,
    ExportDefaultDeclarationKind, ExportFromDeclaration, ExportNamedDeclaration, ImportDeclaration,
    ImportDeclarationSpecifier, ImportOrExportKind, ModuleDeclaration, TSImportEqualsDeclaration, TSModuleReference,
};
use oxc_span::{GetSpan, Span};

impl Reader {
    pub(super) fn module_declaration(&mut self, e: &ModuleDeclaration<'_>, out: &mut Vec<Stmt>) {
        match e {
            ModuleDeclaration::ImportDeclaration(e) => self.import(e, out),
            ModuleDeclaration::ExportAllDeclaration(e) => out.push(self.reexport_all(e)),
            ModuleDeclaration::ExportFromDeclaration(e) => self.reexport(e, out),
            ModuleDeclaration::ExportDeclaration(e) => self.export_declaration(e, out),
            ModuleDeclaration::ExportNamedDeclaration(e) => self.export_names(e, out),
            ModuleDeclaration::ExportDefaultDeclaration(e) => self.export_default(e, out),
            ModuleDeclaration::TSExportAssignment(e) => {
                let value = self.expr(&e.expression);
                out.push(self.export("default".into(), value, e.span));
            }
            ModuleDeclaration::TSNamespaceExportDeclaration(_) => {}
        }
    }

    /// An import; types that it takes besides values are an import of their own, of types only.
    fn import(&mut self, e: &ImportDeclaration<'_>, out: &mut Vec<Stmt>) {
        let whole = e.import_kind == ImportOrExportKind::Type;
        let (mut names, mut types) = (vec![], vec![]);
        for specifier in e.specifiers.iter().flatten() {
            match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(one) => {
                    let list = if one.import_kind == ImportOrExportKind::Type { &mut types } else { &mut names };
                    let (name, local) = (one.imported.name().as_str().into(), one.local.name.as_str().into());
                    list.push(ImportedName::Name { name, local });
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(one) => {
                    names.push(ImportedName::Name { name: "default".into(), local: one.local.name.as_str().into() });
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(one) => {
                    names.push(ImportedName::Module { local: one.local.name.as_str().into(), whole: true });
                }
            }
        }
        let only_types = names.is_empty() && !types.is_empty();
        if !only_types {
            out.push(self.stmt(StmtKind::Import(import(&e.source.value, names, whole)), e.span));
        }
        if !types.is_empty() {
            out.push(self.stmt(StmtKind::Import(import(&e.source.value, types, true)), e.span));
        }
    }

    fn reexport_all(&self, e: &ExportAllDeclaration<'_>) -> Stmt {
        let name = match &e.exported {
            Some(name) => ImportedName::Module { local: name.name().as_str().into(), whole: true },
            None => ImportedName::All,
        };
        let types_only = e.export_kind == ImportOrExportKind::Type;
        self.stmt(StmtKind::Reexport(import(&e.source.value, vec![name], types_only)), e.span)
    }

    fn reexport(&mut self, e: &ExportFromDeclaration<'_>, out: &mut Vec<Stmt>) {
        let whole = e.export_kind == ImportOrExportKind::Type;
        for types_only in [false, true] {
            let matching = e.specifiers.iter().filter(|one| is_type(whole, one.export_kind) == types_only);
            let names = matching.map(|one| ImportedName::Name {
                name: one.local.name().as_str().into(),
                local: one.exported.name().as_str().into(),
            });
            let names: Vec<_> = names.collect();
            if !names.is_empty() {
                out.push(self.stmt(StmtKind::Reexport(import(&e.source.value, names, types_only)), e.span));
            }
        }
    }

    /// `export { local as name }`; types are not exported, since nothing exists of them.
    fn export_names(&mut self, e: &ExportNamedDeclaration<'_>, out: &mut Vec<Stmt>) {
        if self.in_namespace {
            return;
        }
        let whole = e.export_kind == ImportOrExportKind::Type;
        for one in e.specifiers.iter().filter(|one| !is_type(whole, one.export_kind)) {
            let value = self.name_expr(&one.local.name(), &one.local);
            out.push(self.export(one.exported.name().as_str().into(), value, one.span));
        }
    }

    /// The declaration, then the names that it exports, unless it gave nothing, being ambient or a type.
    fn export_declaration(&mut self, e: &ExportDeclaration<'_>, out: &mut Vec<Stmt>) {
        let before = out.len();
        self.declaration(&e.declaration, out);
        if self.in_namespace || out.len() == before {
            return;
        }
        let mut names = vec![];
        match &e.declaration {
            Declaration::VariableDeclaration(e) => e.declarations.iter().for_each(|one| bound(&one.id, &mut names)),
            Declaration::FunctionDeclaration(e) => names.extend(e.id.as_ref().map(|id| (id.name.as_str(), id.span))),
            Declaration::ClassDeclaration(e) => names.extend(e.id.as_ref().map(|id| (id.name.as_str(), id.span))),
            Declaration::TSEnumDeclaration(e) => names.push((e.id.name.as_str(), e.id.span)),
            Declaration::TSNamespaceDeclaration(e) => names.push((e.id.name.as_str(), e.id.span)),
            Declaration::TSImportEqualsDeclaration(e) => names.push((e.id.name.as_str(), e.id.span)),
            _ => {}
        }
        out.extend(names.into_iter().map(|(name, at)| self.export(name.into(), self.name_expr(name, &at), e.span)));
    }

    fn export_default(&mut self, e: &ExportDefaultDeclaration<'_>, out: &mut Vec<Stmt>) {
        let (kind, id) = match &e.declaration {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                let Some(index) = self.function_declaration(function) else { return };
                (Ok(index), function.id.as_ref())
            }
            ExportDefaultDeclarationKind::ClassDeclaration(class) => (Err(self.class(class, None)), class.id.as_ref()),
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => return,
            other => {
                let value = self.expr(other.to_expression());
                return out.push(self.export("default".into(), value, e.span));
            }
        };
        let at = e.declaration.span();
        let value = if let Some(id) = id {
            out.push(self.stmt(kind.map_or_else(StmtKind::Class, StmtKind::Function), at));
            self.name_expr(&id.name, &id.span)
        } else {
            Expr { kind: kind.map_or_else(ExprKind::Class, ExprKind::Function), span: self.span(at) }
        };
        out.push(self.export("default".into(), value, e.span));
    }

    /// `import x = require("m")` binds the module; `import x = A.B` is an alias.
    pub(super) fn import_equals(&mut self, e: &TSImportEqualsDeclaration<'_>, out: &mut Vec<Stmt>) {
        let local: Name = e.id.name.as_str().into();
        let value = match &e.module_reference {
            TSModuleReference::ExternalModuleReference(module) => {
                let types_only = e.import_kind == ImportOrExportKind::Type;
                let names = vec![ImportedName::Module { local, whole: true }];
                let import = import(&module.expression.value, names, types_only);
                return out.push(self.stmt(StmtKind::Import(import), e.span));
            }
            TSModuleReference::IdentifierReference(name) => self.name_expr(&name.name, &name.span),
            TSModuleReference::QualifiedName(name) => self.qualified(name),
        };
        if e.import_kind == ImportOrExportKind::Value {
            let targets = vec![Pattern::Name(local, self.span(e.id.span))];
            out.push(self.stmt(StmtKind::Assign { targets, value: Some(value), annotation: None }, e.span));
        }
    }
}

fn is_type(whole: bool, one: ImportOrExportKind) -> bool {
    whole || one == ImportOrExportKind::Type
}

fn import(module: &str, names: Vec<ImportedName>, types_only: bool) -> Import {
    Import { module: module.into(), level: 0, names, types_only }
}

/// Every name that a pattern binds. The parser's own nesting is bounded before this runs.
fn bound<'e>(pattern: &'e BindingPattern<'_>, names: &mut Vec<(&'e str, Span)>) {
    match pattern {
        BindingPattern::BindingIdentifier(name) => names.push((name.name.as_str(), name.span)),
        BindingPattern::ObjectPattern(object) => {
            object.properties.iter().for_each(|property| bound(&property.value, names));
            object.rest.iter().for_each(|rest| bound(&rest.argument, names));
        }
        BindingPattern::ArrayPattern(array) => {
            array.elements.iter().flatten().for_each(|element| bound(element, names));
            array.rest.iter().for_each(|rest| bound(&rest.argument, names));
        }
        BindingPattern::AssignmentPattern(with) => bound(&with.left, names),
    }
}
