//! What was asked for: which folders are gone through, and which of their files are checked.

use crate::source::Problem;
use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

/// The ground of a scan. Everything under its roots can be imported and is seen; only what was named is checked.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The folder from which all paths are counted: the repository, or what holds all the roots.
    pub base: PathBuf,
    /// Folders that are gone through, none of them within another.
    pub(super) roots: Vec<PathBuf>,
    /// What was named, each from `base`; empty for `base` itself.
    pub(super) named: HashSet<String>,
    /// What was named and is not there.
    pub(super) problems: Vec<Problem>,
}

/// What is said of a name that is not UTF-8: it cannot be imported, reported or matched by a policy.
pub(super) const NAMELESS: &str = "its name is not UTF-8, so it was not checked: rename it";

/// What is said of what lies on another drive than the rest of what was named.
const ELSEWHERE: &str = "it lies on another drive than the rest, so it was not checked: name it by itself";

/// What marks the root of a repository.
const REPOSITORY: &[&str] = &[".git", ".hg", ".jj"];

impl Scope {
    /// The scope of the `paths` that were named on the command line, seen from the folder `here`.
    ///
    /// The root for a path is the repository around it, or else the folder itself (for a file, the folder it is in).
    pub fn of(paths: &[PathBuf], here: &Path) -> Scope {
        let mut problems = Vec::new();
        let mut places = Vec::new();
        for path in paths {
            match place(&here.join(path)) {
                Ok(found) => places.push(found),
                Err(message) => {
                    problems.push(Problem {
                        path: path.to_string_lossy().into(),
                        position: None,
                        message,
                        fatal: true,
                    });
                }
            }
        }
        let mut roots: Vec<PathBuf> = places.iter().map(|(_, root)| root.clone()).collect();
        roots.sort();
        roots.dedup_by(|inner, outer| inner.starts_with(outer));
        let base = common(&roots).unwrap_or_else(|| here.to_path_buf());
        let mut named = HashSet::new();
        for (path, _) in &places {
            match relative(path, &base) {
                Some(path) => drop(named.insert(path)),
                None => problems.push(Problem {
                    path: path.strip_prefix(&base).unwrap_or(path).to_string_lossy().into(),
                    position: None,
                    message: if path.to_str().is_some() { ELSEWHERE } else { NAMELESS }.to_owned(),
                    fatal: true,
                }),
            }
        }
        Scope { base, roots, named, problems }
    }

    /// Whether the file at `path` from the base is one that was named, or lies in a folder that was.
    pub fn holds(&self, path: &str) -> bool {
        let folders = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
        self.named.contains("") || std::iter::once(path).chain(folders).any(|part| self.named.contains(part))
    }
}

/// The true place of a path and its root; an error says why there is none.
fn place(path: &Path) -> Result<(PathBuf, PathBuf), String> {
    let cannot =
        |error: std::io::Error| format!("it cannot be read ({}): name a file or folder that is there", reason(&error));
    let target = fs::canonicalize(path).map_err(cannot)?;
    if fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink()) {
        let around = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
        if let Some(repository) = around.as_deref().and_then(repository_around)
            && !target.starts_with(repository)
        {
            return Err(String::from(
                "it is a symbolic link out of the repository, and skint follows none: name its target",
            ));
        }
    }
    let folder = if target.is_dir() { &*target } else { target.parent().unwrap_or(&target) };
    let root = repository_around(folder).unwrap_or(folder).to_path_buf();
    Ok((target, root))
}

/// The nearest folder at or above `folder` that is a repository.
fn repository_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| REPOSITORY.iter().any(|mark| above.join(mark).exists()))
}

/// The deepest folder that holds all of `roots`.
fn common(roots: &[PathBuf]) -> Option<PathBuf> {
    let (first, rest) = roots.split_first()?;
    first.ancestors().find(|above| rest.iter().all(|root| root.starts_with(above))).map(Path::to_path_buf)
}

/// A path from `base`, with `/` between its parts; `None` where it is not under it or is not UTF-8.
pub(super) fn relative(path: &Path, base: &Path) -> Option<String> {
    let path = path.strip_prefix(base).ok()?.to_str()?;
    Some(if std::path::MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") })
}

/// Whether an error keeps what was asked for from being read. A file that goes while the tree is gone through is none
/// that was asked for any more.
pub(super) fn is_fault(error: &std::io::Error) -> bool {
    error.kind() != std::io::ErrorKind::NotFound
}

/// An error of the system in a few words, without the path and the number.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => String::from("there is no such file or folder"),
        std::io::ErrorKind::PermissionDenied => String::from("permission denied"),
        _ => error.to_string(),
    }
}
