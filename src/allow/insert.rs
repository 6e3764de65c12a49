//! Allows that skint writes itself, above the statements that findings stand in.

use super::{Allows, extent::Extents};
use crate::{
    catalog::pages::RulePage,
    diagnostic::Diagnostic,
    source::{Source, Span, offset},
    syntax::{self, Language, Module},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A file's text with allows in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Inserted {
    /// The new text.
    pub text: String,
    /// How many comments were written.
    pub comments: usize,
}

/// Why nothing is written into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// It is a notebook, or its language has no comments.
    Uncommentable,
    /// A comment above one of the statements would change what the file says, or would not speak for the finding.
    Unsafe,
}

/// A comment, and the byte before which it goes.
struct Edit {
    at: u32,
    comment: String,
}

/// Writes an allow with this reason above every statement that a finding stands in. The result is read again: every
/// finding must be allowed in it, and nothing else be different.
pub fn insert(
    source: &Source,
    module: &Module,
    findings: &[Diagnostic],
    reason: &str,
    pages: &[RulePage],
) -> Result<Inserted, NoPlace> {
    let sign = sign(module.language).filter(|_| source.cells.is_empty()).ok_or(NoPlace::Uncommentable)?;
    let edits = edits(source, module, findings, &format!("{sign} skint:"), reason);
    let mut text = String::with_capacity(source.text.len() + 80 * edits.len());
    let mut done = 0;
    for edit in &edits {
        let at = edit.at as usize;
        text.extend([&source.text[done..at], &edit.comment]);
        done = at;
    }
    text.push_str(&source.text[done..]);
    let new = Source::new(source.id, source.path.clone(), text.into(), Vec::new());
    if reads_alike(source, &new, edits.len()) && allows_all(&new, findings, &edits, pages) {
        Ok(Inserted { text: new.text.to_string(), comments: edits.len() })
    } else {
        Err(NoPlace::Unsafe)
    }
}

/// One comment for each line that a statement with findings begins on, in order, indented as that line is.
fn edits(source: &Source, module: &Module, findings: &[Diagnostic], marker: &str, reason: &str) -> Vec<Edit> {
    let extents = Extents::of(module);
    let mut lines: BTreeMap<u32, BTreeSet<&'static str>> = BTreeMap::new();
    for finding in findings {
        let start = extents.start_of_statement(finding.at.start).unwrap_or(finding.at.start);
        lines.entry(source.line_around(start).0).or_default().insert(finding.rule);
    }
    let ending = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let edit = |(at, rules): (u32, BTreeSet<&'static str>)| {
        let line = &source.text[at as usize..];
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let rules: Vec<&str> = rules.into_iter().collect();
        Edit { at, comment: format!("{indent}{marker} allow({}) {reason}{ending}", rules.join(", ")) }
    };
    lines.into_iter().map(edit).collect()
}

/// Whether the new text has what the old one has, and as many comments more as were written.
fn reads_alike(old: &Source, new: &Source, comments: usize) -> bool {
    let (old, new) = (syntax::lower(old), syntax::lower(new));
    old.module.functions.len() == new.module.functions.len()
        && old.module.comments.len() + comments == new.module.comments.len()
        && old.problems.len() == new.problems.len()
}

/// Whether every finding, moved down by the comments above it, is allowed in the new text.
fn allows_all(new: &Source, findings: &[Diagnostic], edits: &[Edit], pages: &[RulePage]) -> bool {
    let mut allows = Allows::read(new, &syntax::lower(new).module, pages);
    findings.iter().all(|finding| {
        let above = edits.iter().take_while(|edit| edit.at <= finding.at.start);
        let down = offset(above.map(|edit| edit.comment.len()).sum());
        let at = Span::new(finding.at.source, finding.at.start + down, finding.at.end + down);
        allows.allow(&Diagnostic { at, ..finding.clone() }, Date::MIN)
    })
}

/// What begins a comment to the end of the line.
fn sign(language: Language) -> Option<&'static str> {
    match language {
        Language::Properties
        | Language::Python
        | Language::Ruby
        | Language::Shell
        | Language::Toml
        | Language::Yaml => Some("#"),
        Language::Baml
        | Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => Some("//"),
        Language::Json | Language::Markdown | Language::Template => None,
    }
}
