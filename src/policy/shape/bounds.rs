//! `[bounds]`.

use super::{Kind::Count, Table, key};
use crate::bounds::{FILE_BYTES, MOST_FILE_BYTES, resolving};

pub(in crate::policy) const CALLER_FILES: &str = "caller-files";
pub(in crate::policy) const FILE_MIB: &str = "file-mib";
pub(in crate::policy) const STEPS_FACTOR: &str = "steps-factor";

/// `[bounds]`: each from what it is where no policy speaks of it to what no policy may exceed.
pub(in crate::policy) static BOUNDS: Table = Table {
    about: "How far a scan goes.",
    keys: &[
        key(
            CALLER_FILES,
            Count(resolving::CALLER_FILES as u64, resolving::MOST_CALLER_FILES as u64),
            "How many files are read in search of callers of functions that call Claude.",
        ),
        key(
            FILE_MIB,
            Count(FILE_BYTES >> 20, MOST_FILE_BYTES >> 20),
            "The longest file that is read, in MiB (1,048,576 bytes).",
        ),
        key(
            STEPS_FACTOR,
            Count(1, resolving::MOST_STEPS_FACTOR as u64),
            "How many times the usual work may go into following a value, for values that are unknown because they lie \
             deeper than skint looks.",
        ),
    ],
    ..Table::EMPTY
};
