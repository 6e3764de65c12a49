//! `skint tokens` as scripts and editors call it: text comes through a pipe.

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Exit status and both outputs for a text on standard input.
fn piped(args: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skint"));
    command.arg("tokens").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("it is piped").write_all(input).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_prompt_and_a_request_are_told_apart() {
    let (status, out, _) = piped(&["--model", "claude-opus-5-5"], b"Say hello");
    assert!(status == Some(0) && out.starts_with("standard input: a prompt for Claude Opus 5.5"), "{out}");
    let request = br#"{"model": "claude-opus-5-5", "messages": [{"role": "user", "content": "Say hello"}]}"#;
    let (status, out, _) = piped(&["-"], request);
    assert!(status == Some(0) && out.starts_with("standard input: a request for Claude Opus 5.5"), "{out}");
    let (status, out, _) = piped(&["--model", "claude-opus-5-5"], b"{ no JSON, but a prompt");
    assert!(status == Some(0) && out.starts_with("standard input: a prompt"), "{out}");
}

#[test]
fn what_is_no_text_is_refused() {
    let (status, out, err) = piped(&["--model", "claude-opus-5-5"], b"\xff\xfe\x00");
    assert_eq!((status, out.as_str()), (Some(3), ""));
    assert!(err.contains("standard input cannot be read: it is not UTF-8 text"), "{err}");
}

#[test]
fn a_large_hostile_prompt_is_counted_in_bounded_time() {
    let text = "\u{1f469}\u{200d}\u{301}{{[[".repeat(50_000);
    let (status, out, _) = piped(&["--model", "claude-haiku-4-5", "--format", "json"], text.as_bytes());
    let json: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(status, Some(0));
    assert!(json["counts"][0]["tokens"]["low"].as_u64() > Some(50_000), "{out}");
}
