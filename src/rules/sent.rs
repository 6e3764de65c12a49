//! Requests as single places send them, so that those can be told which send the same, and again.

use super::{Context, Site, figures};
use crate::{
    calls::{Caller, Request, only_tries_again},
    estimate::Estimate,
    resolve::event::LoopFact,
    source::Span,
    value::{Field, Piece},
};
use std::{borrow::Cow, collections::BTreeMap};

/// A request as one place sends it: a call, or a caller of the function of the tree that the call stands in.
pub struct Sent<'a> {
    /// The call.
    pub site: &'a Site,
    /// The caller, if the call stands in a wrapper.
    pub caller: Option<&'a Caller>,
    /// What is sent.
    pub request: &'a Request,
}

impl<'a> Sent<'a> {
    /// The requests of a site: one for each caller, or its own where none is seen.
    pub fn by(site: &'a Site) -> Vec<Sent<'a>> {
        if site.call.reached_from.is_empty() {
            return vec![Sent { site, caller: None, request: &site.call.request }];
        }
        let callers = site.call.reached_from.iter();
        callers.map(|caller| Sent { site, caller: Some(caller), request: &caller.request }).collect()
    }

    /// The place that sends it: the call, or the outermost caller.
    pub fn from(&self) -> Span {
        self.caller.and_then(|caller| caller.stack.first()).map_or(self.site.call.at, |frame| frame.at)
    }

    /// Loops around it, outermost first, those around its callers included as far as they do not only try again.
    pub fn loops(&self, context: &Context<'_>) -> Vec<&'a LoopFact> {
        let frames = self.caller.iter().flat_map(|caller| &caller.stack).flat_map(|frame| &frame.loops);
        let working = frames.filter(|fact| !only_tries_again(context.files, fact));
        working.chain(&self.site.call.around.loops).collect()
    }

    /// Whether it leaves together with others.
    pub fn fans_out(&self) -> bool {
        let mut frames = self.caller.iter().flat_map(|caller| &caller.stack);
        self.site.call.around.fan_out || frames.any(|frame| frame.fan_out)
    }

    /// What it comes to.
    pub fn estimate(&self, context: &Context<'_>) -> Cow<'a, Estimate> {
        match self.caller {
            None => Cow::Borrowed(&self.site.estimate),
            Some(caller) => Cow::Owned(figures::estimate(&self.site.call, &caller.request, context)),
        }
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
