//! What the README shows is what the program prints.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "common/binary.rs"]
mod binary;

use std::{fs, path::Path, sync::Mutex};

const BEGIN: &str = "<!-- excerpt: from the command above, written by UPDATE=1 cargo test -->\n";
const END: &str = "<!-- end of excerpt -->";

/// The rules whose findings are shown; what they say holds on any day.
const SHOWN: [&str; 2] = ["missing-max-tokens", "volatile-cached-prefix"];

/// Some findings on the example, as they are printed, and the last lines.
fn excerpt() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, printed, _) = binary::run(root, &["check", "examples/support-desk", "--as-of", "2026-11-22"]);
    let parts: Vec<&str> = printed.trim_end().split("\n\n").collect();
    let (summary, findings) = parts.split_last().expect("there is a summary");
    let is_shown = |finding: &&&str| SHOWN.iter().any(|rule| finding.contains(&format!("[{rule}] ")));
    let shown: Vec<&str> = findings.iter().filter(is_shown).copied().collect();
    assert_eq!(shown.len(), SHOWN.len(), "one finding of each: {printed}");
    format!("```text\n{}\n\n...\n\n{summary}\n```\n", shown.join("\n\n"))
}

const COSTS: &str = "<!-- costs: from the command above, written by UPDATE=1 cargo test -->\n";
const END_OF_COSTS: &str = "<!-- end of costs -->";

#[test]
fn the_costs_in_the_readme_are_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, printed, _) = binary::run(root, &["cost", "examples/support-desk", "--as-of", "2026-11-22"]);
    holds(COSTS, END_OF_COSTS, &format!("```text\n{}\n```\n", printed.trim_end()));
}

#[test]
fn the_excerpt_in_the_readme_is_what_is_printed() {
    holds(BEGIN, END, &excerpt());
}

/// Holds that a text stands between two marks, or writes it there.
fn holds(begin: &str, end: &str, text: &str) {
    static WRITING: Mutex<()> = Mutex::new(());
    let _one = WRITING.lock().expect("no test panics while it writes");
    let readme = fs::read_to_string("README.md").expect("there is one");
    let (before, rest) = readme.split_once(begin).expect("README.md says where it begins");
    let (written, after) = rest.split_once(end).expect("README.md says where it ends");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("README.md", format!("{before}{begin}{text}{end}{after}")).expect("README.md can be written");
    } else {
        assert_eq!(written, text, "`UPDATE=1 cargo test --test readme` rewrites it");
    }
}
