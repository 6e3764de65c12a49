//! `[[test]]`: what a policy is to say about some code.

use super::{
    Ground, Policy, PolicyLine, Stated,
    entry::{Entry, Reader, entries},
    models::{read_date, read_words},
    rules::read_level,
    shape::{self, Key},
};
use crate::{catalog::Level, money::Money};
use jiff::civil::Date;
use std::ops::Range;
use toml::de::DeTable;

/// What a policy is to say about some code.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// What it shows.
    pub name: String,
    /// Where it begins.
    pub line: PolicyLine,
    /// The code.
    pub code: Code,
    /// Where the code stands, as the policy counts paths; for a file, where it is not its own place.
    pub path: Option<String>,
    /// The day on which it is asked.
    pub as_of: Option<Date>,
    /// What is expected to be found; nothing where only a cost is expected.
    pub findings: Option<Vec<Expected>>,
    /// What the requests may come to.
    pub cost: Option<CostRange>,
    /// From where the policy counts paths.
    pub ground: Ground,
}

/// The code of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// It stands in the policy.
    Here(String),
    /// It stands in a file beside the policy.
    In(String),
}

/// A finding that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The rule.
    pub rule: String,
    /// Its line, from 1.
    pub line: Option<u64>,
    /// Its level.
    pub level: Option<Level>,
}

/// Bounds of a cost.
#[derive(Clone, Debug, Default)]
pub struct CostRange {
    /// What the lowest estimate is not below.
    pub at_least: Option<Stated<Money>>,
    /// What the highest estimate is not above.
    pub at_most: Option<Stated<Money>>,
}

impl Policy {
    /// The tests of the policies that hold here, without those of policies that they only extend.
    pub fn tests(&self) -> impl Iterator<Item = &TestCase> {
        self.files.iter().filter(|file| !file.is_extended).flat_map(|file| &file.tests)
    }
}

impl TestCase {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        range: Range<usize>,
        table: &DeTable<'_>,
        ground: &Ground,
    ) -> Option<TestCase> {
        let line = reader.line_at(range.start);
        let before = reader.errors.len();
        let mut parts = Parts::default();
        for (entry, key) in reader.keys(entries(table), &shape::TEST, range) {
            parts.read_key(reader, &entry, key);
        }
        if reader.errors.len() > before {
            return None;
        }
        let path = parts.path.or_else(|| parts.language.and_then(snippet));
        let findings = parts.findings.or_else(|| parts.cost.is_none().then(Vec::new));
        let (as_of, cost, ground) = (parts.as_of, parts.cost, ground.clone());
        Some(TestCase { name: parts.name?, line, code: parts.code?, path, as_of, findings, cost, ground })
    }
}

/// What was read of a test so far.
#[derive(Default)]
struct Parts {
    name: Option<String>,
    code: Option<Code>,
    path: Option<String>,
    language: Option<&'static str>,
    as_of: Option<Date>,
    findings: Option<Vec<Expected>>,
    cost: Option<CostRange>,
}

impl Parts {
    fn read_key(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, key: &Key) {
        match key.name {
            "as-of" => self.as_of = read_date(reader, entry).map(|(day, _)| day),
            "code" => self.code = read_words(reader, entry, key.kind).map(Code::Here),
            "cost" => self.cost = Some(CostRange::read(reader, entry)),
            "file" => self.code = reader.text(entry, "the name of a file", "\"tests/bad.py\"").map(Code::In),
            "findings" => {
                let tables = reader.tables(entry, key.kind);
                self.findings = Some(
                    tables.into_iter().filter_map(|(range, table)| Expected::read(reader, range, table)).collect(),
                );
            }
            "language" => self.language = entry.choice(reader, key.kind),
            "name" => self.name = read_words(reader, entry, key.kind),
            _ => self.path = super::read::path(reader, entry).map(|selector| selector.written),
        }
    }
}

impl Expected {
    fn read(reader: &mut Reader<'_>, range: Range<usize>, table: &DeTable<'_>) -> Option<Expected> {
        let (mut rule, mut line, mut level) = (None, None, None);
        for (entry, key) in reader.keys(entries(table), &shape::FINDING, range) {
            match key.name {
                "level" => level = read_level(reader, &entry).map(|(level, _)| level),
                "line" => line = entry.count(reader, key.kind),
                _ => rule = read_rule(reader, &entry),
            }
        }
        Some(Expected { rule: rule?, line, level })
    }
}

impl CostRange {
    fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> CostRange {
        let mut range = CostRange::default();
        for (entry, key) in reader.keyed(section, &shape::COST) {
            let bound = reader.line(&entry).states(entry.dollars(reader, key.kind));
            match key.name {
                "at-least-usd" => range.at_least = bound,
                _ => range.at_most = bound,
            }
        }
        range
    }
}

/// The name of a rule.
fn read_rule(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<String> {
    let name = reader.text(entry, "the name of a rule", "\"retired-model\"")?;
    let pages = reader.known.pages;
    if !pages.iter().any(|page| page.name == name) {
        reader.unknown_value(entry, &name, "rule", pages.iter().map(|page| page.name.as_str()));
        return None;
    }
    Some(name)
}

/// Where code without a place of its own stands.
fn snippet(language: &str) -> Option<String> {
    let (_, ending) = shape::ENDINGS.iter().find(|(known, _)| *known == language)?;
    Some(format!("snippet.{ending}"))
}
