//! What stands in front of the last cache marker of a request.

use super::{input::blocks_content, price::Maybe, text::Content};
use crate::{
    calls::{Block, Cache, Request, Ttl},
    value::Field,
};

/// The part of a prompt that a marker covers, before a tokenizer counts it.
#[derive(Debug, Default)]
pub struct Marker {
    /// Which part.
    pub covers: Covers,
    /// Whether that is all that stands in front of it.
    pub complete: bool,
    /// Whether an entry lives for an hour.
    pub hour: Maybe,
    /// Whether a longer prompt would be marked to its end too.
    pub moves: bool,
}

/// A part of a prompt that begins where it begins.
#[derive(Debug, Default)]
pub enum Covers {
    /// All of it.
    #[default]
    All,
    /// The tools, and these texts.
    Content(Content),
}

impl Marker {
    /// The last marker of a request. One that is no block's own, such as that of a whole request, covers everything, and
    /// nothing is known of how long its entries live.
    pub fn of(request: &Request, tools_open: bool) -> Marker {
        let (system, messages) = (&request.system, &request.messages);
        let last = |blocks: &[Block]| blocks.iter().rposition(|block| block.breakpoint.is_some());
        let hour = hour(request);
        let content = |blocks: Vec<&Block>, open: bool, moves: bool| {
            let (content, whole) = blocks_content(blocks);
            Marker { covers: Covers::Content(content), complete: whole && !open && !tools_open, hour, moves }
        };
        if let Some(last) = last(&messages.blocks) {
            let open = system.open.is_some() || messages.open.is_some();
            let moves = last + 1 == messages.blocks.len();
            return content(system.blocks.iter().chain(&messages.blocks[..=last]).collect(), open, moves);
        }
        if let Some(last) = last(&system.blocks) {
            return content(system.blocks[..=last].iter().collect(), system.open.is_some(), false);
        }
        match (&request.cache, &request.tools) {
            (Cache::Marked(at), Field::Given(tools)) if tools.span.contains(*at) => content(Vec::new(), false, false),
            _ => Marker { hour, moves: true, ..Marker::default() },
        }
    }
}

fn hour(request: &Request) -> Maybe {
    let blocks = request.system.blocks.iter().chain(&request.messages.blocks);
    let lives: Vec<Ttl> = blocks.filter_map(|block| block.breakpoint).collect();
    match lives.as_slice() {
        [] => Maybe::Perhaps,
        lives if lives.iter().all(|life| *life == Ttl::FiveMinutes) => Maybe::No,
        lives if lives.iter().all(|life| *life == Ttl::OneHour) => Maybe::Yes,
        _ => Maybe::Perhaps,
    }
}
