//! `[budget]`: what may be spent.

use super::{
    Ground, Origin, Policy, Selector, Stated,
    entry::{Entry, Reader, entries},
    read,
    shape::{self, Key},
};
use crate::money::Money;
use std::ops::Range;
use toml::de::DeTable;

/// What may be spent, as one table of a policy says it; what is absent is not bounded by it.
#[derive(Clone, Debug, Default)]
pub struct Budget {
    /// Dollars that one request may cost at worst.
    pub per_call: Option<Stated<Money>>,
    /// Dollars that one call in the code may cost in a month.
    pub per_site: Option<Stated<Money>>,
    /// Dollars that all calls together may cost in a month.
    pub monthly: Option<Stated<Money>>,
    /// What one change may add.
    pub increase: Increase,
}

/// What one change may add to the monthly cost of all calls together.
#[derive(Clone, Debug, Default)]
pub struct Increase {
    /// Dollars in a month.
    pub monthly: Option<Stated<Money>>,
    /// A part of what it was before, in thousandths.
    pub percent: Option<Stated<u32>>,
}

/// A budget that the calls of some files share: it bounds their sum.
#[derive(Clone, Debug)]
pub struct SharedBudget<'p> {
    /// Dollars in a month.
    pub monthly: Option<Stated<Money>>,
    /// What one change may add.
    pub increase: Increase,
    ground: &'p Ground,
    path: Option<&'p Selector>,
}

/// `[budget]` of one file: what holds for all of its folder, and what holds for some paths of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Budgets {
    all: Budget,
    paths: Vec<(Selector, Budget)>,
}

impl Policy {
    /// What may be spent on the calls of a file: of each limit the one that is said last, where budgets of paths come
    /// after the general one, and a file before those it extends and those in folders above.
    pub fn budget(&self, path: &str) -> Budget {
        let mut budget = Budget::default();
        for file in self.files.iter().filter(|file| file.ground.local(path).is_some()) {
            let paths = file.budgets.paths.iter().rev().filter(|(selector, _)| file.selects(selector, path));
            for said in paths.map(|(_, said)| said).chain([&file.budgets.all]) {
                budget.complete(said);
            }
        }
        budget
    }

    /// Every budget that bounds a sum: that of each policy's folder, and that of each path. All of them hold at once; only
    /// one that a file takes over by `extends` gives way to its own for the same paths.
    pub fn shared_budgets(&self) -> Vec<SharedBudget<'_>> {
        let mut all: Vec<SharedBudget<'_>> = Vec::new();
        for file in &self.files {
            let general = (None, &file.budgets.all);
            let paths = file.budgets.paths.iter().map(|(selector, said)| (Some(selector), said));
            for (path, said) in [general].into_iter().chain(paths) {
                let (monthly, increase) = (said.monthly.clone(), said.increase.clone());
                let budget = SharedBudget { monthly, increase, ground: &file.ground, path };
                match all.iter_mut().find(|known| known.is_for_the_same(&budget)) {
                    Some(known) => known.complete(budget),
                    None if said.bounds_a_sum() => all.push(budget),
                    None => {}
                }
            }
        }
        all
    }
}

impl SharedBudget<'_> {
    /// Whether the calls of a file of the scan count.
    pub fn covers(&self, path: &str) -> bool {
        self.ground.local(path).is_some_and(|path| self.path.is_none_or(|selector| selector.matches(&path)))
    }

    /// The paths it is for, as the policy writes them; nothing where it is for all of the policy's folder.
    pub fn path(&self) -> Option<&str> {
        self.path.map(|selector| selector.written.as_str())
    }

    /// Takes over what is said nowhere yet.
    fn complete(&mut self, other: Self) {
        self.monthly = self.monthly.take().or(other.monthly);
        self.increase.complete(&other.increase);
    }

    /// The paths it is for, where they are not all of the scan, and where that is said.
    pub(super) fn scope(&self) -> Option<(String, Origin)> {
        match (self.path, self.ground) {
            (Some(selector), _) => Some((selector.written.clone(), Origin::Line(selector.line.clone()))),
            (None, Ground::Beneath(folder)) => Some((folder.clone(), Origin::Default)),
            _ => None,
        }
    }

    fn is_for_the_same(&self, other: &SharedBudget<'_>) -> bool {
        self.ground == other.ground && self.path() == other.path()
    }
}

impl Budget {
    fn bounds_a_sum(&self) -> bool {
        self.monthly.is_some() || self.increase.monthly.is_some() || self.increase.percent.is_some()
    }

    /// Takes over what is said nowhere yet.
    fn complete(&mut self, other: &Budget) {
        self.per_call = self.per_call.take().or_else(|| other.per_call.clone());
        self.per_site = self.per_site.take().or_else(|| other.per_site.clone());
        self.monthly = self.monthly.take().or_else(|| other.monthly.clone());
        self.increase.complete(&other.increase);
    }

    /// Reads a key that a budget has whether it is for all or for some paths.
    fn read_key(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, key: &Key) {
        let line = reader.line(entry);
        match key.name {
            "increase" => self.increase = Increase::read(reader, entry),
            "monthly-usd" => self.monthly = line.states(entry.dollars(reader, key.kind)),
            "per-call-usd" => self.per_call = line.states(entry.dollars(reader, key.kind)),
            _ => self.per_site = line.states(entry.dollars(reader, key.kind)),
        }
    }
}

impl Increase {
    /// Takes over what is said nowhere yet.
    fn complete(&mut self, other: &Increase) {
        self.monthly = self.monthly.take().or_else(|| other.monthly.clone());
        self.percent = self.percent.take().or_else(|| other.percent.clone());
    }

    fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Increase {
        let mut increase = Increase::default();
        for (entry, key) in reader.keyed(section, &shape::INCREASE) {
            let line = reader.line(&entry);
            match key.name {
                "monthly-usd" => increase.monthly = line.states(entry.dollars(reader, key.kind)),
                _ => increase.percent = line.states(entry.thousandths(reader, key.kind)),
            }
        }
        increase
    }
}

impl Budgets {
    /// Reads a `[budget]` table.
    pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Budgets {
        let mut budgets = Budgets::default();
        for (entry, key) in reader.keyed(section, &shape::BUDGET) {
            if key.name == "path" {
                for (range, table) in reader.tables(&entry, key.kind) {
                    budgets.paths.extend(read_path(reader, range, table));
                }
            } else {
                budgets.all.read_key(reader, &entry, key);
            }
        }
        budgets
    }

    /// The selectors of its paths.
    pub(super) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.paths.iter().map(|(selector, _)| selector)
    }
}

/// Reads a `[[budget.path]]`.
fn read_path(reader: &mut Reader<'_>, range: Range<usize>, table: &DeTable<'_>) -> Option<(Selector, Budget)> {
    let (mut path, mut budget) = (None, Budget::default());
    for (entry, key) in reader.keys(entries(table), &shape::BUDGET_PATH, range) {
        match key.name {
            "path" => path = read::path(reader, &entry),
            _ => budget.read_key(reader, &entry, key),
        }
    }
    Some((path?, budget))
}
