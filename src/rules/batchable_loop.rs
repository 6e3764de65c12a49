//! `batchable-loop`: independent requests, one by one, with nobody waiting.

use super::{
    Context, Rule, Site,
    given::{is_nothing, tool_is_forced},
    reuse::{in_working_loop, over_a_collection},
    words,
};
use crate::{
    calls::{Operation, Place, Platform},
    diagnostic::{Confidence, Diagnostic},
    estimate::batch_cost,
    money::Range,
    resolve::event::LoopFact,
};

pub(super) const RULE: Rule = Rule { name: "batchable-loop", in_tests: false, check };

/// For how many calls a figure is given where the size of the collection is not known.
const CALLS: u64 = 1000;

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let batches = call.operation == Operation::Message
        && call.platform == Platform::Anthropic
        && context.texts(&RULE, "sdks", call.at).iter().any(|sdk| **sdk == *call.sdk)
        && is_nothing(&call.request.speed);
    let alone = is_nothing(&call.request.tools) || tool_is_forced(&call.request);
    if !batches || !alone || somebody_waits(site) {
        return None;
    }
    let fact = independent_loop(site)?;
    let passes = call.around.loops.iter().map(|fact| fact.passes).try_fold(1_u64, |all, one| all.checked_mul(one?));
    if passes.is_some_and(|passes| passes < context.count(&RULE, "min-passes", call.at)) {
        return None;
    }
    let calls = passes.unwrap_or(CALLS);
    let cost = site.estimate.per_call.map(|one| Range::new(one.low * calls, one.high * calls));
    let half = cost.map(batch_cost);
    let figure = cost.map(|cost| {
        let open = if site.estimate.open.is_empty() { "" } else { ", parts of the prompt that are not known left out" };
        format!("; {} cost {} now{open}", words::plural(calls, "pass"), words::money(cost))
    });
    Some(Diagnostic {
        message: format!(
            "independent requests go out one by one and nobody seems to wait for them: a Message Batch costs half{}",
            figure.unwrap_or_default()
        ),
        label: "a request with every pass".to_owned(),
        labels: vec![(fact.at, "of this loop".to_owned())],
        saves: half.map(|half| (half, if passes.is_some() { "per run" } else { "per 1,000 calls" })),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

fn somebody_waits(site: &Site) -> bool {
    let around = &site.call.around;
    site.call.request.stream || around.agent_loop || around.place == Place::WebHandler
}

/// The innermost loop, if every loop around the call goes through a collection and carries nothing over.
fn independent_loop(site: &Site) -> Option<&LoopFact> {
    let loops = &site.call.around.loops;
    let independent = loops.iter().all(|fact| over_a_collection(fact.kind) && !fact.carries);
    loops.last().filter(|_| independent && in_working_loop(&site.call))
}
