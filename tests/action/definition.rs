//! What must hold of the files that the platform reads.

use super::yaml;
use regex::Regex;
use serde_json::Value;
use std::{fs, path::PathBuf};

fn workflows() -> Vec<PathBuf> {
    let folders = [".github/workflows", "examples/workflows"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there").flatten());
    files.map(|file| file.path()).filter(|path| !path.ends_with("gitlab.yml")).collect()
}

#[test]
fn everything_that_is_used_is_pinned_by_hash() {
    let pinned = Regex::new(r"^[\w./-]+@[0-9a-f]{40}$").expect("the pattern is right");
    let uses = Regex::new(r"(?m)^[^#\n]*\buses: (\S+)").expect("the pattern is right");
    for path in workflows() {
        let text = fs::read_to_string(&path).expect("it is text");
        for used in uses.captures_iter(&text) {
            assert!(pinned.is_match(&used[1]), "{}: {}", path.display(), &used[1]);
        }
    }
}

#[test]
fn workflows_begin_without_rights_and_say_what_each_is_for() {
    for path in workflows() {
        let workflow = yaml::read(&path);
        let none = workflow["permissions"].as_object().is_some_and(serde_json::Map::is_empty);
        assert!(none, "{} gives rights to all jobs", path.display());
        for (name, job) in workflow["jobs"].as_object().expect("there are jobs") {
            assert!(job["permissions"].is_object(), "{}: {name} says which rights it needs", path.display());
        }
        let text = fs::read_to_string(&path).expect("it is text");
        for line in text.lines().filter(|line| line.ends_with(": write")) {
            assert!(line.trim_start().starts_with('#'), "{}: {line} does not say what for", path.display());
        }
    }
}

#[test]
fn every_input_and_output_is_described_and_no_script_holds_an_expression() {
    for path in ["action.yml", "comment/action.yml"] {
        let action = yaml::read(path.as_ref());
        for kind in ["inputs", "outputs"] {
            for (name, of) in action[kind].as_object().into_iter().flatten() {
                assert!(of["description"].as_str().is_some_and(|words| !words.is_empty()), "{path}: {name}");
            }
        }
        for step in action["runs"]["steps"].as_array().expect("there are steps") {
            assert!(step["run"].as_str().is_some_and(|run| !run.contains("${{")), "{path}: {step}");
        }
    }
}

#[test]
fn the_hook_looks_at_every_file_that_skint_reads() {
    let hooks = yaml::read(".pre-commit-hooks.yaml".as_ref());
    for hook in hooks.as_array().expect("hooks are a list") {
        assert_eq!(hook["pass_filenames"], Value::Bool(false));
        let files = Regex::new(hook["files"].as_str().expect("it is a pattern")).expect("it is a pattern");
        for (ending, _) in skint::syntax::LANGUAGES {
            assert!(files.is_match(&format!("src/a.{ending}")), "{ending}");
        }
        for name in [
            "skint.toml",
            "a/skint-baseline.json",
            ".env",
            "b/.env.local",
            "Makefile",
            "a/Dockerfile",
            "Dockerfile.dev",
            "Containerfile",
        ] {
            assert!(files.is_match(name), "{name}");
        }
        assert!(!files.is_match("logo.png") && !files.is_match("LICENSE"));
    }
}

/// Everything that users copy and that says where skint lives, or which release is meant.
fn copied() -> Vec<PathBuf> {
    let folders = ["examples/workflows", "rules/init"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there").flatten());
    files.map(|file| file.path()).chain([PathBuf::from("README.md")]).collect()
}

#[test]
fn whatever_is_copied_names_the_repository_and_the_version_of_the_manifest() {
    let repository = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").expect("it lies there");
    let home = Regex::new(r"(uses: |github\.com/)[\w.-]+/skint(@|/comment@|/releases/|\n)").expect("it is a pattern");
    let release = Regex::new(r"(rev: |VERSION: )v\d+\.\d+\.\d+").expect("it is a pattern");
    let mut homes = 0;
    for path in copied() {
        let text = fs::read_to_string(&path).expect("it is text");
        homes += home.find_iter(&text).count();
        let written = home.replace_all(&text, format!("${{1}}{repository}${{2}}"));
        let written = release.replace_all(&written, concat!("${1}v", env!("CARGO_PKG_VERSION")));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, written.as_bytes()).expect("it can be written");
        } else {
            assert!(text == written, "{}: `UPDATE=1 cargo test --test action` rewrites it", path.display());
        }
    }
    assert_eq!(homes, 9, "two in the README, two templates and five workflows");
}
