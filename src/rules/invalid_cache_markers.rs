//! `invalid-cache-markers`: more markers than a request may have, or lives in the wrong order.

use super::{Context, Rule, Site, joined, sent::Sent, sent_from};
use crate::{
    calls::{Block, Operation, Ttl},
    diagnostic::{Confidence, Diagnostic},
    value::{Field, Value},
};

pub(super) const RULE: Rule = Rule { name: "invalid-cache-markers", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().flat_map(|site| Sent::by(site)).filter_map(|sent| judged(context, &sent)))
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch);
    let listed = || context.texts(&RULE, "sdks", site.call.at).iter().any(|sdk| **sdk == *site.call.sdk);
    if !asks || !listed() {
        return None;
    }
    let blocks = || request.system.blocks.iter().chain(&request.messages.blocks);
    let marked: Vec<&Block> = blocks().filter(|block| block.breakpoint.is_some()).collect();
    let count = marked.len() + on_tools(&request.tools);
    let most = usize::try_from(context.count(&RULE, "most", site.call.at)).unwrap_or(usize::MAX);
    let (message, at) = if count > most {
        let last = marked.last().map_or(site.call.at, |block| block.at);
        (
            format!("{count} cache markers in one request: the API takes {most} and rejects the rest with all of it"),
            last,
        )
    } else {
        let short = marked.iter().position(|block| block.breakpoint == Some(Ttl::FiveMinutes))?;
        let long = marked[short..].iter().find(|block| block.breakpoint == Some(Ttl::OneHour))?;
        let message = "a cache marker of an hour stands behind one of five minutes: the API rejects the request, because \
                       longer lives come first";
        (message.to_owned(), long.at)
    };
    Some(Diagnostic {
        message,
        at,
        label: "fails when it runs".to_owned(),
        labels: sent_from(site, at),
        ..context.finding(&RULE, site, Confidence::High)
    })
}

/// Markers on tools that are certainly there.
fn on_tools(tools: &Field) -> usize {
    let Field::Given(tools) = tools else { return 0 };
    let Value::List(list) = &tools.node else { return 0 };
    let marked = |tool: &Value| {
        let Value::Map(tool) = tool else { return false };
        tool.get("cache_control").is_some_and(|marker| matches!(marker.node, Value::Map(_)))
    };
    list.items.iter().filter(|tool| marked(&tool.node)).count()
}
