//! `[models]`: which models may be called where, and the exceptions from it.

use super::{
    Ceiling, PolicyLine, Selector, TooDear,
    entry::{Entry, Reader, Written, entries},
    read,
    shape::{self, Kind},
};
use crate::money::Money;
use globset::{Glob, GlobMatcher};
use jiff::civil::Date;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The lists of one layer.
#[derive(Clone, Debug, Default)]
pub(super) struct ModelLists {
    pub(super) allow: Option<ModelList>,
    pub(super) deny: Option<ModelList>,
    pub(super) ceiling: Option<Ceiling>,
}

/// `allow` or `deny`.
#[derive(Clone, Debug)]
pub(super) struct ModelList {
    line: PolicyLine,
    entries: Vec<ModelEntry>,
}

/// A model, a family, or a pattern.
#[derive(Clone, Debug)]
struct ModelEntry {
    written: String,
    line: PolicyLine,
    name: ModelName,
}

#[derive(Clone, Debug)]
enum ModelName {
    Id(String),
    Family(String),
    Pattern(GlobMatcher),
}

/// `[[models.exception]]`: models that are allowed all the same, somewhere, for a reason, up to a day.
#[derive(Clone, Debug)]
pub(super) struct Exception {
    pub(super) path: Selector,
    allow: Vec<ModelEntry>,
    reason: String,
    until: Option<(Date, PolicyLine)>,
}

/// What the policy says about models for one file on one day.
#[derive(Clone, Debug)]
pub struct ModelRules<'p> {
    pub(super) allow: Option<&'p ModelList>,
    pub(super) deny: Option<&'p ModelList>,
    pub(super) ceiling: Option<&'p Ceiling>,
    pub(super) exceptions: Vec<&'p Exception>,
}

/// Whether a model may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// It may not.
    Denied {
        /// The line that says so.
        line: PolicyLine,
        /// What is allowed there, as the policy writes it; empty where anything but this is.
        allowed: Vec<String>,
    },
    /// It costs too much.
    TooDear(TooDear),
}

impl ModelRules<'_> {
    /// Judges a model by the catalogue's id and family, and by what a million tokens of input and of output cost. For one
    /// that the catalogue does not know, the id as written, an empty family and no price: a ceiling says nothing about it.
    /// An exception beats everything, then `deny` beats `allow` beats `ceiling`.
    pub fn judge(&self, model_id: &str, family: &str, prices: Option<(Money, Money)>) -> Verdict {
        let named = |entries: &[ModelEntry]| entries.iter().any(|entry| entry.names(model_id, family));
        if self.exceptions.iter().any(|exception| named(&exception.allow)) {
            return Verdict::Allowed;
        }
        let denied = self.deny.and_then(|list| list.entries.iter().find(|entry| entry.names(model_id, family)));
        let missing = self.allow.filter(|list| !named(&list.entries));
        let line = denied.map(|entry| &entry.line).or(missing.map(|list| &list.line));
        if let Some(line) = line {
            return Verdict::Denied { line: line.clone(), allowed: self.allowed() };
        }
        let broken = self.ceiling.zip(prices).and_then(|(ceiling, (input, output))| ceiling.broken_by(input, output));
        broken.map_or(Verdict::Allowed, Verdict::TooDear)
    }

    fn allowed(&self) -> Vec<String> {
        let lists = self.allow.map(|list| &list.entries).into_iter();
        let entries = lists.chain(self.exceptions.iter().map(|exception| &exception.allow)).flatten();
        entries.map(|entry| entry.written.clone()).collect()
    }
}

impl ModelList {
    /// The line of the list.
    pub(super) fn line(&self) -> &PolicyLine {
        &self.line
    }

    /// Its entries as they are written.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.written.as_str())
    }
}

impl ModelEntry {
    fn names(&self, model_id: &str, family: &str) -> bool {
        match &self.name {
            ModelName::Id(id) => id == model_id,
            ModelName::Family(name) => name == family,
            ModelName::Pattern(pattern) => pattern.is_match(model_id),
        }
    }

    fn read(reader: &mut Reader<'_>, written: Written) -> Option<ModelEntry> {
        let known = reader.known;
        let Written { text, range } = written;
        let name = if text.contains('*') {
            ModelName::Pattern(read_pattern(reader, &text, &range)?)
        } else if known.families.contains(&text) {
            ModelName::Family(text.clone())
        } else if let Some(id) = (known.canonical)(&text) {
            ModelName::Id(id)
        } else {
            let names = known.models.iter().chain(&known.families).map(String::as_str);
            let near = super::suggest::nearest(&text, names).map(|name| format!("did you mean `{name}`? "));
            let help = "`skint models` lists all; a pattern with `*` may name models that skint does not know yet";
            let help = format!("{}{help}", near.unwrap_or_default());
            reader.error(range, format!("unknown model `{text}`"), "no such model or family", Some(help));
            return None;
        };
        Some(ModelEntry { written: text, line: reader.line_at(range.start), name })
    }
}

