//! How long the parts of a scan take, each by itself, on inputs that are checked in: `cargo bench`. README.md beside this
//! file says how the whole program is compared with others.

mod estimator;
mod inputs;
mod prefilter;
mod readers;
mod resolver;
mod rules;

fn main() {
    divan::main();
}
