//! Clients that a project of BAML declares and nothing in it ever uses.
//!
//! What writes a project also writes clients of several vendors into it, to choose from. One that no function names, by
//! itself or through a client that goes round or falls back, sends nothing.

use super::CallSite;
use crate::{
    resolve::files::Files,
    source::Span,
    syntax::{Expr, ExprKind, Item, LANGUAGES, Language, Module, Pair, StmtKind},
    value::Name,
};
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the sources of a project.
const SOURCES: &str = "baml_src/";
/// The folder that is made of them, where every name stands.
const MADE: &str = "baml_client/";
/// What a function, a client that goes round and one that falls back name others with.
const NAMING: [&str; 2] = ["client", "strategy"];

/// What a project declares, by name: the names of clients in it.
#[derive(Default)]
struct Project {
    functions: Vec<Name>,
    clients: BTreeMap<Name, Vec<Name>>,
}

/// Places of clients that nothing chooses: no function of their project, and no code that says their name. Nothing is
/// said of a project without functions, of which not all may be here.
pub fn unchosen<'c>(files: &dyn Files, calls: impl Iterator<Item = &'c CallSite>) -> BTreeSet<Span> {
    let declared: Vec<(&CallSite, Name)> = calls
        .filter(|call| call.language == Language::Baml)
        .filter_map(|call| Some((call, call.around.function.clone()?)))
        .collect();
    if declared.is_empty() {
        return BTreeSet::new();
    }
    let mut projects: BTreeMap<String, Project> = BTreeMap::new();
    let sets: Vec<Vec<Name>> = vec![vec![Name::from("function")], vec![Name::from("client")]];
    for id in files.mentioning(&[Language::Baml], &sets) {
        if let Some(module) = files.module(id) {
            projects.entry(root(&files.path(id))).or_default().add(&module);
        }
    }
    let names: BTreeSet<Name> = declared.iter().map(|(_, name)| name.clone()).collect();
    let sets: Vec<Vec<Name>> = names.into_iter().map(|name| vec![name]).collect();
    // Code says the name of a client where it starts a function.
    let mut code: Vec<Language> =
        LANGUAGES.iter().map(|(_, language)| *language).filter(|one| !one.is_data()).collect();
    code.sort();
    code.dedup();
    let code = files.mentions(&code, &sets, &|path| !path.contains(MADE));
    let texts: Vec<_> = code.into_iter().filter_map(|hit| files.source(hit.file)).collect();
    let mut unchosen = BTreeSet::new();
    for (call, name) in declared {
        let project = projects.get(&root(&files.path(call.at.source)));
        let spare = project.is_some_and(|project| project.has_spare(&name));
        if spare && !texts.iter().any(|source| source.text.contains(name.as_str())) {
            unchosen.insert(call.at);
        }
    }
    unchosen
}

/// The folder of a project, by the path of one of its files.
fn root(path: &str) -> String {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    path[..path.find(SOURCES).map_or(folder, |at| at + SOURCES.len())].to_owned()
}

impl Project {
    fn add(&mut self, module: &Module) {
        let documents = module.body.iter().filter_map(|statement| match &statement.kind {
            StmtKind::Export { value, .. } => Some(value),
            _ => None,
        });
        for (kind, entries) in documents.flat_map(entries_of) {
            for (name, body) in entries_of(entries) {
                let mut named = Vec::new();
                for (key, value) in all_entries(body) {
                    if NAMING.contains(&key) {
                        texts(value, &mut named);
                    }
                }
                match kind {
                    "function" => self.functions.extend(named),
                    _ => self.clients.entry(Name::from(name)).or_default().extend(named),
                }
            }
        }
    }

    /// Whether it declares a client that none of its functions leads to, though it has some.
    fn has_spare(&self, name: &Name) -> bool {
        let mut reached: BTreeSet<&Name> = BTreeSet::new();
        let mut open: Vec<&Name> = self.functions.iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(self.clients.get(next).into_iter().flatten());
            }
        }
        !self.functions.is_empty() && self.clients.contains_key(name) && !reached.contains(name)
    }
}

/// The entries of a map, by key.
fn entries_of(expr: &Expr) -> Vec<(&str, &Expr)> {
    let ExprKind::Map(pairs) = &expr.kind else { return Vec::new() };
    let mut found = Vec::new();
    for pair in pairs {
        if let Pair::Entry(key, value) = pair {
            found.extend(text(key).map(|key| (key, value)));
        }
    }
    found
}

/// Those of a map and of the options in it.
fn all_entries(expr: &Expr) -> impl Iterator<Item = (&str, &Expr)> {
    let own = entries_of(expr);
    let options: Vec<_> =
        own.iter().filter(|(key, _)| *key == "options").flat_map(|(_, map)| entries_of(map)).collect();
    own.into_iter().chain(options)
}

/// The texts that a value is or lists.
fn texts(expr: &Expr, found: &mut Vec<Name>) {
    match &expr.kind {
        ExprKind::List(items) => items.iter().for_each(|item| {
            if let Item::One(one) = item {
                found.extend(text(one).map(Name::from));
            }
        }),
        _ => found.extend(text(expr).map(Name::from)),
    }
}

fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _ => expr.fixed_text(),
    }
}
