//! `disallowed-model`: against the policy's list, by path.

use super::{
    Context, Rule, Site, figures,
    given::{NamedModel, named_models},
    joined, words,
};
use crate::{
    diagnostic::{Confidence, Diagnostic},
    policy::{TooDear, Verdict},
    value::Why,
};

pub(super) const RULE: Rule = Rule { name: "disallowed-model", in_tests: true, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let named = sites.iter().flat_map(|site| named_models(&site.call).into_iter().map(move |named| (site, named)));
    joined(named.filter_map(|(site, named)| judged(context, site, &named)))
}

fn judged(context: &Context<'_>, site: &Site, named: &NamedModel) -> Option<Diagnostic> {
    let path = context.path(named.chosen);
    let rules = context.policy.models_at(&path, context.as_of)?;
    let model = figures::model(&named.id);
    let (id, family) = model.map_or((named.id.as_str(), ""), |model| (&model.id, &model.family));
    let prices = model.and_then(|model| model.rates(context.as_of)).map(|rates| (rates.input, rates.output));
    let (line, why) = match rules.judge(id, family, prices) {
        Verdict::Allowed => return None,
        Verdict::Denied { line, allowed } => (line, instead(&allowed)),
        Verdict::TooDear(TooDear { of, costs, at_most, line }) => {
            (line, format!("; a million tokens of {of} cost {costs}, and {at_most} at most are allowed"))
        }
    };
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!(" in `{folder}`"));
    let label = match &named.unless {
        Some(Why::Environment(name)) => format!("sent unless `{name}` is set"),
        Some(Why::Parameter(parameter)) => format!("sent unless `{}` is passed", parameter.name),
        Some(_) => "sent unless something else is set".to_owned(),
        None => "not allowed here".to_owned(),
    };
    let elsewhere = !site.call.whole.contains(named.written);
    Some(Diagnostic {
        message: format!("the policy does not allow `{}`{folder}{why}", named.id),
        at: named.written,
        label,
        labels: if elsewhere { vec![(site.call.at, "sent from here".to_owned())] } else { Vec::new() },
        because: Some(line),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// What may be used instead.
fn instead(allowed: &[String]) -> String {
    match allowed {
        [] => String::new(),
        allowed => {
            let names: Vec<String> = allowed.iter().map(|model| format!("`{model}`")).collect();
            format!("; allowed are {}", words::list(&names, "and"))
        }
    }
}
