//! `cold-cache-fan-out`: many requests at once, each of which writes what the first could have written for all.

use super::{
    Context, Rule, Site,
    prefix::{Marked, priced, tools_are_known},
    sent::Sent,
    words,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "cold-cache-fan-out", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, sites, site)).collect()
}

fn judged(context: &Context<'_>, sites: &[&Site], site: &Site) -> Option<Diagnostic> {
    let asks = site.call.operation == Operation::Message;
    let sent = Sent::by(site).into_iter().find(|sent| asks && sent.fans_out())?;
    let marked = Marked::of(sent.request).filter(|marked| !marked.open && marked.holes().next().is_none())?;
    if !tools_are_known(sent.request) || marked.blocks.iter().any(|block| block.media) || is_warmed(sites, &sent) {
        return None;
    }
    let (tokens, price) = priced(context, site, sent.request, &marked.blocks, marked.life)?;
    if tokens.low < context.count(&RULE, "min-tokens", site.call.at) {
        return None;
    }
    Some(Diagnostic {
        message: format!(
            "requests that leave together cannot read what none of them has written yet: each writes about {} tokens. \
             1,000 of them pay {}, and {} where the first answer begins before the others leave",
            words::tokens(tokens),
            words::money(price.written),
            words::money(price.cached)
        ),
        label: "many at once".to_owned(),
        labels: vec![(marked.at, "each writes up to here".to_owned())],
        saves: Some((price.saved_over_writing(), "per 1,000 calls")),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// Whether another call of the same prefix goes out alone: it may come first.
fn is_warmed(sites: &[&Site], sent: &Sent<'_>) -> bool {
    let prefix = sent.written_at();
    let mut others = sites.iter().flat_map(|site| Sent::by(site));
    others.any(|other| !other.fans_out() && other.written_at() == prefix)
}