fn read_pattern(reader: &mut Reader<'_>, text: &str, range: &Range<usize>) -> Option<GlobMatcher> {
    match Glob::new(text) {
        Ok(glob) => Some(glob.compile_matcher()),
        Err(error) => {
            let message = format!("`{text}` is not a pattern: {}", error.kind());
            reader.error(range.clone(), message, "cannot be used", None);
            None
        }
    }
}

fn read_entries(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<Vec<ModelEntry>> {
    let example = "[\"claude-haiku-*\", \"sonnet\"]";
    let texts = reader.texts(entry, "a list of model ids, families or patterns", example)?;
    Some(texts.into_iter().filter_map(|written| ModelEntry::read(reader, written)).collect())
}

impl ModelLists {
    /// Reads a `[models]` table; exceptions only where `exceptions` says where to put them.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        section: &Entry<'_>,
        mut exceptions: Option<&mut Vec<Exception>>,
    ) -> ModelLists {
        let mut lists = ModelLists::default();
        let keys = match exceptions {
            Some(_) => reader.keyed(section, &shape::MODELS),
            None => reader.keyed(section, &shape::OVERRIDE_MODELS),
        };
        for (entry, key) in keys {
            let list = |reader: &mut Reader<'_>| {
                let entries = read_entries(reader, &entry)?;
                Some(ModelList { line: reader.line(&entry), entries })
            };
            match key.name {
                "allow" => lists.allow = list(reader),
                "deny" => lists.deny = list(reader),
                "ceiling" => lists.ceiling = Ceiling::read(reader, &entry),
                _ => {
                    for (range, table) in reader.tables(&entry, key.kind) {
                        if let (Some(all), Some(read)) = (&mut exceptions, Exception::read(reader, range, table)) {
                            all.push(read);
                        }
                    }
                }
            }
        }
        lists
    }
}

impl Exception {
    fn read(reader: &mut Reader<'_>, range: Range<usize>, table: &DeTable<'_>) -> Option<Exception> {
        let (mut path, mut allow, mut reason, mut until) = (None, None, None, None);
        let before = reader.errors.len();
        for (entry, key) in reader.keys(entries(table), &shape::EXCEPTION, range) {
            match key.name {
                "path" => path = read::path(reader, &entry),
                "allow" => allow = read_entries(reader, &entry),
                "reason" => reason = read_words(reader, &entry, key.kind),
                _ => until = read_date(reader, &entry),
            }
        }
        if reader.errors.len() > before {
            return None;
        }
        Some(Exception { path: path?, allow: allow?, reason: reason?, until })
    }

    /// Whether it holds on a day; it does on the last one.
    pub(super) fn holds(&self, as_of: Date) -> bool {
        self.until.as_ref().is_none_or(|(until, _)| as_of <= *until)
    }

    /// The models it allows, as they are written.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.allow.iter().map(|entry| entry.written.as_str())
    }

    /// Why it holds.
    pub(super) fn reason(&self) -> &str {
        &self.reason
    }

    /// Its last day.
    pub(super) fn until(&self) -> Option<(Date, &PolicyLine)> {
        self.until.as_ref().map(|(day, line)| (*day, line))
    }

    /// Says that it no longer holds.
    pub(super) fn expiry(&self) -> (PolicyLine, String) {
        let (until, line) = match &self.until {
            Some((date, line)) => (date.to_string(), line),
            None => ("today".to_owned(), &self.path.line),
        };
        let path = &self.path.written;
        (line.clone(), format!("the exception for `{path}` ended on {until} (reason given: {})", self.reason))
    }
}

/// A string that says something.
pub(super) fn read_words(reader: &mut Reader<'_>, entry: &Entry<'_>, kind: Kind) -> Option<String> {
    let (Kind::Words(example) | Kind::Link(example)) = kind else { return None };
    let words = reader.text(entry, "a string", &format!("\"{example}\""))?;
    if words.trim().is_empty() {
        reader.bad_value(entry, "must not be empty", "says nothing");
        return None;
    }
    Some(words)
}

/// A day.
pub(super) fn read_date(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<(Date, PolicyLine)> {
    let DeValue::Datetime(written) = entry.value else {
        reader.wrong_type(entry, "a date", Some(format!("write it without quotes: `{} = 2027-03-31`", entry.key)));
        return None;
    };
    let number = |part: u8| i8::try_from(part).unwrap_or(0);
    let date = written.date.filter(|_| written.time.is_none());
    let date = date.and_then(|d| Date::new(i16::try_from(d.year).ok()?, number(d.month), number(d.day)).ok());
    if date.is_none() {
        reader.bad_value(entry, "must be a day of the calendar, without a time", "no such day");
    }
    Some((date?, reader.line(entry)))
}
