//! Ruby's names: constants by the file that an autoloader would find them in, and files that are required.

use crate::{
    resolve::{files::Files, known::files::normal},
    source::SourceId,
    syntax::words_of,
    value::{Chain, Name, Root, Step},
};
use std::collections::HashSet;

/// What stands before a constant that a file uses without requiring it.
const AMBIENT: &str = "::";

/// The file that `module` means in file `from`. Constants of packages are never part of the tree.
pub fn resolve(files: &dyn Files, packages: &HashSet<Name>, from: SourceId, module: &str) -> Option<SourceId> {
    if let Some(path) = module.strip_prefix(AMBIENT) {
        let first = path.split("::").next().unwrap_or_default();
        return if packages.contains(first) { None } else { constant(files, from, path) };
    }
    if packages.contains(module.split('/').next().unwrap_or_default()) {
        return None;
    }
    required(files, from, module)
}

/// What to resolve for a constant that a file uses and nothing in it defines.
pub fn ambient(name: &str) -> Option<String> {
    name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| format!("{AMBIENT}{name}"))
}

/// A constant outside the tree: what its path begins with, and the members beneath that.
pub fn outside(name: &str) -> Option<Chain> {
    ambient(name)?;
    let mut path = name.split("::");
    let root = Root::Import(path.next()?.into());
    Some(Chain { root, steps: path.map(|part| Step::Member(part.into())).collect() })
}

/// The file that defines a constant: named for it, in folders named for what it stands in. Of several the one that
/// shares the longest path with the file that asks, if there is just one.
fn constant(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
    let parts: Vec<String> = path.split("::").map(underscored).collect();
    let name = path.rsplit("::").next()?;
    let tail = format!("/{}.rb", parts.join("/"));
    let mut found = files.named(&format!("{}.rb", parts.last()?));
    found.retain(|id| {
        let ends = format!("/{}", files.path(*id)).ends_with(&tail);
        ends && *id != from && files.source(*id).is_some_and(|source| defines(&source.text, name))
    });
    let here = files.path(from);
    let shared = |id: &SourceId| files.path(*id).split('/').zip(here.split('/')).take_while(|(a, b)| a == b).count();
    let most = found.iter().map(shared).max()?;
    found.retain(|id| shared(id) == most);
    if let [one] = found.as_slice() { Some(*one) } else { None }
}

/// Whether a text has a line that defines the class, module or constant.
fn defines(text: &str, name: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| {
        let class = line.strip_prefix("class ").or_else(|| line.strip_prefix("module "));
        match class {
            Some(rest) => {
                let path = rest.split([' ', '<', ';']).next().unwrap_or_default();
                path.rsplit("::").next() == Some(name)
            }
            None => line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('=')),
        }
    })
}

/// `AIBackend` → `ai_backend`, as autoloaders name files.
fn underscored(name: &str) -> String {
    words_of(name).join("_")
}

/// A file by its path: from the folder of this one where the path begins with a dot; else from a folder of libraries
/// here or further up.
fn required(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
    let here = files.path(from);
    let mut folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = format!("{}.rb", path.strip_suffix(".rb").unwrap_or(path));
    let find = |path: String| normal(&path).and_then(|path| files.find(&path)).filter(|found| *found != from);
    if path.starts_with('.') {
        return find(format!("{folder}/{file}"));
    }
    loop {
        let found = ["lib/", "app/", ""].iter().find_map(|part| find(format!("{folder}/{part}{file}")));
        if found.is_some() || folder.is_empty() {
            return found;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_for_constants() {
        for (name, file) in [
            ("AIBackend", "ai_backend"),
            ("HTTPClient", "http_client"),
            ("Writer", "writer"),
            ("LLM", "llm"),
            ("ClaudeV2Api", "claude_v2_api"),
        ] {
            assert_eq!(underscored(name), file);
        }
    }

    #[test]
    fn definitions_are_told_from_uses() {
        assert!(defines("module A\n  class B::Writer < Base\n", "Writer"));
        assert!(defines("MODEL = 1", "MODEL"));
        assert!(!defines("x = Writer.new\nclass WriterTwo; end", "Writer"));
    }
}
