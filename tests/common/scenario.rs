//! The scenarios of `tests/cli`, each a repository of its own.

use super::binary::{folder, write};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files of a scenario that are not part of its repository.
const OWN: [&str; 3] = ["cmd", "formats.snap", "printed.snap"];

/// The scenarios' folders.
pub fn scenarios() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/cli").expect("there are scenarios").flatten().map(|entry| entry.path());
    let mut all: Vec<PathBuf> = entries.filter(|path| path.join("cmd").is_file()).collect();
    all.sort();
    all
}

/// What a scenario is called.
pub fn name(scenario: &Path) -> String {
    scenario.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A copy of the scenario's repository, since policies are looked for above it.
pub fn copied(scenario: &Path, purpose: &str) -> PathBuf {
    let copy = folder(&format!("{purpose}-{}", name(scenario)));
    for entry in walkdir::WalkDir::new(scenario).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(scenario).expect("it lies in there").to_string_lossy().into_owned();
        if !OWN.contains(&path.as_str()) {
            write(&copy, &path, fs::read(entry.path()).expect("it can be read"));
        }
    }
    copy
}
