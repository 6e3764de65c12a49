//! A scan from what was asked for to what was found.

mod analysis;

pub use analysis::{Analysis, analyse, sites};

use crate::{
    catalog::{models, models::Found, pages, sdks},
    policy::{Policy, PolicyErrors, Vocabulary},
    report::{Coverage, Outcome, inventory, progress::Progress},
    resolve::files::Files,
    rules::Site,
    walk::{Scope, Tree, Words},
};
use jiff::civil::Date;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicUsize},
};

/// The policy's file name, looked for upwards from what is scanned.
pub const POLICY_FILE: &str = "skint.toml";

/// What a scan was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Files and folders to check; the current folder where there are none.
    pub paths: Vec<PathBuf>,
    /// The folder that paths count from.
    pub here: PathBuf,
    /// A policy file that was named.
    pub policy: Option<PathBuf>,
    /// The day that prices, retirements and exceptions are compared with.
    pub as_of: Date,
}

/// Why a scan did not begin.
#[derive(Debug)]
pub enum Refusal {
    /// The policy has mistakes.
    Policy(PolicyErrors),
    /// The policy that was named cannot be read; a sentence about it.
    NoPolicy(String),
}

/// Scans, and gathers everything a report may show.
pub fn scan(asked: &Asked, progress: &Progress) -> Result<Outcome, Refusal> {
    let paths = if asked.paths.is_empty() { vec![PathBuf::from(".")] } else { asked.paths.clone() };
    let scope = Scope::of(&paths, &asked.here);
    let policy = policy(asked, &paths, &scope.base)?;
    progress.begin("reading files", None);
    let tree = Arc::new(tree(scope, &policy));
    progress.begin("following values", None);
    let Analysis { sites, findings } = analyse(&*tree, tree.candidates(), &policy, asked.as_of);
    let mut idle = policy.expired(asked.as_of);
    idle.extend(policy.unmatched(tree.paths()));
    let mut outcome = Outcome {
        findings,
        coverage: coverage(&sites),
        sites: sites.iter().filter_map(|site| inventory::site(site, &*tree)).collect(),
        problems: tree.problems(),
        idle,
        source: Box::new(move |id| tree.source(id)),
    };
    outcome.sort();
    Ok(outcome)
}

fn tree(scope: Scope, policy: &Policy) -> Tree {
    let words = sdks::embedded().words();
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone };
    Tree::open(scope, &words, &|path| policy.scans(path), &AtomicUsize::new(0))
}

/// The policy that was named, or the nearest one above what is scanned, or the embedded one.
fn policy(asked: &Asked, paths: &[PathBuf], base: &Path) -> Result<Policy, Refusal> {
    let named = asked.policy.as_ref().map(|path| asked.here.join(path));
    let Some(path) = named.clone().or_else(|| paths.first().and_then(|path| found_above(&asked.here.join(path))))
    else {
        return Ok(Policy::embedded(pages::embedded()));
    };
    let shown = asked.policy.clone().unwrap_or_else(|| shown_from(&path, &asked.here)).display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| {
        Refusal::NoPolicy(format!("the policy {shown} cannot be read ({error}): name a file that is there and is text"))
    })?;
    let models = models::embedded();
    let canonical = |id: &str| match models.find(id) {
        Found::Known(model, _) => Some(model.id.clone()),
        _ => None,
    };
    let families: BTreeSet<&String> = models.all().map(|model| &model.family).collect();
    let vocabulary = Vocabulary {
        pages: pages::embedded(),
        canonical: &canonical,
        models: models.all().map(|model| model.id.clone()).collect(),
        families: families.into_iter().cloned().collect(),
    };
    let policy = Policy::parse(&shown, &text, &vocabulary).map_err(Refusal::Policy)?;
    let folder = fs::canonicalize(&path).ok().and_then(|path| path.parent().map(Path::to_path_buf));
    Ok(policy.placed(base, folder.as_deref().unwrap_or(base)))
}

/// The nearest policy file in the folder of `path` or above it.
fn found_above(path: &Path) -> Option<PathBuf> {
    let path = fs::canonicalize(path).ok()?;
    path.ancestors().map(|folder| folder.join(POLICY_FILE)).find(|file| file.is_file())
}

fn shown_from(path: &Path, here: &Path) -> PathBuf {
    let here = fs::canonicalize(here).unwrap_or_else(|_| here.to_path_buf());
    path.strip_prefix(here).map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
}

fn coverage(sites: &[Site]) -> Coverage {
    let mut coverage = Coverage::default();
    for site in sites {
        let model = site.call.model_fact();
        let unknown = model.values.is_empty().then_some(model.why).flatten();
        let complete = unknown.is_none() && !model.partial && site.estimate.open.is_empty();
        coverage.add(unknown.as_ref(), complete);
    }
    coverage
}
