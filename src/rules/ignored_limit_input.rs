//! `ignored-limit-input`: a limit that the action no longer reads.

use super::{Context, Rule, Site, moved_input, unattended::is_action};
use crate::diagnostic::{Confidence, Diagnostic};

pub(super) const RULE: Rule = Rule { name: "ignored-limit-input", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().flat_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Vec<Diagnostic> {
    let at = site.call.at;
    let Some(workflow) = &site.call.around.workflow else { return Vec::new() };
    let Some(uses) = workflow.uses.as_ref().filter(|uses| is_action(&uses.node, &context.texts(&RULE, "actions", at)))
    else {
        return Vec::new();
    };
    let ignored = context.texts(&RULE, "inputs", at);
    let given = workflow.inputs.iter().filter(|input| ignored.iter().any(|name| *name == input.node));
    let found = given.map(|input| Diagnostic {
        message: format!(
            "`{}` is no input of `{}`: the action ignores it, and what it was to set holds no more",
            input.node, uses.node
        ),
        at: input.span,
        label: "not read".to_owned(),
        fix: moved_input::fix(context, &RULE, workflow, input),
        ..context.finding(&RULE, site, Confidence::High)
    });
    found.collect()
}
