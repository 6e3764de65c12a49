//! `invalid-cache-markers`: more markers than a request may have, or lives in the wrong order.

use super::{Context, Rule, Site, given::says, joined, prefix::on_tools, sent::Sent, sent_from};
use crate::{
    calls::{Block, Operation, Special, Ttl},
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "invalid-cache-markers", in_tests: false, check };

/// Types of the blocks that hold what a model thought.
const THINKING: [&str; 2] = ["redacted_thinking", "thinking"];

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().flat_map(|site| Sent::by(site)).filter_map(|sent| judged(context, &sent)))
}

/// What a block is that takes no marker.
fn unmarkable(block: &Block) -> Option<&'static str> {
    match &block.special {
        Some(Special::Media(map)) => {
            THINKING.iter().any(|kind| says(map, "type", kind)).then_some("a block of thinking")
        }
        Some(Special::ToolUse(_) | Special::ToolResult) => None,
        None => (!block.media && block.text.fixed().is_some_and(|text| text.is_empty())).then_some("an empty text"),
    }
}

/// Whether this rule has something to say about a marker on a block, so that no other need speak of that marker.
pub(super) fn refuses(context: &Context<'_>, site: &Site, block: &Block) -> bool {
    let on = context.policy.level(RULE.name, &context.path(site.call.at)) > Level::Off;
    on && is_asked(context, site) && unmarkable(block).is_some()
}

fn is_asked(context: &Context<'_>, site: &Site) -> bool {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch);
    asks && context.lists_sdk(&RULE, &site.call)
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    is_asked(context, site).then_some(())?;
    // A marker whose life is not known may be one that is not always set.
    let certain = |life: Option<Ttl>| life.is_some_and(|life| life != Ttl::Unknown);
    let blocks = request.system.blocks.iter().chain(&request.messages.blocks);
    let marked: Vec<&Block> = blocks.filter(|block| certain(block.breakpoint)).collect();
    let count = marked.len() + on_tools(&request.tools) + usize::from(certain(request.whole_marker));
    let most = usize::try_from(context.count(&RULE, "most", site.call.at)).unwrap_or(usize::MAX);
    let (message, at) = if let Some((what, block)) = marked.iter().find_map(|block| Some((unmarkable(block)?, *block)))
    {
        (format!("a cache marker on {what}: the API rejects the request"), block.at)
    } else if count > most {
        let last = marked.last().map_or(site.call.at, |block| block.at);
        (format!("{count} cache markers in one request: the API takes {most}, and rejects a request with more"), last)
    } else {
        let short = marked.iter().position(|block| block.breakpoint == Some(Ttl::FiveMinutes))?;
        let long = marked[short..].iter().find(|block| block.breakpoint == Some(Ttl::OneHour))?;
        let message = "a cache marker of an hour stands behind one of five minutes: the API rejects the request, because \
                       longer lives come first";
        (message.to_owned(), long.at)
    };
    Some(Diagnostic {
        message,
        at: context.first_line(at),
        label: "fails when it runs".to_owned(),
        labels: sent_from(site, at),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
