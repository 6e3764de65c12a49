//! Runs targets on inputs made out of their seeds, as the test does, in a build that is fast:
//! `mutate SECONDS FIRST [TARGET…]`. `FIRST` is the number of the first input, so that no two runs do the same.

use skint_fuzz::{Mutation, TARGETS, Target};
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse().ok());
    let (Some(seconds), Some(first)) = (number(0), number(1)) else { return ExitCode::from(2) };
    let asked = |target: &&Target| args.len() < 3 || args[2..].iter().any(|name| name == target.name);
    let mut clean = true;
    for target in TARGETS.iter().filter(asked) {
        let (count, failed) = go_on(target, Duration::from_secs(seconds), first);
        println!("{}: {count} executions, {failed} failed", target.name);
        clean &= failed == 0;
    }
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target for a time; inputs that fail, a hundred at most, are written to `artifacts/`.
fn go_on(target: &Target, time: Duration, first: u64) -> (u64, u64) {
    let (seeds, start) = (target.inputs(), Instant::now());
    let folder = Path::new("artifacts").join(target.name);
    let (mut count, mut failed) = (0, 0);
    while start.elapsed() < time && failed < 100 {
        let input = Mutation::new(first + count).of(&seeds);
        count += 1;
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
            failed += 1;
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(folder.join(format!("input-{}", first + count - 1)), &input).expect("it can be written to");
        }
    }
    (count, failed)
}
