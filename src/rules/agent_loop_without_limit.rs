//! `agent-loop-without-limit`: a loop of turns that only the model ends.

use super::{Context, Rule, Site, given::is_something, sent::Sent};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    resolve::event::LoopFact,
    syntax::LoopKind,
};

pub(super) const RULE: Rule = Rule { name: "agent-loop-without-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let asks = call.operation == Operation::Message && !call.around.retried;
    let loops = Sent::by(site).iter().map(|sent| endless(context, sent)).collect::<Option<Vec<&LoopFact>>>()?;
    let fact = loops.first().filter(|_| asks)?;
    Some(Diagnostic {
        message: "only the model's own answers end this loop of turns, and each turn sends everything before it again"
            .to_owned(),
        at: fact.at,
        label: "no limit in turns, time or money".to_owned(),
        labels: vec![(call.at, "one turn".to_owned())],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// The innermost loop, if it carries a conversation with tools and nothing else is seen to end it.
fn endless<'a>(context: &Context<'_>, sent: &Sent<'a>) -> Option<&'a LoopFact> {
    let tools = is_something(&sent.request.tools);
    let innermost = sent.loops(context).last().copied()?;
    let endless = matches!(innermost.kind, LoopKind::Forever | LoopKind::While) && innermost.carries;
    (tools && endless && !innermost.limited && !innermost.waits).then_some(innermost)
}
