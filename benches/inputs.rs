//! What is measured on: the fixtures of the readers, the example, and both many times over.

use skint::{
    catalog::sdks,
    source::SourceId,
    walk::{Pair, Side, State, Which, Words},
};
use std::{fs, path::Path, sync::Arc};

/// Copies of a tree, each in a folder of its own, that make a larger one.
pub const COPIES: [usize; 4] = [1, 2, 4, 8];

/// The longest fixture of each reader, with the name that it is known by.
pub const FIXTURES: &[&str] = &[
    "astro",
    "baml",
    "csharp",
    "dockerfile",
    "go",
    "java",
    "json",
    "kotlin",
    "makefile",
    "markdown",
    "php",
    "properties",
    "python",
    "ruby",
    "rust",
    "shell",
    "svelte",
    "template",
    "toml",
    "typescript",
    "vue",
    "yaml",
];

/// Files beneath a folder with paths from there, in order.
pub fn beneath(folder: &str) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let read = |file: walkdir::DirEntry| {
        let path = file.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        let known = skint::syntax::language_of(&path).is_some();
        known.then(|| Some((path, fs::read_to_string(file.path()).ok()?)))?
    };
    files.filter(|file| file.file_type().is_file()).filter_map(read).collect()
}

/// Name and text of a reader's longest fixture.
pub fn fixture(language: &str) -> (String, String) {
    let folder = Path::new("tests/languages").join(language);
    let all = beneath(folder.to_str().expect("it is ASCII"));
    all.into_iter().max_by_key(|(_, text)| text.len()).expect("every reader has a fixture")
}

/// The example, so many times over.
pub fn example(copies: usize) -> Vec<(String, String)> {
    let files = beneath("examples/support-desk");
    let copy = |number: usize| files.iter().map(move |(path, text)| (format!("c{number}/{path}"), text.clone()));
    let mut all: Vec<(String, String)> = (0..copies).flat_map(copy).collect();
    all.sort();
    all
}

/// Bytes of files.
pub fn bytes(files: &[(String, String)]) -> usize {
    files.iter().map(|(_, text)| text.len()).sum()
}

/// A tree of these files, and which of them may call Claude.
pub fn tree(files: &[(String, String)]) -> (Arc<Pair<usize>>, Side<usize>, Vec<SourceId>) {
    let texts: Vec<Vec<u8>> = files.iter().map(|(_, text)| text.clone().into_bytes()).collect();
    let listed = files.iter().enumerate().map(|(number, (path, _))| (path.clone(), number)).collect();
    let contents = Box::new(move |_: &str, number: usize| Ok(Ok(texts[number].clone())));
    let none =
        State { files: Vec::new(), contents: Box::new(|_, _| Err(String::new())), problems: Vec::new(), glance: None };
    let pair = Pair::new(none, State { files: listed, contents, problems: Vec::new(), glance: None });
    let candidates = candidates(&pair);
    let side = pair.side(Which::Head);
    (pair, side, candidates)
}

/// Files of a tree that may call Claude.
pub fn candidates(pair: &Pair<usize>) -> Vec<SourceId> {
    let words = sdks::embedded().words();
    let need = |path: &str| sdks::embedded().need(path);
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone, data: &words.data, need };
    let [_, candidates] = pair.candidates(&words, &|_| true);
    candidates
}
