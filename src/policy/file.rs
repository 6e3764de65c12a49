//! One policy file as it was read.

use super::{
    Ground, Prices, Selector, TestCase, Traffic,
    bounds::Raised,
    budget::Budgets,
    models::{Exception, ModelLists},
    rules::RuleSettings,
    tokens::Tokens,
};

/// One policy file.
#[derive(Clone, Debug, Default)]
pub(super) struct PolicyFile {
    /// Its name as people see it.
    pub(super) path: String,
    pub(super) ground: Ground,
    /// Whether it is part of skint, so that nobody wrote its selectors for this tree.
    pub(super) is_embedded: bool,
    /// Whether it only counts because another one extends it.
    pub(super) is_extended: bool,
    pub(super) scan: Scan,
    pub(super) top: Layer,
    pub(super) overrides: Vec<Override>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) bounds: Raised,
    pub(super) tokens: Tokens,
    pub(super) budgets: Budgets,
    pub(super) traffic: Vec<Traffic>,
    pub(super) tests: Vec<TestCase>,
}

/// `[scan]`: which files are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    /// If not empty, only these.
    pub(super) include: Vec<Selector>,
    /// Never these.
    pub(super) exclude: Vec<Selector>,
}

/// Settings that hold together: the top level, or an override.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub(super) rules: RuleSettings,
    pub(super) models: ModelLists,
    pub(super) prices: Prices,
}

/// `[[override]]`: settings for some paths.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub(super) paths: Vec<Selector>,
    pub(super) layer: Layer,
}

impl PolicyFile {
    /// Whether a file of the scan is looked at as far as this file is concerned; those outside its folder are.
    pub(super) fn scans(&self, path: &str) -> bool {
        if self.ground.local(path).is_none() {
            return true;
        }
        let named = |selectors: &[Selector]| selectors.iter().any(|selector| self.selects(selector, path));
        (self.scan.include.is_empty() || named(&self.scan.include)) && !named(&self.scan.exclude)
    }

    /// The layers that hold for a file of the scan, the one that wins first: overrides, and nothing for the top level.
    pub(super) fn places<'s, 'p>(&'s self, path: &'p str) -> impl Iterator<Item = Option<usize>> + use<'s, 'p> {
        let overrides = self.overrides.iter().enumerate().rev();
        let holding =
            overrides.filter(move |(_, entry)| entry.paths.iter().any(|selector| self.selects(selector, path)));
        let beneath = self.ground.local(path).is_some();
        holding.map(|(at, _)| Some(at)).chain(beneath.then_some(None))
    }

    /// The exceptions for a file of the scan, past their last day or not.
    pub(super) fn exceptions(&self, path: &str) -> impl Iterator<Item = &Exception> {
        self.exceptions.iter().filter(move |exception| self.selects(&exception.path, path))
    }

    /// The selectors that must match something. Exclusions need not: what they match is never walked.
    pub(super) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        let overrides = self.overrides.iter().flat_map(|entry| &entry.paths);
        let exceptions = self.exceptions.iter().map(|exception| &exception.path);
        let traffic = self.traffic.iter().filter_map(Traffic::path);
        self.scan.include.iter().chain(overrides).chain(exceptions).chain(self.budgets.selectors()).chain(traffic)
    }

    /// Whether a selector of this file selects a file of the scan.
    pub(super) fn selects(&self, selector: &Selector, path: &str) -> bool {
        self.ground.local(path).is_some_and(|path| selector.matches(&path))
    }
}
