//! The part of a request that a cache marker covers.

use crate::{
    calls::{Block, Cache, Request},
    source::Span,
    value::{Field, HoleKind, Piece},
};

/// Everything before a cache marker, in the order in which it is sent.
pub struct Marked<'a> {
    /// Blocks of the system prompt, then of the messages, up to and with the last marked one.
    pub blocks: Vec<&'a Block>,
    /// The marker.
    pub at: Span,
    /// Whether the last marked block is one of the system prompt.
    pub in_system: bool,
    /// Whether there may be more in front of the marker than these blocks.
    pub open: bool,
}

impl<'a> Marked<'a> {
    /// What the last marker of a request covers. Under automatic caching, which marks the last block by itself, that
    /// is the system prompt: what follows differs between requests anyway. Nothing where no marker was found, or
    /// where the only one is on a tool.
    pub fn of(request: &'a Request) -> Option<Marked<'a>> {
        let Cache::Marked(at) = request.cache else { return None };
        let (system, messages) = (&request.system, &request.messages);
        let last = |blocks: &[Block]| blocks.iter().rposition(|block| block.breakpoint.is_some());
        let on_a_tool = matches!(&request.tools, Field::Given(tools) if tools.span.contains(at));
        let markers = system.blocks.iter().chain(&messages.blocks).filter(|block| block.breakpoint.is_some()).count();
        let place = |block: &Block| if markers == 1 && !on_a_tool { at } else { block.at };
        if let Some(last) = last(&messages.blocks) {
            let blocks = system.blocks.iter().chain(&messages.blocks[..=last]).collect();
            let open = system.open.is_some() || messages.open.is_some();
            return Some(Marked { blocks, at: place(&messages.blocks[last]), in_system: false, open });
        }
        if let Some(last) = last(&system.blocks) {
            let (blocks, open) = (system.blocks[..=last].iter().collect(), system.open.is_some());
            return Some(Marked { blocks, at: place(&system.blocks[last]), in_system: true, open });
        }
        let automatic = !on_a_tool && system.open.is_none() && !system.blocks.is_empty();
        automatic.then(|| Marked { blocks: system.blocks.iter().collect(), at, in_system: false, open: false })
    }

    /// The first part that changes with every request or process by itself.
    pub fn volatile(&self) -> Option<(HoleKind, Span)> {
        self.holes().find(|(kind, _)| {
            matches!(kind, HoleKind::Time | HoleKind::Random | HoleKind::Process | HoleKind::RequestId)
        })
    }

    /// Every part that is not fixed.
    pub fn holes(&self) -> impl Iterator<Item = (HoleKind, Span)> {
        let pieces = self.blocks.iter().flat_map(|block| &block.text.pieces);
        pieces.filter_map(|piece| if let Piece::Hole { kind, at } = piece { Some((*kind, *at)) } else { None })
    }
}
