//! From TOML to a [`Policy`]: its sections, and the paths in them.

use super::{
    Layer, Override, Policy, PolicyErrors, Scan, Selector, Vocabulary,
    entry::{Entry, Reader, entries},
    models::ModelLists,
    rules::RuleSettings,
};
use std::ops::Range;
use toml::de::DeTable;

/// Largest policy that is read, in bytes. Policies are a page or two; anything near this is another file.
const LARGEST: usize = 256 * 1024;

/// Reads a policy.
pub(super) fn read(path: &str, text: &str, known: &Vocabulary<'_>) -> Result<Policy, PolicyErrors> {
    let mut reader = Reader::new(path, text, known);
    let mut policy = Policy::embedded(known.pages);
    if text.len() > LARGEST {
        let message = format!("a policy may have {} KiB, this has {}", LARGEST / 1024, text.len() / 1024);
        reader.error(0..0, message, "too large", None);
    } else {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let range = error.span().unwrap_or(text.len()..text.len());
            reader.error(range, format!("not TOML: {}", error.message()), "here", None);
        }
        policy.read_sections(&mut reader, table.get_ref());
    }
    if reader.errors.is_empty() { Ok(policy) } else { Err(PolicyErrors::new(path, text, reader.errors)) }
}

impl Policy {
    fn read_sections(&mut self, reader: &mut Reader<'_>, table: &DeTable<'_>) {
        for entry in entries(table) {
            match entry.key {
                "scan" => self.scan = Scan::read(reader, &entry),
                "models" => self.top.models = ModelLists::read(reader, &entry, Some(&mut self.exceptions)),
                "rules" => self.top.rules = RuleSettings::read(reader, &entry),
                "override" => {
                    for (range, table) in reader.tables(&entry, "override") {
                        self.overrides.push(Override::read(reader, range, table));
                    }
                }
                _ => reader.unknown(&entry, "key", ["models", "override", "rules", "scan"].into_iter()),
            }
        }
    }
}

impl Scan {
    fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Scan {
        let mut scan = Scan::default();
        for entry in reader.table(section, "a table with `include` and `exclude`") {
            match entry.key {
                "include" => scan.include = paths(reader, &entry),
                "exclude" => scan.exclude = paths(reader, &entry),
                _ => reader.unknown(&entry, "key", ["exclude", "include"].into_iter()),
            }
        }
        scan
    }
}

impl Override {
    fn read(reader: &mut Reader<'_>, range: Range<usize>, table: &DeTable<'_>) -> Override {
        let mut layer = Layer::default();
        let mut selectors = Vec::new();
        for entry in entries(table) {
            match entry.key {
                "paths" => {
                    selectors = paths(reader, &entry);
                    if entry.value.as_array().is_some_and(|array| array.is_empty()) {
                        reader.bad_value(&entry, "must name at least one path", "selects nothing");
                    }
                }
                "rules" => layer.rules = RuleSettings::read(reader, &entry),
                "models" => layer.models = ModelLists::read(reader, &entry, None),
                _ => reader.unknown(&entry, "key", ["models", "paths", "rules"].into_iter()),
            }
        }
        if !table.contains_key("paths") {
            reader.missing(range, "paths", "say where it holds: `paths = [\"tests/**\"]`");
        }
        Override { paths: selectors, layer }
    }
}

/// A list of path selectors.
fn paths(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Vec<Selector> {
    let texts = reader.texts(entry, "a list of paths", "[\"src/**\"]").unwrap_or_default();
    texts.into_iter().filter_map(|written| selector(reader, &written.text, written.range)).collect()
}

/// A single path selector.
pub(super) fn path(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<Selector> {
    let text = reader.text(entry, "a path", "\"research/**\"")?;
    selector(reader, &text, entry.range.clone())
}

fn selector(reader: &mut Reader<'_>, text: &str, range: Range<usize>) -> Option<Selector> {
    match Selector::new(text, reader.line_at(range.start)) {
        Ok(selector) => Some(selector),
        Err(wrong) => {
            reader.error(range, format!("`{text}` selects no paths: {wrong}"), "cannot be used", None);
            None
        }
    }
}
