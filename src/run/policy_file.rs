//! Which policy files hold for what was named.
//!
//! A policy holds in its folder and beneath. So the files that count are those in the folders above what was named, up
//! to the root of its repository, and those beneath; a policy that is named stands for all of them.

use super::{Asked, Refusal};
use crate::{
    policy::{Document, Ground, Home, Policy, Vocabulary},
    resolve::files::Files,
    walk::{Scope, Tree},
};
use rayon::prelude::*;
use std::{
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
};

/// What marks the root of a repository. A policy outside it is somebody else's.
const REPOSITORY: [&str; 3] = [".git", ".hg", ".jj"];

/// Files that may hold a policy, and bytes that are in one that does.
const HOMES: [(&str, Home, &str); 3] = [
    ("skint.toml", Home::Whole, ""),
    ("pyproject.toml", Home::PyProject, "tool.skint"),
    ("Cargo.toml", Home::Cargo, "metadata.skint"),
];

/// The policy files of a scan, and what they say together.
pub(super) struct Holding {
    /// What they say together.
    pub policy: Policy,
    /// The folder in which the team keeps its files: that of the nearest policy above everything that was named.
    pub home: PathBuf,
    documents: Vec<Document>,
}

/// The policy that was named, or those in the folders above the paths, for a scan that counts paths from `base`.
pub(super) fn above(asked: &Asked, paths: &[PathBuf], base: &Path) -> Result<Holding, Refusal> {
    if let Some(file) = &asked.policy {
        let documents = vec![named(asked, &asked.here.join(file), base)?];
        return Ok(Holding { policy: read(&documents, asked)?, home: base.to_path_buf(), documents });
    }
    let wholes: Vec<PathBuf> = paths.iter().filter_map(|path| fs::canonicalize(asked.here.join(path)).ok()).collect();
    let mut folders: Vec<&Path> = wholes.iter().flat_map(|path| within_repository(path)).collect();
    folders.sort_unstable();
    folders.dedup();
    let files = folders.iter().flat_map(|folder| HOMES.map(|(name, ..)| folder.join(name))).collect();
    let documents = documents(files, asked, base)?;
    let holds = |folder: &Path| wholes.iter().all(|path| path.starts_with(folder));
    let home = documents.iter().filter_map(|document| document.file.parent()).filter(|folder| holds(folder));
    let home = home.max_by_key(|folder| folder.components().count()).unwrap_or(base).to_path_buf();
    Ok(Holding { policy: read(&documents, asked)?, home, documents })
}

impl Holding {
    /// Adds the policies that lie in what was named and is scanned; says whether there are any.
    pub fn add_beneath(&mut self, asked: &Asked, tree: &Tree, scope: &Scope) -> Result<bool, Refusal> {
        if asked.policy.is_some() {
            return Ok(false);
        }
        let known = |file: &PathBuf| self.documents.iter().any(|document| document.file == *file);
        let base = fs::canonicalize(&scope.base).unwrap_or_else(|_| scope.base.clone());
        let paths = HOMES.iter().flat_map(|(name, ..)| tree.named(name)).map(|id| tree.path(id));
        let files = paths.filter(|path| scope.holds(path) && self.policy.scans(path)).map(|path| base.join(&*path));
        let beneath = documents(files.filter(|file| !known(file)).collect(), asked, &base)?;
        if beneath.is_empty() {
            return Ok(false);
        }
        self.documents.extend(beneath);
        one_a_folder(&self.documents)?;
        self.policy = read(&self.documents, asked)?;
        Ok(true)
    }
}

/// What the documents say together, the nearer ones first.
fn read(documents: &[Document], asked: &Asked) -> Result<Policy, Refusal> {
    let mut documents = documents.to_vec();
    documents.sort_by_key(|document| Reverse(document.ground.depth()));
    let load = |from: &Document, name: &str| extended(asked, from, name);
    Policy::of(documents, &load, &Vocabulary::embedded()).map_err(Refusal::Policy)
}

/// Those of some files that are there and hold a policy.
fn documents(files: Vec<PathBuf>, asked: &Asked, base: &Path) -> Result<Vec<Document>, Refusal> {
    let found: Vec<_> = files.into_par_iter().map(|file| document(&file, asked, base)).collect();
    let mut documents = Vec::new();
    for document in found {
        documents.extend(document?);
    }
    one_a_folder(&documents)?;
    Ok(documents)
}

