//! Two states of a repository, each analysed whole: what a change is measured by.

mod links;
mod named;
mod policies;
mod renames;
mod states;
mod worktree;

pub(super) use links::Links;
pub(super) use policies::Stored;
pub use states::{Asked as Compared, Head};

use super::{Analysis, Asked, Refusal, analyse};
use crate::{
    baseline::fingerprint,
    catalog::sdks,
    diagnostic::Diagnostic,
    git::Blob,
    policy::Policy,
    report::{diff::PolicyChange, progress::Progress},
    resolve::files::Files,
    walk::{Pair, Side, Which, Words},
};
use named::Named;
use std::{collections::HashMap, path::PathBuf, sync::Arc};

/// What is said of a submodule that differs.
pub(super) const SUBMODULE: &str = "changed; what is in it is compared in its own repository";

/// Two states of a repository, analysed.
pub(super) struct Sides {
    /// The files of both.
    pub pair: Arc<Pair<Blob>>,
    /// What was compared, for people.
    pub title: Title,
    /// The policy by which both are judged.
    pub policy: Policy,
    /// The policy before, where it is another one: what one change may add is not for the change to say.
    pub before: Option<Policy>,
    /// What became of the policy itself.
    pub policy_change: Option<PolicyChange>,
    /// What was found before; nothing where nothing that matters differs, so that it is what was found after.
    pub base: Option<Analysis>,
    /// What was found after.
    pub head: Analysis,
    /// Paths before, by paths after, of files that were renamed.
    pub renamed: HashMap<Arc<str>, Arc<str>>,
    /// Submodules that differ.
    pub modules: Vec<String>,
    /// Symbolic links of the state after, where it does not lie on the disk.
    pub links: Links,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// What was asked for.
    pub named: Named,
    /// The folder that paths count from.
    pub root: PathBuf,
    /// The folder in which the team keeps its policy and its baseline.
    pub home: PathBuf,
    /// Whether the state after lies on the disk.
    pub on_disk: bool,
}

/// What was compared, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The state before.
    pub base: String,
    /// The state after.
    pub head: String,
}

/// Analyses both states.
pub(super) fn sides(asked: &Asked, compared: &Compared, progress: &Progress) -> Result<Sides, Refusal> {
    progress.begin("reading two states");
    let opened = states::open(asked, compared, progress).map_err(Refusal::Git)?;
    let states::Opened { pair, title, named, root, links: [old_links, links], modules, notes } = opened;
    let (base, head) = (pair.side(Which::Base), pair.side(Which::Head));
    let on_disk = compared.head == Head::Worktree;
    let old = Stored { state: &base, root: &root, links: &old_links, on_disk: false };
    let new = Stored { state: &head, root: &root, links: &links, on_disk };
    let policies::Policies { before, after, files, home, problem } = policies::of(asked, &named, [&old, &new])?;
    pair.note_of(Which::Head, problem);
    pair.bound(before.iter().fold(after.bounds(), |bounds, before| bounds.or_higher(before.bounds())));
    progress.begin("following values");
    let found = Found { asked, pair: &pair, named: &named, base: &base, head: &head };
    let judged = found.judge(before, after, files);
    let Judged { policy, before, change, base: earlier, head: later } = judged;
    let renamed = earlier.as_ref().map(|earlier| renames::of(&pair, (&base, earlier), (&head, &later)));
    let renamed = renamed.unwrap_or_default();
    Ok(Sides {
        pair,
        title,
        policy,
        before,
        policy_change: change,
        base: earlier,
        head: later,
        renamed,
        modules,
        links,
        notes,
        named,
        root,
        home,
        on_disk,
    })
}

struct Found<'a> {
    asked: &'a Asked,
    pair: &'a Arc<Pair<Blob>>,
    named: &'a Named,
    base: &'a Side<Blob>,
    head: &'a Side<Blob>,
}

/// Both states as a policy judges them.
struct Judged {
    policy: Policy,
    before: Option<Policy>,
    change: Option<PolicyChange>,
    base: Option<Analysis>,
    head: Analysis,
}

impl Found<'_> {
    fn judge(&self, before: Option<Policy>, after: Policy, files: Vec<String>) -> Judged {
        let (base, head) = self.both(&after);
        let Some(before) = before else {
            let change = (!files.is_empty()).then_some(PolicyChange { files, weakened: 0 });
            return Judged { policy: after, before: None, change, base, head };
        };
        let strict = self.one(self.head, Which::Head, &before);
        let weakened = weakened(&strict, &head, self.head);
        let change = Some(PolicyChange { files, weakened });
        if weakened == 0 {
            return Judged { policy: after, before: Some(before), change, base, head };
        }
        let base = Some(self.one(self.base, Which::Base, &before));
        Judged { policy: before.clone(), before: Some(before), change, base, head: strict }
    }

    /// Both states by one policy; the one before only where it is known to differ in something that matters.
    fn both(&self, policy: &Policy) -> (Option<Analysis>, Analysis) {
        if self.pair.changed().next().is_none() {
            return (None, self.one(self.head, Which::Head, policy));
        }
        let candidates = self.candidates(policy);
        if candidates.iter().all(Vec::is_empty) {
            return (None, Analysis { sites: Vec::new(), findings: Vec::new() });
        }
        // One after the other: what the first works out and does not differ is there for the second.
        let run = |side: &Side<Blob>, which: Which| self.run(side, &candidates[which as usize], policy);
        let head = run(self.head, Which::Head);
        let base = self.pair.difference_mattered().then(|| run(self.base, Which::Base));
        (base, head)
    }

    fn one(&self, side: &Side<Blob>, which: Which, policy: &Policy) -> Analysis {
        self.run(side, &self.candidates(policy)[which as usize], policy)
    }

    fn candidates(&self, policy: &Policy) -> [Vec<crate::source::SourceId>; 2] {
        let words = sdks::embedded().words();
        self.pair.candidates(&Words::from(&words), &|path| self.named.holds(path) && policy.scans(path))
    }

    fn run(&self, side: &Side<Blob>, candidates: &[crate::source::SourceId], policy: &Policy) -> Analysis {
        let mut found = analyse(side, candidates, policy, self.asked.as_of);
        for finding in &mut found.findings {
            finding.fingerprint = side.source(finding.at.source).map(|s| fingerprint(finding, &s)).unwrap_or_default();
        }
        found
    }
}

/// How many findings of `strict` are missing from `lax`, or have a lower level there.
fn weakened(strict: &Analysis, lax: &Analysis, files: &dyn Files) -> usize {
    let key = |finding: &Diagnostic| (finding.rule, files.path(finding.at.source), finding.fingerprint.clone());
    let mut left: HashMap<_, Vec<_>> = HashMap::new();
    for finding in &lax.findings {
        left.entry(key(finding)).or_default().push(finding.level);
    }
    let is_weaker = |finding: &&Diagnostic| match left.get_mut(&key(finding)).and_then(Vec::pop) {
        Some(level) => level < finding.level,
        None => true,
    };
    strict.findings.iter().filter(is_weaker).count()
}
