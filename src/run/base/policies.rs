//! The policies of two states. They come from the states themselves, so that a change is judged by what stood there
//! before it.

use super::{super::policy_file, Asked, Named, Refusal};
use crate::{
    git::Blob,
    policy::{Document, Ground, Policy, Vocabulary},
    walk::Side,
};
use std::{
    cmp::Reverse,
    path::{Component, Path, PathBuf},
};

/// The policies of two states.
pub(super) struct Policies {
    /// That of the state before, where it differs and can be read.
    pub before: Option<Policy>,
    /// That of the state after.
    pub after: Policy,
    /// Its files that differ.
    pub files: Vec<String>,
}

/// The policies of both states; one that is named on the command line holds for both.
pub(super) fn of(asked: &Asked, named: &Named, root: &Path, states: [&Side<Blob>; 2]) -> Result<Policies, Refusal> {
    if asked.policy.is_some() {
        let holding = policy_file::above(asked, &[], root)?;
        return Ok(Policies { before: None, after: holding.policy, files: Vec::new() });
    }
    let [base, head] = states.map(|state| State { state, root });
    let (old, new) = (base.documents(named), head.documents(named));
    policy_file::one_a_folder(&new)?;
    let after = head.read(&new).map_err(Refusal::Policy)?;
    let holding = |documents: &[Document]| -> Vec<(String, String)> {
        documents.iter().map(|document| (document.path.clone(), document.text.clone())).collect()
    };
    let (was, is) = (holding(&old), holding(&new));
    let mut files: Vec<String> = was.iter().filter(|old| !is.contains(old)).map(|(path, _)| path.clone()).collect();
    files.extend(is.iter().filter(|new| !was.contains(new)).map(|(path, _)| path.clone()));
    files.sort();
    files.dedup();
    let before = if files.is_empty() { None } else { base.read(&old).ok() };
    Ok(Policies { before, after, files })
}

struct State<'a> {
    state: &'a Side<Blob>,
    root: &'a Path,
}

impl State<'_> {
    /// The policy files above and beneath what was named, the nearest first.
    fn documents(&self, named: &Named) -> Vec<Document> {
        let home = |path: &&str| policy_file::known_home(Path::new(path)).is_some();
        let here = |path: &&str| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            named.lies_in(folder) || named.holds(path)
        };
        let mut documents: Vec<Document> =
            self.state.paths().filter(home).filter(here).filter_map(|path| self.document(path)).collect();
        documents.sort_by_key(|document| Reverse(document.ground.depth()));
        documents
    }

    /// The policy in a file; nothing where there is none in it.
    fn document(&self, path: &str) -> Option<Document> {
        let (home, mark) = policy_file::known_home(Path::new(path))?;
        let text = self.state.text(path).filter(|text| text.contains(mark))?;
        let file = self.root.join(path);
        let ground = file.parent().map_or(Ground::Same, |folder| Ground::of(self.root, folder));
        Some(Document { path: path.to_owned(), file, text: text.to_string(), ground, home })
    }

    fn read(&self, documents: &[Document]) -> Result<Policy, Vec<crate::policy::PolicyErrors>> {
        let load = |from: &Document, name: &str| self.extended(from, name);
        Policy::of(documents.to_vec(), &load, &Vocabulary::embedded())
    }

    /// What a policy extends: a file of the same state, named from the folder it is in.
    fn extended(&self, from: &Document, name: &str) -> Result<Document, String> {
        let folder = from.file.parent().unwrap_or(self.root);
        let path = inside(&folder.join(name), self.root).ok_or("lies outside the repository")?;
        let text = self.state.text(&path).ok_or("cannot be read: there is no such file")?;
        let (home, _) = policy_file::known_home(Path::new(&path)).unwrap_or((crate::policy::Home::Whole, ""));
        Ok(Document { file: self.root.join(&path), path, home, text: text.to_string(), ground: Ground::Same })
    }
}

/// A path from the root, if it stays beneath it.
fn inside(path: &Path, root: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.strip_prefix(root).ok()?.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            _ => return None,
        }
    }
    Some(parts.iter().collect::<PathBuf>().to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}
