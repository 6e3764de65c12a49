//! Items in an order in which each finds those it names: imports, types, functions, then constants.

use super::{
    Reader, Scope, classes, imports,
    paths::{ident, last},
};
use crate::{
    syntax::{Pattern, Stmt, StmtKind, TEST},
    value::Name,
};
use std::collections::{HashMap, HashSet};
use syn::{Expr, Item, ItemImpl, ItemMacro, ItemMod, Type};

/// A constant or static.
pub(super) struct Constant<'i> {
    pub name: &'i proc_macro2::Ident,
    pub of: &'i Type,
    pub value: &'i Expr,
}

impl Reader<'_> {
    /// The whole file.
    pub(super) fn file(&mut self, items: &[Item]) -> Vec<Stmt> {
        self.modules.push(Scope::of(Name::default(), items));
        self.items(&items.iter().collect::<Vec<_>>());
        let own = std::mem::take(&mut self.out);
        self.implied_imports();
        let mut body = std::mem::take(&mut self.out);
        body.extend(own);
        body
    }

    /// Items of a file, a module written in place, or a block.
    pub(super) fn items(&mut self, items: &[&Item]) {
        for item in items {
            self.import_item(item);
        }
        let mut impls = by_type(items);
        for item in items {
            self.type_item(item, &mut impls);
        }
        let mut others: Vec<(Name, Vec<&ItemImpl>)> = impls.into_iter().collect();
        others.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, impls) in others {
            self.impl_of_elsewhere(&name, &impls);
        }
        for item in items {
            if let Item::Fn(function) = item {
                let index = self.free_function(&function.attrs, &function.sig, &function.block);
                let at = self.functions[index as usize].span;
                self.push(StmtKind::Function(index), at);
            }
        }
        self.constants(&items.iter().filter_map(|item| constant(item)).collect::<Vec<_>>());
        for item in items {
            if let Item::Macro(ItemMacro { mac, ident: None, .. }) = item {
                self.item_macro(mac);
            }
        }
    }

    fn import_item(&mut self, item: &Item) {
        match item {
            Item::Use(item) => {
                for used in imports::leaves(item) {
                    self.usage(&used);
                }
            }
            Item::Mod(ItemMod { ident, content: None, .. }) => self.module_file(ident),
            Item::ExternCrate(item) => self.extern_crate(item),
            _ => {}
        }
    }

    fn type_item(&mut self, item: &Item, impls: &mut HashMap<Name, Vec<&ItemImpl>>) {
        let mut own = |name: &proc_macro2::Ident| impls.remove(&ident(name)).unwrap_or_default();
        match item {
            Item::Struct(item) => self.structure(item, &own(&item.ident)),
            Item::Enum(item) => self.enumeration(item, &own(&item.ident)),
            Item::Trait(item) => self.trait_class(item),
            Item::Mod(ItemMod { attrs, ident: name, content: Some((_, items)), .. }) => {
                self.module_in_place(name, items, is_for_tests(attrs));
            }
            Item::Type(item) => {
                let (name, at) = (ident(&item.ident), self.span(item.ident.span()));
                if let Some(value) = self.declared(&item.ty) {
                    let targets = vec![Pattern::Name(name, at)];
                    self.push(StmtKind::Assign { targets, value: Some(value), annotation: None }, at);
                }
            }
            _ => {}
        }
    }

    /// Constants, each after those that it names.
    pub(super) fn constants(&mut self, constants: &[Constant<'_>]) {
        let places: HashMap<Name, usize> = constants.iter().enumerate().map(|(i, one)| (ident(one.name), i)).collect();
        let mut lowered: Vec<Option<(Stmt, Vec<usize>)>> = Vec::new();
        for constant in constants {
            let before = std::mem::take(&mut self.out);
            self.named.clear();
            let around = self.inside.replace(self.modules.len() - 1);
            self.constant(constant);
            self.inside = around;
            let mut made = std::mem::replace(&mut self.out, before);
            let needs = self.named.iter().filter_map(|name| places.get(name).copied()).collect();
            let at = self.span(constant.name.span());
            let statement =
                if made.len() == 1 { made.remove(0) } else { Stmt { kind: StmtKind::Block(made), span: at } };
            lowered.push(Some((statement, needs)));
        }
        for first in 0..lowered.len() {
            self.with_needs(first, &mut lowered);
        }
    }

    /// Puts a constant after all that it needs; a circle is broken where it is entered.
    fn with_needs(&mut self, first: usize, lowered: &mut [Option<(Stmt, Vec<usize>)>]) {
        let mut open: Vec<(Option<Stmt>, Vec<usize>)> = Vec::new();
        let mut next = Some(first);
        loop {
            if let Some((statement, needs)) = next.take().and_then(|at| lowered[at].take()) {
                open.push((Some(statement), needs));
            }
            let Some((statement, needs)) = open.last_mut() else { return };
            next = needs.pop();
            if next.is_none() {
                self.out.extend(statement.take());
                open.pop();
            }
        }
    }

    fn constant(&mut self, constant: &Constant<'_>) {
        let at = self.span(constant.name.span());
        let annotation = self.declared(constant.of);
        let value = self.initial(constant.value);
        let targets = vec![Pattern::Name(ident(constant.name), at)];
        let span = self.across(at, value.span);
        self.push(StmtKind::Assign { targets, value: Some(value), annotation }, span);
    }

    /// `mod x { … }`: a class whose members are the module's.
    fn module_in_place(&mut self, name: &proc_macro2::Ident, items: &[Item], for_tests: bool) {
        let (own, at) = (ident(name), self.span(name.span()));
        let Some(index) = self.deeper(at, |reader| {
            let index = reader.open_class(Some(own.clone()), at, at);
            if for_tests {
                reader.classes[index as usize].decorators.push(super::name_expr(TEST, at));
            }
            reader.modules.push(Scope::of(own, items));
            let around = (reader.class.replace(index), std::mem::take(&mut reader.out));
            reader.items(&items.iter().collect::<Vec<_>>());
            let body = std::mem::replace(&mut reader.out, around.1);
            reader.class = around.0;
            reader.modules.pop();
            reader.close_class(index, body);
            index
        }) else {
            return;
        };
        self.push(StmtKind::Class(index), at);
    }
}

