//! A scan from what was asked for to what was found.

mod agree;
mod analysis;
mod base;
mod baseline_file;
mod beside;
pub mod cost;
mod diff;
mod fix;
mod increase;
pub mod init;
mod limits;
pub mod policy;
mod policy_file;
pub mod policy_test;
pub mod recall;
mod release;
mod replace;
mod since;
mod snippet;
mod storage;
pub mod tokens;

#[cfg(test)]
mod tests;

pub use crate::report::Fixed;
pub use agree::agree;
pub use analysis::{Analysis, analyse, sites};
pub use base::{Compared, Head};
pub use baseline_file::{Recorded, record};
pub use diff::diff;
pub use fix::{Fixing, Mended, fix, mend};
pub use since::since;

use crate::{
    baseline::fingerprint,
    catalog::sdks,
    git::NoAnswer,
    policy::{Entrance, Policy, PolicyErrors, PolicyLine},
    report::{Coverage, Outcome, beside::Beside, inventory, progress::Progress, sites::Site as Row},
    resolve::files::Files,
    rules::{
        Site,
        month::{Month, months},
    },
    source::SourceId,
    value::Why,
    walk::{Key, Scope, Tree, Words},
};
use baseline_file::Ground;
use jiff::civil::Date;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};
use storage::Disk;

/// What a scan was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Files and folders to check; the current folder where there are none.
    pub paths: Vec<PathBuf>,
    /// The folder that paths count from.
    pub here: PathBuf,
    /// A policy file that was named.
    pub policy: Option<PathBuf>,
    /// Which baseline counts.
    pub baseline: Recorded,
    /// The day that prices, retirements and exceptions are compared with.
    pub as_of: Date,
    /// Whether rules judge what is found; where they do not, there are no findings.
    pub judged: bool,
}

/// Why a scan did not begin.
#[derive(Debug)]
pub enum Refusal {
    /// Policies have mistakes.
    Policy(Vec<PolicyErrors>),
    /// No policy can be read, or none holds for all paths; a sentence about it.
    NoPolicy(String),
    /// Git cannot give what is to be compared.
    Git(NoAnswer),
    /// There is no such baseline, or it is damaged; a sentence about it.
    NoBaseline(String),
    /// The system does not let the baseline be read; a sentence about it.
    LockedBaseline(String),
    /// What was asked for cannot be read; a sentence about it.
    Unreadable(String),
    /// What is to be written cannot be; a sentence about it.
    Unwritable(String),
}

/// What a scan found, and on what ground.
struct Survey {
    outcome: Outcome,
    tree: Arc<Tree>,
    candidates: Vec<SourceId>,
    policy: Policy,
    scope: Scope,
    /// The folder in which the team keeps its policy and its baseline.
    home: PathBuf,
}

impl Survey {
    /// Takes from the findings those that the team's baseline records.
    fn sift(&mut self, asked: &Asked) -> Result<(), Refusal> {
        let covers = |path: &str| self.scope.holds(path);
        let scan = Ground { files: &*self.tree, base: &self.scope.base, home: &self.home, covers: &covers };
        let disk = Disk(&asked.here);
        self.outcome.baseline = baseline_file::sift(asked, &scan, &disk, &mut self.outcome.findings)?;
        Ok(())
    }

    fn ground<'s>(&'s self, covers: &'s dyn Fn(&str) -> bool) -> Ground<'s> {
        Ground { files: &*self.tree, base: &self.scope.base, home: &self.home, covers }
    }
}

/// A tree with what it is judged by.
struct Opened {
    tree: Arc<Tree>,
    scope: Scope,
    home: PathBuf,
    policy: Policy,
    /// Texts of all policy files, by the paths they are shown by.
    texts: BTreeMap<String, String>,
    candidates: Vec<SourceId>,
}

