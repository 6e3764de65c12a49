//! A folder that a test fills and that goes away with it.

use skint::{
    resolve::files::Files,
    source::SourceId,
    walk::{Scope, Tree, Words},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A repository of its own, whatever stands above it.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(path.join(".git")).expect("the folder for tests can be written");
        Folder(path)
    }

    /// Writes a file and the folders it is in.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Folder {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder for tests can be written");
        fs::write(path, bytes).expect("the folder for tests can be written");
        self
    }

    /// Opens it with the words `anthropic`, `create` and, by itself, `"api.claude"`; `named` is what was asked for.
    pub fn open(&self, named: &[&str]) -> Tree {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        let words =
            Words { brings: &["anthropic"], calls: &["create"], alone: &["\"api.claude\""], ..Words::default() };
        Tree::open(Scope::of(&named, &self.0), &words, &|_| true, &AtomicUsize::new(0))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap_or_default(); // what is left lies in target/ and harms nobody
    }
}

/// Paths of the files that may call Claude.
pub fn candidates(tree: &Tree) -> Vec<String> {
    paths(tree, tree.candidates())
}

/// Paths of files.
pub fn paths(tree: &Tree, ids: &[SourceId]) -> Vec<String> {
    ids.iter().map(|id| tree.path(*id).to_string()).collect()
}

/// Problems as `path: message`, with `!` before the fatal ones.
pub fn problems(tree: &Tree) -> Vec<String> {
    let line = |at: Option<skint::source::Position>| at.map_or(String::new(), |at| format!(":{}", at.line));
    let shown = |p: &skint::source::Problem| {
        format!("{}{}{}: {}", if p.fatal { "!" } else { "" }, p.path, line(p.position), p.message)
    };
    tree.problems().iter().map(shown).collect()
}
