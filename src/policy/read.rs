//! From TOML to a [`PolicyFile`]: its sections, and the paths in them.

use super::{
    Document, Prices, Selector, TestCase, Traffic, bounds,
    budget::Budgets,
    entry::{Entry, Reader, Written, entries},
    file::{Layer, Override, PolicyFile, Scan},
    models::ModelLists,
    rules::RuleSettings,
    shape,
    tokens::Tokens,
};
use crate::bounds::{POLICY_BYTES as LARGEST, POLICY_SELECTORS as MOST_SELECTORS};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The name of a policy that another one extends, with its place.
pub(super) struct Extended {
    pub(super) name: String,
    pub(super) range: Range<usize>,
}

/// Reads a document; mistakes are noted in the reader.
pub(super) fn read(reader: &mut Reader<'_>, document: &Document) -> (PolicyFile, Vec<Extended>) {
    let mut file = PolicyFile { path: document.path.clone(), ground: document.ground.clone(), ..PolicyFile::default() };
    let mut extended = Vec::new();
    let text = document.text.as_str();
    if text.len() > LARGEST {
        let message = format!("a policy may have {} KiB, this has {}", LARGEST / 1024, text.len() / 1024);
        reader.error(0..0, message, "too large", None);
        return (file, extended);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(text.len()..text.len());
        reader.error(range, format!("not TOML: {}", error.message()), "here", None);
    }
    let places = document.home.tables().iter().filter_map(|keys| within(table.get_ref(), keys));
    for place in places {
        match place {
            Ok(table) => file.read_sections(reader, table, &mut extended),
            Err(entry) => reader.wrong_type(&entry, "a table", None),
        }
    }
    (file, extended)
}

/// The table that stands at the end of a row of keys, or what stands there instead.
fn within<'t>(mut table: &'t DeTable<'t>, keys: &[&str]) -> Option<Result<&'t DeTable<'t>, Entry<'t>>> {
    for (index, key) in keys.iter().enumerate() {
        let entry = entries(table).into_iter().find(|entry| entry.key == *key)?;
        match entry.value {
            DeValue::Table(inner) => table = inner,
            // What another tool keeps on the way is its own affair.
            _ => return (index + 1 == keys.len()).then_some(Err(entry)),
        }
    }
    Some(Ok(table))
}

impl PolicyFile {
    fn read_sections(&mut self, reader: &mut Reader<'_>, table: &DeTable<'_>, extended: &mut Vec<Extended>) {
        for (entry, key) in reader.keys(entries(table), &shape::POLICY, 0..0) {
            match key.name {
                "extends" => extended.extend(names(reader, &entry)),
                "scan" => self.scan = Scan::read(reader, &entry),
                "models" => self.top.models = ModelLists::read(reader, &entry, Some(&mut self.exceptions)),
                "rules" => self.top.rules = RuleSettings::read(reader, &entry),
                "override" => {
                    for (range, table) in reader.tables(&entry, key.kind) {
                        self.overrides.push(Override::read(reader, range, table));
                    }
                }
                "bounds" => self.bounds = bounds::read(reader, &entry),
                "budget" => self.budgets = Budgets::read(reader, &entry),
                "prices" => self.top.prices = Prices::read(reader, &entry),
                "test" => {
                    for (range, table) in reader.tables(&entry, key.kind) {
                        self.tests.extend(TestCase::read(reader, range, table, &self.ground));
                    }
                }
                "traffic" => {
                    for (range, table) in reader.tables(&entry, key.kind) {
                        self.traffic.extend(Traffic::read(reader, range, table, &self.ground));
                    }
                }
                _ => self.tokens = Tokens::read(reader, &entry),
            }
        }
    }
}

/// What `extends` names: one policy or several.
fn names(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Vec<Extended> {
    if let DeValue::String(name) = entry.value {
        return vec![Extended { name: name.to_string(), range: entry.range.clone() }];
    }
    let names = reader.texts(entry, "a list of policies", "[\"skint:recommended\", \"../shared/skint.toml\"]");
    let extended = |Written { text, range }| Extended { name: text, range };
    names.unwrap_or_default().into_iter().map(extended).collect()
}

impl Scan {
    fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Scan {
        let mut scan = Scan::default();
        for (entry, key) in reader.keyed(section, &shape::SCAN) {
            match key.name {
                "include" => scan.include = paths(reader, &entry),
                _ => scan.exclude = paths(reader, &entry),
            }
        }
        scan
    }
}

impl Override {
    fn read(reader: &mut Reader<'_>, range: Range<usize>, table: &DeTable<'_>) -> Override {
        let mut layer = Layer::default();
        let mut selectors = Vec::new();
        for (entry, key) in reader.keys(entries(table), &shape::OVERRIDE, range) {
            match key.name {
                "paths" => selectors = paths(reader, &entry),
                "rules" => layer.rules = RuleSettings::read(reader, &entry),
                "models" => layer.models = ModelLists::read(reader, &entry, None),
                _ => layer.prices = Prices::read(reader, &entry),
            }
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
    reader.selectors += 1;
    if reader.selectors > MOST_SELECTORS {
        if reader.selectors == MOST_SELECTORS + 1 {
            let message = format!("a policy may select paths {MOST_SELECTORS} times");
            let help = "let folders have policies of their own, or select several paths by one pattern".to_owned();
            reader.error(range, message, "one too many", Some(help));
        }
        return None;
    }
    match Selector::new(text, reader.line_at(range.start)) {
        Ok(selector) => Some(selector),
        Err(wrong) => {
            reader.error(range, format!("`{text}` selects no paths: {wrong}"), "cannot be used", None);
            None
        }
    }
}
