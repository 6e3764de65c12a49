//! What is known of a tree, without where it stands.

use super::{texts::Files, tree::Tree};
use jiff::civil::date;
use serde_json::{Map, Value};
use skint::{policy::Policy, report::inventory, run::analyse};

/// What is known of a tree: its calls and its findings, in no order.
#[derive(Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its calls, sorted.
    pub calls: Vec<String>,
    findings: Vec<String>,
}

/// Where things stand, and how they are called.
const PLACES: [&str; 6] = ["path", "line", "column", "end_line", "cell", "function"];

/// What is said of a file of prices that names Claude, and of no other: it falls silent where a constant moves away.
const ABOUT_THE_FILE: &str = "stale-price-constant";

impl Facts {
    /// Those of a tree.
    pub fn of(files: &Files) -> Facts {
        let files: Vec<(String, String)> = files.clone().into_iter().collect();
        let tree = Tree::new(&files);
        let found = analyse(&tree, &tree.code(), &Policy::embedded(), date(2026, 11, 22));
        let rows = found.sites.iter().filter_map(|site| inventory::site(site, &tree));
        let mut calls: Vec<String> = rows.map(|row| bare(serde_json::to_value(row).expect("it is JSON"))).collect();
        let shown = |finding: &skint::diagnostic::Diagnostic| format!("{} {:?}", finding.rule, finding.level);
        let of_calls = found.findings.iter().filter(|finding| finding.rule != ABOUT_THE_FILE);
        let mut findings: Vec<String> = of_calls.map(shown).collect();
        calls.sort();
        findings.sort();
        Facts { calls, findings }
    }

    /// What only one of two has.
    pub fn difference(&self, other: &Facts) -> String {
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|one| !those.contains(one)).cloned().collect()
        };
        let lost = [only(&self.calls, &other.calls), only(&self.findings, &other.findings)];
        let new = [only(&other.calls, &self.calls), only(&other.findings, &self.findings)];
        format!("lost {lost:#?}, new {new:#?}")
    }
}

/// A row without places. Assumptions name what they are about, so that they change with it.
fn bare(row: Value) -> String {
    let Value::Object(mut row) = row else { return String::new() };
    for place in PLACES {
        row.remove(place);
    }
    if let Some(Value::Array(callers)) = row.get_mut("reached_from") {
        callers.iter_mut().filter_map(Value::as_object_mut).for_each(without_places);
        callers.sort_by_key(Value::to_string);
    }
    if let Some(Value::Object(estimate)) = row.get_mut("estimate") {
        drop(estimate.remove("because"));
    }
    Value::Object(row).to_string()
}

fn without_places(caller: &mut Map<String, Value>) {
    for place in PLACES {
        caller.remove(place);
    }
}
