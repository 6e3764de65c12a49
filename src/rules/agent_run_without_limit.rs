//! `agent-run-without-limit`: an agent that ends when it thinks so.

use super::{Context, Rule, Site, reuse::in_working_loop, sent::Sent, unattended::has_no_limit};
use crate::{
    calls::{Operation, Place},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "agent-run-without-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let listed = context.lists_sdk(&RULE, call);
    // Steps of workflows have a rule of their own, which knows their timeouts.
    if call.operation != Operation::Agent || !listed || call.around.workflow.is_some() {
        return None;
    }
    if !has_no_limit(site) {
        return None;
    }
    let (level, when) = match again(context, site) {
        Some(when) if call.around.place == Place::Notebook => (Level::Info, when),
        Some(when) => (Level::Warn, when),
        // Whoever started one run may be watching it.
        None => (Level::Off, ""),
    };
    Some(Diagnostic {
        level: context.proposed(&RULE, call.at, level),
        message: format!(
            "neither turns nor money nor time bound this agent: it goes on until it thinks that it is done{when}"
        ),
        label: "no limit".to_owned(),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Why it runs again and again with nobody there to stop it.
fn again(context: &Context<'_>, site: &Site) -> Option<&'static str> {
    let sent = Sent::by(site);
    let least = context.count(&RULE, "min-passes", site.call.at);
    let looped = |sent: &Sent<'_>| {
        let mut loops = sent.loops(context);
        loops.retain(|fact| fact.passes.is_none_or(|passes| passes >= least));
        in_working_loop(&site.call, &loops) && !loops.iter().any(|fact| fact.waits)
    };
    match site.call.around.place {
        Place::Job => Some(", and a queue or a clock starts it"),
        _ if sent.iter().any(Sent::fans_out) => Some(", and several run at once"),
        _ if sent.iter().any(looped) => Some(", with every pass of a loop"),
        _ => None,
    }
}
