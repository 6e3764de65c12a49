//! Examples of a rule page: files, and what skint says about them.

use std::{fmt::Write, ops::Range};

/// An example: everything under one third-level heading.
pub struct Example {
    /// The heading.
    pub title: String,
    /// Whether it stands among those that are flagged.
    pub flagged: bool,
    /// Path and text of each file.
    pub files: Vec<(String, String)>,
    /// What the page says that skint prints, and where in the page that is written; an empty place after the last
    /// file where nothing is written yet.
    pub expected: (String, Range<usize>),
}

/// Reads the examples of a page.
pub fn read(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut flagged = None;
    let mut at = 0;
    while at < page.len() {
        let line = line_at(page, at);
        let after = at + line.len() + 1;
        if let Some(title) = line.strip_prefix("## ") {
            flagged = ["Not flagged", "Flagged"].iter().position(|name| *name == title).map(|found| found == 1);
        } else if let (Some(title), Some(flagged)) = (line.strip_prefix("### "), flagged) {
            let expected = (String::new(), after..after);
            examples.push(Example { title: title.to_owned(), flagged, files: Vec::new(), expected });
        } else if let Some(info) = line.strip_prefix("```") {
            let end = page[after..].find("\n```\n").map_or(page.len(), |end| after + end + 1);
            let next = (end + "```\n".len()).min(page.len());
            if let Some(example) = examples.last_mut().filter(|_| flagged.is_some()) {
                example.add(info, &page[after..end], at..next);
            }
            at = next;
            continue;
        }
        at = after;
    }
    examples
}

fn line_at(page: &str, at: usize) -> &str {
    page[at..].split('\n').next().unwrap_or("")
}

impl Example {
    fn add(&mut self, info: &str, text: &str, place: Range<usize>) {
        match info.split_once(' ') {
            Some((_, path)) => {
                self.files.push((path.to_owned(), text.to_owned()));
                self.expected.1 = place.end..place.end;
            }
            None if info == "text" => self.expected = (text.to_owned(), place),
            None => panic!("`{}`: a block needs a file name, or is `text`", self.title),
        }
    }
}

/// The page with what skint really prints, in place of what stands there.
pub fn rewrite(page: &str, examples: &[(Example, String)]) -> String {
    let mut out = String::new();
    let mut copied = 0;
    for (example, printed) in examples.iter().filter(|(example, _)| example.flagged) {
        let place = &example.expected.1;
        let gap = if place.is_empty() { "\n" } else { "" };
        out.push_str(&page[copied..place.start]);
        write!(out, "{gap}```text\n{printed}```\n").expect("a string takes everything");
        copied = place.end;
    }
    out.push_str(&page[copied..]);
    out
}
