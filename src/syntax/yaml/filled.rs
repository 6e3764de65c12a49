//! Templates of YAML, as Helm, Jinja and ERB fill them in: what stands in no directive, and under no condition, is read as
//! it is, and nothing is claimed of the rest.
//!
//! A file is taken for a template where it is YAML only without its directives, wherever it lies and whatever it is called.

use regex::{Captures, Regex};
use std::{ops::Range, sync::LazyLock};

/// Stands for each character of what is filled in. It is for private use, so that no text holds it.
pub(super) const FILLED: char = '\u{E000}';

static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?s)\{\{(?<braces>.*?)\}\}|\{%(?<tag>.*?)%\}|\{#.*?#\}|<%(?<erb>.*?)%>";
    Regex::new(pattern).expect("the pattern is fixed")
});

/// Words with which a part begins that is there under a condition, several times, or elsewhere.
const OPENING: [&str; 14] = [
    "block", "call", "case", "define", "each", "filter", "for", "if", "macro", "range", "raw", "unless", "while",
    "with",
];

/// What a directive does to the parts of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Begins,
    Ends,
    Stays,
}

/// A template with what is filled in covered, character for character, so that places stay what they are: a line of
/// directives becomes a comment, and others a scalar. Nothing where there is no directive.
pub(super) fn covered(text: &str) -> Option<String> {
    let parts = parts(text);
    let mut covered = String::with_capacity(text.len());
    let mut from = 0;
    for part in &parts {
        covered.push_str(&text[from..part.start]);
        cover(text, part, &mut covered);
        from = part.end;
    }
    covered.push_str(&text[from..]);
    (!parts.is_empty()).then_some(covered)
}

/// Where something is filled in, or stands only under a condition.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    for found in DIRECTIVE.captures_iter(text) {
        let at = found.get(0).map_or(0..0, |whole| whole.range());
        if depth == 0 {
            begin = at.start;
        }
        depth = match step(&found) {
            Step::Begins => depth + 1,
            Step::Ends => depth.saturating_sub(1),
            Step::Stays => depth,
        };
        if depth == 0 {
            parts.push(begin..at.end);
        }
    }
    parts.extend((depth > 0).then_some(begin..text.len()));
    parts
}

fn step(found: &Captures<'_>) -> Step {
    let Some(inner) = ["braces", "tag", "erb"].into_iter().find_map(|name| found.name(name)) else {
        return Step::Stays;
    };
    let said = inner.as_str().trim_matches(|c: char| c.is_whitespace() || c == '-' || c == '+');
    let word = said.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_erb = found.name("erb").is_some();
    if said.starts_with('/') && !said.starts_with("/*") || word.starts_with("end") || is_erb && said == "}" {
        Step::Ends
    } else if !is_erb && said.starts_with(['#', '^']) || OPENING.contains(&word) || is_erb && opens_a_block(said) {
        Step::Begins
    } else {
        Step::Stays
    }
}

/// `models.each do |model|`.
fn opens_a_block(code: &str) -> bool {
    code.ends_with(" do") || code.contains(" do |") || code.ends_with('{')
}

/// Covers a part of a text.
fn cover(text: &str, part: &Range<usize>, into: &mut String) {
    let is_blank = |text: &str| text.bytes().all(|byte| byte == b' ' || byte == b'\t' || byte == b'\r');
    let before = text[..part.start].rsplit('\n').next().unwrap_or_default();
    let behind = text[part.end..].split('\n').next().unwrap_or_default();
    let mut alone = is_blank(before);
    for line in text[part.clone()].split_inclusive('\n') {
        let written = line.trim_start_matches([' ', '\t']);
        into.push_str(&line[..line.len() - written.len()]);
        let comment = alone && (line.ends_with('\n') || is_blank(behind));
        for (at, letter) in written.chars().enumerate() {
            into.push(match letter {
                '\n' | '\r' => letter,
                _ if comment && at == 0 => '#',
                _ => FILLED,
            });
        }
        alone = true;
    }
}
