//! `missing-max-tokens`: who decides where an answer ends when the code does not.

use super::{Context, Rule, Site, figures, words};
use crate::{
    calls::{AbsentCap, Operation},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    money::{Money, grouped},
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "missing-max-tokens", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch | Operation::Config);
    if site.call.request.max_tokens != Field::Absent || !asks {
        return None;
    }
    let (level, message, label) = consequence(context, site)?;
    let finding = context.finding(&RULE, site, Confidence::High);
    Some(Diagnostic {
        level: context.proposed(&RULE, site.call.at, level),
        message,
        label: label.to_owned(),
        ..finding
    })
}

/// What the absent cap means here, if that is known and matters.
fn consequence(context: &Context<'_>, site: &Site) -> Option<(Level, String, &'static str)> {
    let tokens = match site.call.absent_cap {
        AbsentCap::Rejected => {
            let message = "no output cap: this request is rejected, because the API requires one".to_owned();
            return Some((Level::Error, message, "fails when it runs"));
        }
        AbsentCap::Filled(tokens) => Some(tokens),
        AbsentCap::ModelMaximum => None,
        AbsentCap::NotApplicable | AbsentCap::Unknown => return None,
    };
    let at = site.call.at;
    let small = tokens.filter(|tokens| *tokens < context.count(&RULE, "min-filled-tokens", at));
    if let Some(tokens) = small {
        let tokens = grouped(&tokens.to_string());
        let message = format!(
            "no output cap: the library ends every answer at {tokens} tokens; a longer one is cut short, and billed \
             all the same"
        );
        return Some((Level::Info, message, "the library's own cap holds"));
    }
    let worst = figures::worst_answer(context, &site.call, tokens)?;
    let cents = Money::from_decimal("0.01")? * context.count(&RULE, "min-worst-case-cents", at);
    if worst.cost.low < cents {
        return None;
    }
    let message = format!(
        "no output cap: the library lets one answer run to {} tokens, and one that long costs {} on {}",
        grouped(&worst.tokens.to_string()),
        words::money(worst.cost),
        worst.models
    );
    Some((Level::Info, message, "nothing of yours bounds the answer"))
}
