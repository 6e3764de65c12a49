//! `volatile-cached-prefix`: a cache that is written with every request and never read.

use super::{
    Context, Rule, Site, joined,
    prefix::{Marked, holes, priced},
    words,
};
use crate::{
    calls::is_made_apart,
    diagnostic::{Confidence, Diagnostic},
    value::HoleKind,
};

pub(super) const RULE: Rule = Rule { name: "volatile-cached-prefix", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().filter_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let marked = Marked::of(&site.call.request)?;
    let (kind, at) = marked.volatile()?;
    // A message that another function makes may be made once for many calls; a system prompt hardly is.
    let in_system = site.call.request.system.blocks.iter().any(|block| holes(block).any(|(_, hole)| hole == at));
    if !in_system && is_made_apart(context.files, &site.call, at) {
        return None;
    }
    let what = match kind {
        HoleKind::Time => "the time",
        HoleKind::Random => "a random value",
        HoleKind::Process => "something of the process, such as its id,",
        _ => "the request's own id",
    };
    let priced = priced(context, site, &site.call.request, &marked.blocks, marked.life);
    let cost = priced.map(|(tokens, price)| {
        format!(
            "; 1,000 calls pay {} to write about {} tokens each time, and {} if they were read",
            words::money(price.written),
            words::tokens(tokens),
            words::money(price.cached)
        )
    });
    Some(Diagnostic {
        message: format!(
            "{what} stands before the cache marker, so a prompt that is built for each call is written to the cache and \
             never read from it{}",
            cost.unwrap_or_default()
        ),
        at,
        label: if kind == HoleKind::Process { "another one in every process" } else { "another one in every request" }
            .to_owned(),
        labels: vec![
            (marked.at, "the cached prefix ends here".to_owned()),
            (site.call.at, "sent from here".to_owned()),
        ],
        saves: priced.map(|(_, price)| (price.saved_over_writing(), "per 1,000 calls")),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
