//! `batchable-loop`: independent requests, one by one, with nobody waiting.

use super::{
    Context, Rule, Site,
    given::{is_nothing, tool_is_forced},
    reuse::{in_working_loop, over_a_collection},
    sent::Sent,
    words,
};
use crate::{
    calls::{Operation, Place, Platform},
    diagnostic::{Confidence, Diagnostic},
    estimate::batch_cost,
    money::{Money, Range},
    resolve::event::LoopFact,
    source::Span,
};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "batchable-loop", in_tests: false, check };

/// For how many passes a figure is given where the size of the collection is not known.
const PASSES: u64 = 1000;

/// A request that every pass of a loop sends, and nobody waits for.
struct Passing<'a> {
    site: &'a Site,
    /// The loop.
    fact: &'a LoopFact,
    /// How often it passes, loops around it included, where that is known.
    passes: Option<u64>,
    /// What all passes cost, where the price is known.
    cost: Option<Range<Money>>,
    /// Whether parts of the prompt are not in that.
    open: bool,
}

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let mut loops: BTreeMap<Span, Vec<Passing<'_>>> = BTreeMap::new();
    for passing in sites.iter().filter_map(|site| judged(context, site)) {
        loops.entry(passing.fact.at).or_default().push(passing);
    }
    loops.values().filter_map(|requests| finding(context, requests)).collect()
}

fn judged<'a>(context: &Context<'_>, site: &'a Site) -> Option<Passing<'a>> {
    let call = &site.call;
    let batches = call.operation == Operation::Message
        && call.platform == Platform::Anthropic
        && !call.lacks.contains(&Operation::Batch)
        && context.lists_sdk(&RULE, call)
        && is_nothing(&call.request.speed);
    let alone = is_nothing(&call.request.tools) || tool_is_forced(&call.request);
    if !batches || !alone || somebody_waits(site) {
        return None;
    }
    Sent::by(site).into_iter().find_map(|sent| passing(context, site, &sent))
}

fn passing<'a>(context: &Context<'_>, site: &'a Site, sent: &Sent<'a>) -> Option<Passing<'a>> {
    let loops = sent.loops(context);
    let fact = independent_loop(sent, &loops)?;
    let passes = loops.iter().map(|fact| fact.passes).try_fold(1_u64, |all, one| all.checked_mul(one?));
    if passes.is_some_and(|passes| passes < context.count(&RULE, "min-passes", site.call.at)) {
        return None;
    }
    let count = passes.unwrap_or(PASSES);
    let estimate = sent.estimate(context);
    let cost = estimate.per_call.map(|one| Range::new(one.low * count, one.high * count));
    Some(Passing { site, fact, passes, cost, open: !estimate.open.is_empty() })
}

/// One finding a loop: all of its requests go into one batch, or into one after the other.
fn finding(context: &Context<'_>, requests: &[Passing<'_>]) -> Option<Diagnostic> {
    let (first, others) = requests.split_first()?;
    let alike = requests.iter().all(|request| request.passes == first.passes);
    let costs: Option<Vec<Range<Money>>> = requests.iter().map(|request| request.cost).collect();
    let sum = |all: Vec<Range<Money>>| all.into_iter().reduce(|a, b| Range::new(a.low + b.low, a.high + b.high));
    let cost = costs.filter(|_| alike).and_then(sum);
    let figure = cost.map(|cost| {
        let left_out =
            if requests.iter().any(|request| request.open) { ", without what is not known of the prompt" } else { "" };
        let passes = words::plural(first.passes.unwrap_or(PASSES), "pass");
        format!(". {passes} cost {} now, from empty answers to full ones{left_out}", words::money(cost))
    });
    let together = requests.iter().any(|request| request.site.call.around.fan_out);
    let how = if together { " all at once" } else { "" };
    let also = others.iter().map(|request| (request.site.call.at, "and another one".to_owned()));
    Some(Diagnostic {
        message: format!(
            "independent requests go out{how} and nobody seems to wait for them: a Message Batch costs half{}",
            figure.unwrap_or_default()
        ),
        label: "a request with every pass".to_owned(),
        labels: std::iter::once((first.fact.at, "of this loop".to_owned())).chain(also).collect(),
        saves: cost
            .map(batch_cost)
            .map(|half| (half, if first.passes.is_some() { "per run" } else { "per 1,000 passes" })),
        ..context.finding(&RULE, first.site, Confidence::Medium)
    })
}

fn somebody_waits(site: &Site) -> bool {
    let around = &site.call.around;
    site.call.request.stream || around.agent_loop || around.place == Place::WebHandler
}

/// The innermost loop, if every loop around the request goes through a collection to its end and carries nothing over. A loop
/// around a caller counts only in a program of one file that nobody waits for: elsewhere who waits is not known.
fn independent_loop<'a>(sent: &Sent<'_>, loops: &[&'a LoopFact]) -> Option<&'a LoopFact> {
    let call = &sent.site.call;
    let mut frames = sent.caller.iter().flat_map(|caller| &caller.stack);
    let program = matches!(call.around.place, Place::Script | Place::Job | Place::Notebook);
    let in_view = call.around.loops.len() == loops.len() || (program && frames.all(|f| f.at.source == call.at.source));
    let independent = loops.iter().all(|fact| over_a_collection(fact.kind) && !fact.carries && !fact.ends_early);
    loops.last().copied().filter(|_| in_view && independent && in_working_loop(call, loops))
}
