//! Makes fixes, as far as the files are better for them, and writes them.

use super::{Asked, Refusal, analyse, replace::replace, survey};
use crate::{
    baseline::fingerprint,
    diagnostic::{Confidence, Diagnostic},
    fix::{Judged, Patched, Taken, Worse},
    policy::Policy,
    report::{Fixed, progress::Progress},
    resolve::files::Files,
    source::{Source, SourceId},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Which fixes are made, and how.
#[derive(Clone, Copy, Debug)]
pub struct Fixing {
    /// Whether those are made that change more than what calls cost.
    pub risky: bool,
    /// Whether files are written; else only the difference is said.
    pub write: bool,
    /// How sure a finding must be.
    pub least: Confidence,
}

/// What fixes come to, before anything is written.
pub struct Mended {
    /// Texts before and after, in order of path.
    pub texts: Vec<(Arc<Source>, Arc<Source>)>,
    /// How many findings are fixed in each file.
    pub fixed: BTreeMap<SourceId, usize>,
    /// Fixes that are not made: the file, the rule and why.
    pub left: Vec<(SourceId, &'static str, String)>,
}

/// Scans, and makes the fixes of findings that the team's baseline does not record.
pub fn fix(asked: &Asked, fixing: Fixing, progress: &Progress) -> Result<Fixed, Refusal> {
    let mut survey = survey(asked, progress)?;
    survey.sift(asked)?;
    // As in the baseline, the same finding in another file is another one.
    let identity = |finding: &Diagnostic, fingerprint: String| (finding.at.source, finding.rule, fingerprint);
    let shown = survey.outcome.findings.iter().map(|finding| identity(finding, finding.fingerprint.clone()));
    let shown: BTreeSet<_> = shown.collect();
    let tree = &*survey.tree;
    let wanted = |finding: &Diagnostic, source: &Source| {
        let may = finding.fix.as_ref().is_some_and(|fix| fix.safe || fixing.risky);
        may && finding.confidence >= fixing.least && shown.contains(&identity(finding, fingerprint(finding, source)))
    };
    let mended = mend(tree, &survey.candidates, &survey.policy, asked.as_of, &wanted);
    let mut said = Fixed::default();
    for (id, rule, why) in mended.left {
        said.left.push((tree.path(id).to_string(), format!("`{rule}` is not fixed: {why}")));
    }
    for (old, new) in mended.texts {
        let path = old.path.to_string();
        let count = mended.fixed.get(&old.id).copied().unwrap_or_default();
        if !fixing.write {
            said.changes.push((path, old.text.to_string(), new.text.to_string()));
            continue;
        }
        match replace(&survey.scope.base.join(&*old.path), &old.text, &new.text) {
            Ok(()) => said.written.push((path, count)),
            Err(why) => {
                said.left.push((path, format!("nothing was written: {why}")));
                said.unwritten = true;
            }
        }
    }
    Ok(said)
}

/// Makes the fixes that are `wanted`, those that overlap one after another, and leaves out each that does not make
/// the files better.
pub fn mend(
    files: &dyn Files,
    candidates: &[SourceId],
    policy: &Policy,
    as_of: Date,
    wanted: &dyn Fn(&Diagnostic, &Source) -> bool,
) -> Mended {
    let mut mending = Mending { refused: BTreeMap::new(), most: usize::MAX, left: Vec::new(), fixed: BTreeMap::new() };
    let mut tree = Patched::new(files);
    let mut state = analyse(&tree, candidates, policy, as_of);
    for _ in 0..ROUNDS {
        let chosen = mending.choose(&tree, &state.findings, wanted);
        if chosen.is_empty() {
            break;
        }
        let before = Judged::of(&state.sites, &state.findings);
        let edits: Vec<_> =
            chosen.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
        let tried = tree.with(&edits).ok_or(Worse::Unreadable).and_then(|patched| {
            let after = analyse(&patched, candidates, policy, as_of);
            let worse = Judged::of(&after.sites, &after.findings).worse_than(&before, &chosen);
            worse.map_or(Ok((patched, after)), Err)
        });
        match tried {
            Ok((patched, after)) => {
                mending.made(&chosen);
                (tree, state) = (patched, after);
            }
            Err(worse) => mending.failed(&tree, &chosen, worse),
        }
    }
    let texts = tree.changed().filter_map(|new| Some((files.source(new.id)?, Arc::clone(new))));
    Mended { texts: texts.collect(), fixed: mending.fixed, left: mending.left }
}

/// How often fixes are tried; what is left then is for the next run.
const ROUNDS: u32 = 100;

struct Mending {
    /// How many findings that look alike had their fixes tried by themselves, in vain: the first so many of them.
    refused: BTreeMap<Key, usize>,
    /// How many fixes are tried at once.
    most: usize,
    left: Vec<(SourceId, &'static str, String)>,
    fixed: BTreeMap<SourceId, usize>,
}

impl Mending {
    /// The next fixes that go together; of two that overlap the first.
    fn choose<'f>(
        &mut self,
        files: &dyn Files,
        findings: &'f [Diagnostic],
        wanted: &dyn Fn(&Diagnostic, &Source) -> bool,
    ) -> Vec<&'f Diagnostic> {
        let mut taken = Taken::default();
        let mut chosen = Vec::new();
        let mut passed: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in findings {
            let Some((fix, source)) = finding.fix.as_ref().zip(files.source(finding.at.source)) else { continue };
            if !wanted(finding, &source) {
                continue;
            }
            let key = key(finding, &source);
            let (passed, refused) = (passed.entry(key.clone()).or_default(), self.refused.entry(key).or_default());
            if passed < refused {
                *passed += 1;
                continue;
            }
            let notebook = |id| files.source(id).is_none_or(|source| !source.cells.is_empty());
            if fix.edits.iter().any(|edit| notebook(edit.at.source)) {
                self.left.push((finding.at.source, finding.rule, "a notebook is not written into".to_owned()));
                *refused += 1;
                *passed += 1;
            } else if chosen.len() < self.most && taken.take(&fix.edits) {
                chosen.push(finding);
            }
        }
        chosen
    }

    fn made(&mut self, chosen: &[&Diagnostic]) {
        for finding in chosen {
            *self.fixed.entry(finding.at.source).or_default() += 1;
        }
        self.most = self.most.saturating_mul(2);
    }

    /// Fewer are tried next; one that fails by itself is tried no more.
    fn failed(&mut self, files: &dyn Files, chosen: &[&Diagnostic], worse: Worse) {
        self.most = (chosen.len() / 2).max(1);
        if let ([only], Some(source)) = (chosen, chosen.first().and_then(|finding| files.source(finding.at.source))) {
            *self.refused.entry(key(only, &source)).or_default() += 1;
            self.left.push((only.at.source, only.rule, sentence(worse).to_owned()));
        }
    }
}

/// The file of a finding, its fingerprint and its message: what it is known by while other places change. Equal lines of one
/// function have the same.
type Key = (SourceId, String, String);

fn key(finding: &Diagnostic, source: &Source) -> Key {
    (finding.at.source, fingerprint(finding, source), finding.message.clone())
}

fn sentence(worse: Worse) -> &'static str {
    match worse {
        Worse::Unreadable => "the file could not be read with it",
        Worse::NotGone => "it would not go, or another of its kind would come",
        Worse::OtherCalls => "a call would no longer be the one it is",
        Worse::Dearer => "a call would cost more",
    }
}
