//! Signs in the code that the same prefix is sent more than once within minutes.

use super::{Context, sent::Sent};
use crate::{
    calls::{CallSite, Place},
    resolve::event::LoopFact,
    syntax::LoopKind,
};

/// Why a prefix is used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// Turns of a conversation with tools or a growing history.
    AgentLoop,
    /// Passes of a loop.
    Loop,
    /// Several requests leave at once.
    FanOut,
    /// A route, a handler, a bot.
    WebHandler,
}

impl Reuse {
    /// The strongest sign around a request, if there is one.
    pub fn of(context: &Context<'_>, sent: &Sent<'_>) -> Option<Reuse> {
        let around = &sent.site.call.around;
        if around.agent_loop {
            Some(Reuse::AgentLoop)
        } else if sent.fans_out() {
            Some(Reuse::FanOut)
        } else if in_working_loop(&sent.site.call, &sent.loops(context)) {
            Some(Reuse::Loop)
        } else if around.place == Place::WebHandler {
            Some(Reuse::WebHandler)
        } else {
            None
        }
    }

    /// As the sentence goes on after "are sent".
    pub fn by(self) -> &'static str {
        match self {
            Reuse::AgentLoop => "with every turn",
            Reuse::Loop => "with every pass of a loop",
            Reuse::FanOut => "by several requests at once",
            Reuse::WebHandler => "with every request that is served",
        }
    }

    /// As the label beside the call says it.
    pub fn label(self) -> &'static str {
        match self {
            Reuse::AgentLoop => "once a turn",
            Reuse::Loop => "once a pass",
            Reuse::FanOut => "several at once",
            Reuse::WebHandler => "once for each request served",
        }
    }
}

/// Whether one of the loops around a call does work: a lone loop around a retried call, or one that is known to pass at
/// most once, does not.
pub fn in_working_loop(call: &CallSite, loops: &[&LoopFact]) -> bool {
    let working = loops.iter().filter(|fact| fact.passes.is_none_or(|passes| passes > 1)).count();
    if call.around.retried { working > 1 } else { working > 0 }
}

/// Whether a loop goes through a collection; the others wait for something.
pub fn over_a_collection(kind: LoopKind) -> bool {
    matches!(kind, LoopKind::For | LoopKind::Comprehension | LoopKind::Each)
}
