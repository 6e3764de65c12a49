//! What the evaluation of a file gave in one state of a tree, for the other state to give again.

use super::{
    Origin,
    event::Call,
    marks::{ByKin, Mark},
    subclasses::Heritage,
};
use crate::source::SourceId;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// What was evaluated of a file, and the calls that came up.
pub(super) type Ran = Vec<(Origin, Vec<Call>)>;

/// What evaluation gave so far, of files where it rests on nothing that differs between the states.
#[derive(Debug, Default)]
pub struct Earlier(Mutex<Vec<Arc<Round>>>);

/// All that was evaluated while the same was looked for.
#[derive(Debug)]
pub(super) struct Round {
    looked_for: LookedFor,
    /// By file, what of it had been evaluated before, and what was then.
    ran: Mutex<HashMap<SourceId, (BTreeSet<Origin>, Ran)>>,
}

/// What one round of evaluation looks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LookedFor {
    /// Whether it begins with files that may call Claude.
    pub entries: bool,
    /// Names that are sought in this round in files that the states share.
    pub sought: BTreeMap<SourceId, HashSet<Mark>>,
    /// Names that are of interest, and those that were in the round before.
    pub interest: [ByKin; 2],
    /// Classes whose heirs are looked for.
    pub heritage: Heritage,
}

impl Earlier {
    /// The round that looks for this.
    pub(super) fn round(&self, looked_for: LookedFor) -> Arc<Round> {
        let mut rounds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(round) = rounds.iter().find(|round| round.looked_for == looked_for) {
            return Arc::clone(round);
        }
        let round = Arc::new(Round { looked_for, ran: Mutex::default() });
        rounds.push(Arc::clone(&round));
        round
    }
}

impl Round {
    /// What a file gave, of which this much had been evaluated.
    pub fn get(&self, source: SourceId, before: &BTreeSet<Origin>) -> Option<Ran> {
        let ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        ran.get(&source).filter(|(done, _)| done == before).map(|(_, ran)| ran.clone())
    }

    /// Keeps what a file gave.
    pub fn keep(&self, source: SourceId, before: &BTreeSet<Origin>, ran: &Ran) {
        let mut kept = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entry(source).or_insert_with(|| (before.clone(), ran.clone()));
    }
}