/// Two policies in one folder would be two answers in one.
pub(super) fn one_a_folder(documents: &[Document]) -> Result<(), Refusal> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|a, b| a.file.cmp(&b.file));
    match sorted.windows(2).find(|pair| pair[0].file.parent() == pair[1].file.parent()) {
        Some(pair) => {
            let (one, other) = (&pair[0].path, &pair[1].path);
            Err(Refusal::NoPolicy(format!("there are two policies in one folder: {one} and {other}; keep one")))
        }
        None => Ok(()),
    }
}

/// The policy in a file; nothing where there is no file, or no policy in it.
fn document(file: &Path, asked: &Asked, base: &Path) -> Result<Option<Document>, Refusal> {
    if !file.is_file() {
        return Ok(None);
    }
    let (home, mark) = home(file);
    let text = match text(file, asked) {
        Ok(text) => text,
        // A manifest that cannot be read is no policy.
        Err(_) if home != Home::Whole => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let folder = file.parent().unwrap_or(base);
    let document = |text| Document {
        path: shown(file, &asked.here),
        file: file.to_path_buf(),
        text,
        ground: Ground::of(&fs::canonicalize(base).unwrap_or_else(|_| base.to_path_buf()), folder),
        home,
    };
    Ok(text.contains(mark).then(|| document(text)))
}

/// A policy that was named, wherever it lies. One from elsewhere counts paths as the scan does.
fn named(asked: &Asked, file: &Path, base: &Path) -> Result<Document, Refusal> {
    let text = text(file, asked)?;
    let whole = fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
    let ground = whole.parent().map_or(Ground::Same, |folder| Ground::of(base, folder));
    Ok(Document { path: shown(file, &asked.here), home: home(file).0, file: whole, text, ground })
}

/// What a policy extends: a file of the same repository, named from the folder it is in.
fn extended(asked: &Asked, from: &Document, name: &str) -> Result<Document, String> {
    let folder = from.file.parent().unwrap_or(Path::new("."));
    let file = fs::canonicalize(folder.join(name)).map_err(|error| format!("cannot be read: {error}"))?;
    let root = within_repository(folder).last().unwrap_or(folder);
    if !file.starts_with(root) {
        return Err("lies outside the repository".to_owned());
    }
    let text = fs::read_to_string(&file).map_err(|error| format!("cannot be read: {error}"))?;
    Ok(Document { path: shown(&file, &asked.here), home: home(&file).0, text, file, ground: Ground::Same })
}

/// In which table of a file a policy would stand, and the bytes that are there if it does.
fn home(file: &Path) -> (Home, &'static str) {
    known_home(file).unwrap_or((Home::Whole, ""))
}

/// The same for a file that policies are looked for in; nothing for any other.
pub(super) fn known_home(file: &Path) -> Option<(Home, &'static str)> {
    let found = HOMES.iter().find(|(name, ..)| file.file_name().is_some_and(|file| file == *name));
    found.map(|(_, home, mark)| (*home, *mark))
}

fn text(file: &Path, asked: &Asked) -> Result<String, Refusal> {
    let refuse =
        |why: String| Refusal::NoPolicy(format!("the policy {} cannot be read: {why}", shown(file, &asked.here)));
    let bytes = fs::read(file).map_err(|error| refuse(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| refuse("it is not UTF-8 text".to_owned()))
}

/// The folders around a path, up to the root of its repository.
fn within_repository(path: &Path) -> impl Iterator<Item = &Path> {
    let mut outside = false;
    path.ancestors().filter(|folder| folder.is_dir()).take_while(move |folder| {
        let inside = !outside;
        outside = REPOSITORY.iter().any(|mark| folder.join(mark).exists());
        inside
    })
}

/// A path as it is shown: from the current folder, where it lies beneath.
pub(super) fn shown(path: &Path, here: &Path) -> String {
    let whole = fs::canonicalize(here).unwrap_or_else(|_| here.to_path_buf());
    let short = path.strip_prefix(whole).or_else(|_| path.strip_prefix(here)).unwrap_or(path);
    short.to_string_lossy().replace('\\', "/")
}
