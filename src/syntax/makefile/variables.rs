//! Variables of a Makefile, as far as their text is known.

use crate::{
    syntax::grammar::{children, descend, field},
    value::Name,
};
use std::collections::HashMap;
use tree_sitter::Node;

/// What `make` fills in.
pub(super) const REFERENCES: [&str; 6] =
    ["automatic_variable", "escape", "function_call", "shell_function", "substitution_reference", "variable_reference"];

/// How many bytes all texts that are filled in may have for each byte of the file, and beside that; a few lines could
/// else stand for any number of bytes.
const GROWTH: usize = 8;
const GROWTH_AT_FIRST: usize = 64 * 1024;

/// A part of what is filled in.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// This text.
    Text(String),
    /// This text, unless the environment has another under this name.
    Default(Name, String),
    /// What the environment has under a name; without one, nobody knows.
    Unknown(Option<Name>),
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Piece::Text(text) | Piece::Default(_, text) => text.len() + 1,
            Piece::Unknown(_) => 1,
        }
    }
}

/// What every name stands for.
pub(super) struct Variables<'s> {
    text: &'s str,
    values: HashMap<&'s str, Vec<Piece>>,
    /// Bytes that may still be filled in.
    left: usize,
}

impl<'s> Variables<'s> {
    /// The variables that a file sets. One that it sets twice, adds to, or sets under a condition or for a target, has
    /// no known text.
    pub fn of(root: Node<'_>, text: &'s str) -> Self {
        let mut variables = Self { text, values: HashMap::new(), left: GROWTH_AT_FIRST + text.len() * GROWTH };
        let mut settings = Vec::new();
        descend(root, |node| {
            if matches!(node.kind(), "variable_assignment" | "define_directive" | "shell_assignment") {
                settings.push(node);
            }
            !matches!(node.kind(), "recipe" | "variable_assignment")
        });
        for setting in settings {
            variables.set(setting);
        }
        variables
    }

    fn set(&mut self, setting: Node<'_>) {
        let Some(name) = field(setting, "name").and_then(|name| self.text.get(name.byte_range())) else { return };
        let mut pieces = if self.values.contains_key(name) { None } else { self.pieces(setting) };
        let gives_way = self.operator(setting) == "?=";
        if let Some([Piece::Text(text)]) = pieces.as_deref().filter(|_| gives_way) {
            pieces = Some(vec![Piece::Default(name.into(), text.clone())]);
        }
        self.values.insert(name, pieces.unwrap_or_else(|| vec![Piece::Unknown(None)]));
    }

    /// What a name is set to, if it is known for what.
    fn pieces(&mut self, setting: Node<'_>) -> Option<Vec<Piece>> {
        let plain = matches!(self.operator(setting), "=" | ":=" | "::=" | ":::=" | "?=");
        let within = setting.parent().map(|parent| parent.kind());
        let always = matches!(within, Some("makefile" | "export_directive"));
        if !plain || !always || field(setting, "target_or_pattern").is_some() {
            return None;
        }
        let Some(value) = field(setting, "value") else { return Some(Vec::new()) };
        let mut found = Vec::new();
        let mut at = value.start_byte();
        for reference in children(value) {
            found.extend(self.fixed(at, reference.start_byte()));
            found.extend(self.referred(reference));
            at = reference.end_byte();
        }
        found.extend(self.fixed(at, value.end_byte()));
        Some(joined(found))
    }

    fn fixed(&self, start: usize, end: usize) -> Option<Piece> {
        let text = self.text.get(start..end).filter(|text| !text.is_empty())?;
        let lines: Vec<&str> = text.split("\\\n").collect();
        Some(Piece::Text(lines.join(" ")))
    }

    fn operator(&self, setting: Node<'_>) -> &'s str {
        field(setting, "operator").and_then(|operator| self.text.get(operator.byte_range())).unwrap_or_default()
    }

    /// What a name stands for, if this file sets it.
    pub fn value(&self, name: &str) -> Option<&[Piece]> {
        self.values.get(name).map(Vec::as_slice)
    }

    /// What is filled in for a reference.
    pub fn referred(&mut self, reference: Node<'_>) -> Vec<Piece> {
        let written = self.text.get(reference.byte_range()).unwrap_or_default();
        if reference.kind() == "escape" {
            return vec![Piece::Text("$".to_owned())];
        }
        let inner = children(reference);
        let name = match inner.as_slice() {
            [word] if reference.kind() == "variable_reference" && word.kind() == "word" => {
                self.text.get(word.byte_range()).filter(|name| written.len() <= name.len() + "$()".len())
            }
            _ => None,
        };
        let Some(name) = name else { return vec![Piece::Unknown(None)] };
        let Some(value) = self.values.get(name) else {
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            return vec![Piece::Unknown(is_name.then(|| name.into()))];
        };
        let length: usize = value.iter().map(Piece::length).sum();
        match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                value.clone()
            }
            None => vec![Piece::Unknown(None)],
        }
    }
}

/// Pieces with texts that stand side by side as one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}
