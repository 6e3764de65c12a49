//! Typed reading of TOML values, collecting mistakes instead of stopping at the first.

use super::{
    PolicyError, PolicyLine, Vocabulary,
    shape::{Key, Kind, Table},
    suggest,
};
use crate::source::{Source, SourceId, offset};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A key with its value.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) key_range: Range<usize>,
    pub(super) value: &'a DeValue<'a>,
    pub(super) range: Range<usize>,
}

/// A string in a list, with its place.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// What is being read, and the mistakes so far.
pub(super) struct Reader<'a> {
    pub(super) known: &'a Vocabulary<'a>,
    pub(super) errors: Vec<PolicyError>,
    /// How many selectors of paths there were so far.
    pub(super) selectors: usize,
    source: Source,
}

impl<'a> Reader<'a> {
    pub(super) fn new(path: &str, text: &str, known: &'a Vocabulary<'a>) -> Self {
        // The number is never looked up: a policy is no file of the scan.
        let source = Source::new(SourceId(u32::MAX), path.into(), text.into(), Vec::new());
        Self { known, errors: Vec::new(), selectors: 0, source }
    }

    /// The line that a byte of the policy stands on.
    pub(super) fn line_at(&self, at: usize) -> PolicyLine {
        let (start, end) = self.source.line_around(offset(at));
        let text = self.source.text.get(start as usize..end as usize).unwrap_or("").trim().to_owned();
        PolicyLine { path: self.source.path.to_string(), line: self.source.position(offset(at)).line, text }
    }

    /// The line that an entry's key stands on.
    pub(super) fn line(&self, entry: &Entry<'_>) -> PolicyLine {
        self.line_at(entry.key_range.start)
    }

    /// Notes a mistake.
    pub(super) fn error(&mut self, range: Range<usize>, message: String, label: &str, help: Option<String>) {
        self.errors.push(PolicyError { range, message, label: label.to_owned(), help });
    }

    /// Notes a value of the wrong type.
    pub(super) fn wrong_type(&mut self, entry: &Entry<'_>, expected: &str, help: Option<String>) {
        let message = format!("`{}` must be {expected}, not {}", entry.key, in_words(entry.value));
        self.error(entry.range.clone(), message, &format!("expected {expected}"), help);
    }

    /// Notes a value of the right type that cannot be used.
    pub(super) fn bad_value(&mut self, entry: &Entry<'_>, must: &str, label: &str) {
        self.error(entry.range.clone(), format!("`{}` {must}", entry.key), label, None);
    }

