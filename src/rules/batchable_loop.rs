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
        && !call.lacks.contains(&Operation::Batch)
        && context.texts(&RULE, "sdks", call.at).iter().any(|sdk| **sdk == *call.sdk)
        && is_nothing(&call.request.speed);
    let alone = is_nothing(&call.request.tools) || tool_is_forced(&call.request);
    if !batches || !alone || somebody_waits(site) {
        return None;
    }
    Sent::by(site).into_iter().find_map(|sent| finding(context, site, &sent))
}

fn finding(context: &Context<'_>, site: &Site, sent: &Sent<'_>) -> Option<Diagnostic> {
    let loops = sent.loops(context);
    let fact = independent_loop(sent, &loops)?;
    let passes = loops.iter().map(|fact| fact.passes).try_fold(1_u64, |all, one| all.checked_mul(one?));
    if passes.is_some_and(|passes| passes < context.count(&RULE, "min-passes", site.call.at)) {
        return None;
    }
    let calls = passes.unwrap_or(CALLS);
    let estimate = sent.estimate(context);
    let cost = estimate.per_call.map(|one| Range::new(one.low * calls, one.high * calls));
    let half = cost.map(batch_cost);
    let figure = cost.map(|cost| {
        let open = if estimate.open.is_empty() { "" } else { ", parts of the prompt that are not known left out" };
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

/// The innermost loop, if every loop around the request goes through a collection and carries nothing over. A loop
/// around a caller counts only in a program of one file that nobody waits for: elsewhere who waits is not known.
fn independent_loop<'a>(sent: &Sent<'_>, loops: &[&'a LoopFact]) -> Option<&'a LoopFact> {
    let call = &sent.site.call;
    let mut frames = sent.caller.iter().flat_map(|caller| &caller.stack);
    let program = matches!(call.around.place, Place::Script | Place::Job | Place::Notebook);
    let in_view = call.around.loops.len() == loops.len() || (program && frames.all(|f| f.at.source == call.at.source));
    let independent = loops.iter().all(|fact| over_a_collection(fact.kind) && !fact.carries);
    loops.last().copied().filter(|_| in_view && independent && in_working_loop(call, loops))
}