impl Scope {
    /// The names that items bind.
    fn of(name: Name, items: &[Item]) -> Self {
        let mut scope = Scope { name, binds: HashSet::new(), own: HashSet::new() };
        for item in items {
            match item {
                Item::Use(item) => {
                    // `use anyhow::anyhow` brings a macro; paths go on beginning at the crate.
                    let leaves = imports::leaves(item).into_iter();
                    let leaves = leaves.filter(|used| used.path.len() < 2 || used.path.first() != used.local.as_ref());
                    scope.binds.extend(leaves.filter_map(|used| used.local));
                }
                Item::Mod(ItemMod { ident: name, content: None, .. }) => {
                    scope.binds.insert(ident(name));
                }
                other => scope.own.extend(classes::name_of(other).map(ident)),
            }
        }
        scope.binds.extend(scope.own.iter().cloned());
        scope
    }
}

/// Whether `#[cfg(test)]` stands on an item.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")) {
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident(TEST);
            Ok(())
        });
    }
    found
}

fn constant(item: &Item) -> Option<Constant<'_>> {
    match item {
        Item::Const(item) => Some(Constant { name: &item.ident, of: &item.ty, value: &item.expr }),
        Item::Static(item) => Some(Constant { name: &item.ident, of: &item.ty, value: &item.expr }),
        _ => None,
    }
}

/// `impl` blocks by the last word of the type they are for.
fn by_type<'i>(items: &[&'i Item]) -> HashMap<Name, Vec<&'i ItemImpl>> {
    let mut found: HashMap<Name, Vec<&'i ItemImpl>> = HashMap::new();
    for item in items {
        if let Item::Impl(item) = item
            && let Some(name) = type_name(&item.self_ty)
        {
            found.entry(name).or_default().push(item);
        }
    }
    found
}

fn type_name(of: &Type) -> Option<Name> {
    match of {
        Type::Path(path) => Some(last(&path.path)),
        Type::Reference(inner) => type_name(&inner.elem),
        Type::Paren(inner) => type_name(&inner.elem),
        Type::Group(inner) => type_name(&inner.elem),
        _ => None,
    }
}
