//! `server-tool-without-max-uses`: a tool that the model calls as often as it likes, on the bill.

use super::{Context, Rule, Site, joined, sent_from};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    source::{At, Span},
    value::{Field, Map, Value},
};

pub(super) const RULE: Rule = Rule { name: "server-tool-without-max-uses", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().flat_map(|site| judged(context, site)))
}

fn judged(context: &Context<'_>, site: &Site) -> Vec<Diagnostic> {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch | Operation::Agent);
    let Field::Given(At { node: Value::List(tools), .. }) = &site.call.request.tools else { return Vec::new() };
    let billed = context.texts(&RULE, "tools", site.call.at);
    let unlimited = tools.items.iter().filter(|_| asks).filter_map(|tool| unlimited(tool, &billed));
    let found = unlimited.map(|(name, at)| Diagnostic {
        message: format!(
            "`{name}` without `max_uses`: the model calls it as often as it likes in one request, and what it brings is \
             input of every later turn"
        ),
        at,
        label: "no `max_uses`".to_owned(),
        labels: sent_from(site, at),
        ..context.finding(&RULE, site, Confidence::High)
    });
    found.collect()
}

/// The type of a tool that Anthropic runs and bills, where it certainly has no limit of its own.
fn unlimited(tool: &At<Value>, billed: &[String]) -> Option<(String, Span)> {
    let Value::Map(map) = &tool.node else { return None };
    let kind = map.get("type")?.node.as_str()?;
    let one = billed.iter().any(|name| kind.starts_with(&format!("{name}_20")));
    (one && has_none(map)).then(|| (kind, tool.span))
}

fn has_none(tool: &Map) -> bool {
    tool.open.is_none() && tool.get("max_uses").is_none_or(|uses| uses.node == Value::Null)
}
