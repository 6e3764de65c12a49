//! What a scan has to say, worked out or said before.

use super::{
    Answer, Exit, Front,
    args::{Check, CheckFormat, Sites},
    as_of, finish, render, reports,
};
use crate::{
    report::{self, Look, Outcome, progress::Progress},
    run::{
        Asked, Recorded,
        recall::{Answered, Question, Told},
    },
};
use etcetera::BaseStrategy;
use std::{collections::BTreeMap, env, fmt::Debug, path::PathBuf};

/// Names the folder in which answers are kept; empty, none is.
const FOLDER: &str = "SKINT_CACHE_DIR";

/// An answer, and the reports to be written beside it, by their formats.
struct Shown {
    answer: Answer,
    reports: BTreeMap<String, String>,
}

impl From<Told> for Shown {
    fn from(told: Told) -> Shown {
        let exit = if told.fails { Exit::Findings } else { Exit::Clean };
        Shown { answer: Answer { exit, ..Answer::says(told.out) }, reports: told.reports }
    }
}

impl Front<'_> {
    pub(super) fn sites(&self, ask: &Sites) -> Answer {
        let show = |outcome: Outcome| {
            let answer = finish(&outcome, report::SITE_FORMATS, ask.format.name(), None, self.look);
            Shown { answer, reports: BTreeMap::new() }
        };
        let asked = self.asked(&ask.scanned, Recorded::Ignored);
        let told = asked.and_then(|(scan, progress)| {
            let scan = Asked { judged: false, ..scan };
            self.told(&scan, &progress, ask, show)
        });
        match told {
            Ok(Shown { answer, .. }) => Answer { err: self.stale(as_of(ask.scanned.as_of)), ..answer },
            Err(answer) => answer,
        }
    }

    pub(super) fn check(&self, ask: &Check) -> Answer {
        if ask.diff {
            return self.difference(ask);
        }
        let said = match &ask.add_allow {
            Some(reason) => self.agree(ask, reason),
            None if ask.fix => self.fix(ask).map(|fixed| (report::fixed(&fixed, self.look), fixed.unwritten)),
            None => Ok((String::new(), false)),
        };
        let (said, unwritten) = match said {
            Ok(said) => said,
            Err(answer) => return answer,
        };
        let told = match ask.compared() {
            Some(compared) => self.since(ask, &compared).map(|outcome| self.judged(ask, outcome)),
            None => self
                .asked(&ask.scanned, ask.recorded())
                .and_then(|(scan, progress)| self.told(&scan, &progress, ask, |outcome| self.judged(ask, outcome))),
        };
        match told {
            Ok(Shown { answer, reports }) => {
                let text = |format: &CheckFormat| reports.get(format.name()).cloned().unwrap_or_default();
                let failed = reports::write(&ask.output, text, self.look);
                let exit = if failed.is_empty() && !unwritten { answer.exit } else { Exit::Unreadable };
                let err = [said, self.stale(as_of(ask.scanned.as_of)), failed].concat();
                Answer { err, exit, ..answer }
            }
            Err(answer) => answer,
        }
    }

    /// Shows what was found, in all formats that were asked for.
    fn judged(&self, ask: &Check, mut outcome: Outcome) -> Shown {
        outcome.findings.retain(|finding| finding.confidence >= ask.min_confidence.confidence());
        let plain = |name: &'static str| (name.to_owned(), render(report::FORMATS, name)(&outcome, &Look::PLAIN));
        Shown {
            answer: finish(&outcome, report::FORMATS, ask.format.name(), ask.fail_on.level(), self.look),
            reports: ask.output.iter().map(|report| plain(report.format.name())).collect(),
        }
    }

    /// Scans and shows what is found, or says again what was said before where that still holds. What was `asked`, and
    /// how the answer looks, decides on it.
    fn told(
        &self,
        scan: &Asked,
        progress: &Progress,
        asked: &dyn Debug,
        show: impl Fn(Outcome) -> Shown,
    ) -> Result<Shown, Answer> {
        let (wording, folder) = (format!("{asked:?} {:?}", self.look), self.folder());
        let question = Question { wording: &wording, folder: folder.as_deref() };
        match (self.work.scan)(scan, question, progress) {
            Ok(Answered::Again(told)) => Ok(told.into()),
            Ok(Answered::Anew(outcome, keeper)) => {
                let shown = show(*outcome);
                keeper.keep(|| Told {
                    out: shown.answer.out.clone(),
                    fails: shown.answer.exit == Exit::Findings,
                    reports: shown.reports.clone(),
                });
                Ok(shown)
            }
            Err(refusal) => Err(self.refused(&refusal)),
        }
    }

    /// The folder in which answers are kept; nothing where none is.
    fn folder(&self) -> Option<PathBuf> {
        if self.shared.no_cache {
            return None;
        }
        match env::var_os(FOLDER) {
            Some(named) => Some(PathBuf::from(named)).filter(|folder| !folder.as_os_str().is_empty()),
            None => Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("skint")),
        }
    }
}
