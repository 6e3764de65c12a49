//! The `skint` binary.
fn main() {}
