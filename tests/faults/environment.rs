//! No home, no git, no variables, locales that nobody has, and names that are no text.

use super::{
    binary::{skint, write},
    ground::{Ground, RETIRED, ended, run},
};
use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, process::CommandExt},
    process::Command,
};

#[test]
fn nothing_that_surrounds_a_run_changes_it() {
    let ground = Ground::new("surroundings");
    let usual = run(&ground.0, &["check"]);
    assert_eq!(usual.0, 1, "{usual:?}");
    let odd = OsStr::from_bytes(b"\xFF\xFE");
    let surroundings: &[&[(&str, &OsStr)]] = &[
        &[],
        &[("HOME", OsStr::new("/nonexistent")), ("PATH", OsStr::new(""))],
        &[("LC_ALL", OsStr::new("tr_TR.ISO-8859-9")), ("LANG", OsStr::new("tr_TR"))],
        &[("LC_ALL", OsStr::new("zz_ZZ.nothing@all")), ("TZ", OsStr::new("Nowhere/Never"))],
        &[("LC_ALL", odd), ("HOME", odd), ("TERM", odd), ("NO_COLOR", odd), ("COLUMNS", odd)],
        &[("COLUMNS", OsStr::new("0")), ("TERM", OsStr::new("dumb")), ("GIT_DIR", OsStr::new("/nonexistent"))],
        &[("TMPDIR", OsStr::new("/nonexistent")), ("XDG_CONFIG_HOME", OsStr::new("/dev/null"))],
    ];
    for variables in surroundings {
        let mut command = skint(&ground.0, &["check", "--as-of", "2026-11-22"]);
        command.env_clear().envs(variables.iter().copied());
        assert_eq!(ended(&mut command), usual, "{variables:?}");
    }
}

#[test]
fn what_needs_git_says_so_where_there_is_none() {
    let ground = Ground::new("no-git");
    fs::remove_dir_all(ground.0.join(".git")).expect("it is there");
    for args in [&["diff", "HEAD"][..], &["check", "--staged"], &["check", "--base", "main"]] {
        let (status, out, err) = run(&ground.0, args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains("is in no git repository"), "{args:?}: {err}");
    }
    assert_eq!(run(&ground.0, &["check"]).0, 1, "checking needs none");
}

#[test]
fn a_folder_that_is_gone_is_said() {
    let ground = Ground::new("gone");
    let gone = ground.0.join("gone");
    fs::create_dir(&gone).expect("it can be made");
    let mut command = Command::new("sh");
    let script = "rmdir ../gone && exec \"$0\" check";
    let (status, out, err) = ended(command.args(["-c", script, env!("CARGO_BIN_EXE_skint")]).current_dir(gone));
    assert_eq!((status, out.as_str()), (3, ""), "{err}");
    assert!(err.contains("the current folder cannot be read"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_said_wherever_they_stand() {
    let ground = Ground::new("names");
    let name = |bytes: &'static [u8]| ground.0.join(OsStr::from_bytes(bytes));
    fs::create_dir(name(b"caf\xE9")).expect("this file system takes any name");
    fs::write(name(b"caf\xE9/ask.py"), RETIRED).expect("it can be written");
    fs::write(name(b"caf\xE9.py"), RETIRED).expect("it can be written");
    let (status, out, err) = run(&ground.0, &["check"]);
    assert_eq!(status, 1, "{out}{err}");
    assert!(out.contains("caf\u{FFFD}.py: its name is not UTF-8") || out.contains("caf?.py: its name"), "{out}");
    let mut command = skint(&ground.0, &["check"]);
    command.arg(OsStr::from_bytes(b"caf\xE9.py"));
    let (status, out, err) = ended(&mut command);
    assert_eq!(status, 3, "what was asked for was not checked: {out}{err}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_skint"));
    let (status, out, err) = ended(command.arg("check").current_dir(name(b"caf\xE9")).arg0("skint\u{1b}"));
    assert!(matches!(status, 1 | 3), "{out}{err}");
    let mut command = skint(&ground.0, &["explain"]);
    let (status, _, err) = ended(command.arg(OsStr::from_bytes(b"\xFF")));
    assert_eq!(status, 2, "{err}");
}

#[test]
fn a_backslash_is_part_of_a_name_here() {
    let ground = Ground::new("backslash");
    write(&ground.0, "src\\ask.py", RETIRED);
    write(&ground.0, "skint.toml", "[[override]]\npaths = [\"src/ask.py\"]\nrules = { retired-model = \"off\" }\n");
    let (status, out, err) = run(&ground.0, &["check"]);
    assert_eq!(status, 1, "it is another file than the one in the folder: {out}{err}");
    assert!(out.contains("1 error"), "{out}");
    let shown = |path: &str| ended(&mut skint(&ground.0, &["policy", "show", path])).1;
    let off = "[rules.retired-model]\nlevel = \"off\"";
    assert!(shown("src/ask.py").contains(off), "{}", shown("src/ask.py"));
    assert!(!shown("src\\ask.py").contains(off), "{}", shown("src\\ask.py"));
}

#[test]
fn a_name_says_nothing_by_itself() {
    let ground = Ground::new("forged");
    write(&ground.0, "src/::error::x\u{1b}[2J.py", RETIRED);
    let (_, out, err) = run(&ground.0, &["check", "src/::error::gone\u{1b}[2J.py"]);
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{out}{err}");
    let (_, out, err) = run(&ground.0, &["check", "--policy", "::error::gone\u{1b}[2J.toml"]);
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{out}{err}");
}
