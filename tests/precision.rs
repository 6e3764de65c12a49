//! The list of findings in public repositories that were judged by hand: that it is whole, and what it comes to. What
//! skint finds there now is for whoever judges anew.

use skint::catalog::pages::named;
use std::{collections::BTreeMap, fs};

/// What is right of a hundred findings at the least, and wrong of a hundred at the most.
const RIGHT: usize = 95;
const WRONG: usize = 1;

#[test]
fn nearly_all_that_was_judged_is_right() {
    let list = fs::read_to_string("tests/precision/findings.tsv").expect("the list is there");
    let known = fs::read_to_string("tests/precision/repositories.tsv").expect("the list is there");
    let mut rows = list.lines();
    assert_eq!(rows.next(), Some("repository\tcommit\tpath\tline\tcell\trule\tverdict\treason"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let fields: Vec<&str> = row.split('\t').collect();
        let [repository, commit, path, line, cell, rule, verdict, reason] = fields[..] else {
            panic!("{row}: eight fields");
        };
        assert!(repository.contains('/') && commit.len() == 40 && !path.is_empty() && !reason.is_empty(), "{row}");
        assert!(line.parse::<u32>().is_ok() && (cell.is_empty() || cell.parse::<u32>().is_ok()), "{row}");
        assert!(named(rule).is_some() && ["right", "arguable", "wrong"].contains(&verdict), "{row}");
        assert!(known.contains(&format!("\n{repository}\t{commit}\t")), "{row}");
        *counts.entry(verdict).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let share = |verdict| counts.get(verdict).copied().unwrap_or_default() * 100;
    assert!(share("right") >= RIGHT * all && share("wrong") <= WRONG * all, "{counts:?} of {all}");
}
