//! `--fix`, `--add-allow`, `init` and `baseline` where they may not write, or are ended while they do.

use super::{
    binary::write,
    ground::{Ground, RETIRED, ended, limited, run},
};
use std::{
    collections::BTreeSet,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Stdio,
    thread,
    time::Duration,
};

const FIX: &[&str] = &["check", "--fix", "--unsafe"];

/// Files of the source folder, with their texts.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder.join("src"))
        .expect("it is there")
        .flatten()
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("it is text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_tree_that_may_not_be_written_to_is_left_as_it_is() {
    let ground = Ground::new("read-only");
    write(&ground.0, "skint-baseline.json", "{\"version\": 1, \"files\": {}}");
    ground.give();
    for path in ["src/ask.py", "src", "skint-baseline.json", "."] {
        let mode = if ground.0.join(path).is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(ground.0.join(path), Permissions::from_mode(mode)).expect("who owns it may");
    }
    let before = sources(&ground.0);
    for (args, words) in [
        (FIX, "nothing was written"),
        (&["check", "--add-allow", "agreed"], "nothing was written"),
        (&["baseline"], "cannot be written"),
        (&["init"], "cannot be written"),
        (&["check", "--output", "json=report.json"], "cannot be written"),
    ] {
        let (status, out, err) = ended(&mut ground.skint(args));
        assert_eq!(status, 3, "{args:?}: {out}{err}");
        assert!(err.contains(words), "{args:?}: {err}");
    }
    assert_eq!(sources(&ground.0), before);
    let (status, out, err) = ended(&mut ground.skint(&["check"]));
    assert_eq!((status, err.as_str()), (1, ""), "checking writes nothing: {out}");
}

#[test]
fn a_fix_that_finds_no_room_leaves_the_file_whole() {
    let ground = Ground::new("fix-no-room");
    let before = sources(&ground.0);
    for args in [FIX, &["check", "--add-allow", "agreed"]] {
        let (status, out, err) = ended(&mut limited(&ground.0, "trap '' XFSZ && ulimit -f 0", args));
        assert_eq!(status, 3, "{args:?}: {out}{err}");
        assert!(err.contains("nothing was written"), "{args:?}: {err}");
        assert_eq!(sources(&ground.0), before, "{args:?}");
    }
}

#[test]
fn a_fix_that_is_ended_leaves_every_file_old_or_new() {
    let names: Vec<String> = (0..24).map(|at| format!("src/f{at}.py")).collect();
    let whole = Ground::new("ended-whole");
    assert!(matches!(run(&whole.0, FIX).0, 0 | 1));
    let fixed = sources(&whole.0)[0].1.clone();
    assert_ne!(fixed, RETIRED, "there is something to fix");
    let mut seen = BTreeSet::new();
    for attempt in 0..6_u64 {
        let ground = Ground::new(&format!("ended-{attempt}"));
        for name in &names {
            write(&ground.0, name, RETIRED);
        }
        let mut command = super::binary::skint(&ground.0, FIX);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        // As soon as the first file is there, or after a while that is another one each time.
        for _ in 0..2_000 {
            let begun = sources_begun(&ground.0) > attempt * 3;
            if begun || child.try_wait().is_ok_and(|status| status.is_some()) {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap_or_default(); // it may have ended by itself
        child.wait().expect("it ends");
        for (name, text) in sources(&ground.0).into_iter().filter(|(name, _)| !name.starts_with('.')) {
            assert!(text == RETIRED || text == fixed, "{name} is neither old nor new: {text}");
            seen.insert(text == fixed);
        }
    }
    assert!(seen.contains(&true), "some were fixed before the end");
}

/// How many files are no longer what they were.
fn sources_begun(folder: &Path) -> u64 {
    let changed = |entry: &fs::DirEntry| fs::read(entry.path()).is_ok_and(|bytes| bytes != RETIRED.as_bytes());
    fs::read_dir(folder.join("src")).expect("it is there").flatten().filter(changed).count() as u64
}