    /// Notes a key that means nothing here.
    pub(super) fn unknown<'n>(&mut self, entry: &Entry<'_>, what: &str, names: impl Iterator<Item = &'n str> + Clone) {
        let help = suggest::advice(entry.key, names);
        let label = format!("no such {}", what.split(' ').next().unwrap_or(what));
        self.error(entry.key_range.clone(), format!("unknown {what} `{}`", entry.key), &label, Some(help));
    }

    /// Notes a string that is none of the possible ones.
    pub(super) fn unknown_value<'n>(
        &mut self,
        entry: &Entry<'_>,
        written: &str,
        what: &str,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) {
        let help = suggest::advice(written, names);
        self.error(entry.range.clone(), format!("unknown {what} `{written}`"), &format!("no such {what}"), Some(help));
    }

    /// Notes the absence of a key that must be there, at the table that lacks it.
    pub(super) fn missing(&mut self, table: Range<usize>, key: &str, help: &str) {
        self.error(table, format!("`{key}` is missing"), &format!("needs `{key}`"), Some(help.to_owned()));
    }

    /// The entries of a table; a mistake and none where it is no table.
    pub(super) fn table<'e>(&mut self, entry: &Entry<'e>, expected: &str) -> Vec<Entry<'e>> {
        if let DeValue::Table(table) = entry.value {
            return entries(table);
        }
        self.wrong_type(entry, expected, Some(format!("write `{} = {{ … }}`", entry.key)));
        Vec::new()
    }

    /// The tables of an array of tables, under the header that the table of keys gives it.
    pub(super) fn tables<'e>(&mut self, entry: &Entry<'e>, kind: Kind) -> Vec<(Range<usize>, &'e DeTable<'e>)> {
        let Kind::Tables(header, _) = kind else { return Vec::new() };
        let DeValue::Array(array) = entry.value else {
            self.wrong_type(entry, "a list of tables", Some(format!("write `[[{header}]]`, with double brackets")));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((item.span(), table)),
                other => {
                    let message = format!("`{}` must hold tables, not {}", entry.key, in_words(other));
                    self.error(item.span(), message, "expected a table", Some(format!("write `[[{header}]]`")));
                }
            }
        }
        tables
    }

    /// The entries of a table that may hold some keys and no others; mistakes and fewer where it is not so.
    pub(super) fn keyed<'e>(&mut self, entry: &Entry<'e>, table: &'static Table) -> Vec<(Entry<'e>, &'static Key)> {
        let DeValue::Table(found) = entry.value else {
            let keys: Vec<String> = table.keys.iter().map(|key| format!("`{}`", key.name)).collect();
            let help = format!("write `{} = {{ … }}`; its keys are {}", entry.key, keys.join(", "));
            self.wrong_type(entry, "a table", Some(help));
            return Vec::new();
        };
        self.keys(entries(found), table, entry.range.clone())
    }

    /// Those of some entries that a table may hold; mistakes for the others, and for keys that must be there.
    pub(super) fn keys<'e>(
        &mut self,
        entries: Vec<Entry<'e>>,
        table: &'static Table,
        range: Range<usize>,
    ) -> Vec<(Entry<'e>, &'static Key)> {
        for key in table.keys.iter().filter(|key| !entries.iter().any(|entry| entry.key == key.name)) {
            if let Some(help) = key.needed {
                self.missing(range.clone(), key.name, help);
            }
        }
        self.hold_together(&entries, table, &range);
        let mut known = Vec::new();
        for entry in entries {
            match table.key(entry.key) {
                Some(key) => {
                    if key.needed.is_some() && matches!(entry.value, DeValue::Array(all) if all.is_empty()) {
                        self.bad_value(&entry, "must not be empty", "names nothing");
                    }
                    known.push((entry, key));
                }
                None => match table.elsewhere.iter().find(|(name, _)| *name == entry.key) {
                    Some((name, help)) => {
                        let message = format!("`{name}` does not stand here");
                        self.error(entry.key_range.clone(), message, "not here", Some((*help).to_owned()));
                    }
                    None => self.unknown(&entry, "key", table.keys.iter().map(|key| key.name)),
                },
            }
        }
        known
    }

    /// Notes keys of which one must be there, and none is, and keys that exclude one another.
    fn hold_together(&mut self, entries: &[Entry<'_>], table: &'static Table, range: &Range<usize>) {
        let is_of = |names: &[&str], entry: &Entry<'_>| names.contains(&entry.key);
        for group in table.one_of.iter().filter(|group| !entries.iter().any(|entry| is_of(group, entry))) {
            let names: Vec<String> = group.iter().map(|name| format!("`{name}`")).collect();
            self.error(range.clone(), format!("one of {} is missing", names.join(", ")), "says too little", None);
        }
        let mut excluding: Vec<&Entry<'_>> = entries.iter().filter(|entry| is_of(table.at_most_one, entry)).collect();
        excluding.sort_by_key(|entry| entry.key_range.start);
        if let [first, others @ ..] = excluding.as_slice() {
            for other in others {
                let message = format!("`{}` and `{}` say the same in two ways", first.key, other.key);
                self.error(other.key_range.clone(), message, "keep one of them", None);
            }
        }
    }

    /// A string.
    pub(super) fn text(&mut self, entry: &Entry<'_>, expected: &str, example: &str) -> Option<String> {
        if let DeValue::String(text) = entry.value {
            return Some(text.to_string());
        }
        self.wrong_type(entry, expected, Some(format!("write `{} = {example}`", entry.key)));
        None
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, entry: &Entry<'_>, expected: &str, example: &str) -> Option<Vec<Written>> {
        let DeValue::Array(array) = entry.value else {
            self.wrong_type(entry, expected, Some(format!("write `{} = {example}`", entry.key)));
            return None;
        };
        let mut texts = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(text) => texts.push(Written { text: text.to_string(), range: item.span() }),
                other => {
                    let message = format!("`{}` must hold strings, not {}", entry.key, in_words(other));
                    self.error(item.span(), message, "expected a string", None);
                }
            }
        }
        Some(texts)
    }
}

/// The entries of a table, by name.
pub(super) fn entries<'e>(table: &'e DeTable<'e>) -> Vec<Entry<'e>> {
    let entry = |(key, value): (&'e toml::Spanned<toml::de::DeString<'e>>, &'e toml::Spanned<DeValue<'e>>)| Entry {
        key: key.get_ref(),
        key_range: key.span(),
        value: value.get_ref(),
        range: value.span(),
    };
    table.iter().map(entry).collect()
}

/// A value's type in words.
fn in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
