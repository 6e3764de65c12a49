//! `unread-usage`: a response whose usage certainly goes nowhere.

use super::{Context, Rule, Site};
use crate::{
    calls::{Operation, Place},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    syntax::Language,
    value::Name,
};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "unread-usage", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let lost = sites.iter().copied().filter(|site| is_lost(context, site));
    let mut metered: BTreeMap<&str, bool> = BTreeMap::new();
    let unmetered = lost.filter(|site| {
        let language = site.call.language;
        !*metered.entry(language.name()).or_insert_with(|| is_metered(context, site, language.kin()))
    });
    unmetered.map(|site| finding(context, site)).collect()
}

fn is_lost(context: &Context<'_>, site: &Site) -> bool {
    let call = &site.call;
    // The search for meters reads files, which a rule that is off must not.
    let on = context.policy.level(RULE.name, &context.path(call.at)) > Level::Off;
    let listed = || context.lists_sdk(&RULE, call);
    let seen_whole = call.around.place != Place::Notebook;
    let at_once = !call.request.stream && !call.request.stream_unseen;
    on && seen_whole
        && call.operation == Operation::Message
        && call.usage_lost
        && at_once
        && listed()
        && !through_gateway(context, site)
}

/// Whether the file of a call says that requests may go somewhere that counts them.
fn through_gateway(context: &Context<'_>, site: &Site) -> bool {
    let words = context.texts(&RULE, "gateways", site.call.at);
    let source = context.files.source(site.call.at.source);
    source.is_none_or(|source| words.iter().any(|word| source.text.contains(word.as_str())))
}

/// Whether anything in the tree counts the usage of every call by itself.
fn is_metered(context: &Context<'_>, site: &Site, languages: &[Language]) -> bool {
    let sets: Vec<Vec<Name>> =
        context.texts(&RULE, "meters", site.call.at).iter().map(|word| vec![Name::from(word.as_str())]).collect();
    !context.files.mentioning(languages, &sets).is_empty()
}

fn finding(context: &Context<'_>, site: &Site) -> Diagnostic {
    Diagnostic {
        message:
            "only the content of this response is looked at: nothing in the program knows how many tokens the call \
                  was billed for, or whether its cache was read"
                .to_owned(),
        label: "its `usage` is lost here".to_owned(),
        ..context.finding(&RULE, site, Confidence::Medium)
    }
}
