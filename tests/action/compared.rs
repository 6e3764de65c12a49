//! A pull request held against its base, as the platform checks it out.

use super::scene::{CODE, Scene, git, head};
use serde_json::json;
use std::{fs, path::Path};

/// A cheaper, newer call, and the same a hundred times as dear.
const CHEAP: &str = "import anthropic\nclient = anthropic.Anthropic()\ndef tell(m):\n    \
                     return client.messages.create(model='claude-haiku-5-5', max_tokens=100, messages=m)\n";

/// A repository whose base has an old finding and a cheap call; what `change` makes of it is merged as the platform does.
fn pull_request(name: &str, change: impl Fn(&Path)) -> Scene {
    let mut scene = Scene::new(name);
    let code = scene.job.code();
    fs::write(code.join("tell.py"), CHEAP).expect("it can be written");
    git(&code, &["add", "-A"]);
    git(&code, &["commit", "-qm", "base"]);
    let base = head(&code);
    git(&code, &["checkout", "-qb", "change"]);
    change(&code);
    git(&code, &["add", "-A"]);
    git(&code, &["commit", "-qm", "change", "--allow-empty"]);
    let change = head(&code);
    git(&code, &["checkout", "-q", "--detach", "main"]);
    git(&code, &["merge", "-q", "--no-ff", "--no-edit", "change"]);
    scene.job.event = json!({ "pull_request": { "number": 7, "base": { "sha": base }, "head": { "sha": change } } });
    scene
}

fn dearer(code: &Path) {
    let text = CHEAP.replace("claude-haiku-5-5", "claude-opus-5-5").replace("100", "4000");
    fs::write(code.join("tell.py"), text).expect("it can be written");
}

#[test]
fn what_a_change_costs_is_said_and_old_findings_are_not() {
    let scene = pull_request("dearer", dearer);
    let ran = scene.run(&[]);
    assert_eq!((ran.status, ran.outputs["errors"].as_str(), ran.outputs["says"].as_str()), (0, "0", "true"), "{ran:?}");
    let comment = scene.service.state().comments[0].2.clone();
    assert!(comment.contains("tell.py") && comment.contains("`claude-opus-5-5`"), "{comment}");
    assert!(!comment.contains("app.py") && !ran.log.contains("::error file=app.py"), "{comment}");
    assert!(ran.outputs["change-high"].starts_with("0."), "{ran:?}");
    let sarif = fs::read_to_string(&ran.outputs["sarif"]).expect("it is there");
    assert!(sarif.contains("app.py"), "code scanning gets everything: {sarif}");
}

#[test]
fn a_change_that_has_nothing_to_do_with_claude_is_silent() {
    let scene = pull_request("silent", |code| fs::write(code.join("README"), "more").expect("it can be written"));
    let ran = scene.run(&[]);
    assert_eq!((ran.status, ran.outputs["says"].as_str()), (0, "false"), "{ran:?}");
    assert_eq!(scene.service.writes(), 0, "{ran:?}");
}

#[test]
fn a_new_finding_fails_and_a_comment_that_is_settled_says_so() {
    let scene = pull_request("new", |code| fs::write(code.join("new.py"), CODE).expect("it can be written"));
    let ran = scene.run(&[]);
    assert_eq!((ran.status, ran.outputs["errors"].as_str()), (1, "2"), "{ran:?}");
    assert!(ran.log.contains("::error file=new.py") && !ran.log.contains("file=app.py"), "{}", ran.log);
    fs::remove_file(scene.job.code().join("new.py")).expect("it was there");
    let ran = scene.run(&[]);
    let comments = scene.service.state().comments.clone();
    assert!(comments.len() == 1 && comments[0].2.contains("no findings"), "{ran:?} {comments:?}");
}

#[test]
fn a_base_can_be_named_left_out_or_missing() {
    let scene = pull_request("named-base", |code| fs::write(code.join("new.py"), CODE).expect("it can be written"));
    let errors = |base: &str| scene.run(&[("base", base), ("comment", "off")]).outputs["errors"].clone();
    assert_eq!([errors("none"), errors("main"), errors("HEAD")], ["4", "2", "0"]);
    for odd in ["gone", "--output=x", "a..b", "$(touch ran)"] {
        let ran = scene.run(&[("base", odd), ("comment", "off")]);
        assert!(ran.outputs["errors"] == "4" && ran.log.contains("skint: "), "{ran:?}");
    }
    assert!(!scene.job.code().join("ran").exists());
}

#[test]
fn a_shallow_clone_is_compared_where_it_holds_the_base_and_says_so_where_not() {
    let scene = pull_request("shallow", dearer);
    let (code, whole) = (scene.job.code(), scene.job.root.join("whole"));
    fs::rename(&code, &whole).expect("it can be moved");
    git(&whole, &["branch", "-f", "merged", "HEAD"]);
    for (depth, said) in [("2", "true"), ("1", "nothing was compared")] {
        fs::remove_dir_all(&code).unwrap_or_default(); // it may not be there yet
        let from = format!("file://{}", whole.display());
        git(&scene.job.root, &["clone", "-q", "--depth", depth, "--branch", "merged", &from, "code"]);
        git(&code, &["remote", "set-url", "origin", "/gone"]);
        let ran = scene.run(&[("comment", "off"), ("fail-on", "never")]);
        assert!(ran.log.contains(said) || ran.outputs["change-high"].starts_with("0."), "{depth}: {ran:?}");
        assert_eq!(ran.outputs["errors"], if depth == "2" { "0" } else { "2" }, "{ran:?}");
    }
}
