//! `nested-retries`: each attempt of the code is several of the SDK's.

use super::{
    Context, Rule, Site,
    given::{at_least, is_certainly_claude, is_nothing},
};
use crate::{
    calls::{Operation, attempts},
    diagnostic::{Confidence, Diagnostic},
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "nested-retries", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let by_default = u64::from(call.retries?);
    let (own, said) = match &call.request.retries {
        Field::Unseen(_) => return None,
        field if is_nothing(field) => (by_default, false),
        field => (at_least(field)?, true),
    };
    let outer = attempts(context.files, call);
    let tries = own.saturating_add(1);
    let product = outer.iter().fold(tries, |all, attempts| all.saturating_mul(attempts.most));
    let most = context.count(&RULE, "max-attempts", call.at);
    let asks = call.operation == Operation::Message && is_certainly_claude(call);
    let first = outer.first().filter(|_| own > 0 && product > most && asks)?;
    let factors: Vec<String> =
        outer.iter().rev().map(|attempts| attempts.most.to_string()).chain([tries.to_string()]).collect();
    let who = if said { "its client says" } else { "the SDK does by itself" };
    Some(Diagnostic {
        message: format!(
            "a request that fails may be sent {product} times ({}): to each attempt here come {own} more, as {who}; \
             those that were answered too late are billed",
            factors.join(" × ")
        ),
        at: context.first_line(first.at),
        label: format!("{} attempts", first.most),
        labels: (outer.iter().skip(1).map(|attempts| (attempts.at, format!("{} attempts", attempts.most))))
            .chain([(call.at, format!("{tries} each time"))])
            .collect(),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
