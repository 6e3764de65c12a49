//! `workflow-agent-without-limit`: an agent in a workflow that may run until GitHub ends it.

use super::{
    Context, Rule, Site,
    unattended::{has_no_limit, is_asked_for, is_timed},
};
use crate::{
    calls::Operation,
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "workflow-agent-without-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let workflow = site.call.around.workflow.as_ref()?;
    let unlimited = site.call.operation == Operation::Agent && has_no_limit(site) && !is_timed(context, site);
    let own = workflow
        .inputs
        .iter()
        .any(|input| context.texts(&RULE, "limits", site.call.at).contains(&input.node.to_string()));
    if !unlimited || own || workflow.timeout_minutes != Field::Absent {
        return None;
    }
    let asked = is_asked_for(workflow);
    let who = if asked { "somebody asks for each run" } else { "it starts by itself" };
    let level = if asked { Level::Info } else { Level::Warn };
    Some(Diagnostic {
        level: context.proposed(&RULE, site.call.at, level),
        message: format!(
            "nothing bounds this agent: no `--max-budget-usd`, no `--max-turns` and no `timeout-minutes`, so GitHub ends \
             it after six hours; {who}"
        ),
        label: "runs until its task is done".to_owned(),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
