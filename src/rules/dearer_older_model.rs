//! `dearer-older-model`: its successor does the same text for less.

use super::{
    Context, Rule, Site,
    figures::{self, Life},
    given::{NamedModel, named_models},
    joined, sent_from,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "dearer-older-model", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let asks = |site: &&&Site| site.call.operation != Operation::CountTokens && !site.call.request.model_default;
    let each = sites.iter().filter(asks).flat_map(|site| {
        let named = named_models(&site.call).into_iter();
        named.filter_map(|named| judged(context, site, &named))
    });
    joined(each)
}

fn judged(context: &Context<'_>, site: &Site, named: &NamedModel) -> Option<Diagnostic> {
    let platform = figures::platform_of(&named.id, site.call.platform);
    // That it ends says more, and says the same successor.
    if matches!(figures::life(&named.id, platform, context.as_of), Some(Life::Unknown | Life::Retires { .. })) {
        return None;
    }
    let at = named.written;
    let most = 1000 - context.count(&RULE, "min-saving-percent", at).min(100) * 10;
    let (new, ratio) = figures::successor(&named.id, platform, context.as_of)?;
    if ratio.high > most {
        return None;
    }
    Some(Diagnostic {
        message: format!(
            "the same text costs {} as much on `{new}`, which followed {}, its tokens counted as it counts them",
            figures::share(ratio),
            figures::names(std::slice::from_ref(&named.id))
        ),
        at,
        label: "the older model".to_owned(),
        labels: sent_from(site, at),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
