//! Files and folders that cannot be read, are no files, never end, or go while they are read.

use super::{
    binary::write,
    ground::{Ground, RETIRED, ended, limited, run},
};
use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{PermissionsExt, symlink},
        net::UnixListener,
    },
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

fn forbid(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o000)).expect("who owns it may");
}

#[test]
fn what_may_not_be_read_is_named_and_gives_3() {
    for what in ["src/locked.py", "src/locked", "src/locked.ipynb"] {
        let ground = Ground::new(&what.replace(['/', '.'], "-"));
        let (path, folder) = (ground.0.join(what), !what.contains('.'));
        if folder {
            write(&ground.0, "src/locked/inner.py", RETIRED);
        } else {
            write(&ground.0, what, RETIRED);
        }
        ground.give();
        forbid(&path);
        for asked in [".", "src", what] {
            let (status, out, err) = ended(&mut ground.skint(&["check", asked]));
            assert_eq!(status, 3, "{what} of {asked}: {out}{err}");
            let said = format!("{out}{err}");
            assert!(said.contains(what) && said.contains("permission denied"), "{what} of {asked}: {said}");
            assert_eq!(out.contains("retired-model"), asked != what, "the rest was checked: {out}");
        }
    }
}

#[test]
fn what_is_excluded_need_not_be_readable() {
    let ground = Ground::new("excluded");
    write(&ground.0, "data/locked.py", RETIRED);
    write(&ground.0, "data/base/inner.py", RETIRED);
    write(&ground.0, "skint.toml", "[scan]\nexclude = [\"data/**\"]\n");
    ground.give();
    forbid(&ground.0.join("data/locked.py"));
    forbid(&ground.0.join("data/base"));
    let (status, out, err) = ended(&mut ground.skint(&["check"]));
    assert_eq!(status, 1, "{out}{err}");
}

#[test]
fn what_a_file_imports_and_cannot_be_read_is_named() {
    let ground = Ground::new("import");
    write(
        &ground.0,
        "src/use.py",
        RETIRED.replace("\"claude-3-opus-20240229\"", "MODEL").replacen(
            "import",
            "from models import MODEL\nimport",
            1,
        ),
    );
    write(&ground.0, "src/models.py", "MODEL = \"claude-haiku-5-5\"\n");
    ground.give();
    forbid(&ground.0.join("src/models.py"));
    let (status, out, err) = ended(&mut ground.skint(&["check", "src/use.py"]));
    assert_eq!(status, 3, "{out}{err}");
    assert!(out.contains("src/models.py: it cannot be read (permission denied)"), "{out}");
    assert!(out.contains("0 of 1 call site resolved"), "{out}");
}

#[test]
fn what_is_no_file_is_passed_over_and_nothing_waits_for_it() {
    let ground = Ground::new("no-files");
    let made = Command::new("mkfifo").arg(ground.0.join("src/pipe.py")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
    let _socket = UnixListener::bind(ground.0.join("src/socket.py")).expect("a short path");
    fs::create_dir(ground.0.join("src/folder.py")).expect("it can be made");
    symlink("nowhere.py", ground.0.join("src/dangling.py")).expect("links can be made");
    symlink("/dev/zero", ground.0.join("src/endless.py")).expect("links can be made");
    let (status, out, err) = run(&ground.0, &["check"]);
    assert_eq!((status, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("1 error") && !out.contains("problem"), "{out}");
    let (status, out, _) = run(&ground.0, &["check", "src/dangling.py"]);
    assert_eq!(status, 3, "{out}");
    assert!(out.contains("src/dangling.py: it cannot be read"), "{out}");
    assert_eq!(run(&ground.0, &["check", "src/pipe.py"]).0, 0, "it is no file that a reader reads");
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_never_end_are_refused() {
    let ground = Ground::new("endless");
    for (args, status) in [
        (&["check", "--baseline", "/dev/zero"][..], 3),
        (&["check", "--policy", "/dev/zero"], 2),
        (&["tokens", "/dev/zero", "--model", "claude-opus-5-5"], 3),
        (&["tokens", "--verify", "/dev/zero"], 3),
    ] {
        // Where nothing ended it, it would take all the memory that there is.
        let (ended, out, err) = ended(&mut limited(&ground.0, "ulimit -v 4000000", args));
        assert_eq!(ended, status, "{args:?}: {out}{err}");
        assert!(err.contains("/dev/zero"), "{args:?}: {out}{err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_in_the_middle_of_a_file_is_said() {
    let ground = Ground::new("middle");
    let (status, _, err) = run(&ground.0, &["check", "--baseline", "/proc/self/mem"]);
    assert_eq!(status, 3, "{err}");
    assert!(err.contains("/proc/self/mem cannot be read"), "{err}");
    let (status, _, err) = run(&ground.0, &["check", "--baseline", "src"]);
    assert_eq!(status, 3, "{err}");
    assert!(err.contains("src cannot be read"), "{err}");
}

#[test]
fn files_that_change_and_go_while_they_are_read_are_no_panic() {
    let ground = Ground::new("churn");
    for at in 0..40 {
        write(&ground.0, &format!("src/d{at}/a.py"), format!("from .b import MODEL\n{RETIRED}"));
        write(&ground.0, &format!("src/d{at}/b.py"), "MODEL = 'x'\n");
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0_usize;
            while !done.load(Ordering::Relaxed) {
                churn(&ground.0.join(format!("src/d{}", round % 40)), round);
                round += 1;
            }
        });
        for args in [&["check"][..], &["sites", "--format", "json"], &["check", "--format", "sarif"]].repeat(3) {
            let (status, out, err) = run(&ground.0, args);
            assert!(matches!(status, 0 | 1 | 3), "{status}: {out}{err}");
        }
        done.store(true, Ordering::Relaxed);
    });
}

/// Takes a file away, puts a folder in its place, makes it longer, shorter, or no text.
fn churn(folder: &Path, round: usize) {
    let file = folder.join(if round.is_multiple_of(2) { "a.py" } else { "b.py" });
    let clear = || {
        fs::remove_file(&file).or_else(|_| fs::remove_dir_all(&file)).unwrap_or_default(); // it may be neither
    };
    clear();
    let done = match round % 6 {
        0 => Ok(()),
        1 => fs::create_dir(&file),
        2 => fs::write(&file, RETIRED.repeat(20)),
        3 => fs::write(&file, &RETIRED[..RETIRED.len() / 2]),
        4 => fs::write(&file, [RETIRED.as_bytes(), b"\xFF\0\xFE"].concat()),
        _ => symlink("a.py", &file),
    };
    done.unwrap_or_default(); // another round may have been faster
}
