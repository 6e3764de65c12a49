//! What stands in front of the last cache marker of a request.

use super::{input::blocks_content, price::Maybe, text::Content};
use crate::calls::{Block, Request, Ttl};

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
    /// The last marker of a request. That of a whole request covers everything; so does one of which no more is known than
    /// that it is there, and nothing is known of how long its entries live.
    pub fn of(request: &Request, tools_open: bool) -> Marker {
        let (system, messages) = (&request.system, &request.messages);
        let last = |blocks: &[Block]| blocks.iter().rposition(|block| block.breakpoint.is_some());
        let hour = hour(request);
        let content = |blocks: Vec<&Block>, open: bool, moves: bool| {
            let (content, whole) = blocks_content(blocks);
            Marker { covers: Covers::Content(content), complete: whole && !open && !tools_open, hour, moves }
        };
        if request.whole_marker.is_some() {
            return Marker { hour, moves: true, ..Marker::default() };
        }
        if let Some(last) = last(&messages.blocks) {
            let open = system.open.is_some() || messages.open.is_some();
            let moves = last + 1 == messages.blocks.len();
            return content(system.blocks.iter().chain(&messages.blocks[..=last]).collect(), open, moves);
        }
        if let Some(last) = last(&system.blocks) {
            return content(system.blocks[..=last].iter().collect(), system.open.is_some(), false);
        }
        match request.tools_marker {
            Some(_) => content(Vec::new(), false, false),
            None => Marker { hour, moves: true, ..Marker::default() },
        }
    }
}

fn hour(request: &Request) -> Maybe {
    let blocks = request.system.blocks.iter().chain(&request.messages.blocks);
    let on_blocks = blocks.filter_map(|block| block.breakpoint);
    let lives: Vec<Ttl> = on_blocks.chain(request.whole_marker).chain(request.tools_marker).collect();
    match lives.as_slice() {
        [] => Maybe::Perhaps,
        lives if lives.iter().all(|life| *life == Ttl::FiveMinutes) => Maybe::No,
        lives if lives.iter().all(|life| *life == Ttl::OneHour) => Maybe::Yes,
        _ => Maybe::Perhaps,
    }
}
