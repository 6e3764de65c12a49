//! What an estimate rests on, in sentences that a message can carry.

use super::{Shape, candidates::Candidates, input::Input};
use crate::{
    calls::{Cache, Operation, Request},
    money::grouped,
    value::Why,
};
use std::fmt;

/// Something that is taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Tokens come from characters.
    Characters,
    /// Nothing says which model it is.
    ModelUnknown,
    /// It may go to other models than those that are priced.
    ModelPartial,
    /// Something may choose another model.
    ModelOverridable(Why),
    /// Something may choose another cap.
    CapOverridable(Why),
    /// No cap can be seen; the model's maximum bounds the output.
    CapUnknown(u64),
    /// The library fills in this cap.
    CapFilled(u64),
    /// The library fills in the model's own maximum.
    CapIsMaximum(u64),
    /// Without a cap the request is rejected.
    Rejected,
    /// A cache marker may stand where it cannot be seen; none is counted.
    CacheUnseen,
    /// Cached tokens are read at best and written at worst.
    CacheEitherWay,
    /// Half price, as part of a batch.
    Batched,
    /// Fast mode.
    Fast,
    /// Regional endpoints cost more, and which one is used is not known.
    RoutingUnknown,
    /// The prompt may be longer than this many tokens, from where all of it costs more.
    LongPrompt(u64),
    /// No figure is known for the hidden prompt that comes with tools.
    ToolPromptUnknown,
    /// The figures are for one turn of several.
    OneTurn,
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = |count: &u64| grouped(&count.to_string());
        match self {
            Assumption::Characters => f.write_str("tokens are estimated from characters"),
            Assumption::ModelUnknown => f.write_str("the model is not known, so there is no price"),
            Assumption::ModelPartial => f.write_str("other models than those priced are possible"),
            Assumption::ModelOverridable(_) => f.write_str("the model is a default"),
            Assumption::CapOverridable(_) => f.write_str("the cap is a default"),
            Assumption::CapUnknown(0) => f.write_str("neither cap nor model is known, so output is not counted"),
            Assumption::CapUnknown(most) => write!(f, "no cap is seen: up to the model's {} tokens", tokens(most)),
            Assumption::CapFilled(cap) => write!(f, "the library fills in a cap of {} tokens", tokens(cap)),
            Assumption::CapIsMaximum(most) => write!(f, "the library fills in the model's {} tokens", tokens(most)),
            Assumption::Rejected => f.write_str("without a cap the request is rejected"),
            Assumption::CacheUnseen => f.write_str("caching that cannot be seen is not counted"),
            Assumption::CacheEitherWay => f.write_str("cached tokens are read at best and written at worst"),
            Assumption::Batched => f.write_str("half price as part of a batch"),
            Assumption::Fast => f.write_str("fast mode"),
            Assumption::RoutingUnknown => f.write_str("a regional endpoint would cost more"),
            Assumption::LongPrompt(over) => write!(f, "over {} tokens all of the prompt costs more", tokens(over)),
            Assumption::ToolPromptUnknown => f.write_str("the model's own tool-use prompt is not known"),
            Assumption::OneTurn => f.write_str("one turn of several"),
        }
    }
}

/// What can be said before any price is worked out.
pub fn about(request: &Request, shape: &Shape, candidates: &Candidates<'_>, input: &Input) -> Vec<Assumption> {
    let mut all = vec![Assumption::Characters];
    if candidates.none_known() {
        all.push(Assumption::ModelUnknown);
    } else if candidates.partial {
        all.push(Assumption::ModelPartial);
    }
    all.extend(candidates.overridable.clone().map(Assumption::ModelOverridable));
    let facts = [
        (matches!(request.cache, Cache::Unseen(_) | Cache::UnseenInMessages(_)), Assumption::CacheUnseen),
        (input.lacks_tool_prompt(candidates), Assumption::ToolPromptUnknown),
        (shape.operation == Operation::Agent, Assumption::OneTurn),
    ];
    all.extend(facts.into_iter().filter(|(holds, _)| *holds).map(|(_, assumption)| assumption));
    all
}
