//! `short-cache-life-in-batch`: an entry that is gone before most of the batch is answered.

use super::{
    Context, Rule, Site, figures,
    given::certain_models,
    prefix::{Marked, tools_are_known},
    words,
};
use crate::{
    calls::{Operation, Ttl},
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "short-cache-life-in-batch", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let request = &site.call.request;
    let marked = Marked::of(request).filter(|_| site.call.operation == Operation::Batch)?;
    let lives = marked.blocks.iter().filter_map(|block| block.breakpoint);
    let short = marked.blocks.last()?.breakpoint.is_some() && lives.into_iter().all(|life| life == Ttl::FiveMinutes);
    if !short || marked.open || !tools_are_known(request) || marked.holes().next().is_some() {
        return None;
    }
    let models = certain_models(request);
    let minimum = figures::minimum_prefix(&models, site.call.platform)?;
    let tokens = figures::fixed_tokens(&marked.blocks, &models).filter(|tokens| tokens.low >= minimum.high)?;
    Some(Diagnostic {
        message: format!(
            "the cache entry of about {} tokens lives five minutes, and the requests of a batch are answered over up to a \
             day: most of them find it gone and write it again",
            words::tokens(tokens)
        ),
        at: marked.at,
        label: "an hour would reach further".to_owned(),
        labels: vec![(site.call.at, "sent from here".to_owned())],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
