//! Which policy file holds for what was named.

use super::{Asked, Refusal};
use crate::{
    catalog::{
        models::{self, Found},
        pages,
    },
    policy::{Policy, Vocabulary},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Name of the policy file.
const NAME: &str = "skint.toml";

/// What marks the root of a repository. A policy outside it is somebody else's.
const REPOSITORY: [&str; 3] = [".git", ".hg", ".jj"];

/// The policy that was named, or the one above the paths, or else the embedded one, for a scan that counts paths from
/// the folder `base`; and the folder in which the team keeps its files, which is where the policy above the paths lies.
pub(super) fn read(asked: &Asked, paths: &[PathBuf], base: &Path) -> Result<(Policy, PathBuf), Refusal> {
    if let Some(file) = &asked.policy {
        return Ok((policy(asked, &asked.here.join(file), base)?, base.to_path_buf()));
    }
    match shared(asked, paths).map_err(Refusal::NoPolicy)? {
        Some(file) => {
            let home = file.parent().unwrap_or(base).to_path_buf();
            Ok((policy(asked, &file, base)?, home))
        }
        None => Ok((Policy::embedded(pages::all()), base.to_path_buf())),
    }
}

fn policy(asked: &Asked, file: &Path, base: &Path) -> Result<Policy, Refusal> {
    let shown = shown(file, &asked.here);
    let bytes =
        fs::read(file).map_err(|error| Refusal::NoPolicy(format!("the policy {shown} cannot be read: {error}")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Refusal::NoPolicy(format!("the policy {shown} cannot be read: it is not UTF-8 text")))?;
    let policy = Policy::parse(&shown, &text, &vocabulary()).map_err(Refusal::Policy)?;
    let folder = fs::canonicalize(file).ok().and_then(|whole| whole.parent().map(Path::to_path_buf));
    Ok(policy.placed(base, folder.as_deref().unwrap_or(base)))
}

/// What a policy may name.
fn vocabulary() -> Vocabulary<'static> {
    let catalogue = models::embedded();
    let mut families: Vec<String> = catalogue.all().map(|model| model.family.clone()).collect();
    families.sort();
    families.dedup();
    Vocabulary {
        pages: pages::all(),
        canonical: &|id| match models::embedded().find(id) {
            Found::Known(model, _) => Some(model.id.clone()),
            _ => None,
        },
        models: catalogue.all().map(|model| model.id.clone()).collect(),
        families,
    }
}

/// The one policy file above all paths. Two would be two answers in one.
fn shared(asked: &Asked, paths: &[PathBuf]) -> Result<Option<PathBuf>, String> {
    let wholes = paths.iter().filter_map(|path| fs::canonicalize(asked.here.join(path)).ok());
    let mut files: Vec<Option<PathBuf>> = wholes.map(|path| above(&path)).collect();
    files.sort();
    files.dedup();
    match files.as_slice() {
        [] => Ok(None),
        [file] => Ok(file.clone()),
        several => {
            let name =
                |file: &Option<PathBuf>| file.as_ref().map_or("none".to_owned(), |file| shown(file, &asked.here));
            let names: Vec<String> = several.iter().map(name).collect();
            Err(format!("the paths have different policies: {}", names.join(", ")))
        }
    }
}

/// The policy file nearest above a path, up to the root of its repository.
fn above(path: &Path) -> Option<PathBuf> {
    for folder in path.ancestors().filter(|folder| folder.is_dir()) {
        let file = folder.join(NAME);
        if file.is_file() {
            return Some(file);
        }
        if REPOSITORY.iter().any(|mark| folder.join(mark).exists()) {
            return None;
        }
    }
    None
}

/// A path as it is shown: from the current folder, where it lies beneath.
pub(super) fn shown(path: &Path, here: &Path) -> String {
    let whole = fs::canonicalize(here).unwrap_or_else(|_| here.to_path_buf());
    let short = path.strip_prefix(whole).or_else(|_| path.strip_prefix(here)).unwrap_or(path);
    short.to_string_lossy().replace('\\', "/")
}
