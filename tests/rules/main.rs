//! What rules ask of a call, told by the examples of their pages: one fact of the calls is changed at a time, and
//! `asked.txt` says which examples a rule is then silent about, and about which others it speaks. What is left out of its row
//! changes nothing. `UPDATE=1 cargo test --test rules` rewrites it; read the difference.

mod changes;
#[path = "../pages/example.rs"]
#[allow(dead_code)] // only the files of examples matter here
mod example;
mod table;
#[path = "../common/tree.rs"]
#[allow(dead_code)] // all of these can be read
mod tree;

use rayon::prelude::*;
use skint::catalog::pages::embedded;
use std::fs;

#[test]
fn rules_ask_what_their_examples_need() {
    let rows: Vec<String> = embedded().par_iter().map(|page| table::Page::of(page).row()).collect();
    let now = rows.join("\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("tests/rules/asked.txt", &now).expect("the table can be written");
    }
    let known = fs::read_to_string("tests/rules/asked.txt").expect("the table is there");
    for (now, known) in rows.iter().zip(known.split("\n\n")) {
        assert_eq!(now.trim_end(), known.trim_end());
    }
    assert_eq!(now, known);
}
