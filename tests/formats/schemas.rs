//! Reports for programs against their schemas, by a validator that is not ours.

use super::{binary::run, copied, name, reports, scenarios};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

fn schema(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A published schema lets fields be added; here none may be there that it does not tell of.
fn closed(schema: &mut Value) {
    if let Value::Object(map) = schema {
        if map.contains_key("properties") {
            map.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        map.values_mut().for_each(closed);
    } else if let Value::Array(items) = schema {
        items.iter_mut().for_each(closed);
    }
}

fn holds(schema: &Value, text: &str, of: &str) {
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(schema).unwrap_or_else(|error| panic!("the schema for {of}: {error}"));
    let report: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{of}: {error}"));
    let wrong: Vec<String> =
        validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{of}: {wrong:#?}");
}

#[test]
fn sarif_is_valid_by_the_official_schema() {
    let official = schema("tests/formats/sarif-schema-2.1.0.json");
    for scenario in scenarios() {
        if let Some(reports) = reports(&copied(&scenario, "sarif"), &["sarif"]) {
            holds(&official, &reports[0], &name(&scenario));
        }
    }
}

#[test]
fn sarif_is_valid_where_one_finding_has_many_places_in_a_notebook() {
    let copy = super::binary::folder("places");
    let block = |text: &str| serde_json::json!({ "cell_type": "code", "metadata": {}, "outputs": [], "source": text });
    let call = "client.messages.create(model=MODEL, max_tokens=9, messages=[])\n";
    let first = "import anthropic\nclient = anthropic.Anthropic()\nMODEL = 'claude-3-opus-20240229'\n";
    let notebook = serde_json::json!({ "cells": [block(first), block(&call.repeat(3)), block(call)], "metadata": {}, "nbformat": 4, "nbformat_minor": 5 });
    super::binary::write(&copy, "a.ipynb", notebook.to_string());
    let reports = reports(&copy, &["sarif"]).expect("there is no policy");
    holds(&schema("tests/formats/sarif-schema-2.1.0.json"), &reports[0], "a notebook");
    assert!(reports[0].matches("sent from here").count() >= 4, "{}", reports[0]);
}

#[test]
fn json_is_valid_by_the_schemas_that_are_published() {
    let [mut check, mut sites] = ["check", "sites"].map(|of| schema(&format!("docs/schema/{of}.v1.json")));
    closed(&mut check);
    closed(&mut sites);
    for scenario in scenarios() {
        let copy = copied(&scenario, "json");
        for (ask, schema) in [("check", &check), ("sites", &sites)] {
            let (status, out, _) = run(&copy, &[ask, "--format", "json", "--as-of", "2026-11-22"]);
            if status != Some(2) {
                holds(schema, &out, &format!("{ask} of {}", name(&scenario)));
            }
        }
    }
}

#[test]
fn costs_are_valid_by_their_schema() {
    let mut cost = schema("docs/schema/cost.v1.json");
    closed(&mut cost);
    for scenario in scenarios() {
        let copy = copied(&scenario, "cost");
        let ask = ["cost", "--what-if", "--format", "json", "--as-of", "2026-11-22"];
        let (status, out, _) = run(&copy, &ask);
        if status != Some(2) {
            holds(&cost, &out, &format!("cost of {}", name(&scenario)));
        }
    }
}

#[test]
fn a_comparison_is_valid_by_its_schema() {
    let mut diff = schema("docs/schema/diff.v1.json");
    closed(&mut diff);
    let copy = copied(Path::new("tests/cli/python-service"), "diff");
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(identity).args(args).current_dir(&copy).output().expect("git runs");
        assert!(done.status.success(), "git {args:?}: {done:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "before"]);
    fs::remove_file(copy.join("service/raw.py")).expect("it was there");
    let label = fs::read_to_string(copy.join("service/label.py")).expect("it is there");
    super::binary::write(&copy, "service/again.py", &label);
    let settings = fs::read_to_string(copy.join("service/settings.py")).expect("it is there");
    super::binary::write(&copy, "service/settings.py", settings.replace("* 600", "* 900").replace("opus", "sonnet"));
    let traffic = "[[traffic]]\nfunction = \"answer\"\ncalls-per-month = 1_000\n";
    super::binary::write(&copy, "skint.toml", format!("[budget]\nincrease = {{ monthly-usd = 0.01 }}\n{traffic}"));
    let (_, out, err) = run(&copy, &["diff", "HEAD", "--format", "json", "--as-of", "2026-11-22"]);
    assert!(out.contains("\"changed\"") && out.contains("\"removed\"") && out.contains("\"added\""), "{out}{err}");
    holds(&diff, &out, "a comparison");
}

#[test]
fn no_two_issues_of_gitlab_share_a_fingerprint() {
    let copy = super::binary::folder("twins");
    let call = "    client.messages.create(model='claude-3-opus-20240229', max_tokens=9, messages=[])\n";
    let text = format!("import anthropic\nclient = anthropic.Anthropic()\ndef f():\n{call}{call}");
    super::binary::write(&copy, "a.py", &text);
    super::binary::write(&copy, "b.py", &text);
    let reports = reports(&copy, &["gitlab"]).expect("there is no policy");
    let issues: Vec<Value> = serde_json::from_str(&reports[0]).expect("it is a list");
    let fingerprints: BTreeSet<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    assert!(issues.len() >= 4 && fingerprints.len() == issues.len(), "{}", reports[0]);
}
