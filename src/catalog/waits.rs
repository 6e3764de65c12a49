//! How code waits, what starts it again and what ends it: `rules/waits.toml`.

use crate::syntax::Language;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// What is known of waiting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waits {
    sleep: Vec<Sleep>,
    timer: Vec<Timer>,
    interval: Vec<Interval>,
    cron: Vec<Cron>,
    units: BTreeMap<String, u64>,
    /// What ends a call after a time.
    pub ends: Ends,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sleep {
    language: String,
    per_second: u64,
    names: Vec<String>,
}

/// A function that calls another one again and again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Timer {
    names: Vec<String>,
    /// Which argument is called.
    pub runs: usize,
    /// Which says how long it is between two calls.
    pub waits: usize,
    /// How many of what that counts make a second.
    pub per_second: u64,
}

/// The same, where named arguments say how long it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    names: Vec<String>,
    /// Which argument is called; nothing where it decorates what is.
    pub runs: Option<usize>,
    /// The word that says how, where there are others.
    pub word: String,
}

/// The same, where a cron expression says when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cron {
    names: Vec<String>,
    /// Which argument is called.
    pub runs: usize,
    /// Which is the expression.
    pub at: usize,
}

/// What ends a call after a time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ends {
    /// Last names of calls and blocks around it, in lower case.
    pub calls: Vec<String>,
    /// Options of it.
    pub options: Vec<String>,
}

/// What the page says.
///
/// # Panics
/// Never: a test reads the page.
pub fn waits() -> &'static Waits {
    static PAGE: OnceLock<Waits> = OnceLock::new();
    PAGE.get_or_init(|| toml::from_str(include_str!("../../rules/waits.toml")).expect("a test reads waits.toml"))
}

impl Waits {
    /// How many of what a function waits for make a second, in code of a language or of its kin.
    pub fn sleeps(&self, path: &str, language: Language) -> Option<u64> {
        let spoken = |sleep: &&Sleep| language.kin().iter().any(|kin| kin.name() == sleep.language);
        let named = |sleep: &&Sleep| is_named(&sleep.names, path);
        self.sleep.iter().find(|sleep| spoken(sleep) && named(sleep)).map(|sleep| sleep.per_second)
    }

    /// What is known of a function that calls another one again and again, by its path or its last name.
    pub fn timer(&self, path: &str) -> Option<&Timer> {
        self.timer.iter().find(|timer| ends_with(&timer.names, path))
    }

    /// The same, of one that named arguments tell how long it is.
    pub fn interval(&self, path: &str) -> Option<&Interval> {
        self.interval.iter().find(|interval| ends_with(&interval.names, path))
    }

    /// The same, of one that a cron expression tells when.
    pub fn cron(&self, path: &str) -> Option<&Cron> {
        self.cron.iter().find(|cron| is_named(&cron.names, path))
    }

    /// The seconds that a unit has.
    pub fn unit(&self, name: &str) -> Option<u64> {
        self.units.get(name).copied()
    }
}

fn is_named(names: &[String], path: &str) -> bool {
    names.iter().any(|name| name == path)
}

fn ends_with(names: &[String], path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|last| is_named(names, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_known_by_what_is_called() {
        let waits = waits();
        let sleeps = |path| [Language::Python, Language::JavaScript].map(|language| waits.sleeps(path, language));
        assert_eq!(sleeps("time.sleep"), [Some(1), None]);
        assert_eq!(sleeps("sleep"), [Some(1), Some(1000)]);
        assert_eq!(sleeps("nap"), [None, None]);
        assert_eq!(waits.timer("setInterval").map(|timer| timer.per_second), Some(1000));
        assert!(waits.interval("scheduler.add_job").is_some() && waits.cron("cron.schedule").is_some());
        assert!(waits.cron("db.schedule").is_none());
        assert_eq!((waits.unit("minutes"), waits.unit("moons")), (Some(60), None));
    }
}
