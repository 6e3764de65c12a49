//! `skint check --fix`: what is written, or would be.

use super::{Answer, Exit, Front, args::Check};
use crate::{
    report,
    run::{Fixed, Fixing},
};

impl Front<'_> {
    /// Makes fixes; what was done is said before the findings that are left.
    pub(super) fn fix(&self, ask: &Check) -> Result<Fixed, Answer> {
        let (asked, progress) = self.asked(&ask.scanned, ask.recorded())?;
        let fixing = Fixing { risky: ask.risky, write: !ask.diff, least: ask.min_confidence.confidence() };
        (self.work.fix)(&asked, fixing, &progress).map_err(|refusal| self.refused(&refusal))
    }

    /// What fixes would write. That there is something to write is a finding.
    pub(super) fn difference(&self, ask: &Check) -> Answer {
        let fixed = match self.fix(ask) {
            Ok(fixed) => fixed,
            Err(answer) => return answer,
        };
        let fails = ask.fail_on.level().is_some() && !fixed.changes.is_empty();
        let exit = if fails { Exit::Findings } else { Exit::Clean };
        Answer { out: report::difference(&fixed), err: report::fixed(&fixed, self.look), exit }
    }
}
