//! What was named on the command line, as paths of the repository. A path that is only in one of the states counts too,
//! so that nothing is looked up on the disk.

use std::path::{Component, Path, PathBuf};

/// Paths that were named, from the root of the repository; the empty one is all of it.
#[derive(Clone, Debug)]
pub struct Named {
    paths: Vec<String>,
}

impl Named {
    /// What `paths` name, seen from the folder `here`; the error is the path that lies outside of the repository.
    pub fn of(paths: &[PathBuf], here: &Path, root: &Path) -> Result<Named, PathBuf> {
        let here = std::fs::canonicalize(here).unwrap_or_else(|_| here.to_path_buf());
        let inside = |path: &PathBuf| {
            let whole = lexical(&here.join(path));
            let whole = std::fs::canonicalize(&whole).unwrap_or(whole);
            let inside = whole.strip_prefix(root).ok().and_then(Path::to_str);
            inside.map(|inside| inside.replace(std::path::MAIN_SEPARATOR, "/")).ok_or_else(|| path.clone())
        };
        let all = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &all[..] } else { paths };
        Ok(Named { paths: paths.iter().map(inside).collect::<Result<_, _>>()? })
    }

    /// All of them.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether a path was named itself.
    pub fn is(&self, path: &str) -> bool {
        self.paths.iter().any(|named| named == path)
    }

    /// Whether a path was named, or lies in a folder that was.
    pub fn holds(&self, path: &str) -> bool {
        self.paths.iter().any(|named| is_within(path, named))
    }

    /// What was named and is not among `there`, sorted.
    pub fn missing<'a>(&self, there: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut left: Vec<&String> = self.paths.iter().filter(|path| !path.is_empty()).collect();
        for path in there {
            left.retain(|named| !is_within(path, named));
            if left.is_empty() {
                break;
            }
        }
        left.into_iter().cloned().collect()
    }
}

fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path without `.` and `..`.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
