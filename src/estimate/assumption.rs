//! What an estimate rests on, in sentences that a message can carry.

use super::{
    Shape,
    candidates::Candidates,
    input::Input,
    output::{Searches, bills_container},
    price::{self, Caching, Case, Maybe, Refused},
};
use crate::{
    calls::{Cache, Operation, Request},
    catalog::models::{self, Container, Thinking},
    money::{Money, grouped},
    value::{Field, Why},
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
    /// The cap that the request has is the ceiling of its output, none the floor.
    CapGiven(u64),
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
    /// Whether it is fast mode is not known, and would cost more.
    PerhapsFast,
    /// A speed or a place of inference may be asked for where it cannot be seen; none is counted.
    TermsUnseen,
    /// Inference is held in the United States, or may be.
    UsOnly,
    /// Regional endpoints cost more, and which one is used is not known.
    RoutingUnknown,
    /// The prompt may be longer than this many tokens, from where all of it costs more.
    LongPrompt(u64),
    /// No figure is known for the hidden prompt that comes with tools.
    ToolPromptUnknown,
    /// A marker stands behind fewer tokens than this, the least that the model caches, and changes nothing.
    MarkerTooShort(u64),
    /// The policy states how long answers are.
    OutputStated(u64),
    /// Thinking is billed as output, and the model thinks though nobody asks it to.
    Thinking,
    /// Each web search costs this, and so many are possible; nothing bounds them where that is not known.
    Searches(Money, Searches),
    /// A container in which code runs is billed by time, which is not known.
    Container(Container),
    /// A discount of so many thousandths from the policy.
    Discount(u32),
    /// Rates that the team agreed on.
    Agreed,
    /// There is no price, because the request would be refused.
    Refused(Refused),
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
            Assumption::CapGiven(cap) => {
                write!(f, "output goes from none, the floor, to the cap of {}, the ceiling", tokens(cap))
            }
            Assumption::CapFilled(cap) => write!(f, "the library fills in a cap of {} tokens", tokens(cap)),
            Assumption::CapIsMaximum(most) => write!(f, "the library fills in the model's {} tokens", tokens(most)),
            Assumption::Rejected => f.write_str("without a cap the request is rejected"),
            Assumption::CacheUnseen => f.write_str("caching that cannot be seen is not counted"),
            Assumption::CacheEitherWay => f.write_str("cached tokens are read at best and written at worst"),
            Assumption::Batched => f.write_str("half price as part of a batch"),
            Assumption::Fast => f.write_str("fast mode"),
            Assumption::PerhapsFast => f.write_str("fast mode, which is not known, would cost more"),
            Assumption::TermsUnseen => {
                f.write_str("a speed or a place of inference that cannot be seen is not counted")
            }
            Assumption::UsOnly => f.write_str("inference held in the United States costs more"),
            Assumption::RoutingUnknown => f.write_str("a regional endpoint would cost more"),
            Assumption::LongPrompt(over) => write!(f, "over {} tokens all of the prompt costs more", tokens(over)),
            Assumption::ToolPromptUnknown => f.write_str("the model's own tool-use prompt is not known"),
            Assumption::MarkerTooShort(least) => {
                write!(f, "the cache marker changes nothing below {} tokens", tokens(least))
            }
            Assumption::OutputStated(stated) => write!(f, "the policy states answers of {} tokens", tokens(stated)),
            Assumption::Thinking => f.write_str("thinking is billed as output and counts in the cap"),
            Assumption::Searches(fee, Searches::UpTo(most)) => {
                write!(f, "up to {} web searches cost {fee} each", tokens(most))
            }
            Assumption::Searches(fee, _) => {
                write!(f, "web searches cost {fee} each; nothing bounds them, and none is counted")
            }
            Assumption::Container(Container { hour, free_hours, least_minutes, .. }) => write!(
                f,
                "a container for code costs {hour} an hour, {least_minutes} minutes at least, after {} free hours a \
                 month, and none is counted",
                tokens(free_hours)
            ),
            Assumption::Discount(part) => write!(f, "the policy takes {} % off", percent(*part)),
            Assumption::Agreed => f.write_str("the policy states the rates"),
            Assumption::Refused(why) => write!(f, "no price: {why}"),
            Assumption::OneTurn => f.write_str("one turn of several"),
        }
    }
}

/// Thousandths as per cent.
pub fn percent(thousandths: u32) -> String {
    let (whole, part) = (thousandths / 10, thousandths % 10);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part}") }
}

/// What the price of a request to one model rests on.
pub fn of_case(case: &Case) -> Vec<Assumption> {
    let model = case.model;
    let over = model.rates(case.as_of).and_then(|rates| rates.over.as_ref()).map_or(u64::MAX, |over| over.tokens);
    let cached = case.cached_prefix().is_some();
    let short = price::minimum(model, case.platform).filter(|_| case.caching != Caching::Not && !cached);
    let discount = Some(case.prices.discount(model)).filter(|part| *part > 0);
    let is_fast = case.terms().any(|terms| terms.rates().is_ok_and(|(_, fast)| fast));
    let facts = [
        (case.input.low <= over && over < case.input.high, Assumption::LongPrompt(over)),
        (cached, Assumption::CacheEitherWay),
        (is_fast && case.fast == Maybe::Yes, Assumption::Fast),
        (is_fast && case.fast == Maybe::Perhaps, Assumption::PerhapsFast),
        (case.batch, Assumption::Batched),
        (case.us_only != Maybe::No, Assumption::UsOnly),
        (case.regional == Maybe::Perhaps, Assumption::RoutingUnknown),
        (model.thinking != Thinking::Asked && case.output.high > 0, Assumption::Thinking),
        (case.prices.agreed(model).is_some(), Assumption::Agreed),
    ];
    let mut all: Vec<Assumption> =
        facts.into_iter().filter(|(holds, _)| *holds).map(|(_, assumption)| assumption).collect();
    all.extend(short.map(Assumption::MarkerTooShort));
    all.extend(discount.map(Assumption::Discount));
    all.extend(case.quote().err().map(Assumption::Refused));
    all
}

/// Each of a few things once, where it first stands.
pub fn once<T: PartialEq>(all: &mut Vec<T>) {
    let mut known: Vec<T> = Vec::with_capacity(all.len());
    for one in all.drain(..) {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    *all = known;
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
    let unseen = |field: &Field| matches!(field, Field::Unseen(_));
    let facts = [
        (unseen(&request.speed) || unseen(&request.geography), Assumption::TermsUnseen),
        (matches!(request.cache, Cache::Unseen(_) | Cache::UnseenInMessages(_)), Assumption::CacheUnseen),
        (input.lacks_tool_prompt(candidates), Assumption::ToolPromptUnknown),
        (shape.operation == Operation::Agent, Assumption::OneTurn),
    ];
    all.extend(facts.into_iter().filter(|(holds, _)| *holds).map(|(_, assumption)| assumption));
    let container = &models::embedded().fees().container;
    all.extend(bills_container(&request.tools, container).then(|| Assumption::Container(container.clone())));
    let fee = models::embedded().fees().web_search;
    let searches = Searches::of(&request.tools);
    all.extend((searches != Searches::None).then_some(Assumption::Searches(fee, searches)));
    all
}
