//! Where the cache markers of a prompt stand.

use crate::calls::{Prompt, Request, Ttl};

/// A marker by the blocks before and after it.
struct Marker {
    before: usize,
    after: usize,
    life: Ttl,
}

/// Whether a marker is new, gone, of another life or at another place. It stays where it is while blocks are added on one
/// side of it, or the block that it is on is cut in two. Of one on the whole request or on tools only counts whether it
/// is there and how long it lives.
pub(super) fn moved(one: &Request, other: &Request) -> bool {
    let lives = |request: &Request| (request.whole_marker, request.tools_marker);
    lives(one) != lives(other) || differ(&one.system, &other.system) || differ(&one.messages, &other.messages)
}

fn differ(one: &Prompt, other: &Prompt) -> bool {
    let (one, other) = (markers(one), markers(other));
    let stays = |one: &Marker, other: &Marker| {
        one.life == other.life && (one.before == other.before || one.after == other.after)
    };
    one.len() != other.len() || one.iter().zip(&other).any(|(one, other)| !stays(one, other))
}

fn markers(prompt: &Prompt) -> Vec<Marker> {
    let count = prompt.blocks.len();
    let marked = prompt.blocks.iter().enumerate().filter_map(|(at, block)| Some((at, block.breakpoint?)));
    marked.map(|(at, life)| Marker { before: at, after: count - at - 1, life }).collect()
}
