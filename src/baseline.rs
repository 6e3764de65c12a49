//! Findings that were there when a team began: recorded once, not shown again, and counted until they are gone.
//!
//! A recorded finding is known by its rule, its path, the function it stands in and the line of code it points at, never
//! by a line number: moving code within a file does not revive it. A file that was renamed has the same findings under
//! another path; they are recognised where the old path is gone.

mod fingerprint;
mod record;
#[cfg(test)]
mod tests;

pub use crate::bounds::BASELINE_BYTES as LARGEST;
pub use fingerprint::fingerprint;

use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, HashMap};

/// Name of the file that a baseline is kept in.
pub const FILE_NAME: &str = "skint-baseline.json";

/// How often each fingerprint is recorded.
type Counts = BTreeMap<String, u32>;

/// What was recorded: by path from the baseline's own folder, then by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeMap<String, Counts>>,
}

/// A finding as a baseline knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Path of its file, from the baseline's folder.
    pub path: String,
    /// Its rule.
    pub rule: String,
    /// Its [`fingerprint`].
    pub fingerprint: String,
}

/// Recorded findings that are there no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// Path, as recorded.
    pub path: String,
    /// Their rule.
    pub rule: String,
    /// How many.
    pub count: u32,
}

/// What is new and what is gone, against a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// For each finding, whether it was recorded.
    pub known: Vec<bool>,
    /// What was recorded and is there no more, in order of path and rule.
    pub gone: Vec<Gone>,
}

/// What a scan knows of the tree that a baseline cannot.
pub struct Scanned<'a> {
    /// Whether a file is there.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// Whether what is, or was, at a path was asked for; only that can be gone.
    pub covers: &'a dyn Fn(&str) -> bool,
}

impl Identity {
    /// What a finding is known by, in the file at `path` from the baseline's folder.
    pub fn of(finding: &Diagnostic, path: String) -> Identity {
        Identity { path, rule: finding.rule.to_owned(), fingerprint: finding.fingerprint.clone() }
    }
}

impl Baseline {
    /// A record of these findings.
    pub fn of(findings: impl IntoIterator<Item = Identity>) -> Baseline {
        let mut baseline = Baseline::default();
        for Identity { path, rule, fingerprint } in findings {
            let counts = baseline.files.entry(path).or_default().entry(rule).or_default();
            *counts.entry(fingerprint).or_default() += 1;
        }
        baseline
    }

    /// How many findings are recorded.
    pub fn len(&self) -> u64 {
        self.counts().map(|(_, _, _, count)| u64::from(count)).sum()
    }

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// In how many files findings are recorded.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// This record where `covers` says that a path was looked at again, and `before` everywhere else.
    #[must_use]
    pub fn over(mut self, before: Baseline, covers: &dyn Fn(&str) -> bool) -> Baseline {
        self.files.extend(before.files.into_iter().filter(|(path, _)| !covers(path)));
        self
    }

    /// Tells which findings were recorded, and what of the record is gone.
    pub fn sift<'s>(&'s self, findings: &'s [Identity], scanned: &Scanned<'_>) -> Sifted {
        let mut left: BTreeMap<(&str, &str, &str), u32> =
            self.counts().map(|(path, rule, fingerprint, count)| ((path, rule, fingerprint), count)).collect();
        let mut known: Vec<bool> = findings
            .iter()
            .map(|finding| {
                take(left.get_mut(&(finding.path.as_str(), finding.rule.as_str(), finding.fingerprint.as_str())))
            })
            .collect();
        self.follow_renames(findings, &mut known, &mut left, scanned);
        let mut gone: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for ((path, rule, _), count) in
            left.into_iter().filter(|((path, ..), count)| *count > 0 && (scanned.covers)(path))
        {
            let sum: &mut u32 = gone.entry((path, rule)).or_default();
            *sum = sum.saturating_add(count); // what a file says can be anything
        }
        let gone = gone.into_iter().map(|((path, rule), count)| Gone { path: path.into(), rule: rule.into(), count });
        Sifted { known, gone: gone.collect() }
    }

    /// Recognises findings under a new path where the recorded one is gone.
    fn follow_renames<'s>(
        &'s self,
        findings: &'s [Identity],
        known: &mut [bool],
        left: &mut BTreeMap<(&'s str, &'s str, &'s str), u32>,
        scanned: &Scanned<'_>,
    ) {
        let mut moved: HashMap<(&str, &str), Vec<&str>> = HashMap::new();
        for (path, rule, fingerprint, _) in self.counts().filter(|(path, ..)| !(scanned.exists)(path)) {
            moved.entry((rule, fingerprint)).or_default().push(path);
        }
        for (finding, known) in findings.iter().zip(known).filter(|(_, known)| !**known) {
            let (rule, fingerprint) = (finding.rule.as_str(), finding.fingerprint.as_str());
            let paths = moved.get(&(rule, fingerprint)).map_or(&[] as &[_], Vec::as_slice);
            *known = paths.iter().any(|path| take(left.get_mut(&(*path, rule, fingerprint))));
        }
    }

    /// Every recorded fingerprint with its path, rule and count, in order.
    fn counts(&self) -> impl Iterator<Item = (&str, &str, &str, u32)> {
        self.files.iter().flat_map(|(path, rules)| {
            rules.iter().flat_map(move |(rule, counts)| {
                counts
                    .iter()
                    .map(move |(fingerprint, count)| (path.as_str(), rule.as_str(), fingerprint.as_str(), *count))
            })
        })
    }
}

/// Takes one from what is left, if anything is.
fn take(left: Option<&mut u32>) -> bool {
    match left {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}
