//! `rejected-request`: a part of the request that this model does not take.

use super::{
    Context, Rule, Site, figures,
    given::{certain_models, certain_texts},
    joined,
    sent::Sent,
    sent_from,
};
use crate::{
    calls::{Operation, Platform, Request},
    catalog::rejections::{Part, Rejection, embedded},
    diagnostic::{Confidence, Diagnostic},
    source::Span,
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "rejected-request", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let all = sites.iter().filter(|site| passes_it_on(context, site)).flat_map(|site| Sent::by(site));
    joined(all.flat_map(|sent| judged(context, &sent)))
}

/// Whether what is written reaches the API as it is. Gateways leave out what a model does not take.
fn passes_it_on(context: &Context<'_>, site: &Site) -> bool {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch);
    let listed = || context.lists_sdk(&RULE, &site.call);
    asks && site.call.platform != Platform::Gateway && listed()
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Vec<Diagnostic> {
    let ids = certain_models(sent.request);
    let models: Option<Vec<&str>> = ids.iter().map(|id| Some(figures::model(id)?.id.as_str())).collect();
    let gone = figures::is_gone(&ids, sent.site.call.platform, context.as_of);
    let Some(models) = models.filter(|models| !models.is_empty() && !gone) else { return Vec::new() };
    let holds = |rejection: &&Rejection| models.iter().all(|id| rejection.models.iter().any(|one| one == id));
    let found = embedded().iter().filter(holds).filter_map(|rejection| {
        let (value, at) = rejected(rejection, sent.request)?;
        Some(finding(context, sent.site, rejection, &value, at, &figures::names(&ids)))
    });
    found.collect()
}

fn finding(
    context: &Context<'_>,
    site: &Site,
    rejection: &Rejection,
    value: &str,
    at: Span,
    models: &str,
) -> Diagnostic {
    Diagnostic {
        message: format!(
            "{models} does not take {}: the API answers with an error, and nothing comes of the call",
            rejection.say.replacen("{}", value, 1)
        ),
        at,
        label: "rejected".to_owned(),
        labels: sent_from(site, at),
        help: Some(rejection.instead.clone()),
        ..context.finding(&RULE, site, Confidence::High)
    }
}

/// What is rejected for certain, whatever the request is of those that are possible.
fn rejected(rejection: &Rejection, request: &Request) -> Option<(String, Span)> {
    let [temperature, top_p, top_k] = &request.sampling;
    match rejection.part {
        Part::Prefill => {
            let last = request.messages.blocks.last().filter(|_| request.messages.open.is_none())?;
            let said = last.role.as_deref() == Some("assistant") && !last.text.pieces.is_empty();
            said.then(|| (String::new(), last.at))
        }
        Part::BothSampled => {
            let (_, (_, at)) = given(temperature).zip(given(top_p))?;
            Some((String::new(), at))
        }
        Part::Temperature => value(rejection, temperature),
        Part::TopP => value(rejection, top_p),
        Part::TopK => value(rejection, top_k),
        Part::Thinking => value(rejection, &request.thinking),
        Part::Effort => value(rejection, &request.effort),
        Part::ToolChoice => value(rejection, &request.tool_choice),
    }
}

/// A value that is rejected, where every one that is possible is.
fn value(rejection: &Rejection, field: &Field) -> Option<(String, Span)> {
    let (values, at) = given(field)?;
    let all = values.iter().all(|value| rejection.rejects(value));
    Some((values.into_iter().next().filter(|_| all)?, at))
}

/// What a field is for certain, and where that is written.
fn given(field: &Field) -> Option<(Vec<String>, Span)> {
    let Field::Given(written) = field else { return None };
    Some((certain_texts(field)?, written.span))
}
