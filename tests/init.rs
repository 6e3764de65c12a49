//! `skint init`: what it writes, that it passes, and that it takes nothing away.

#[path = "common/binary.rs"]
mod binary;

use binary::{folder, run, write};
use std::{fs, path::Path};

const AS_OF: [&str; 2] = ["--as-of", "2026-11-22"];

/// What a command prints, and how it ends.
fn ask(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let (status, out, err) = run(folder, &[args, &AS_OF].concat());
    (status, out + &err)
}

/// A service with a route, a wrapper, a retired model, a model from elsewhere and a test.
fn service(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let api = "from desk.llm import ask\n\n@app.post(\"/tickets/{id}\")\ndef answer(id):\n    return ask(load(id), \"claude-sonnet-5-5\")\n";
    let llm = "import anthropic\n\nclient = anthropic.Anthropic()\n\ndef ask(text, model):\n    return client.messages.create(model=model, \
               max_tokens=800, messages=[{\"role\": \"user\", \"content\": text}])\n\ndef old(text):\n    return client.messages.create(\
               model=\"claude-3-opus-20240229\", max_tokens=300, messages=[{\"role\": \"user\", \"content\": text}])\n\n\
               def late(text):\n    return client.messages.create(model=settings[\"x\"], max_tokens=9, messages=[])\n";
    let test = "from desk.llm import client\n\ndef test_it():\n    client.messages.create(model=\"claude-haiku-5-5\", max_tokens=1, messages=[])\n";
    write(&folder, "desk/__init__.py", "");
    write(&folder, "desk/api.py", api);
    write(&folder, "desk/llm.py", llm);
    write(&folder, "tests/test_llm.py", test);
    folder
}

#[test]
fn a_policy_is_written_that_passes_today() {
    let folder = service("service");
    assert_eq!(ask(&folder, &["check"]).0, Some(1), "there is something to find");
    let (status, said) = ask(&folder, &["init", "--github", "--pre-commit"]);
    assert_eq!(status, Some(0), "{said}");
    insta::assert_snapshot!("said", said);
    insta::assert_snapshot!("policy", fs::read_to_string(folder.join("skint.toml")).expect("it was written"));
    let (status, said) = ask(&folder, &["check"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("retired-model"), "what is found is shown: {said}");
    assert!(fs::read_to_string(folder.join(".github/workflows/skint.yml")).is_ok_and(|text| text.contains("skint")));
}

#[test]
fn the_entries_that_are_written_out_select_calls() {
    let folder = service("uncommented");
    assert_eq!(ask(&folder, &["init"]).0, Some(0));
    let text = fs::read_to_string(folder.join("skint.toml")).expect("it was written");
    let (before, traffic) = text.split_once("# [[traffic]]").expect("there are entries");
    let traffic = format!("# [[traffic]]{traffic}");
    let traffic: Vec<&str> = traffic.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
    let traffic = traffic.join("\n");
    write(&folder, "skint.toml", format!("{before}{traffic}\n"));
    let (status, said) = ask(&folder, &["policy", "check"]);
    assert_eq!(status, Some(0), "{said}\n{traffic}");
}

#[test]
fn nothing_is_overwritten() {
    let folder = service("kept");
    write(&folder, "skint.toml", "# ours\n");
    write(&folder, ".pre-commit-config.yaml", "repos: []\n");
    let (status, said) = ask(&folder, &["init", "--pre-commit"]);
    assert_eq!(status, Some(2));
    let expected = "error: there is a policy already: skint.toml; nothing was written\n";
    assert!(said.starts_with(expected), "{said}");
    assert_eq!(fs::read_to_string(folder.join("skint.toml")).expect("it is there"), "# ours\n");
    fs::remove_file(folder.join("skint.toml")).expect("it was there");
    let (status, said) = ask(&folder, &["init", "--pre-commit"]);
    assert_eq!(status, Some(0));
    assert!(said.contains(".pre-commit-config.yaml is there already; this belongs into it:\n\nrepos:"), "{said}");
    assert_eq!(fs::read_to_string(folder.join(".pre-commit-config.yaml")).expect("it is there"), "repos: []\n");
    write(&folder, "pyproject.toml", "[tool.skint.rules]\n");
    fs::remove_file(folder.join("skint.toml")).expect("it was written");
    assert!(ask(&folder, &["init"]).1.contains("there is a policy already: pyproject.toml"));
}

#[test]
fn a_folder_without_calls_and_one_that_is_not_there() {
    let folder = folder("empty");
    write(&folder, "a.py", "x = 1\n");
    assert_eq!(ask(&folder, &["init"]).0, Some(0));
    insta::assert_snapshot!("empty", fs::read_to_string(folder.join("skint.toml")).expect("it was written"));
    assert_eq!(ask(&folder, &["check"]).0, Some(0));
    let (status, said) = ask(&folder, &["init", "gone"]);
    assert_eq!(
        (status, said.as_str()),
        (Some(3), "error: gone is no folder\n    help: name a file or folder that is there\n")
    );
}

#[test]
fn every_scenario_passes_with_the_policy_that_is_written_for_it() {
    for scenario in fs::read_dir("tests/cli").expect("there are scenarios").flatten() {
        let name = scenario.file_name().to_string_lossy().into_owned();
        let copy = folder(&format!("scenario-{name}"));
        let files =
            walkdir::WalkDir::new(scenario.path()).into_iter().flatten().filter(|file| file.file_type().is_file());
        for file in files.filter(|file| !file.file_name().to_string_lossy().ends_with(".toml")) {
            let path =
                file.path().strip_prefix(scenario.path()).expect("it lies in there").to_string_lossy().into_owned();
            write(&copy, &path, fs::read(file.path()).expect("it can be read"));
        }
        let (status, said) = ask(&copy, &["init"]);
        assert_eq!(status, Some(0), "{name}: {said}");
        let (status, said) = ask(&copy, &["check", "--no-baseline"]);
        assert_eq!(status, Some(0), "{name}: {said}");
    }
}

#[test]
fn the_workflow_that_is_written_is_the_one_among_the_examples() {
    let read = |path: &str| fs::read_to_string(path).expect("it is there");
    assert_eq!(read("rules/init/github.yml"), read("examples/workflows/plain.yml"));
    let (hooks, config) = (read(".pre-commit-hooks.yaml"), read("rules/init/pre-commit.yaml"));
    assert!(hooks.contains("- id: skint\n") && config.contains("- id: skint\n"));
}
