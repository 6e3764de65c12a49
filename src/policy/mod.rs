//! The policy: what a team wants reported, where, and which models it allows.
//!
//! It is read once, whole, with every mistake reported at once. Every value keeps the line it stands on, so that a finding
//! can show what caused it. Within a file, what is written further down wins: an override over the top level, a later
//! override over an earlier one, and only in what it says itself. A file wins over those it extends, and one in a folder
//! over those in the folders above.

mod bounds;
mod budget;
mod cases;
mod ceiling;
mod charged;
mod document;
mod effective;
mod entrance;
mod entry;
mod error;
mod extends;
mod figure;
mod file;
mod ground;
mod memo;
mod models;
mod paths;
mod pattern;
mod prices;
mod read;
mod rules;
mod schema;
mod shape;
pub mod suggest;
mod tokens;
mod traffic;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use budget::{Budget, Increase, SharedBudget};
pub use cases::{Code, CostRange, Expected, TestCase};
pub use ceiling::{Ceiling, TooDear};
pub use document::{Document, Home, Load};
pub use effective::{Origin, Section, Setting};
pub use entrance::Entrance;
pub use error::{PolicyError, PolicyErrors};
pub use ground::Ground;
pub use models::{ModelRules, Verdict};
use paths::Selector;
pub use prices::{ModelPrices, Prices, Region};
pub use schema::schema;
pub use traffic::Traffic;
pub use vocabulary::Vocabulary;

use crate::catalog::{
    Level,
    pages::{OptionValue, RulePage},
};
use file::PolicyFile;
use jiff::civil::Date;
use memo::Memo;
use models::Exception;
use std::collections::BTreeMap;

/// A place in a policy file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyLine {
    /// The file, as it was named.
    pub path: String,
    /// Line from 1.
    pub line: u32,
    /// The line's text.
    pub text: String,
}

/// A value of the policy, with the line that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The line.
    pub line: PolicyLine,
}

impl PolicyLine {
    /// A value that this line states, if it does.
    fn states<T>(self, value: Option<T>) -> Option<Stated<T>> {
        Some(Stated { value: value?, line: self })
    }
}

/// A policy that was read without a mistake: what a team wrote, in one file or several, over what skint recommends.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    defaults: BTreeMap<String, Defaults>,
    /// The file that wins first.
    files: Vec<PolicyFile>,
    /// Name of what skint recommends.
    recommended: Option<String>,
    memo: Memo,
}

/// What a rule's page says where no policy says anything.
#[derive(Clone, Debug)]
struct Defaults {
    level: Level,
    options: BTreeMap<String, OptionValue>,
}

impl Policy {
    /// Reads a policy of one file that stands by itself: `path`, which holds `text`. Every mistake is found, not only the
    /// first.
    pub fn parse(path: &str, text: &str, known: &Vocabulary<'_>) -> Result<Policy, PolicyErrors> {
        let document = Document::new(path, text);
        let alone = |_: &Document, _: &str| Err("only the policies of skint itself can be found from here".to_owned());
        Policy::of(vec![document], &alone, known).map_err(|mut errors| errors.remove(0))
    }

    /// Reads a policy of several files, the one that wins first, and whatever they extend, which `load` finds. The error
    /// has every mistake of every file.
    pub fn of(documents: Vec<Document>, load: Load<'_>, known: &Vocabulary<'_>) -> Result<Policy, Vec<PolicyErrors>> {
        let defaults = known.pages.iter().map(|page| (page.name.clone(), Defaults::of(page))).collect();
        let recommended = known.policies.first().map(|(name, _)| (*name).to_owned());
        Ok(Policy { defaults, files: extends::gather(documents, load, known)?, recommended, memo: Memo::default() })
    }

    /// The policy where there is no file: what skint recommends, and every model allowed.
    #[allow(clippy::missing_panics_doc)] // a test holds that what is embedded is right
    pub fn embedded() -> Policy {
        Policy::parse("", "", &Vocabulary::embedded()).expect("what is embedded is right")
    }

