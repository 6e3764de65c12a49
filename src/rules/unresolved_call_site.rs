//! `unresolved-call-site`: calls of which skint cannot say what they cost, where the team wants to know.

use super::{Context, Rule, Site, given::certain_models, words};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    value::{Field, Value, Why},
};

pub(super) const RULE: Rule = Rule { name: "unresolved-call-site", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    // What leaves the model to a session or an account has none to be known.
    let counted: Vec<&&Site> = sites.iter().filter(|site| site.call.request.model != Field::Absent).collect();
    let known = counted.iter().filter(|site| !certain_models(&site.call.request).is_empty()).count();
    let percent = (known as u64 * 100).checked_div(counted.len() as u64).unwrap_or(100);
    let share = format!("{known} of {}", words::plural(counted.len() as u64, "call"));
    counted.iter().filter_map(|site| judged(context, site, percent, &share)).collect()
}

fn judged(context: &Context<'_>, site: &Site, percent: u64, share: &str) -> Option<Diagnostic> {
    let wanted = context.count(&RULE, "min-known-percent", site.call.at);
    let asks = site.call.operation != Operation::CountTokens;
    if percent >= wanted || !asks {
        return None;
    }
    let because = match &site.call.request.model {
        Field::Unseen(why) => reason(why),
        Field::Given(model) => model.node.possibilities().find_map(unknown)?,
        Field::Absent => return None,
    };
    Some(Diagnostic {
        message: format!(
            "which model this call goes to is not known: {because}. Models are known of {share}, and the policy wants \
             {wanted} %"
        ),
        label: "costs nobody knows what".to_owned(),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Why a value is no id that is known, if it is none.
fn unknown(value: &Value) -> Option<String> {
    match value {
        Value::Unknown(why) => Some(reason(why)),
        Value::Default(inner, _) => unknown(inner),
        Value::Text(text) => {
            text.fixed().is_none().then(|| "a part of its id is filled in while the program runs".into())
        }
        _ => Some(reason(&Why::Runtime)),
    }
}

fn reason(why: &Why) -> String {
    match why {
        Why::Parameter(parameter) => {
            format!("it is passed in as `{}`, and not all places that pass it are seen", parameter.name)
        }
        Why::Environment(name) if !name.is_empty() => format!("it is read from `{name}`, which has no default"),
        Why::Environment(_) => "it is read from the environment, without a default".to_owned(),
        Why::Spread => "something that is spread in may hold it".to_owned(),
        _ => "it is made while the program runs".to_owned(),
    }
}
