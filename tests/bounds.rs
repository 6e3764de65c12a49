//! The page of bounds is written from where they are declared.

use regex::Regex;
use skint::money::grouped;
use std::{env, fs};

/// A bound: its name, its value as it is written, and what is said of it.
struct Bound {
    name: String,
    value: String,
    says: String,
}

/// The bounds that a file declares, in order.
fn declared(file: &str) -> Vec<Bound> {
    let text = fs::read_to_string(file).expect("it is there");
    let one = Regex::new(r"(?m)((?:^/// .*\n)+)^pub const (\w+): \w+ = ([^;]+);").expect("the pattern is right");
    let bound = |found: regex::Captures<'_>| Bound {
        name: found[2].to_lowercase().replace('_', " "),
        value: readable(&found[3]),
        says: found[1].replace("/// ", "").trim().replace('\n', " ").replace("[`", "`").replace("`]", "`"),
    };
    let all: Vec<Bound> = one.captures_iter(&text).map(bound).collect();
    assert_eq!(all.len(), text.matches("pub const").count(), "every bound in {file} says why it is there");
    all
}

/// A value as people write it.
fn readable(value: &str) -> String {
    match value.split_once(" << ") {
        Some((count, "10")) => format!("{count} KiB"),
        Some((count, "20")) => format!("{count} MiB"),
        _ => grouped(&value.replace('_', "")),
    }
}

fn table(file: &str) -> String {
    let rows = declared(file).into_iter();
    let rows = rows.map(|Bound { name, value, says }| format!("| {name} | {value} | {says} |\n"));
    format!("| bound | | what it is, and what happens there |\n|---|---:|---|\n{}", rows.collect::<String>())
}

#[test]
fn the_page_of_bounds_is_what_is_declared() {
    let page = format!(
        "# Bounds\n\nHowever a tree is made, a scan of it ends. These are the bounds that see to it, each far beyond what \
         people write, and what is said where one is reached. Written from [src/bounds.rs](../src/bounds.rs) by \
         `UPDATE=1 cargo test --test bounds`.\n\n## Files and reports\n\n{}\n## Following values\n\nWhere one is reached, a \
         value is unknown, `too-deep` or `too-many` in reports, and no rule speaks about it.\n\n{}",
        table("src/bounds.rs"),
        table("src/bounds/resolving.rs")
    );
    if env::var_os("UPDATE").is_some() {
        fs::write("docs/bounds.md", &page).expect("it can be written");
    }
    let written = fs::read_to_string("docs/bounds.md").expect("it is there");
    assert_eq!(written, page, "`UPDATE=1 cargo test --test bounds` rewrites it");
}
