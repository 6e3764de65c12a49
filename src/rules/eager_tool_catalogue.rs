//! `eager-tool-catalogue`: every tool there is, with every request.

use super::{Context, Rule, Site, joined, sent_from};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    source::At,
    value::{Field, Value},
};

pub(super) const RULE: Rule = Rule { name: "eager-tool-catalogue", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().filter_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let listed = context.lists_sdk(&RULE, &site.call);
    let asks = matches!(site.call.operation, Operation::Message | Operation::Agent);
    let Field::Given(At { node: Value::List(tools), span }) = &site.call.request.tools else { return None };
    let many = tools.items.len() as u64 > context.count(&RULE, "max-tools", site.call.at);
    // One that is not known may be the search, or wait for it; so may one that is spread in.
    let eager = tools.open.is_none() && tools.items.iter().all(|tool| sent_at_once(&tool.node));
    (listed && asks && many && eager).then(|| Diagnostic {
        message: format!(
            "the definitions of {} tools go out with every request, and stand in front of all that is asked",
            tools.items.len()
        ),
        at: context.first_line(*span),
        label: "none of them waits until it is looked for".to_owned(),
        labels: sent_from(site, *span),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Whether a tool certainly is in the prompt from the start, and is not the one that finds others.
fn sent_at_once(tool: &Value) -> bool {
    let Value::Map(tool) = tool else { return false };
    let search =
        tool.get("type").and_then(|kind| kind.node.as_str()).is_some_and(|kind| kind.starts_with("tool_search"));
    tool.open.is_none() && tool.get("defer_loading").is_none() && !search
}
