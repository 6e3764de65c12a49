//! Findings that are new or gone, and the policy that judges them.

use super::{Repository, retired, small};

#[test]
fn a_check_against_a_commit_shows_only_what_is_new() {
    let repository = Repository::new("new-findings", &[("a.py", &retired())]);
    assert_eq!(repository.skint(&["check"]).0, Some(1));
    let (status, out, _) = repository.skint(&["check", "--base", "HEAD"]);
    assert_eq!(status, Some(0), "{out}");
    assert!(out.contains("no findings") && out.contains("1 finding of HEAD"), "{out}");
    repository.edit(&[("b.py", &retired().replace("ask", "tell"))]);
    let (status, out, _) = repository.skint(&["check", "--base", "main"]);
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains("b.py:7") && !out.contains("a.py:7"), "{out}");
}

#[test]
fn what_is_gone_is_said_and_a_moved_file_revives_nothing() {
    let repository = Repository::new("gone-findings", &[("a.py", &retired()), ("b.py", &retired())]);
    repository.git(&["mv", "b.py", "c.py"]);
    repository.edit(&[("a.py", &small())]);
    let (status, out, _) = repository.skint(&["check", "--base", "HEAD"]);
    assert_eq!(status, Some(0), "{out}");
    assert!(out.contains("1 finding of HEAD (") && out.contains("gone"), "{out}");
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_beside_it() {
    let repository = Repository::new("staged", &[("a.py", &small())]);
    repository.edit(&[("b.py", &retired())]);
    assert_eq!(repository.skint(&["check", "--staged"]).0, Some(0));
    repository.git(&["add", "b.py"]);
    repository.edit(&[("b.py", "x = 1\n")]);
    let (status, out, _) = repository.skint(&["check", "--staged"]);
    assert_eq!(status, Some(1), "{out}");
    assert!(repository.prints(&["diff", "--staged"]).contains("added b.py:7 ask"));
    assert!(repository.prints(&["diff"]).contains("nothing about Claude changed"));
}

#[test]
fn a_policy_that_becomes_weaker_does_not_judge_its_own_change() {
    let files = [("a.py", small()), ("skint.toml", "[models]\nallow = [\"haiku\"]\n".to_owned())];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let repository = Repository::new("weaker", &files);
    let dear = small().replace("claude-haiku-5-5", "claude-opus-5-5");
    repository.edit(&[("a.py", &dear), ("skint.toml", "[models]\nallow = [\"haiku\", \"opus\"]\n")]);
    assert_eq!(repository.skint(&["check"]).0, Some(0));
    let (status, out, _) = repository.skint(&["check", "--base", "HEAD"]);
    assert_eq!((status, out.contains("disallowed-model")), (Some(1), true), "{out}");
    let shown = repository.prints(&["diff"]);
    assert!(shown.contains("the policy became weaker: skint.toml; 1 finding"), "{shown}");
    // A stricter policy finds in both states what neither of them brought.
    repository.edit(&[("a.py", &small()), ("skint.toml", "[models]\nallow = []\n")]);
    let shown = repository.prints(&["diff"]);
    assert!(shown.contains("the policy changed: skint.toml") && shown.contains("1 as before"), "{shown}");
}

#[test]
fn a_policy_that_is_broken_is_refused() {
    let repository = Repository::new("broken-policy", &[("a.py", &small())]);
    repository.edit(&[("skint.toml", "[modls]\n")]);
    let (status, _, err) = repository.skint(&["diff"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("unknown key `modls`"), "{err}");
}

#[test]
fn a_baseline_counts_beside_the_commit() {
    let repository = Repository::new("baseline-too", &[("a.py", &small())]);
    repository.edit(&[("b.py", &retired())]);
    assert_eq!(repository.skint(&["check", "--base", "HEAD"]).0, Some(1));
    assert_eq!(repository.skint(&["baseline"]).0, Some(0));
    assert_eq!(repository.skint(&["check", "--base", "HEAD"]).0, Some(0));
    assert_eq!(repository.skint(&["check", "--base", "HEAD", "--no-baseline"]).0, Some(1));
}
