//! `agent-review-on-every-push`: the same review again and again.

use super::{Context, Rule, Site};
use crate::{
    calls::{Operation, Trigger},
    diagnostic::{Confidence, Diagnostic},
    value::Name,
};

pub(super) const RULE: Rule = Rule { name: "agent-review-on-every-push", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let workflow = site.call.around.workflow.as_ref()?;
    // Any condition may be what narrows it: a label, a draft, an author.
    if site.call.operation != Operation::Agent || workflow.cancels || !workflow.conditions.is_empty() {
        return None;
    }
    let trigger = workflow.triggers.iter().find(|trigger| comes_with_every_push(trigger))?;
    Some(Diagnostic {
        message: format!(
            "every push to a {} runs this agent again from the start, and an earlier run {}",
            if trigger.event == "push" { "branch" } else { "pull request" },
            if workflow.queues { "goes on to its end before" } else { "goes on beside it" }
        ),
        label: "once a push".to_owned(),
        labels: vec![(context.first_line(trigger.at), "comes with every push".to_owned())],
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// `pull_request` has three types by default, `synchronize` among them.
fn comes_with_every_push(trigger: &Trigger) -> bool {
    let pushed = match trigger.event.as_str() {
        "push" => true,
        "pull_request" | "pull_request_target" => {
            trigger.types.is_empty() || trigger.types.iter().any(|kind| kind == "synchronize")
        }
        _ => false,
    };
    // Any filter of a push names branches, tags or files; a pull request's branches are those that it goes into.
    let narrowed = |filter: &Name| trigger.event == "push" || filter.starts_with("paths");
    pushed && !trigger.filters.iter().any(narrowed)
}
