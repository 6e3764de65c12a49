//! How long it takes from one request with a marked prefix to the next, where the code says so.

use super::{Context, Site, prefix::Marked, sent::Sent};
use crate::calls::{Operation, Pause, Ttl, pause};

/// The shortest certain wait before the same request is sent again: in the loop around the call, or around each caller.
pub fn wait(context: &Context<'_>, site: &Site) -> Option<Pause> {
    let asks = site.call.operation == Operation::Message;
    let of = |sent: &Sent<'_>| {
        let frames = sent.caller.iter().flat_map(|caller| caller.stack.iter().rev()).map(|frame| frame.at);
        std::iter::once(site.call.at).chain(frames).find_map(|at| pause(context.files, at))
    };
    let all: Option<Vec<Pause>> = Sent::by(site).iter().filter(|_| asks).map(of).collect();
    all?.into_iter().min_by_key(|pause| pause.seconds)
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
