//! Python's import paths: packages and modules from the folders that a program may be started in.

use crate::{resolve::files::Files, source::SourceId, value::Name};
use std::collections::HashSet;

/// The file that `module` means in file `from`.
pub fn resolve(
    files: &dyn Files,
    packages: &HashSet<Name>,
    from: SourceId,
    module: &str,
    level: u32,
) -> Option<SourceId> {
    let here = files.path(from);
    let path = module.replace('.', "/");
    if level > 0 {
        return relative(files, &here, &path, level);
    }
    let first = module.split('.').next().unwrap_or_default();
    if first.is_empty() || packages.contains(first) {
        return None;
    }
    roots(files, &here).into_iter().find_map(|root| module_at(files, &join(&root, &path)))
}

fn relative(files: &dyn Files, here: &str, path: &str, level: u32) -> Option<SourceId> {
    let mut folder = parent(here)?;
    for _ in 1..level {
        folder = parent(folder)?;
    }
    if path.is_empty() { files.find(&join(folder, "__init__.py")) } else { module_at(files, &join(folder, path)) }
}

/// A module by its path without ending: a file or a package.
pub fn module_at(files: &dyn Files, path: &str) -> Option<SourceId> {
    files.find(&format!("{path}.py")).or_else(|| files.find(&format!("{path}/__init__.py")))
}

/// Folders that absolute imports may start from: the script's own, the one around its outermost package, each folder
/// above, and `src` in each.
fn roots(files: &dyn Files, here: &str) -> Vec<String> {
    let mut folders = Vec::new();
    let mut folder = parent(here);
    while let Some(at) = folder {
        folders.push(at.to_owned());
        folder = parent(at);
    }
    let is_package = |folder: &String| !folder.is_empty() && files.find(&join(folder, "__init__.py")).is_some();
    let above_package = folders.iter().position(|folder| !is_package(folder)).unwrap_or(0);
    let mut ordered: Vec<String> = folders.get(above_package).into_iter().cloned().collect();
    ordered.extend(folders.iter().skip(above_package + 1).cloned());
    ordered.extend(folders.iter().map(|folder| join(folder, "src")));
    if above_package > 0 {
        ordered.extend(folders.first().cloned());
    }
    ordered
}

/// The folder of a path; the root is the empty path.
fn parent(path: &str) -> Option<&str> {
    if path.is_empty() { None } else { Some(path.rsplit_once('/').map_or("", |(folder, _)| folder)) }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
