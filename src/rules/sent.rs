//! Requests as single places send them, so that those can be told which send the same.

use super::{Context, Site, figures};
use crate::{
    calls::Request,
    estimate::Estimate,
    source::Span,
    value::{Field, Piece},
};
use std::collections::BTreeMap;

/// A request as one place sends it: a call, or a caller of the function of the tree that the call stands in.
pub struct Sent<'a> {
    /// The call.
    pub site: &'a Site,
    /// What is sent.
    pub request: &'a Request,
    /// What that comes to.
    pub estimate: Estimate,
    /// The place: the call, or the outermost caller.
    pub from: Span,
}

impl<'a> Sent<'a> {
    /// The requests of a site: one for each caller, or its own where none is seen.
    pub fn by(context: &Context<'_>, site: &'a Site) -> Vec<Sent<'a>> {
        if site.call.reached_from.is_empty() {
            let (request, estimate) = (&site.call.request, site.estimate.clone());
            return vec![Sent { site, request, estimate, from: site.call.at }];
        }
        let callers = site.call.reached_from.iter().map(|caller| {
            let from = caller.stack.first().map_or(site.call.at, |frame| frame.at);
            let estimate = figures::estimate(&site.call, &caller.request, context.as_of);
            Sent { site, request: &caller.request, estimate, from }
        });
        callers.collect()
    }

    /// Groups requests that begin with the same text, told by where it is written.
    pub fn grouped(all: impl Iterator<Item = Sent<'a>>) -> Vec<Vec<Sent<'a>>> {
        let mut groups: BTreeMap<Vec<Span>, Vec<Sent<'a>>> = BTreeMap::new();
        for sent in all {
            groups.entry(sent.written_at()).or_default().push(sent);
        }
        groups.into_values().collect()
    }

    /// Where the fixed prefix is written, in the order in which it is sent.
    pub fn written_at(&self) -> Vec<Span> {
        let tools = if let Field::Given(tools) = &self.request.tools { Some(tools.span) } else { None };
        let pieces = self.request.system.blocks.iter().flat_map(|block| &block.text.pieces);
        let fixed = pieces.map_while(|piece| if let Piece::Fixed { from, .. } = piece { Some(*from) } else { None });
        tools.into_iter().chain(fixed).collect()
    }
}
