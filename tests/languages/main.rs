//! Readers over `tree-sitter` and `syn`: every folder beside this file holds fixtures of one language, each with a
//! snapshot of what is read from it. A new language needs only its folder. Python and the TypeScript family have tests
//! of their own.

mod data;
mod documents;
mod hostile;
#[path = "../typescript_reader/print.rs"]
mod print;
#[path = "../typescript_reader/print_statements.rs"]
mod print_statements;

use rayon::prelude::*;
use skint::{
    source::{Source, SourceId},
    syntax::{self, Lowered},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders with tests of their own.
const ELSEWHERE: [&str; 2] = ["python", "typescript"];

/// Reads `text` as a file of this name.
fn read(name: &str, text: &str) -> (Source, Lowered) {
    let source = Source::new(SourceId(0), name.into(), text.into(), vec![]);
    let lowered = syntax::lower(&source);
    (source, lowered)
}

/// What is read of a text, and what could not be.
fn facts(name: &str, text: &str) -> String {
    let (source, lowered) = read(name, text);
    let problems = lowered.problems.iter().map(|problem| {
        assert!(!problem.fatal, "some of the file was read");
        let line = problem.position.map_or(0, |position| position.line);
        format!("problem line {line}: {}\n", problem.message)
    });
    let problems: String = problems.collect();
    let module = &lowered.module;
    let read = if module.language.is_data() { documents::print(&source, module) } else { print::print(module) };
    read + &problems
}

/// Every fixture with its text, in order of path.
fn fixtures() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let files = walkdir::WalkDir::new(&folder).min_depth(2).sort_by_file_name().into_iter().flatten();
    let paths = files.map(walkdir::DirEntry::into_path).filter(|path| {
        let elsewhere = ELSEWHERE.iter().any(|name| path.starts_with(folder.join(name)));
        !elsewhere && path.is_file() && syntax::language_of(&path.to_string_lossy()).is_some()
    });
    paths.map(|path| (path.clone(), fs::read_to_string(path).expect("a fixture is text"))).collect()
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("fixtures have plain names")
}

#[test]
fn every_fixture_lowers_as_its_snapshot_says() {
    for (path, text) in fixtures() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a fixture is in a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name(&path), facts(name(&path), &text)));
    }
}

#[test]
fn every_prefix_of_every_fixture_lowers() {
    for (path, text) in fixtures() {
        let ends: Vec<usize> = (0..text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        ends.into_par_iter().for_each(|end| {
            let lowered = read(name(&path), &text[..end]).1;
            assert!(!lowered.problems.iter().any(|problem| problem.fatal), "{} up to byte {end}", path.display());
        });
    }
}

#[test]
fn marks_and_ends_of_lines_change_nothing_that_is_read() {
    for (path, text) in fixtures() {
        let count = |text: &str| {
            let module = read(name(&path), text).1.module;
            (module.functions.len(), module.classes.len(), module.body.len(), module.comments.len())
        };
        assert_eq!(count(&text.replace('\n', "\r\n")), count(&text), "{}", path.display());
        assert_eq!(count(&format!("\u{feff}{text}")), count(&text), "{}", path.display());
    }
}
