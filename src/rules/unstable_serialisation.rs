//! `unstable-serialisation`: the same things in another order are another text, which no cache entry has.

use super::{Context, Rule, Site, disordered, prefix::Marked};
use crate::{
    calls::{Operation, Unordered, unordered},
    diagnostic::Diagnostic,
    source::Span,
    value::Piece,
};

pub(super) const RULE: Rule = Rule { name: "unstable-serialisation", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let marked = Marked::of(&call.request).filter(|_| call.operation == Operation::Message)?;
    let found = unordered(context.files, call, "system").filter(|found| is_before_marker(&marked, site, found))?;
    let cost = disordered::rewritten(context, site, &marked);
    let (cost, saves) = cost.map_or((String::new(), None), |(said, saved)| (said, Some((saved, "per 1,000 calls"))));
    Some(Diagnostic {
        message: format!(
            "the cached prefix holds a text {}: where it differs, nothing is read from the cache{cost}",
            disordered::decided_by(found.by)
        ),
        at: context.first_line(found.at),
        label: "decides the order".to_owned(),
        labels: vec![(marked.at, "the cached prefix ends here".to_owned()), (call.at, "sent from here".to_owned())],
        saves,
        fix: disordered::ordered(context, &found),
        ..context.finding(&RULE, site, disordered::confidence(found.by))
    })
}

/// Whether it stands in front of the last marker: a piece of what is marked is made there, or all of the system prompt
/// is marked.
fn is_before_marker(marked: &Marked<'_>, site: &Site, found: &Unordered) -> bool {
    let system = &site.call.request.system;
    let all = system.open.is_none() && system.blocks.len() <= marked.blocks.len();
    let touches = |at: Span| at.contains(found.at) || found.at.contains(at);
    let mut pieces = marked.blocks.iter().flat_map(|block| &block.text.pieces);
    all || pieces.any(|piece| match piece {
        Piece::Fixed { from: at, .. } | Piece::Hole { at, .. } => touches(*at),
    })
}
