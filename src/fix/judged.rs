//! Whether files are better for a fix.

use crate::{
    catalog::{models, pages},
    diagnostic::Diagnostic,
    estimate::price::{Caching, Case, Maybe},
    money::{Money, Range},
    rules::Site,
    source::SourceId,
};
use std::collections::BTreeMap;

/// What is known of files, to be held against what is known of them with fixes.
#[derive(Debug)]
pub struct Judged {
    /// How often each rule speaks about each file.
    said: BTreeMap<(&'static str, SourceId), usize>,
    /// The most that each call costs.
    costs: Vec<Option<Money>>,
}

/// Why fixes are not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worse {
    /// A file could no longer be read.
    Unreadable,
    /// A finding stays, or another about the same matter comes.
    NotGone,
    /// A call is no longer the one it was.
    OtherCalls,
    /// A call costs more.
    Dearer,
}

impl Judged {
    /// What is found in files.
    pub fn of(sites: &[Site], findings: &[Diagnostic]) -> Judged {
        let mut said = BTreeMap::new();
        for finding in findings {
            *said.entry((finding.rule, finding.at.source)).or_default() += 1;
        }
        Judged { said, costs: sites.iter().map(most).collect() }
    }

    /// Why these files, with fixes for some findings, are not better than they were `before`, if they are not.
    pub fn worse_than(&self, before: &Judged, fixed: &[&Diagnostic]) -> Option<Worse> {
        let count = |judged: &Judged, key| judged.said.get(&key).copied().unwrap_or_default();
        let gone = |finding: &&Diagnostic| {
            let key = (finding.rule, finding.at.source);
            let fixed = fixed.iter().filter(|other| (other.rule, other.at.source) == key).count();
            count(self, key) + fixed <= count(before, key)
        };
        let groups: Vec<&str> = fixed.iter().filter_map(|finding| group(finding.rule)).collect();
        let came = self.said.keys().any(|key| {
            count(self, *key) > count(before, *key) && group(key.0).is_some_and(|group| groups.contains(&group))
        });
        if !fixed.iter().all(gone) || came {
            return Some(Worse::NotGone);
        }
        if self.costs.len() != before.costs.len() {
            return Some(Worse::OtherCalls);
        }
        let mut both = before.costs.iter().zip(&self.costs);
        both.any(|(before, now)| before.is_some_and(|before| now.is_none_or(|now| now > before)))
            .then_some(Worse::Dearer)
    }
}

fn group(rule: &str) -> Option<&'static str> {
    pages::named(rule).map(|page| page.group.as_str())
}

/// The most that a call costs where what is marked is found in the cache as often as can be expected: fixes put markers
/// only where the code itself says that the same is sent again.
fn most(site: &Site) -> Option<Money> {
    let each = site.estimate.cases.iter().map(|case| case.with_hits(hits(case)).ok());
    each.collect::<Option<Vec<_>>>()?.into_iter().reduce(Range::or).map(|range| range.high)
}

/// How many thousandths of the requests find it: every second one, but in a batch what is documented of batches. Those
/// are answered over hours, which an entry that lives five minutes meets as rarely as is documented, and one that lives an
/// hour as often.
fn hits(case: &Case) -> Option<u32> {
    let documented = models::embedded().modifiers().batch_hits;
    let Caching::Marked { hour, .. } = case.caching else { return Some(HALF) };
    let in_batch = if hour == Maybe::Yes { documented.high } else { documented.low };
    if case.batch { u32::try_from(in_batch).ok() } else { Some(HALF) }
}

/// Thousandths of the requests.
const HALF: u32 = 500;
