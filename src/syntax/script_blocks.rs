//! Scripts inside markup: Vue, Svelte and Astro files.
//!
//! Everything but the scripts is blanked out, byte by byte, and what is left is read as one module of TypeScript or
//! JavaScript, so that every span is one of the whole file. Comments of the markup stay comments.

use super::{Language, Lowered, grammar, typescript};
use crate::source::{Problem, Source, Span, offset};
use std::ops::Range;
use tree_sitter::{Node, Tree};

/// Endings of files with scripts in them.
const ENDINGS: &[&str] = &["astro", "svelte", "vue"];

/// What stands around the script at the beginning of an Astro file.
const FENCE: &str = "---";

/// Types of scripts that are code; data and templates have others.
const CODE: &[&str] = &["", "application/javascript", "module", "text/babel", "text/javascript", "text/typescript"];

/// Whether a file has its code in scripts.
pub fn has_scripts(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Reads the scripts of a file.
pub fn lower(source: &Source) -> Lowered {
    let astro = source.path.ends_with(".astro");
    let fenced = if astro { front_matter(&source.text) } else { Head::None };
    let head = if let Head::Closed(range) = &fenced { Some(range.clone()) } else { None };
    let markup = blanked(&source.text, |at| !head.as_ref().is_some_and(|head| head.contains(&at)));
    let tree = grammar::parse(&markup, &tree_sitter_html::LANGUAGE.into());
    let found = tree.as_ref().map(|tree| Found::of(tree, &markup)).unwrap_or_default();
    let mut scripts = found.scripts;
    scripts.extend(head.filter(|head| !head.is_empty()));
    scripts.sort_by_key(|script| script.start);
    let kept = blanked(&source.text, within(scripts));
    let code = Source::new(source.id, source.path.clone(), kept.into(), Vec::new());
    let typed = astro || found.typed;
    let mut lowered = typescript::lower(&code, if typed { Language::TypeScript } else { Language::JavaScript });
    let comments = found.comments.into_iter();
    lowered.module.comments.extend(comments.map(|at| Span::new(source.id, offset(at.start), offset(at.end))));
    lowered.module.comments.sort_unstable();
    if let Head::Open(at) = fenced {
        let message = "the script between `---` has no end; it was not read".to_owned();
        let position = Some(source.position(offset(at)));
        lowered.problems.push(Problem { path: source.path.clone(), position, message, fatal: false });
    }
    lowered
}

/// What an Astro file begins with.
enum Head {
    /// Markup.
    None,
    /// A script between fences.
    Closed(Range<usize>),
    /// A fence here, and no other.
    Open(usize),
}

/// The script between the fences with which an Astro file begins.
fn front_matter(text: &str) -> Head {
    let begin = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']).len();
    let Some(rest) = text[begin..].strip_prefix(FENCE) else { return Head::None };
    let start = begin + FENCE.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if at > start && line.trim_end() == FENCE {
            return Head::Closed(start..at);
        }
        at += line.len();
    }
    Head::Open(begin)
}

/// The text with a blank for each byte that is not kept; lines stay lines.
fn blanked(text: &str, mut keep: impl FnMut(usize) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' => kept.push(letter),
            _ if keep(at) => kept.push(letter),
            _ => (0..letter.len_utf8()).for_each(|_| kept.push(' ')),
        }
    }
    kept
}

/// Whether a place lies in one of the ranges, asked for places in order.
fn within(ranges: Vec<Range<usize>>) -> impl FnMut(usize) -> bool {
    let mut ranges = ranges.into_iter().peekable();
    move |at| {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        ranges.peek().is_some_and(|range| range.contains(&at))
    }
}

/// What was found in the markup.
#[derive(Default)]
struct Found {
    scripts: Vec<Range<usize>>,
    comments: Vec<Range<usize>>,
    /// Whether a script says that it is TypeScript.
    typed: bool,
}

impl Found {
    /// Scripts and comments, without recursion.
    fn of(tree: &Tree, text: &str) -> Self {
        let mut found = Found::default();
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            match node.kind() {
                "script_element" => found.script(node, text),
                "comment" => found.comments.push(node.byte_range()),
                _ => {}
            }
            if node.kind() != "script_element" && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return found;
                }
            }
        }
    }

    fn script(&mut self, element: Node<'_>, text: &str) {
        let Some(code) = grammar::child_of(element, "raw_text") else { return };
        let Some(tag) = grammar::child_of(element, "start_tag") else { return };
        let attributes = grammar::children(tag).into_iter().filter(|child| child.kind() == "attribute");
        let mut is_code = true;
        for attribute in attributes {
            let written = text.get(attribute.byte_range()).unwrap_or_default();
            let (name, value) = written.split_once('=').unwrap_or((written, ""));
            let value = value.trim().trim_matches(['"', '\'']);
            match name.trim() {
                "lang" => self.typed |= matches!(value, "ts" | "tsx" | "typescript"),
                "type" => is_code = CODE.contains(&value),
                _ => {}
            }
        }
        if is_code {
            self.scripts.push(code.byte_range());
        }
    }
}
