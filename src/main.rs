//! The `skint` binary: the command line over a scan.

use skint::{cli::Work, run};
use std::{env, process::ExitCode};

/// Values are small and many: a fast allocator takes a fifth off a scan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where the system gives out memory by the two megabytes, half of what a short run gets is never used.
#[cfg(target_os = "linux")]
fn take_small_pages() {
    // A kernel that knows nothing of it goes on as before.
    rustix::thread::disable_transparent_huge_pages(true).unwrap_or_default();
}

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    take_small_pages();
    let work = Work {
        agree: &run::agree,
        diff: &run::diff,
        fix: &run::fix,
        record: &run::record,
        scan: &run::recall::scan,
        since: &run::since,
    };
    skint::cli::start(env::args_os(), work)
}
