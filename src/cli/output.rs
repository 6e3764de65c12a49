//! Where the answer goes.

use super::{Exit, args::Colour};
use crate::report::Look;
use std::{
    env,
    io::{self, ErrorKind, IsTerminal, Write},
};

/// Widest text. Longer lines are hard to read, however wide the window is.
const WIDEST: usize = 110;

/// Narrowest text; below it excerpts say nothing.
const NARROWEST: usize = 40;

/// How output looks here.
pub(super) fn look(colour: Colour, quiet: bool) -> Look {
    let terminal = io::stdout().is_terminal();
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !set("NO_COLOR") && !set("CI") && !dumb,
    };
    let size = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = size.map_or(Look::PLAIN.width, |width| width.clamp(NARROWEST, WIDEST));
    Look { width, colour, unicode: (terminal && !dumb || colour) && speaks_unicode(), quiet }
}

/// Whether the locale, or a terminal that is known to, takes more than ASCII.
fn speaks_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    let locale = locale.unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8") || env::var_os("WT_SESSION").is_some()
}

/// Writes both texts. A reader that has seen enough and closed the pipe is no failure; a full disk is.
pub(super) fn write(out: &str, err: &str, exit: u8) -> u8 {
    // Nobody can be told if standard error is gone.
    let _ = io::stderr().lock().write_all(err.as_bytes());
    let mut stdout = io::stdout().lock();
    said(stdout.write_all(out.as_bytes()).and_then(|()| stdout.flush()), exit)
}

/// How to end after something was written.
pub(super) fn said(written: io::Result<()>, exit: u8) -> u8 {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "error: the answer cannot be written: {error}");
            Exit::Unreadable as u8
        }
        _ => exit,
    }
}
