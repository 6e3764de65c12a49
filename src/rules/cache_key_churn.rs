//! `cache-key-churn`: a turn that changes what comes first reads nothing of what the turns before it wrote.

use super::{Context, Rule, Site};
use crate::{
    calls::{Cache, Operation, changing},
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "cache-key-churn", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let Cache::Marked(marker) = call.request.cache else { return None };
    let innermost = call.around.loops.last().filter(|fact| fact.carries && !fact.waits)?;
    let turns = call.operation == Operation::Message && !call.around.retried;
    let found = changing(context.files, call).filter(|_| turns)?;
    let lost = match found.part {
        "model" | "tools" => "nothing that an earlier turn wrote is read from the cache",
        "system" => "only the tools are still read from the cache",
        _ => "the messages of all turns before are no longer read from the cache",
    };
    Some(Diagnostic {
        message: format!(
            "`{}` is not the same in every turn of one conversation: with the turn that changes it {lost}; \
             what follows is written again",
            found.part
        ),
        at: context.first_line(found.at),
        label: "another one in some turn".to_owned(),
        labels: vec![
            (marker, "marked here".to_owned()),
            (innermost.at, "the turns".to_owned()),
            (call.at, "sent from here".to_owned()),
        ],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
