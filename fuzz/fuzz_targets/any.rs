//! The target that `SKINT_FUZZ_TARGET` names: one program for all of them, since linking one takes longer than most
//! things that it finds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use skint_fuzz::{TARGETS, Target};
use std::sync::LazyLock;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("SKINT_FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.iter().find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("SKINT_FUZZ_TARGET is one of {:?}", TARGETS.iter().map(|target| target.name).collect::<Vec<_>>()))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
