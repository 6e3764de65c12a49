//! What the README shows is what the program prints.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "common/binary.rs"]
mod binary;

use std::{fs, path::Path};

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

#[test]
fn the_excerpt_in_the_readme_is_what_is_printed() {
    let readme = fs::read_to_string("README.md").expect("there is one");
    let (before, rest) = readme.split_once(BEGIN).expect("README.md says where the excerpt begins");
    let (written, after) = rest.split_once(END).expect("README.md says where the excerpt ends");
    let excerpt = excerpt();
    if std::env::var_os("UPDATE").is_some() && written != excerpt {
        fs::write("README.md", format!("{before}{BEGIN}{excerpt}{END}{after}")).expect("README.md can be written");
    } else {
        assert_eq!(written, excerpt, "`UPDATE=1 cargo test --test readme` rewrites it");
    }
}
