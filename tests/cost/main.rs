//! What calls cost in a month and otherwise, from code and policy to figures.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../common/binary.rs"]
mod binary;
mod markers;
mod media;
mod messages;
mod month;
mod sums;
mod turns;
mod what_if;

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../common/tree.rs"]
mod tree;
