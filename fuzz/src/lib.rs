//! What is fuzzed, and what must hold for any input. `tests/fuzz.rs` runs every target for a few seconds with each
//! `cargo test`; the crate around this file runs them for long, guided by coverage.
//!
//! Inputs are text, so that what was found can be read: a tree is written as lines `=== path`, each followed by the
//! file's text.

mod analysis;
mod baseline;
mod change;
mod generated;
mod mutation;
mod policy;
mod project;
mod reader;
mod reports;
mod seeds;
mod spans;
mod tokens;
mod tree;

pub use mutation::Mutation;

/// Something that takes any bytes, and what it begins with.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, which is also that of its folder of inputs.
    pub name: &'static str,
    /// Takes an input, and panics where something does not hold.
    pub run: fn(&[u8]),
    /// Inputs that nothing is wrong with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

impl Target {
    /// What was found before, and what nothing is wrong with.
    pub fn inputs(&self) -> Vec<Vec<u8>> {
        let mut all = seeds::kept(self.name);
        all.extend((self.seeds)());
        all
    }

    /// Inputs that were found to do harm once.
    pub fn found(&self) -> Vec<Vec<u8>> {
        seeds::kept(self.name)
    }
}

/// All targets, sorted by name.
pub const TARGETS: &[Target] = &[
    Target { name: "allow", run: analysis::allows, seeds: seeds::allows },
    Target { name: "analysis", run: analysis::run, seeds: seeds::trees },
    Target { name: "baseline", run: baseline::run, seeds: seeds::baselines },
    Target { name: "change", run: change::run, seeds: seeds::changes },
    Target { name: "generated", run: generated::run, seeds: seeds::choices },
    Target { name: "policy", run: policy::run, seeds: seeds::policies },
    Target { name: "reader", run: reader::run, seeds: seeds::files },
    Target { name: "reports", run: reports::run, seeds: seeds::names },
    Target { name: "tokens", run: tokens::run, seeds: seeds::texts },
];

/// The day on which everything is judged.
const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// Bytes as the walk would decode them.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', " ")
}
