//! `[bounds]`: who may raise them, and how far.

use super::{good, parse, with_vocabulary};
use crate::{
    bounds::{Bounds, MOST_FILE_BYTES, resolving},
    policy::{Document, Ground, Policy},
};

/// A policy of files, the one that wins first.
fn of(files: &[(&str, &str, Ground)]) -> Policy {
    let document =
        |(path, text, ground): &(&str, &str, Ground)| Document { ground: ground.clone(), ..Document::new(path, text) };
    let none = |_: &Document, name: &str| Err(format!("{name} is not there"));
    with_vocabulary(|known| Policy::of(files.iter().map(document).collect(), &none, known)).expect("they are right")
}

#[test]
fn bounds_are_what_they_are_until_a_policy_raises_them() {
    assert_eq!(good("").bounds(), Bounds::default());
    let raised = good("[bounds]\ncaller-files = 5000\nfile-mib = 16\nsteps-factor = 4\n").bounds();
    assert_eq!(raised, Bounds { file_bytes: MOST_FILE_BYTES, caller_files: 5000, steps_factor: 4 });
    let one = good("[bounds]\nsteps-factor = 2\n").bounds();
    assert_eq!(one, Bounds { steps_factor: 2, ..Bounds::default() });
}

#[test]
fn the_nearer_policy_wins_key_by_key_and_one_beneath_the_scan_has_no_say() {
    let policy = of(&[
        ("a/skint.toml", "[bounds]\nfile-mib = 16\n", Ground::Beneath("a/".into())),
        ("skint.toml", "[bounds]\nfile-mib = 12\n", Ground::Same),
        ("../skint.toml", "[bounds]\nfile-mib = 14\nsteps-factor = 3\n", Ground::Above("repo/".into())),
    ]);
    assert_eq!(policy.bounds(), Bounds { file_bytes: 12 << 20, steps_factor: 3, ..Bounds::default() });
    let idle: Vec<String> =
        policy.idle_bounds().into_iter().map(|(line, why)| format!("{}:{}: {why}", line.path, line.line)).collect();
    let why = "`file-mib` holds for all of a scan: it counts in a policy at its root or above, and not here";
    assert_eq!(idle, [format!("a/skint.toml:2: {why}")]);
}

#[test]
fn of_two_states_the_higher_bound_holds() {
    let (base, head) = (good("[bounds]\nfile-mib = 16\n"), good("[bounds]\nsteps-factor = 2\n"));
    let both = Bounds { file_bytes: 16 << 20, steps_factor: 2, ..Bounds::default() };
    assert_eq!(base.bounds().or_higher(head.bounds()), both);
}

#[test]
fn no_policy_goes_beyond_what_is_declared() {
    let texts =
        |value: &str| ["caller-files", "file-mib", "steps-factor"].map(|key| format!("[bounds]\n{key} = {value}\n"));
    for value in ["-1", "0", "18446744073709551615", "99999999999999999999", "inf", "\"all\"", "true", "[]", "{}"] {
        for text in texts(value) {
            let errors = parse(&text).expect_err(&text);
            assert_eq!(errors.errors.len(), 1, "{text}");
            assert_eq!(&text[errors.errors[0].range.clone()], value, "{text}");
        }
    }
    let most = [resolving::MOST_CALLER_FILES as u64, MOST_FILE_BYTES >> 20, u64::from(resolving::MOST_STEPS_FACTOR)];
    for (key, most) in ["caller-files", "file-mib", "steps-factor"].into_iter().zip(most) {
        assert!(parse(&format!("[bounds]\n{key} = {most}\n")).is_ok(), "{key}");
        assert!(parse(&format!("[bounds]\n{key} = {}\n", most + 1)).is_err(), "{key}");
    }
}
