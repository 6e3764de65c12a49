//! `cap-above-model-limit`: a cap that the model does not have room for.

use super::{
    Context, Rule, Site, figures,
    given::{at_least, certain_models, is_nothing},
    joined,
    sent::Sent,
    sent_from,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::grouped,
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "cap-above-model-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let all = sites.iter().filter(|site| passes_it_on(context, site)).flat_map(|site| Sent::by(site));
    joined(all.filter_map(|sent| judged(context, &sent)))
}

/// Whether the cap reaches the API as it is written.
fn passes_it_on(context: &Context<'_>, site: &Site) -> bool {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch);
    asks && context.lists_sdk(&RULE, &site.call)
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    let models = certain_models(request);
    let cap = at_least(&request.max_tokens)?;
    let limit = limit(&models, site.call.operation == Operation::Batch)?;
    // A beta header may raise the limit of a model.
    let gone = figures::is_gone(&models, site.call.platform, context.as_of);
    if cap <= limit || gone || !is_nothing(&request.betas) {
        return None;
    }
    let Field::Given(written) = &request.max_tokens else { return None };
    let confidence = if site.call.open_to_callers.model { Confidence::Medium } else { Confidence::High };
    Some(Diagnostic {
        message: format!(
            "a cap of {} output tokens is more than {} can write ({}), so the API rejects the request",
            grouped(&cap.to_string()),
            figures::names(&models),
            grouped(&limit.to_string())
        ),
        at: written.span,
        label: "fails when it runs".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, confidence)
    })
}

/// The longest answer of the model that writes the longest; nothing where one is not known.
fn limit(models: &[String], batch: bool) -> Option<u64> {
    let limits = models.iter().map(|id| {
        let model = figures::model(id)?;
        if batch { model.max_output_batch.max(model.max_output) } else { model.max_output }
    });
    limits.collect::<Option<Vec<u64>>>()?.into_iter().max()
}
