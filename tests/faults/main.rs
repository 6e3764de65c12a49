//! What a machine can do to a program: files that cannot be read or go while they are read, output that nobody takes,
//! disks without room, trees that may not be written to, and little memory. Each ends with a sentence and the right
//! status, and never with a panic.
#![cfg(unix)]

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../common/binary.rs"]
mod binary;
mod environment;
mod ground;
mod output;
mod raised;
mod reading;
mod size;
mod writing;
