//! What people see: each folder of `tests/cli` is a repository of its own with command lines in `cmd` and what they
//! print in `printed.snap`, which `INSTA_UPDATE=always cargo test --test cli` rewrites.

#[path = "common/binary.rs"]
mod binary;
#[path = "common/scenario.rs"]
mod scenario;

use binary::run;
use scenario::{copied, name, scenarios};
use serde_json::Value;
use std::{fmt::Write, fs, path::Path};

fn commands(scenario: &Path) -> Vec<String> {
    let text = fs::read_to_string(scenario.join("cmd")).expect("a scenario has commands");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn every_command_prints_what_its_scenario_says() {
    for scenario in scenarios() {
        let copy = copied(&scenario, "shown");
        let mut printed = String::new();
        for line in commands(&scenario) {
            let (status, out, err) = run(&copy, &line.split_whitespace().collect::<Vec<_>>());
            let status = status.expect("it ends by itself");
            writeln!(printed, "$ skint {line}\n{out}").expect("a string takes everything");
            if !err.is_empty() {
                writeln!(printed, "standard error:\n{err}").expect("a string takes everything");
            }
            writeln!(printed, "exit status: {status}\n").expect("a string takes everything");
        }
        insta::with_settings!({
            snapshot_path => fs::canonicalize(&scenario).expect("it is there"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!("printed", printed.trim_end()) });
    }
}

/// Whether a text fits in 80 columns; problems stand in one line each, as editors look for them.
fn fits(text: &str) -> bool {
    let is_problem = |line: &str| line.contains(": not valid ") || line.contains(": it cannot be read ");
    text.lines().all(|line| line.chars().count() <= 80 || is_problem(line))
}

#[test]
fn every_format_shows_every_scenario_in_80_columns_or_as_json() {
    for scenario in scenarios() {
        let copy = copied(&scenario, "formats");
        let ask = |args: &[&str]| run(&copy, &[args, &["--as-of", "2026-11-22"]].concat());
        let (status, text, _) = ask(&["check"]);
        assert!(fits(&text), "{}: {text}", name(&scenario));
        let (machine, json, _) = ask(&["check", "--format", "json"]);
        assert_eq!(status, machine, "{}: formats end alike", name(&scenario));
        let (_, sites, _) = ask(&["sites", "--format", "json"]);
        let (_, table, _) = ask(&["sites"]);
        assert!(fits(&table), "{}: {table}", name(&scenario));
        if status == Some(2) {
            assert_eq!((json.as_str(), sites.as_str(), table.as_str()), ("", "", ""));
            continue;
        }
        let [json, sites]: [Value; 2] = [json, sites].map(|text| serde_json::from_str(&text).expect("it is JSON"));
        assert_eq!((&json["version"], &sites["version"]), (&Value::from(1), &Value::from(1)));
        let listed = sites["sites"].as_array().map_or(0, Vec::len);
        assert_eq!(json["coverage"]["sites"], Value::from(listed), "{}", name(&scenario));
    }
}
