//! The hook as pre-commit runs it: on what is staged, only where a file that skint reads is among that. Pre-commit is the
//! one that `SKINT_PRE_COMMIT` names, or else one on the path; on a machine without it there is nothing to test with.

#![cfg(unix)] // the hook's entry is a path without spaces

#[path = "common/binary.rs"]
mod binary;
#[path = "diff/repository.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod repository;
#[path = "action/service.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod service;

use repository::{Repository, git};
use service::Service;
use std::{
    env, fs,
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
    let hooks = hooks.replace("entry: action/hook.sh ", &entry).replace("language: script", "language: system");
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

/// This repository as pre-commit finds it, but for where its releases lie.
fn published(root: &Path, releases: &str) -> String {
    let folder = root.join(".git/published");
    for file in [".pre-commit-hooks.yaml", "action/hook.sh", "action/release.sh", "Cargo.toml"] {
        fs::create_dir_all(folder.join("action")).expect("it can be made");
        fs::copy(file, folder.join(file)).expect("it can be copied");
    }
    let manifest = fs::read_to_string("Cargo.toml").expect("it is text");
    let manifest = manifest.replace(env!("CARGO_PKG_REPOSITORY"), &format!("{releases}/octo/skint"));
    fs::write(folder.join("Cargo.toml"), manifest).expect("it can be written");
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    git(&folder, &["add", "--all", "--force"]);
    git(&folder, &["commit", "--quiet", "--message", "published"]);
    let (at, rev) = (folder.display(), git(&folder, &["rev-parse", "HEAD"]));
    format!("repos:\n  - repo: {at}\n    rev: {rev}\n    hooks:\n      - id: skint\n")
}

#[test]
fn the_hook_gets_the_release_that_its_revision_names_and_nothing_that_is_not_it() {
    let Some(program) = pre_commit() else { return };
    let service = Service::start();
    let repository = Repository::new("hook-released", &[("old.py", "x = 1\n")]);
    let configuration = published(&repository.0, &service.address);
    repository.edit(&[(".pre-commit-config.yaml", &configuration), ("new.py", RETIRED)]).git(&["add", "--all"]);
    let says = || {
        let ran = runs(&program, &repository, "skint");
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let packed = repository.0.join(".git/packed");
    fs::create_dir_all(&packed).expect("it can be made");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_skint"));
    fs::write(packed.join("skint"), script).expect("it can be written");
    let make = "chmod +x skint && tar -czf skint.tar.gz skint && sha256sum skint.tar.gz >sum";
    assert!(Command::new("sh").args(["-c", make]).current_dir(&packed).status().expect("it runs").success());
    let machine = if cfg!(target_arch = "aarch64") { "aarch64" } else { "x86_64" };
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-gnu" };
    let version = env!("CARGO_PKG_VERSION");
    let asset = format!("/octo/skint/releases/download/v{version}/skint-{machine}-{system}.tar.gz");
    let read = |name: &str| fs::read(packed.join(name)).expect("it was made");
    service.state().files.insert(asset.clone(), read("skint.tar.gz"));
    service.state().files.insert(format!("{asset}.sha256"), b"00ff  skint.tar.gz\n".to_vec());
    let (status, said) = says();
    assert!(status == Some(1) && said.contains("nothing of it was run") && !said.contains("retired-model"), "{said}");
    service.state().files.insert(format!("{asset}.sha256"), read("sum"));
    let (status, said) = says();
    assert!(status == Some(1) && said.contains("retired-model") && said.contains("new.py:5"), "{said}");
    service.state().files.clear();
    let asked = service.state().log.len();
    assert!(says().1.contains("retired-model"), "it is kept");
    assert_eq!(service.state().log.len(), asked, "nothing is asked for again");
}
