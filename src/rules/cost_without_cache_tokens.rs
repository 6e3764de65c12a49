//! `cost-without-cache-tokens`: a cost that leaves out what the cache is billed for.

use super::{Context, Rule, Site, joined};
use crate::{
    calls::{Cache, Operation, bill_without_cache},
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "cost-without-cache-tokens", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().filter_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let Cache::Marked(marker) = call.request.cache else { return None };
    let asks = call.operation == Operation::Message && context.lists_sdk(&RULE, call);
    let at = bill_without_cache(context.files, call).filter(|_| asks)?;
    Some(Diagnostic {
        message: "this cost leaves out the cache: `input_tokens` counts only what stands behind the last marker, and what is \
                  written to the cache and read from it is billed too"
            .to_owned(),
        at,
        label: "not all of the input".to_owned(),
        labels: vec![(marker, "what stands before this is not in it".to_owned()), (call.at, "sent from here".to_owned())],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
