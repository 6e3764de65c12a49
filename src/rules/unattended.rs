//! Agents that nobody watches, and what bounds them.

use super::{Context, Site};
use crate::{calls::Workflow, value::Field};

/// Whether nothing bounds what an agent does: neither turns nor money, in any case.
pub fn has_no_limit(site: &Site) -> bool {
    site.call.request.turns == Field::Absent && site.call.request.budget == Field::Absent
}

/// Whether the command runs under another that ends it after a time (`timeout 600 claude -p …`).
pub fn is_timed(context: &Context<'_>, site: &Site) -> bool {
    let Some(source) = context.files.source(site.call.at.source) else { return false };
    let (start, end) = source.line_around(site.call.at.start);
    let line = source.text.get(start as usize..end as usize).unwrap_or_default();
    line.split(|character: char| !character.is_alphanumeric() && character != '-')
        .any(|word| matches!(word, "timeout" | "gtimeout"))
}

/// Whether a person asks for each run: by hand, or with a comment that the workflow looks into.
pub fn is_asked_for(workflow: &Workflow) -> bool {
    let by_hand = |event: &str| matches!(event, "workflow_dispatch" | "workflow_call" | "repository_dispatch");
    let mentioned = workflow.conditions.iter().any(|condition| condition.contains("contains("));
    mentioned || workflow.triggers.iter().all(|trigger| by_hand(&trigger.event))
}
