//! `premium-modifier`: the same tokens at a higher price.

use super::{
    Context, Rule, Site, figures,
    given::{certain_models, is_text},
    joined, sent_from,
};
use crate::{
    diagnostic::{Confidence, Diagnostic},
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "premium-modifier", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().flat_map(|site| [fast(context, site), held(context, site)]).flatten())
}

/// Fast mode.
fn fast(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let Field::Given(written) = &site.call.request.speed else { return None };
    let models = certain_models(&site.call.request);
    let percent = figures::fast_percent(&models, context.as_of)?;
    is_text(&site.call.request.speed, "fast").then(|| Diagnostic {
        message: format!(
            "fast mode: every token of this request costs {percent} % of the standard price, and it has a cache of its own"
        ),
        at: written.span,
        label: "premium speed".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Answered in one country only.
fn held(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let Field::Given(written) = &site.call.request.geography else { return None };
    let asked = context.policy.flag(RULE.name, "residency", &context.path(site.call.at));
    let percent = figures::residency_percent(&certain_models(&site.call.request))?;
    (asked && is_text(&site.call.request.geography, "us")).then(|| Diagnostic {
        message: format!("this request must be answered in the United States, at {percent} % of the price"),
        at: written.span,
        label: "premium for where it runs".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
