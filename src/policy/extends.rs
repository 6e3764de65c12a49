//! `extends`: which files a policy stands on.

use super::{
    Document, Load, PolicyErrors, Vocabulary,
    entry::Reader,
    error::PolicyError,
    file::PolicyFile,
    read::{Extended, read},
};
use crate::bounds::{POLICY_EXTENDS as DEEPEST, POLICY_FILES as MOST};
use std::collections::HashSet;

/// Reads documents, the one that wins first, each followed by what it extends, and at the end what skint recommends.
pub(super) fn gather(
    documents: Vec<Document>,
    load: Load<'_>,
    known: &Vocabulary<'_>,
) -> Result<Vec<PolicyFile>, Vec<PolicyErrors>> {
    let mut gathering = Gathering { load, known, files: Vec::new(), wrong: Vec::new(), names: HashSet::new() };
    for document in documents {
        gathering.add(&document, &mut Vec::new());
    }
    if let Some((name, text)) = known.policies.first()
        && !gathering.names.contains(*name)
    {
        gathering.add(&Document::new(name, text), &mut Vec::new());
    }
    if gathering.wrong.is_empty() { Ok(gathering.files) } else { Err(gathering.wrong) }
}

struct Gathering<'a> {
    load: Load<'a>,
    known: &'a Vocabulary<'a>,
    files: Vec<PolicyFile>,
    wrong: Vec<PolicyErrors>,
    names: HashSet<String>,
}

impl Gathering<'_> {
    /// Adds a document and what it extends; `through` are the names of those that led here.
    fn add(&mut self, document: &Document, through: &mut Vec<String>) {
        self.names.insert(document.path.clone());
        let mut reader = Reader::new(&document.path, &document.text, self.known);
        let (mut file, extended) = read(&mut reader, document);
        let read = file.tokens.load(&|name| (self.load)(document, name));
        reader.errors.extend(read.err());
        file.is_embedded = self.known.policies.iter().any(|(name, _)| *name == document.path);
        file.is_extended = !through.is_empty();
        self.files.push(file);
        through.push(document.path.clone());
        let mut found = Vec::new();
        for entry in extended {
            match self.find(document, &entry, through) {
                Ok(next) => found.push(next),
                Err(error) => reader.errors.push(error),
            }
        }
        if !reader.errors.is_empty() && !self.wrong.iter().any(|wrong| wrong.path == document.path) {
            self.wrong.push(PolicyErrors::new(&document.path, &document.text, reader.errors));
        }
        for next in found.iter().rev() {
            self.add(next, through);
        }
        through.pop();
    }

    fn find(&self, from: &Document, entry: &Extended, through: &[String]) -> Result<Document, PolicyError> {
        let name = entry.name.as_str();
        let wrong = |message: String, label: &str, help: Option<String>| PolicyError {
            range: entry.range.clone(),
            message,
            label: label.to_owned(),
            help,
        };
        let found = if name.starts_with("skint:") {
            let embedded = self.known.policies.iter().find(|(known, _)| *known == name);
            let (name, text) = embedded.ok_or_else(|| {
                let help = super::suggest::advice(name, self.known.policies.iter().map(|(name, _)| *name));
                wrong(format!("unknown policy `{name}`"), "no such policy", Some(help))
            })?;
            Document::new(name, text)
        } else {
            (self.load)(from, name).map_err(|why| wrong(format!("`{name}` {why}"), "cannot be extended", None))?
        };
        if through.contains(&found.path) {
            let chain = format!("{} -> {}", through.join(" -> "), found.path);
            return Err(wrong(format!("`{name}` extends itself: {chain}"), "goes round in circles", None));
        }
        if through.len() >= DEEPEST || self.files.len() >= MOST {
            let message = format!("a policy stands on at most {DEEPEST} files in a row, and {MOST} in all");
            return Err(wrong(message, "one too many", None));
        }
        // What is shared selects paths of whoever shares it.
        Ok(Document { ground: from.ground.clone(), ..found })
    }
}