    /// The files it is made of, the one that wins first, as people see their names.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str()).filter(|path| !path.is_empty())
    }

    /// Whether a file is looked at as far as the policy is concerned.
    pub fn scans(&self, path: &str) -> bool {
        self.files.iter().all(|file| file.scans(path))
    }

    /// Level of a rule for a file. A name without a page warns.
    pub fn level(&self, rule: &str, path: &str) -> Level {
        self.set_level(rule, path).or_else(|| self.defaults.get(rule).map(|page| page.level)).unwrap_or(Level::Warn)
    }

    /// Level of a rule for a file, if the policy itself sets one.
    pub fn set_level(&self, rule: &str, path: &str) -> Option<Level> {
        self.layers(path).find_map(|layer| layer.rules.level(rule))
    }

    /// The line that set the level of a rule for a file, or else the line that last set one of its options.
    pub fn cause(&self, rule: &str, path: &str) -> Option<PolicyLine> {
        let level = self.layers(path).find_map(|layer| layer.rules.level_line(rule));
        let line = level.or_else(|| self.layers(path).find_map(|layer| layer.rules.option_line(rule)));
        line.filter(|line| !self.is_recommended(line)).cloned()
    }

    /// What the team itself says about findings of a rule in a file: words, and where to read on.
    pub fn words(&self, rule: &str, path: &str) -> (Option<&str>, Option<&str>) {
        let message = self.layers(path).find_map(|layer| layer.rules.message(rule));
        let link = self.layers(path).find_map(|layer| layer.rules.link(rule));
        (message.map(|said| said.value.as_str()), link.map(|said| said.value.as_str()))
    }

    /// The day from which findings of a rule in a file are errors, and the line that says so.
    pub fn error_from(&self, rule: &str, path: &str) -> Option<(Date, &PolicyLine)> {
        self.layers(path).find_map(|layer| layer.rules.error_from(rule)).map(|(date, line)| (*date, line))
    }

    /// An option that is a whole number; 0 where the rule's page has no such option.
    pub fn count(&self, rule: &str, option: &str, path: &str) -> u64 {
        if let Some(OptionValue::Count(count)) = self.option(rule, option, path) { *count } else { 0 }
    }

    /// An option that is yes or no; no where the rule's page has no such option.
    pub fn flag(&self, rule: &str, option: &str, path: &str) -> bool {
        matches!(self.option(rule, option, path), Some(OptionValue::Flag(true)))
    }

    /// An option that is a string or a list of them; empty where the rule's page has no such option.
    pub fn texts(&self, rule: &str, option: &str, path: &str) -> Vec<String> {
        match self.option(rule, option, path) {
            Some(OptionValue::Texts(texts)) => texts.clone(),
            Some(OptionValue::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// What is said about models for a file on a day; `None` where nothing is.
    pub fn models_at(&self, path: &str, as_of: Date) -> Option<ModelRules<'_>> {
        let allow = self.layers(path).find_map(|layer| layer.models.allow.as_ref());
        let deny = self.layers(path).find_map(|layer| layer.models.deny.as_ref());
        let ceiling = self.layers(path).find_map(|layer| layer.models.ceiling.as_ref());
        if allow.is_none() && deny.is_none() && ceiling.is_none() {
            return None;
        }
        let exceptions = self.files.iter().flat_map(|file| file.exceptions(path)).filter(|e| e.holds(as_of)).collect();
        Some(ModelRules { allow, deny, ceiling, exceptions })
    }

    /// Exceptions that no longer hold on a day, each with a sentence about it.
    pub fn expired(&self, as_of: Date) -> Vec<(PolicyLine, String)> {
        let all = self.files.iter().flat_map(|file| &file.exceptions);
        all.filter(|e| !e.holds(as_of)).map(Exception::expiry).collect()
    }

    /// Path selectors that match none of the scanned `paths`, each with a sentence about it. Exclusions are not
    /// judged: what they match is never walked.
    pub fn unmatched<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Vec<(PolicyLine, String)> {
        let written = self.files.iter().filter(|file| !file.is_embedded);
        let mut left: Vec<(&PolicyFile, &Selector)> =
            written.flat_map(|file| file.selectors().map(move |selector| (file, selector))).collect();
        for path in paths {
            left.retain(|(file, selector)| !file.selects(selector, path));
            if left.is_empty() {
                break;
            }
        }
        let mut idle: Vec<_> =
            left.into_iter().map(|(_, s)| (s.line.clone(), format!("`{}` matches no file", s.written))).collect();
        idle.sort();
        idle
    }

    /// Whether a line is of what skint recommends, which nobody wrote here.
    fn is_recommended(&self, line: &PolicyLine) -> bool {
        self.recommended.as_ref() == Some(&line.path)
    }

    fn option(&self, rule: &str, option: &str, path: &str) -> Option<&OptionValue> {
        let set = self.layers(path).find_map(|layer| layer.rules.option(rule, option)).map(|(value, _)| value);
        set.or_else(|| self.defaults.get(rule)?.options.get(option))
    }
}

impl Defaults {
    fn of(page: &RulePage) -> Self {
        let options = page.options.iter().map(|option| (option.name.clone(), option.default.clone())).collect();
        Self { level: page.level, options }
    }
}
