//! `premium-subagent`: subagents that hold on to a dear model.

use super::{Context, Rule, Site, figures, given::certain_models, words};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "premium-subagent", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<(String, String), Vec<&Site>> = BTreeMap::new();
    for site in sites {
        if let Some(family) = pinned(context, site) {
            let path = context.path(site.call.at);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            folders.entry((folder, family)).or_default().push(site);
        }
    }
    folders.iter().filter_map(|((_, family), sites)| finding(context, family, sites)).collect()
}

/// The dear family whose model a subagent names.
fn pinned(context: &Context<'_>, site: &Site) -> Option<String> {
    let listed = context.lists_sdk(&RULE, &site.call);
    let subagent = listed && site.call.operation == Operation::Agent;
    let path = context.path(site.call.at);
    if !subagent || !path.split('/').any(|part| part == "agents") {
        return None;
    }
    let families = context.texts(&RULE, "families", site.call.at);
    let models = certain_models(&site.call.request);
    let [id] = models.as_slice() else { return None };
    let family = figures::model(id).map_or(id.as_str(), |model| model.family.as_str());
    families.into_iter().find(|one| one == family)
}

fn finding(context: &Context<'_>, family: &str, sites: &[&Site]) -> Option<Diagnostic> {
    let (first, others) = sites.split_first()?;
    let count = words::plural(sites.len() as u64, "subagent");
    let pin = if others.is_empty() { "pins" } else { "pin" };
    Some(Diagnostic {
        message: format!(
            "{count} here {pin} a model of the `{family}` family, whatever the session uses and however small the task is"
        ),
        label: format!("always `{family}`"),
        labels: others.iter().map(|site| (site.call.at, "and here".to_owned())).collect(),
        ..context.finding(&RULE, first, Confidence::Medium)
    })
}
