//! `oversized-model`: a large model for a label.

use super::{
    Context, Rule, Site, figures,
    given::{certain_models, is_nothing, no_thinking, tool_is_forced},
    small_task::Sign,
    words,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "oversized-model", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let request = &site.call.request;
    let at = site.call.at;
    let single = matches!(site.call.operation, Operation::Message | Operation::Batch) && !site.call.around.agent_loop;
    let plain = (is_nothing(&request.tools) || tool_is_forced(request)) && no_thinking(request);
    if !single || !plain {
        return None;
    }
    let signs = Sign::all(&site.call, context.count(&RULE, "max-tokens", at));
    let enough = u64::try_from(signs.len()).is_ok_and(|count| count >= context.count(&RULE, "signals", at));
    if !enough || !signs.iter().any(Sign::bounds_the_answer) {
        return None;
    }
    let models = certain_models(request);
    let families = context.texts(&RULE, "families", at);
    let large = |id: &String| figures::model(id).is_some_and(|model| families.contains(&model.family));
    if !models.iter().all(large) {
        return None;
    }
    let prices = context.policy.charged(&context.path(at));
    let cheaper = figures::cheaper(&models, &families, site.call.platform, &prices, context.as_of);
    if cheaper.is_empty() {
        return None;
    }
    let signs: Vec<String> = signs.iter().map(Sign::words).collect();
    let shares: Vec<String> = cheaper.iter().map(|one| format!("{} as much on `{}`", one.share, one.id)).collect();
    let finding = context.finding(&RULE, site, Confidence::Medium);
    let help = finding.help.as_deref().unwrap_or_default();
    Some(Diagnostic {
        message: format!(
            "{} answers what looks like a small task: {}",
            figures::names(&models),
            words::list(&signs, "and")
        ),
        label: "a smaller model may do".to_owned(),
        help: Some(format!("the same text costs {}; {help}", words::list(&shares, "or"))),
        ..finding
    })
}
