//! `workflow-agent-without-limit`: an agent in a workflow that may run until GitHub ends it.

use super::{
    Context, Rule, Site,
    unattended::{has_no_limit, is_asked_for, is_timed},
};
use crate::{
    calls::{Operation, Workflow},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    source::SourceId,
    value::Field,
};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule { name: "workflow-agent-without-limit", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let mut files: BTreeMap<(SourceId, bool), Vec<&Site>> = BTreeMap::new();
    for site in sites {
        if let Some(workflow) = &site.call.around.workflow
            && is_unlimited(context, site, workflow)
        {
            files.entry((site.call.at.source, is_asked_for(workflow))).or_default().push(site);
        }
    }
    files.iter().filter_map(|((_, asked), sites)| finding(context, *asked, sites)).collect()
}

fn is_unlimited(context: &Context<'_>, site: &Site, workflow: &Workflow) -> bool {
    let limits = context.texts(&RULE, "limits", site.call.at);
    let own = workflow.inputs.iter().any(|input| limits.iter().any(|limit| *limit == input.node));
    site.call.operation == Operation::Agent
        && workflow.timeout_minutes == Field::Absent
        && has_no_limit(site)
        && !own
        && !is_timed(context, site)
}

/// One finding a file: its jobs were written in one go.
fn finding(context: &Context<'_>, asked: bool, sites: &[&Site]) -> Option<Diagnostic> {
    let (first, others) = sites.split_first()?;
    let level = if asked { Level::Info } else { Level::Warn };
    let (who, agents) = match (asked, others) {
        (true, []) => ("somebody asks for each run", "this agent"),
        (true, _) => ("somebody asks for each run", "these agents"),
        (false, []) => ("it starts by itself", "this agent"),
        (false, _) => ("they start by themselves", "these agents"),
    };
    let them = if others.is_empty() { "it" } else { "them" };
    Some(Diagnostic {
        level: context.proposed(&RULE, first.call.at, level),
        message: format!(
            "nothing bounds {agents}: no `--max-budget-usd`, no `--max-turns` and no `timeout-minutes`, so GitHub ends \
             {them} after six hours; {who}"
        ),
        label: "runs until its task is done".to_owned(),
        labels: others.iter().map(|site| (site.call.at, "and this one".to_owned())).collect(),
        ..context.finding(&RULE, first, Confidence::High)
    })
}
