//! Every target of `fuzz/`, on what was found before and on inputs made out of the fixtures, for a few seconds: no
//! input panics, hangs, or gives a report that is not what it says.
//!
//! `SKINT_FUZZ_SECONDS=3600 cargo test --test fuzz` goes on for an hour. What fails is named by its number, which with
//! the target's name makes it again.

#[allow(dead_code, unreachable_pub, reason = "the crate beside it uses all of it")]
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::{Mutation, TARGETS, Target};
use rayon::prelude::*;
use std::{
    env,
    io::{Write, stdout},
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

/// Time for all targets together, where nothing else is asked for.
const USUAL: Duration = Duration::from_secs(30);

fn fails(target: &Target, input: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_err()
}

#[test]
fn what_was_found_is_found_no_more() {
    for target in TARGETS {
        for (at, input) in target.found().iter().enumerate() {
            assert!(!fails(target, input), "fuzz/found/{}, file {at} in order of name", target.name);
        }
    }
}

#[test]
fn nothing_that_is_made_out_of_fixtures_does_harm() {
    let asked = env::var("SKINT_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).map(Duration::from_secs);
    let each = asked.unwrap_or(USUAL) / u32::try_from(TARGETS.len()).expect("there are a few");
    let counts: Vec<(&str, u64)> = TARGETS.par_iter().map(|target| (target.name, go_on(target, each))).collect();
    let said = writeln!(stdout(), "executions: {counts:?}"); // for whoever counts them
    said.expect("standard output takes it");
    assert!(counts.iter().all(|(_, count)| *count > 0), "{counts:?}");
}

/// Runs a target on ever new inputs for a time, twice that where both cores have one to run.
fn go_on(target: &Target, time: Duration) -> u64 {
    let (seeds, start) = (target.inputs(), Instant::now());
    let mut count = 0;
    while start.elapsed() < time * 2 || count == 0 {
        let input = Mutation::new(count + 1).of(&seeds);
        assert!(!fails(target, &input), "{}, number {count}: {}", target.name, String::from_utf8_lossy(&input));
        count += 1;
    }
    count
}

#[test]
fn targets_are_sorted_and_have_inputs() {
    assert!(TARGETS.is_sorted_by_key(|target| target.name));
    for target in TARGETS {
        assert!(!target.inputs().is_empty(), "{}", target.name);
    }
}
