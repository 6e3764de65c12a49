//! The `skint` binary: the command line over a scan.

use skint::{cli::Work, run};
use std::{env, process::ExitCode};

/// Values are small and many: a fast allocator takes a fifth off a scan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
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
