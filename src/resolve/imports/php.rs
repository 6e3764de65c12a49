//! PHP's names: classes by namespace and file name, as autoloaders find them, and files that are included.
//!
//! A module that begins with a backslash is a class in full; `::` stands before a class that a file uses without
//! importing it; anything else is a path.

use crate::{
    resolve::{
        files::Files,
        known::{self, files::normal},
    },
    source::SourceId,
    syntax::Language,
    value::{Chain, Name, Root, Step},
};
use regex::Regex;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The global namespace, as chains name it.
pub const GLOBAL: &str = "\\";

/// What stands before a class that a file uses without importing it.
const AMBIENT: &str = "::";

/// The file that `module` means in file `from`. Namespaces of packages are never part of the tree.
pub fn resolve(files: &dyn Files, packages: &HashSet<Name>, from: SourceId, module: &str) -> Option<SourceId> {
    if let Some(full) = module.strip_prefix('\\') {
        let vendor = full.split('\\').next().unwrap_or_default();
        return if packages.contains(vendor) { None } else { class(files, from, full) };
    }
    if let Some(name) = module.strip_prefix(AMBIENT) {
        let source = files.source(from)?;
        let namespace = namespace(&source.text);
        let full = if namespace.is_empty() { name.to_owned() } else { format!("{namespace}\\{name}") };
        return class(files, from, &full).filter(|found| *found != from);
    }
    included(files, from, module)
}

/// What to resolve for a name that a file uses without importing it: a class, as its capital says.
pub fn ambient(name: &str) -> Option<String> {
    name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| format!("{AMBIENT}{name}"))
}

/// What a class is that no file of the tree holds and no import names: one of the global namespace.
pub fn outside_name(name: &Name) -> Option<Chain> {
    ambient(name)?;
    Some(Chain { root: Root::Import(GLOBAL.into()), steps: vec![Step::Member(name.clone())] })
}

/// The namespace around a class in full, with dots; the global one is a backslash. Nothing for other modules.
pub fn outside(module: &str) -> Option<Arc<str>> {
    let full = module.strip_prefix('\\')?;
    Some(full.rsplit_once('\\').map_or(GLOBAL.into(), |(namespace, _)| namespace.replace('\\', ".").into()))
}

/// The file of a class: it has the class's name, and says its namespace. Of several the one that shares the longest
/// path with the file that asks, if there is just one.
fn class(files: &dyn Files, from: SourceId, full: &str) -> Option<SourceId> {
    let (home, name) = full.rsplit_once('\\').unwrap_or(("", full));
    let mut found = files.named(&format!("{name}.php"));
    found.extend(files.named(&format!("class-{}.php", name.to_ascii_lowercase().replace('_', "-"))));
    found.retain(|id| files.source(*id).is_some_and(|source| namespace(&source.text).eq_ignore_ascii_case(home)));
    nearest(files, from, found)
}

/// Of several files the one that shares the longest path with the file that asks, if there is just one.
fn nearest(files: &dyn Files, from: SourceId, mut found: Vec<SourceId>) -> Option<SourceId> {
    let here = files.path(from);
    let shared = |id: &SourceId| files.path(*id).split('/').zip(here.split('/')).take_while(|(a, b)| a == b).count();
    let most = found.iter().map(shared).max()?;
    found.retain(|id| shared(id) == most);
    if let [one] = found.as_slice() { Some(*one) } else { None }
}

/// Files that define what every file can name: constants (`define('NAME', …)`) and functions, by the name.
#[derive(Debug)]
pub struct Shared(HashMap<Name, Vec<SourceId>>);

impl Shared {
    /// Those of the tree. A function is one that begins its line: a method says who may call it.
    pub fn of(files: &dyn Files) -> Self {
        let pattern = Regex::new(r#"(?m)\bdefine\s*\(\s*['"](\w+)['"]|^[ \t]*function\s+(\w+)\s*\("#)
            .expect("a constant pattern that a test compiles");
        let words = [vec![Name::new_static("define")], vec![Name::new_static("function")]];
        let mut all: HashMap<Name, Vec<SourceId>> = HashMap::new();
        for id in files.mentioning(&[Language::Php], &words) {
            let Some(source) = files.source(id) else { continue };
            for found in pattern.captures_iter(&source.text).filter_map(|found| found.get(1).or_else(|| found.get(2))) {
                let homes = all.entry(found.as_str().into()).or_default();
                if homes.last() != Some(&id) {
                    homes.push(id);
                }
            }
        }
        Self(all)
    }

    /// The file that defines a name, for another.
    pub fn file(&self, files: &dyn Files, from: SourceId, name: &str) -> Option<SourceId> {
        let homes = self.0.get(name).filter(|homes| !homes.contains(&from))?;
        nearest(files, from, homes.clone())
    }
}

/// Whether a name may be a constant or a function rather than a class, as its letters say.
pub fn is_shared(name: &str) -> bool {
    let first = name.bytes().next().unwrap_or_default();
    let capitals = name.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_');
    let function = first.is_ascii_lowercase() || first == b'_';
    function && !known::php::is_known(name) || name.len() > 1 && capitals
}

/// The namespace that a file says it is in.
fn namespace(text: &str) -> &str {
    let mut lines = text.lines().map(|line| line.trim_start_matches("<?php").trim_start());
    let said = lines.find_map(|line| line.strip_prefix("namespace "));
    said.map_or("", |said| said.split([';', '{']).next().unwrap_or_default().trim())
}

/// A file by its path from the folder of the file that includes it, or from one above.
fn included(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
    let here = files.path(from);
    let mut folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        let found = normal(&format!("{folder}/{path}")).and_then(|path| files.find(&path));
        if found.is_some() || folder.is_empty() {
            return found.filter(|found| *found != from);
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_namespace_is_what_the_file_says() {
        assert_eq!(namespace("<?php\n\nnamespace App\\Ai;\n\nuse X;"), "App\\Ai");
        assert_eq!(namespace("<?php namespace App {"), "App");
        assert_eq!(namespace("<?php\n// namespaces\n$x = 1;"), "");
    }

    #[test]
    fn chains_name_namespaces_with_dots() {
        assert_eq!(outside("\\Anthropic\\Bedrock\\Client").as_deref(), Some("Anthropic.Bedrock"));
        assert_eq!(outside("\\Prism").as_deref(), Some("\\"));
        assert_eq!(outside("./config.php"), None);
    }
}
