//! `skint check --fix`: files before and after.

mod batches;
#[path = "../common/binary.rs"]
mod binary;
#[path = "../pages/example.rs"]
#[allow(dead_code)] // only the files of examples matter here
mod example;
mod machinery;
mod models;
mod offered;
mod pages;
mod prompts;
#[path = "../common/tree.rs"]
mod tree;
mod workflows;

use binary::{folder, run, write};
use std::{fs, path::Path};

/// Exit status, standard output and standard error of `skint check --fix` with these arguments.
fn fix(folder: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let args = ["check", "--as-of", "2026-11-22", "--fix"];
    run(folder, &[&args, more].concat())
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("it is there")
}

/// A file becomes another, once.
fn becomes(name: &str, path: &str, before: &str, after: &str, more: &[&str]) {
    let folder = folder(name);
    write(&folder, path, before);
    let (_, out, err) = fix(&folder, more);
    assert_eq!(read(&folder, path), after, "{out}{err}");
    assert!(err.contains(&format!("{path}: fixed ")), "{err}");
    let (_, _, again) = fix(&folder, more);
    assert_eq!(read(&folder, path), after, "a second time: {again}");
    assert!(!again.contains("fixed"), "{again}");
}

/// A file stays what it is, although a rule has something to say about it.
fn stays(rule: &str, name: &str, path: &str, text: &str) {
    let folder = folder(name);
    write(&folder, path, text);
    let (_, out, err) = fix(&folder, &[]);
    assert!(out.contains(&format!("[{rule}]")), "there is nothing to fix: {out}{err}");
    assert!(!err.contains("fixed 1"), "{err}");
    assert_eq!(read(&folder, path), text);
}
