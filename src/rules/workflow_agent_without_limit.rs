//! `workflow-agent-without-limit`: an agent in a workflow that may run until GitHub ends it.

use super::{
    Context, Rule, Site, timed_step,
    unattended::{Starts, has_no_limit, is_action, is_pinned},
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
    let mut files: BTreeMap<(SourceId, Starts), Vec<&Site>> = BTreeMap::new();
    for site in sites {
        if let Some(workflow) = &site.call.around.workflow
            && is_unlimited(context, site, workflow)
        {
            files.entry((site.call.at.source, Starts::of(workflow))).or_default().push(site);
        }
    }
    files.iter().filter_map(|((_, starts), sites)| finding(context, *starts, sites)).collect()
}

fn is_unlimited(context: &Context<'_>, site: &Site, workflow: &Workflow) -> bool {
    let option = |name| context.texts(&RULE, name, site.call.at);
    let given = |names: &[String]| workflow.inputs.iter().any(|input| names.iter().any(|name| *name == input.node));
    let ends = |uses: &str| {
        let timed = option("timed-actions");
        is_action(uses, &timed) || is_pinned(uses, &timed) && !given(&option("newer-inputs"))
    };
    site.call.operation == Operation::Agent
        && workflow.timeout_minutes == Field::Absent
        && has_no_limit(site)
        && !given(&option("limits"))
        && !workflow.uses.as_ref().is_some_and(|uses| ends(&uses.node))
}

/// One finding a file: its jobs were written in one go.
fn finding(context: &Context<'_>, starts: Starts, sites: &[&Site]) -> Option<Diagnostic> {
    let (first, others) = sites.split_first()?;
    let level = if starts == Starts::Alone { Level::Warn } else { Level::Info };
    let (agents, them) = if others.is_empty() { ("this agent", "it") } else { ("these agents", "them") };
    let who = match starts {
        Starts::Alone if others.is_empty() => "; it starts by itself",
        Starts::Alone => "; they start by themselves",
        Starts::Asked => "; somebody asks for each run",
        Starts::Elsewhere => "",
    };
    let minutes = context.count(&RULE, "timeout-minutes", first.call.at);
    Some(Diagnostic {
        level: context.proposed(&RULE, first.call.at, level),
        message: format!(
            "nothing bounds {agents}: no `--max-budget-usd`, no `--max-turns` and no `timeout-minutes`, so GitHub ends \
             {them} after six hours{who}"
        ),
        label: "runs until its task is done".to_owned(),
        labels: others.iter().map(|site| (site.call.at, "and this one".to_owned())).collect(),
        fix: timed_step::fix(context, sites.iter().map(|site| &site.call), minutes),
        ..context.finding(&RULE, first, Confidence::High)
    })
}
