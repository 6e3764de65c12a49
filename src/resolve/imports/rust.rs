//! Rust's paths: modules are files by where they stand, crates are those of the workspace by their names.

use crate::{
    resolve::files::Files,
    source::SourceId,
    value::{Chain, Local, Name, Root, Step, Value},
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Files that a crate begins with.
const ROOTS: &[&str] = &["lib.rs", "main.rs", "build.rs"];

/// Folders of a package in which every file is a crate of its own.
const PROGRAMS: &[&str] = &["benches", "bin", "examples", "tests"];

/// How many modules a path may go up or down through.
const DEPTH: usize = 32;

/// Crates of the tree by the name that paths begin with; none where two have the same.
#[derive(Debug, Default)]
pub struct Crates {
    roots: BTreeMap<String, Option<SourceId>>,
}

/// What a path means.
#[derive(Debug, PartialEq)]
pub enum Target {
    /// A file.
    File(SourceId),
    /// What a file calls by the rest of the path.
    Within(SourceId, Vec<Name>),
    /// Something of a crate that is not in the tree.
    Outside(Name, Vec<Name>),
}

impl Crates {
    /// Every package of the tree that has a library.
    pub fn of(files: &dyn Files) -> Self {
        let mut roots = BTreeMap::new();
        for id in files.named("Cargo.toml") {
            let Some(manifest) = files.source(id).and_then(|source| source.text.parse::<toml::Table>().ok()) else {
                continue;
            };
            let folder = folder_of(&files.path(id)).to_owned();
            let text = |section: &str, key: &str| Some(manifest.get(section)?.get(key)?.as_str()?.to_owned());
            let Some(name) = text("lib", "name").or_else(|| text("package", "name")) else { continue };
            let root = text("lib", "path").unwrap_or_else(|| "src/lib.rs".to_owned());
            let Some(root) = files.find(&join(&folder, &root)) else { continue };
            let known = roots.entry(name.replace('-', "_"));
            known.and_modify(|other| *other = None).or_insert(Some(root));
        }
        Self { roots }
    }
}

/// What `path` means in file `from`. Packages that are never part of the tree lie outside it, whatever their names.
pub fn find(
    files: &dyn Files,
    crates: &Crates,
    packages: &HashSet<Name>,
    from: SourceId,
    path: &str,
) -> Option<Target> {
    let words: Vec<Name> = path.split("::").map(Name::from).collect();
    let (first, rest) = words.split_first()?;
    let here = files.path(from);
    Some(match first.as_str() {
        "crate" => down(files, root(files, from, &here)?, rest),
        "self" => down(files, from, rest),
        "super" => {
            let ups = words.iter().take_while(|word| *word == "super").count();
            let mut at = from;
            for _ in 0..ups.min(DEPTH) {
                at = parent(files, &files.path(at))?;
            }
            down(files, at, &words[ups..])
        }
        name => match crates.roots.get(name) {
            Some(Some(root)) if !packages.contains(name) => down(files, *root, rest),
            _ => Target::Outside(first.clone(), rest.to_vec()),
        },
    })
}

impl Target {
    /// The value that it stands for; what a file calls so is looked up when it is needed.
    pub fn value(self) -> Value {
        match self {
            Target::File(module) => Value::Local(Arc::new(Local::Module(module))),
            Target::Within(module, rest) => {
                let name = rest.iter().map(Name::as_str).collect::<Vec<_>>().join("::").into();
                Value::Local(Arc::new(Local::Import { module, name }))
            }
            Target::Outside(name, rest) => {
                let root = Root::Import(name.as_str().into());
                Value::Foreign(Arc::new(Chain { root, steps: rest.into_iter().map(Step::Member).collect() }))
            }
        }
    }
}

/// From module to module by their files, as far as there are any.
fn down(files: &dyn Files, start: SourceId, words: &[Name]) -> Target {
    let mut at = start;
    for (i, word) in words.iter().enumerate().take(DEPTH) {
        match child(files, &files.path(at), word) {
            Some(next) if next != at => at = next,
            _ => return Target::Within(at, words[i..].to_vec()),
        }
    }
    Target::File(at)
}

/// The file of the module `name` in the module that the file at `path` is.
fn child(files: &dyn Files, path: &str, name: &str) -> Option<SourceId> {
    let (folder, file) = split(path);
    let stem = file.strip_suffix(".rs")?;
    let beneath = if owns_folder(files, path) { folder.to_owned() } else { join(folder, stem) };
    files
        .find(&join(&beneath, &format!("{name}.rs")))
        .or_else(|| files.find(&join(&beneath, &format!("{name}/mod.rs"))))
}

/// Whether the modules of a file stand in its own folder, rather than in one of its name.
fn owns_folder(files: &dyn Files, path: &str) -> bool {
    let (_, file) = split(path);
    file == "mod.rs" || is_root(files, path)
}

/// Whether a crate begins with a file.
fn is_root(files: &dyn Files, path: &str) -> bool {
    let (folder, file) = split(path);
    let (above, last) = split(folder);
    let of_package = || files.find(&join(above, "Cargo.toml")).is_some() || last == "bin" && above.ends_with("src");
    ROOTS.contains(&file) || PROGRAMS.contains(&last) && of_package()
}

/// The file of the module around the one that the file at `path` is.
fn parent(files: &dyn Files, path: &str) -> Option<SourceId> {
    let (folder, file) = split(path);
    if is_root(files, path) {
        return None;
    }
    let around = if file == "mod.rs" { folder_of(folder) } else { folder };
    let name = split(around).1;
    let beside = join(folder_of(around), &format!("{name}.rs"));
    let own = if file == "mod.rs" { split(folder).1.to_owned() } else { file.trim_end_matches(".rs").to_owned() };
    [join(around, "mod.rs"), beside].iter().find_map(|path| files.find(path)).or_else(|| root_in(files, around, &own))
}

/// The file with which the crate of a file begins.
fn root(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
    if is_root(files, path) {
        return Some(from);
    }
    let mut inner = split(path).1.trim_end_matches(".rs").to_owned();
    let mut folder = Some(folder_of(path));
    while let Some(at) = folder {
        if let Some(root) = root_in(files, at, &inner) {
            return Some(root);
        }
        split(at).1.clone_into(&mut inner);
        folder = (!at.is_empty()).then(|| folder_of(at));
    }
    None
}

/// The root in a folder; of two, the one that says that it has the module.
fn root_in(files: &dyn Files, folder: &str, module: &str) -> Option<SourceId> {
    let library = files.find(&join(folder, "lib.rs"));
    let program = files.find(&join(folder, "main.rs"));
    let declares =
        |id: &SourceId| files.source(*id).is_some_and(|source| source.text.contains(&format!("mod {module};")));
    match (library, program) {
        (Some(library), Some(program)) if !declares(&library) && declares(&program) => Some(program),
        (library, program) => library.or(program),
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn folder_of(path: &str) -> &str {
    split(path).0
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
