//! How often a call is sent when the function that leads to it runs.

use crate::{
    calls::CallSite,
    resolve::event::{Frame, LoopFact},
    syntax::LoopKind,
};

/// How often a call is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    loops: Vec<Pass>,
    tried_again: bool,
}

/// One loop, as far as it says how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// Once for each of these many, or of some.
    Each { passes: Option<u64>, at_most: bool },
    /// As long as something holds.
    While,
    /// Until something ends it.
    Forever,
}

impl Times {
    /// How often a call is sent, seen from the outermost of the calls that lead to it.
    pub(super) fn of(call: &CallSite, stack: &[Frame]) -> Times {
        let around = stack.iter().flat_map(|frame| &frame.loops).chain(&call.around.loops);
        Times { loops: around.map(Pass::of).collect(), tried_again: call.around.retried }
    }

    /// The number, where it is known, or the known part of it.
    pub(super) fn known(&self) -> u64 {
        let passes = self.loops.iter().filter_map(|pass| match pass {
            Pass::Each { passes, .. } => *passes,
            _ => None,
        });
        passes.fold(1, u64::saturating_mul)
    }

    /// In words.
    pub(super) fn words(&self) -> String {
        let mut all: Vec<String> = self.loops.iter().map(|pass| pass.words()).collect();
        if all.is_empty() {
            all.push("once".to_owned());
        }
        if self.tried_again {
            all.push("tried again when it fails".to_owned());
        }
        all.join(", ")
    }
}

impl Pass {
    fn of(fact: &LoopFact) -> Pass {
        match fact.kind {
            LoopKind::For | LoopKind::Comprehension | LoopKind::Each => {
                Pass::Each { passes: fact.passes, at_most: fact.ends_early }
            }
            LoopKind::While => Pass::While,
            LoopKind::Forever => Pass::Forever,
        }
    }

    fn words(self) -> String {
        match self {
            Pass::Each { passes: Some(passes), at_most: true } => format!("up to {passes} times"),
            Pass::Each { passes: Some(passes), .. } => format!("{passes} times"),
            Pass::Each { passes: None, .. } => "for each item".to_owned(),
            Pass::While => "while a condition holds".to_owned(),
            Pass::Forever => "until it is ended".to_owned(),
        }
    }
}
