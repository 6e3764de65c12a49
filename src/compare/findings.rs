//! Findings of two states: which are new, which were there, which are gone.

use super::State;
use crate::{baseline::Gone, diagnostic::Diagnostic};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// What became of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// For each finding after, whether it was there before.
    pub known: Vec<bool>,
    /// What was there before and is not any more, in order of path and rule.
    pub gone: Vec<Gone>,
}

/// What a finding is known by: its path before any rename, its rule, and a text.
type Key = (Arc<str>, &'static str, String);

/// Holds findings against each other, where `renamed` gives the path before of a file that was renamed: by fingerprint, and then, since a call may have moved to another function while the
/// finding is about a constant, by what they say.
pub fn sift(
    base: (&[Diagnostic], State<'_>),
    head: (&[Diagnostic], State<'_>),
    renamed: &dyn Fn(&Arc<str>) -> Option<Arc<str>>,
) -> Sifted {
    let old_path = |finding: &Diagnostic| base.1.files.path(finding.at.source);
    let new_path = |finding: &Diagnostic| {
        let path = head.1.files.path(finding.at.source);
        renamed(&path).unwrap_or(path)
    };
    let mut known = vec![false; head.0.len()];
    let mut left: Vec<&Diagnostic> = base.0.iter().collect();
    for text in [fingerprint, message] {
        let mut there: HashMap<Key, Vec<usize>> = HashMap::new();
        for (number, finding) in left.iter().enumerate() {
            there.entry((old_path(finding), finding.rule, text(finding))).or_default().push(number);
        }
        let mut found = HashSet::new();
        for (finding, known) in head.0.iter().zip(&mut known).filter(|(_, known)| !**known) {
            let same = there.get_mut(&(new_path(finding), finding.rule, text(finding))).and_then(Vec::pop);
            *known = same.is_some();
            found.extend(same);
        }
        let mut number = 0;
        left.retain(|_| {
            number += 1;
            !found.contains(&(number - 1))
        });
    }
    let mut gone: BTreeMap<(Arc<str>, &str), u32> = BTreeMap::new();
    for finding in left {
        *gone.entry((old_path(finding), finding.rule)).or_default() += 1;
    }
    let gone =
        gone.into_iter().map(|((path, rule), count)| Gone { path: path.to_string(), rule: rule.to_owned(), count });
    Sifted { known, gone: gone.collect() }
}

fn fingerprint(finding: &Diagnostic) -> String {
    finding.fingerprint.clone()
}

fn message(finding: &Diagnostic) -> String {
    finding.message.clone()
}