/// Lists the tree, and reads what it is judged by. With a key, notes are taken for its grounds.
fn open(asked: &Asked, progress: &Progress, key: Option<Key>) -> Result<Opened, Refusal> {
    let paths = if asked.paths.is_empty() { vec![PathBuf::from(".")] } else { asked.paths.clone() };
    let scope = Scope::of(&paths, &asked.here);
    // Policies are read by the catalogue of models, files by the pages of SDKs: both are large, and neither needs the other.
    let (holding, _) = rayon::join(|| policy_file::above(asked, &paths, &scope.base), sdks::embedded);
    let mut holding = holding?;
    progress.begin("reading files");
    let tree = Arc::new(tree(scope.clone(), &holding.policy, progress, key));
    let covers = |path: &str| scope.holds(path);
    let scanned = policy_file::Scanned { files: &*tree, base: &scope.base, covers: &covers };
    let beneath = asked.policy.is_none() && holding.add_beneath(&Disk(&asked.here), &scanned)?;
    let policy_file::Holding { policy, home, texts, .. } = holding;
    let mut candidates = tree.candidates().to_vec();
    candidates.retain(|id| !beneath || policy.scans(&tree.path(*id)));
    Ok(Opened { tree, scope, home, policy, texts, candidates })
}

/// Scans, and gathers everything a report may show.
fn survey(asked: &Asked, progress: &Progress) -> Result<Survey, Refusal> {
    Ok(open(asked, progress, None)?.survey(asked, progress))
}

impl Opened {
    /// Finds and judges what calls Claude.
    fn survey(self, asked: &Asked, progress: &Progress) -> Survey {
        let Opened { tree, scope, home, policy, candidates, .. } = self;
        progress.begin("following values");
        let Analysis { sites, findings } = if asked.judged {
            analyse(&*tree, &candidates, &policy, asked.as_of)
        } else {
            let sites = analysis::estimated(&*tree, &candidates, &policy, asked.as_of);
            Analysis { sites, findings: Vec::new() }
        };
        let mut idle = policy.expired(asked.as_of);
        idle.extend(policy.unmatched(tree.paths()));
        idle.extend(policy.idle_bounds());
        idle.extend(idle_traffic(&policy, &sites, &*tree, scope.holds("")));
        let covers = |path: &str| scope.holds(path);
        let beside = if asked.judged { Beside::default() } else { beside::beside(&sites, &tree, &covers) };
        let mut outcome = Outcome {
            findings,
            beside,
            coverage: coverage(&sites),
            sites: rows(&sites, months(&sites, &policy, &*tree, asked.as_of), &*tree),
            problems: tree.problems(),
            idle,
            baseline: None,
            source: Box::new({
                let tree = Arc::clone(&tree);
                move |id| tree.source(id)
            }),
        };
        outcome.sort();
        for finding in &mut outcome.findings {
            finding.fingerprint = tree.source(finding.at.source).map(|s| fingerprint(finding, &s)).unwrap_or_default();
        }
        Survey { outcome, tree, candidates, policy, scope, home }
    }
}

/// Entries about traffic that select no call, where all calls were looked for.
fn idle_traffic(policy: &Policy, sites: &[Site], files: &dyn Files, all: bool) -> Vec<(PolicyLine, String)> {
    if policy.traffic().next().is_none() || !all {
        return Vec::new();
    }
    policy.unmatched_traffic(&Entrance::of(sites.iter().map(|site| &site.call), files))
}

fn tree(scope: Scope, policy: &Policy, progress: &Progress, key: Option<Key>) -> Tree {
    let words = sdks::embedded().words();
    Tree::listed(scope, &Words::from(&words), &|path| policy.scans(path), progress.files(), policy.bounds(), key)
}

/// The rows of the sites, with what each costs a month where the policy says how often it runs.
fn rows(sites: &[Site], months: impl IntoIterator<Item = Option<Month>>, files: &dyn Files) -> Vec<Row> {
    let row = |(site, month): (&Site, Option<Month>)| {
        let mut row = inventory::site(site, files)?;
        if let Some(estimate) = &mut row.estimate {
            estimate.month = month.and_then(|month| month.cost);
        }
        Some(row)
    };
    sites.iter().zip(months).filter_map(row).collect()
}

/// Why the model of a call is not known, if it is not.
fn unresolved(site: &Site) -> Option<Why> {
    let model = site.call.model_fact();
    model.values.is_empty().then_some(model.why).flatten()
}

fn coverage(sites: &[Site]) -> Coverage {
    let mut coverage = Coverage::default();
    for site in sites {
        let unknown = unresolved(site);
        let complete = unknown.is_none() && !site.call.model_fact().partial && site.estimate.open.is_empty();
        coverage.add(unknown.as_ref(), complete);
    }
    coverage
}
