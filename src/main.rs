//! The `skint` binary: the command line over a scan.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    skint::cli::start(env::args_os(), &skint::run::scan)
}
