//! How long it takes from one request with a marked prefix to the next, where the code says so.

use super::{Context, Site, prefix::Marked, sent::Sent};
use crate::calls::{Operation, Pause, Ttl, pause};

/// The certain waits before the same request is sent again, in the loop around the call or around each caller; none where
/// one of them is not known.
pub fn waits(context: &Context<'_>, site: &Site) -> Vec<Pause> {
    let of = |sent: &Sent<'_>| {
        let frames = sent.caller.iter().flat_map(|caller| caller.stack.iter().rev()).map(|frame| frame.at);
        std::iter::once(site.call.at).chain(frames).find_map(|at| pause(context.files, at))
    };
    let asks = site.call.operation == Operation::Message;
    let all: Option<Vec<Pause>> = Sent::by(site).iter().filter(|_| asks).map(of).collect();
    all.unwrap_or_default()
}

/// Whether all markers of what is cached have this life.
pub fn all_live(marked: &Marked<'_>, life: Ttl) -> bool {
    marked.life == life && marked.blocks.iter().filter_map(|block| block.breakpoint).all(|own| own == life)
}

/// A time as people say it.
pub fn said(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7200 => (seconds / 60, "minute"),
        _ => (seconds / 3600, "hour"),
    };
    super::words::plural(count, unit)
}
