//! Two states of a tree, held against each other, in every format.

use super::{AS_OF, project, reports, text, tree};
use skint::{
    calls::CallSite,
    compare::{self, Comparison, Given, State},
    estimate::estimate,
    policy::Policy,
    report::{
        Look,
        diff::{DIFF_FORMATS, Diff},
    },
    resolve::files::Files,
    rules::{self, Site},
    walk::{Pair, Which},
};
use std::{collections::HashMap, sync::Arc};

/// The line between two states.
const AFTER: &str = "=== ===\n";

/// Compares two states, and each with itself.
pub(crate) fn run(bytes: &[u8]) {
    let text = text(bytes);
    let (before, after) = text.split_once(AFTER).unwrap_or((&text, ""));
    let (before, after) = (tree::parse(before), tree::parse(after));
    let policy = project::recommended();
    let same = states(&before, &before, policy);
    assert!(same.1.changes.is_empty(), "nothing changed: {:?}", same.1.changes);
    let (pair, comparison, findings) = states(&before, &after, policy);
    let head = pair.side(Which::Head);
    let diff = Diff {
        base: "main".to_owned(),
        head: "work".to_owned(),
        comparison,
        new: findings,
        gone: Vec::new(),
        known: 0,
        policy: None,
        limits: Vec::new(),
        monthly: None,
        notes: Vec::new(),
        problems: head.problems(),
        source: Box::new(move |id| head.source(id)),
    };
    for (format, render) in DIFF_FORMATS {
        reports::harmless(format, &render(&diff, &Look::PLAIN));
    }
}

type Compared = (Arc<Pair<usize>>, Comparison, Vec<skint::diagnostic::Diagnostic>);

fn states(before: &tree::Texts, after: &tree::Texts, policy: &Policy) -> Compared {
    let pair = tree::pair(before, after);
    let [old, new] = tree::candidates(&pair, policy);
    let old = project::judge(&pair, Which::Base, &old, policy);
    let new = project::judge(&pair, Which::Head, &new, policy);
    let comparison = held(&pair, &old.sites, &new.sites, policy);
    (pair, comparison, new.findings)
}

fn held(pair: &Arc<Pair<usize>>, old: &[Site], new: &[Site], policy: &Policy) -> Comparison {
    let (base, head) = (pair.side(Which::Base), pair.side(Which::Head));
    let estimated = |call: &CallSite| {
        let shape = rules::shape(call, policy, &head.path(call.at.source));
        estimate(&call.request, &shape, AS_OF)
    };
    compare::compare(Given {
        base: State { sites: old, files: &base },
        head: State { sites: new, files: &head },
        renamed: &HashMap::new(),
        estimate: &estimated,
    })
}
