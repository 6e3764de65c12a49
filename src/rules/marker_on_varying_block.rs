//! `marker-on-varying-block`: every call writes an entry that no other call can read.

use super::{
    Context, Rule, Site, joined,
    prefix::{Marked, holes, is_on_a_tool, on_tools, priced, tools_are_known},
    sent::Sent,
    sent_from, words,
};
use crate::{
    calls::{Block, Cache, Operation, Request},
    diagnostic::{Confidence, Diagnostic},
    source::Span,
    value::HoleKind,
};

pub(super) const RULE: Rule = Rule { name: "marker-on-varying-block", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    joined(sites.iter().flat_map(|site| Sent::by(site)).filter_map(|sent| judged(context, &sent)))
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch);
    // A conversation that grows is read back from its last block: there the marker is right.
    let grows = site.call.around.agent_loop || sent.loops(context).iter().any(|fact| fact.carries);
    let prefix = Marked::of(request)?;
    if !asks || grows || !is_one_turn(request) || !tools_are_known(request) || prefix.volatile().is_some() {
        return None;
    }
    let (blocks, marker) = only_marked_at_its_end(request)?;
    let last = blocks.last()?;
    let (_, at) = holes(last).find(|(kind, _)| varies(*kind))?;
    let ahead: Vec<&Block> = blocks.iter().take_while(|block| is_fixed(block)).copied().collect();
    let (tokens, price) = priced(context, site, request, &ahead, prefix.life)?;
    let labels = std::iter::once((at, "differs from call to call".to_owned())).chain(sent_from(site, marker));
    Some(Diagnostic {
        message: format!(
            "the only cache marker stands behind what differs from call to call: about {} tokens before that are \
             written each time and never read, {} per 1,000 calls; marked where they end they cost {}",
            words::tokens(tokens),
            words::money(price.written),
            words::money(price.cached)
        ),
        at: marker,
        label: "the marker".to_owned(),
        labels: labels.collect(),
        saves: Some((price.saved_over_writing(), "per 1,000 calls")),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// Whether all messages are known, and none of them is an earlier answer.
fn is_one_turn(request: &Request) -> bool {
    let (system, messages) = (&request.system, &request.messages);
    let known = system.open.is_none() && messages.open.is_none() && !messages.blocks.is_empty();
    known && messages.blocks.iter().all(|block| block.role.as_deref() == Some("user"))
}

/// The blocks up to the only marker, and where that is written: on a block, or for the whole request, which marks the
/// last block.
fn only_marked_at_its_end(request: &Request) -> Option<(Vec<&Block>, Span)> {
    let Cache::Marked(at) = request.cache else { return None };
    let blocks: Vec<&Block> = request.system.blocks.iter().chain(&request.messages.blocks).collect();
    let on_a_tool = on_tools(&request.tools) > 0 || is_on_a_tool(request, at);
    let mut marked = blocks.iter().enumerate().filter(|(_, block)| block.breakpoint.is_some()).map(|(index, _)| index);
    match (marked.next(), marked.next()) {
        _ if on_a_tool => None,
        (None, _) => Some((blocks, at)),
        (Some(only), None) => Some((blocks[..=only].to_vec(), at)),
        (Some(_), Some(_)) => None,
    }
}

/// Kinds of part that another call fills in another way.
fn varies(kind: HoleKind) -> bool {
    matches!(kind, HoleKind::User | HoleKind::Document | HoleKind::Parameter | HoleKind::Loop)
}

fn is_fixed(block: &Block) -> bool {
    !block.media && holes(block).next().is_none()
}
