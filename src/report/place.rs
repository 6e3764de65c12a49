//! Places as people write them: `src/a.py:12`, in a notebook `a.ipynb:cell 3:2`, where cells count from 1 as well.

use std::fmt;

/// A path, a cell of a notebook by its index from 0, and a line.
pub(super) struct Place<'a>(pub(super) &'a str, pub(super) Option<u32>, pub(super) u32);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place(path, cell, line) = self;
        write!(f, "{path}{}:{line}", in_cell(*cell))
    }
}

/// `:cell 3`, or nothing outside of notebooks.
pub(super) fn in_cell(cell: Option<u32>) -> String {
    cell.map_or_else(String::new, |cell| format!(":cell {}", u64::from(cell) + 1))
}
