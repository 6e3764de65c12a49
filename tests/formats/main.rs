//! Every format over every scenario, held against what reads it: schemas, parsers, and snapshots for people.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../common/binary.rs"]
mod binary;
mod hostile;
mod limits;
#[path = "../common/scenario.rs"]
mod scenario;
mod schemas;

use binary::run;
use scenario::{copied, name, scenarios};
use serde_json::Value;
use std::{fmt::Write, fs, path::Path};

/// The formats whose reports people read line by line; `text` and `json` stand in `printed.snap`.
const SHOWN: [&str; 6] = ["agent", "github", "gitlab", "junit", "markdown", "sarif"];

/// All formats of `skint check`.
const ALL: [&str; 9] = ["agent", "github", "gitlab", "html", "json", "junit", "markdown", "sarif", "text"];

/// What each format says of a folder, all from one run.
fn reports(folder: &Path, formats: &[&str]) -> Option<Vec<String>> {
    let outputs: Vec<String> = formats.iter().map(|format| format!("--output={format}=reports/{format}")).collect();
    let mut args = vec!["check", "--as-of", "2026-11-22"];
    args.extend(outputs.iter().map(String::as_str));
    let (status, ..) = run(folder, &args);
    let read = |format: &&str| fs::read_to_string(folder.join("reports").join(format)).ok();
    let reports: Option<Vec<String>> = formats.iter().map(read).collect();
    assert_eq!(reports.is_some(), status != Some(2), "reports are written unless the policy is refused");
    reports
}

/// SARIF without the prose of rules and the version, which change by themselves.
fn without_prose(text: &str) -> String {
    let mut sarif: Value = serde_json::from_str(text).expect("it is JSON");
    let driver = &mut sarif["runs"][0]["tool"]["driver"];
    driver["semanticVersion"] = "…".into();
    for rule in driver["rules"].as_array_mut().expect("rules are a list") {
        assert!(rule["help"]["markdown"].as_str().is_some_and(|page| page.len() > 200), "{rule}");
        rule.as_object_mut().expect("a rule is an object").retain(|key, _| key == "id" || key == "properties");
    }
    serde_json::to_string_pretty(&sarif).expect("it is JSON") + "\n"
}

#[test]
fn every_format_says_what_its_snapshot_says() {
    for scenario in scenarios() {
        let copy = copied(&scenario, "snapshots");
        let Some(reports) = reports(&copy, &SHOWN) else { continue };
        let mut shown = String::new();
        for (format, report) in SHOWN.iter().zip(reports) {
            let report = if *format == "sarif" { without_prose(&report) } else { report };
            write!(shown, "== {format}\n{report}\n").expect("a string takes everything");
        }
        insta::with_settings!({
            snapshot_path => fs::canonicalize(&scenario).expect("it is there"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => name(&scenario),
        }, { insta::assert_snapshot!("formats", shown.trim_end()) });
    }
}

#[test]
fn a_page_for_a_browser_is_as_its_snapshot() {
    let copy = copied(Path::new("tests/cli/python-service"), "page");
    let reports = reports(&copy, &["html"]).expect("the policy is right");
    let (_, body) = reports[0].split_once("<body>").expect("there is a body");
    let (body, _) = body.split_once("<script>").expect("the script is last");
    insta::assert_snapshot!("page", body);
}

#[test]
fn a_page_says_what_a_month_costs_where_the_policy_says_how_often() {
    let copy = copied(Path::new("tests/cli/python-service"), "month");
    let policy = "[[traffic]]\nfunction = \"answer\"\ncalls-per-month = 1_000_000\n";
    fs::write(copy.join("skint.toml"), policy).expect("it can be written");
    let page = &reports(&copy, &["html"]).expect("the policy is right")[0];
    assert!(page.contains("calls cost $826.50 to $1,345 a month"), "{page}");
    assert!(page.contains("What a month costs at most"), "{page}");
}

#[test]
fn printing_and_writing_give_the_same_report() {
    let copy = copied(Path::new("tests/cli/wrapper"), "same");
    let written = reports(&copy, &ALL).expect("the policy is right");
    for (format, written) in ALL.iter().zip(written) {
        let (_, printed, _) = run(&copy, &["check", "--as-of", "2026-11-22", "--format", format]);
        assert_eq!(printed, written, "{format}");
    }
}

#[test]
fn reports_that_cannot_be_written_or_are_not_known_are_told() {
    let copy = copied(Path::new("tests/cli/clean-project"), "refused");
    fs::write(copy.join("taken"), "a file").expect("it can be written");
    let (status, out, err) = run(&copy, &["check", "--output", "json=taken/report.json"]);
    assert_eq!(status, Some(3), "{err}");
    assert!(out.contains("no findings") && err.contains("taken/report.json cannot be written"), "{out}{err}");
    for (asked, said) in [("yaml=a", "there is no format `yaml`"), ("json", "such as `json=report.json`")] {
        let (status, _, err) = run(&copy, &["check", "--output", asked]);
        assert!(status == Some(2) && err.contains(said) && err.contains("sarif"), "{err}");
    }
}

#[test]
fn the_readme_has_every_format_in_its_table() {
    let readme = fs::read_to_string("README.md").expect("there is one");
    let (_, rest) = readme.split_once("| format | for |\n|---|---|\n").expect("README.md has a table of formats");
    let rows = rest.lines().map_while(|line| line.strip_prefix("| `"));
    let listed: Vec<&str> = rows.filter_map(|row| row.split_once('`')).map(|(name, _)| name).collect();
    let known: Vec<&str> = skint::report::FORMATS.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, known);
    assert_eq!(listed, ALL);
}
