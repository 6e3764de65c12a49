//! The binary itself: exit statuses, closed pipes, bad policies.

#[path = "common/binary.rs"]
mod binary;

use binary::{run, skint, write};
use std::{path::PathBuf, process::Stdio};

/// A folder of its own for a test, with files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = binary::folder(name);
    for (path, text) in files {
        write(&folder, path, text);
    }
    folder
}

const RETIRED: &str = "import anthropic\nclient = anthropic.Anthropic()\nclient.messages.create(\
    model=\"claude-3-opus-20240229\", max_tokens=9, messages=[])\n";

#[test]
fn findings_give_1_and_a_policy_can_switch_them_off() {
    let bad = folder("findings", &[("src/a.py", RETIRED)]);
    let (status, out, err) = run(&bad, &["--as-of", "2026-11-22"]);
    assert_eq!((status, err.as_str()), (Some(1), ""), "{out}");
    assert!(out.contains("error[retired-model]") && out.contains("src/a.py:3:31"), "{out}");
    let off = "[[override]]\npaths = [\"src\"]\nrules = { retired-model = \"off\" }\n";
    let good = folder("switched-off", &[("src/a.py", RETIRED), ("skint.toml", off)]);
    let (status, out, _) = run(&good, &["src"]);
    assert_eq!((status, out.as_str()), (Some(0), "no findings\n1 of 1 call site resolved\n"));
}

#[test]
fn bad_arguments_and_policies_give_2() {
    let folder = folder("bad-policy", &[("skint.toml", "[rule]\n")]);
    for args in [&["--frmat", "json"][..], &["explain", "nothing-of-the-kind"], &["--as-of", "soon"], &["."]] {
        let (status, out, err) = run(&folder, args);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.starts_with("error: "), "{args:?}: {err}");
    }
}

#[test]
fn what_is_not_there_gives_3() {
    let folder = folder("not-there", &[]);
    let (status, out, _) = run(&folder, &["gone.py"]);
    assert_eq!(status, Some(3));
    assert!(out.contains("gone.py: "), "{out}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = folder("pipe", &[]);
    for args in [&["models"][..], &["--help"], &["explain", "retired-model"], &["--format", "json"]] {
        let mut command = skint(&folder, args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}
