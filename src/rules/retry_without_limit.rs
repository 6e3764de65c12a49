//! `retry-without-limit`: an answer that cannot be read is asked for again, and again.

use super::{Context, Rule, Site};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    syntax::LoopKind,
};

pub(super) const RULE: Rule = Rule { name: "retry-without-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let around = call.around.loops.last().filter(|fact| fact.kind == LoopKind::Forever && !fact.carries)?;
    let asks = call.operation == Operation::Message;
    (asks && call.read_for_ever).then(|| Diagnostic {
        message: "an answer that is no valid JSON is billed, and the same request is sent again, without end"
            .to_owned(),
        at: around.at,
        label: "no count, no clock, no error that ends it".to_owned(),
        labels: vec![(call.at, "one attempt".to_owned())],
        ..context.finding(&RULE, site, Confidence::High)
    })
}
