//! `cache-below-minimum`: a marker that does nothing.

use super::{
    Context, Rule, Site, figures,
    given::{certain_models, is_nothing},
    invalid_cache_markers, joined,
    prefix::Marked,
    words,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::{Tokens, grouped},
};

pub(super) const RULE: Rule = Rule { name: "cache-below-minimum", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().filter_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let request = &site.call.request;
    let marked = Marked::of(request).filter(|marked| marked.in_system)?;
    let is_text = !marked.open && marked.holes().next().is_none() && marked.blocks.iter().all(|block| !block.media);
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch | Operation::Agent);
    let refused = marked.blocks.last().is_some_and(|block| invalid_cache_markers::refuses(context, site, block));
    if !is_text || !asks || refused {
        return None;
    }
    let models = certain_models(request);
    let minimum = figures::minimum_prefix(&models, site.call.platform)?.low;
    let prefix = upper(site, &marked, &models)?;
    let margin = context.count(&RULE, "margin-percent", site.call.at).min(100);
    if prefix.high.saturating_mul(100) >= minimum.saturating_mul(100 - margin) {
        return None;
    }
    Some(Diagnostic {
        message: format!(
            "a cache marker on about {} tokens does nothing: {} caches no prefix under {} tokens, and says nothing \
             about it",
            words::tokens(prefix),
            figures::names(&models),
            grouped(&minimum.to_string())
        ),
        at: marked.at,
        label: "the prefix that is not cached ends here".to_owned(),
        labels: vec![(site.call.at, "sent from here".to_owned())],
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Tokens before the marker; nothing where tools stand before it whose size is not known.
fn upper(site: &Site, marked: &Marked<'_>, models: &[String]) -> Option<Tokens> {
    if is_nothing(&site.call.request.tools) {
        return figures::fixed_tokens(&marked.blocks, models);
    }
    let whole = &site.estimate;
    let all_marked = marked.blocks.len() == site.call.request.system.blocks.len();
    (whole.prefix_complete && all_marked).then_some(whole.fixed_prefix)
}
