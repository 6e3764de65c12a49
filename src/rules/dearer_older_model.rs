//! `dearer-older-model`: its successor does the same text for less.

use super::{
    Context, Rule, Site,
    figures::{self, Life},
    given::named_models,
    sent_from, words,
};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::Range,
    source::Span,
};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "dearer-older-model", in_tests: false, check };

/// An older model, what followed it, and what is left of the price in thousandths.
type Followed = (String, String, Range<u64>);
/// Places that name it, each with one call that it flows into.
type Places<'a> = BTreeMap<Span, &'a Site>;

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let mut used: BTreeMap<(String, String), (Followed, Places<'_>)> = BTreeMap::new();
    for site in sites.iter().filter(|site| asks(site)) {
        for named in named_models(&site.call) {
            if let Some(followed) = judged(context, site, &named.id, named.written) {
                let key = (followed.0.clone(), followed.1.clone());
                used.entry(key).or_insert_with(|| (followed, Places::new())).1.entry(named.written).or_insert(site);
            }
        }
    }
    used.values().filter_map(|(followed, places)| finding(context, followed, places)).collect()
}

fn asks(site: &Site) -> bool {
    site.call.operation != Operation::CountTokens && !site.call.request.model_default
}

fn judged(context: &Context<'_>, site: &Site, id: &str, at: Span) -> Option<Followed> {
    let platform = figures::platform_of(id, site.call.platform);
    // That it ends says more, and says the same successor.
    if matches!(figures::life(id, platform, context.as_of), Some(Life::Unknown | Life::Retires { .. })) {
        return None;
    }
    let most = 1000 - context.count(&RULE, "min-saving-percent", at).min(100) * 10;
    let prices = context.policy.charged(&context.path(site.call.at));
    let (new, ratio) = figures::successor(id, platform, &prices, context.as_of)?;
    (ratio.high <= most).then(|| (figures::names(&[id.to_owned()]), new, ratio))
}

/// One finding a model: whoever changes it changes it everywhere.
fn finding(context: &Context<'_>, (old, new, ratio): &Followed, places: &Places<'_>) -> Option<Diagnostic> {
    let (at, site) = places.first_key_value()?;
    let others = places.keys().skip(1).map(|at| (*at, "and here".to_owned()));
    let count =
        if places.len() > 1 { format!("; {}", words::plural(places.len() as u64, "place")) } else { String::new() };
    Some(Diagnostic {
        message: format!(
            "the same text costs {} as much on `{new}`, which followed {old}, its tokens counted as it counts them{count}",
            figures::share(*ratio)
        ),
        at: *at,
        label: "the older model".to_owned(),
        labels: sent_from(site, *at).into_iter().chain(others).collect(),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
