//! The hook as pre-commit runs it: on what is staged, only where a file that skint reads is among that. Pre-commit is the
//! one that `SKINT_PRE_COMMIT` names, or else one on the path; on a machine without it there is nothing to test with.

#![cfg(unix)] // the hook's entry is a path without spaces

#[path = "common/binary.rs"]
mod binary;
#[path = "diff/repository.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod repository;

use repository::Repository;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A call of a model that is shut off.
const RETIRED: &str = "import anthropic\n\n\ndef ask(q):\n    return anthropic.Anthropic().messages.create(model=\"claude-3-opus-20240229\", \
                       max_tokens=500, messages=[{\"role\": \"user\", \"content\": q}])\n";

/// The program, if there is one. One that was named must be there.
fn pre_commit() -> Option<PathBuf> {
    let named = env::var_os("SKINT_PRE_COMMIT").map(PathBuf::from);
    let path: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    named.or_else(|| path.iter().map(|folder| folder.join("pre-commit")).find(|file| file.is_file()))
}

/// The hooks as they are published, but for the program, which is not built anew.
fn configuration() -> String {
    let hooks = std::fs::read_to_string(".pre-commit-hooks.yaml").expect("it is there");
    let entry = format!("entry: {} ", env!("CARGO_BIN_EXE_skint"));
    let hooks = hooks.replace("entry: skint ", &entry).replace("language: rust", "language: system");
    let hooks = hooks.lines().collect::<Vec<_>>().join("\n      ");
    format!("repos:\n  - repo: local\n    hooks:\n      {hooks}\n")
}

/// What it says of what is staged.
fn runs(program: &Path, repository: &Repository, hook: &str) -> Output {
    let mut command = Command::new(program);
    command.args(["run", "--color", "never", hook]).current_dir(&repository.0);
    for (name, value) in [("GIT_AUTHOR_NAME", "A"), ("GIT_COMMITTER_NAME", "C"), ("EMAIL", "a@example.com")] {
        command.env(name, value);
    }
    command.env("PRE_COMMIT_HOME", repository.0.join(".git/pre-commit")).output().expect("it runs")
}

#[test]
fn the_hook_judges_what_is_staged_and_nothing_else() {
    let Some(program) = pre_commit() else { return };
    let configuration = configuration();
    let files = [("old.py", RETIRED), (".pre-commit-config.yaml", configuration.as_str()), ("a.py", "x = 1\n")];
    let repository = Repository::new("hook", &files);
    let says = |hook: &str| {
        let ran = runs(&program, &repository, hook);
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let stage = |path: &str, text: &str| {
        repository.edit(&[(path, text)]).git(&["add", path]);
    };
    stage("logo.png", "no text that skint reads\n");
    let (status, said) = says("skint");
    assert!(status == Some(0) && said.contains("Skipped"), "{said}");
    stage("a.py", "x = 2\n");
    let (status, said) = says("skint");
    assert!(status == Some(0) && said.contains("Passed"), "old findings are left in peace: {said}");
    stage("new.py", RETIRED);
    repository.edit(&[("new.py", "x = 1\n")]);
    let (status, said) = says("skint");
    assert!(status == Some(1) && said.contains("retired-model") && said.contains("new.py:5"), "{said}");
    assert!(!said.contains("old.py:5"), "{said}");
    let (status, said) = says("skint-all");
    assert!(status == Some(1) && said.contains("old.py:5"), "{said}");
}
