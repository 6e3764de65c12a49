//! `high-effort-pinned`: more thinking than the model does by default, with every request.

use super::{Context, Rule, Site, given::certain_texts, joined, sent_from};
use crate::{
    diagnostic::{Confidence, Diagnostic},
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "high-effort-pinned", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().filter_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let efforts = context.texts(&RULE, "efforts", site.call.at);
    let values = certain_texts(&site.call.request.effort)?;
    let Field::Given(written) = &site.call.request.effort else { return None };
    let effort = values.first()?;
    values.iter().all(|value| efforts.contains(value)).then(|| Diagnostic {
        message: format!("an effort of `{effort}` with every request, the easy ones too"),
        at: written.span,
        label: "above every model's default".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
