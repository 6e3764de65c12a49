//! The policy: what a team wants reported, where, and which models it allows.
//!
//! It comes from `skint.toml` and is read once, whole, with every mistake reported at once. Every value keeps the line
//! it stands on, so that a finding can show what caused it. What is written further down wins: an override over
//! the top level, a later override over an earlier one, and only in what it says itself.

mod entry;
mod error;
mod ground;
mod models;
mod paths;
mod read;
mod rules;
pub mod suggest;

#[cfg(test)]
mod tests;

pub use error::{PolicyError, PolicyErrors};
pub use ground::Ground;
pub use models::{ModelRules, Verdict};
use paths::Selector;

use crate::catalog::{
    Level,
    pages::{OptionValue, RulePage},
};
use jiff::civil::Date;
use models::{Exception, ModelLists};
use rules::RuleSettings;
use std::{collections::BTreeMap, path::Path};

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

/// What a policy may name: it knows neither the rules nor the models by itself.
pub struct Vocabulary<'a> {
    /// Pages of all rules.
    pub pages: &'a [RulePage],
    /// The catalogue's id of a model, from any way to write it; `None` for an unknown one.
    pub canonical: &'a dyn Fn(&str) -> Option<String>,
    /// Ids of all models, for suggestions.
    pub models: Vec<String>,
    /// Families of models: `haiku`, `opus`.
    pub families: Vec<String>,
}

/// A policy that was read without a mistake.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    ground: Ground,
    defaults: BTreeMap<String, Defaults>,
    scan: Scan,
    top: Layer,
    overrides: Vec<Override>,
    exceptions: Vec<Exception>,
}

/// What a rule's page says where the policy says nothing.
#[derive(Clone, Debug)]
struct Defaults {
    level: Level,
    options: BTreeMap<String, OptionValue>,
}

/// `[scan]`: which files are looked at.
#[derive(Clone, Debug, Default)]
struct Scan {
    /// If not empty, only these.
    include: Vec<Selector>,
    /// Never these.
    exclude: Vec<Selector>,
}

/// Settings that hold together: the top level, or an override.
#[derive(Clone, Debug, Default)]
struct Layer {
    rules: RuleSettings,
    models: ModelLists,
}

/// `[[override]]`: settings for some paths.
#[derive(Clone, Debug)]
struct Override {
    paths: Vec<Selector>,
    layer: Layer,
}

impl Policy {
    /// Reads the policy file `path`, which holds `text`. Every mistake is found, not only the first.
    pub fn parse(path: &str, text: &str, known: &Vocabulary<'_>) -> Result<Policy, PolicyErrors> {
        read::read(path, text, known)
    }

    /// The policy where there is no file: every rule as its page has it, and every model allowed.
    pub fn embedded(pages: &[RulePage]) -> Policy {
        let defaults = pages.iter().map(|page| (page.name.clone(), Defaults::of(page))).collect();
        Policy { defaults, ..Policy::default() }
    }

    /// The same policy for a scan that counts paths from the folder `scan`, where the policy's file lies in `policy`.
    /// Its selectors count from its own folder; a policy from elsewhere counts as the scan does.
    #[must_use]
    pub fn placed(self, scan: &Path, policy: &Path) -> Policy {
        Policy { ground: Ground::of(scan, policy), ..self }
    }

    /// Whether a file is looked at as far as the policy is concerned.
    pub fn scans(&self, path: &str) -> bool {
        let named = |selectors: &[Selector]| selectors.iter().any(|selector| self.selects(selector, path));
        (self.scan.include.is_empty() || named(&self.scan.include)) && !named(&self.scan.exclude)
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
        level.or_else(|| self.layers(path).find_map(|layer| layer.rules.option_line(rule))).cloned()
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
        if allow.is_none() && deny.is_none() {
            return None;
        }
        let exceptions = self.exceptions.iter().filter(|e| e.holds(as_of) && self.selects(&e.path, path)).collect();
        Some(ModelRules { allow, deny, exceptions })
    }

    /// Exceptions that no longer hold on a day, each with a sentence about it.
    pub fn expired(&self, as_of: Date) -> Vec<(PolicyLine, String)> {
        self.exceptions.iter().filter(|e| !e.holds(as_of)).map(Exception::expiry).collect()
    }

    /// Path selectors that match none of the scanned `paths`, each with a sentence about it. Exclusions are not
    /// judged: what they match is never walked.
    pub fn unmatched<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Vec<(PolicyLine, String)> {
        let overrides = self.overrides.iter().flat_map(|entry| &entry.paths);
        let exceptions = self.exceptions.iter().map(|exception| &exception.path);
        let mut left: Vec<&Selector> = self.scan.include.iter().chain(overrides).chain(exceptions).collect();
        for path in paths {
            left.retain(|selector| !self.selects(selector, path));
            if left.is_empty() {
                break;
            }
        }
        left.sort_by(|a, b| a.line.cmp(&b.line));
        left.into_iter().map(|s| (s.line.clone(), format!("`{}` matches no file", s.written))).collect()
    }

    /// The layers that hold for a file, the one that wins first.
    fn layers<'s, 'p>(&'s self, path: &'p str) -> impl Iterator<Item = &'s Layer> + use<'s, 'p> {
        let overrides = self.overrides.iter().rev();
        let holding = overrides.filter(move |entry| entry.paths.iter().any(|selector| self.selects(selector, path)));
        holding.map(|entry| &entry.layer).chain(std::iter::once(&self.top))
    }

    fn selects(&self, selector: &Selector, path: &str) -> bool {
        self.ground.local(path).is_some_and(|path| selector.matches(&path))
    }

    fn option(&self, rule: &str, option: &str, path: &str) -> Option<&OptionValue> {
        let set = self.layers(path).find_map(|layer| layer.rules.option(rule, option));
        set.or_else(|| self.defaults.get(rule)?.options.get(option))
    }
}

impl Defaults {
    fn of(page: &RulePage) -> Self {
        let options = page.options.iter().map(|option| (option.name.clone(), option.default.clone())).collect();
        Self { level: page.level, options }
    }
}
