//! The comment: one, ours, brought up to date, quiet when nothing changed, and never in the way.

use super::scene::Scene;
use serde_json::json;
use std::fs;

const OURS: &str = "github-actions[bot]";

#[test]
fn the_comment_is_brought_up_to_date_and_left_alone_when_nothing_changed() {
    let scene = Scene::new("sticky");
    scene.run(&[]);
    let first = scene.service.state().comments.clone();
    scene.run(&[]);
    assert_eq!(scene.service.writes(), 1, "the second run says nothing new");
    fs::write(scene.job.code().join("app.py"), "print()\n").expect("it can be written");
    let ran = scene.run(&[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let now = scene.service.state().comments.clone();
    assert_eq!((now.len(), now[0].0), (1, first[0].0), "the same comment");
    assert!(now[0].2.contains("### skint: no findings"), "{now:?}");
    scene.run(&[("tag", "other"), ("comment", "always")]);
    assert_eq!(scene.service.state().comments.len(), 2, "another tag has its own comment");
}

#[test]
fn the_comment_is_found_on_any_page_and_never_taken_from_somebody_else() {
    let scene = Scene::new("pages");
    let mark = "<!-- skint:default 00ff -->\nold";
    let noise = "a \"quoted\" \\\" text, {\"id\": 1, \"body\": \"<!-- skint:default aa -->\"} \\\\";
    {
        let mut state = scene.service.state();
        state.comments.extend((0..230).map(|id| (id, "someone".to_owned(), format!("{noise}{id}"))));
        state.comments[3] = (3, "someone".to_owned(), mark.to_owned());
        state.comments[5] = (5, OURS.to_owned(), format!("quoting: {mark}"));
        state.comments[6] = (6, OURS.to_owned(), mark.replace("default", "other"));
        state.comments[222] = (222, OURS.to_owned(), mark.to_owned());
    }
    let ran = scene.run(&[]);
    assert!(ran.log.contains("brought up to date"), "{ran:?}");
    let state = scene.service.state();
    assert_eq!(state.log.iter().filter(|line| line.contains("page=")).count(), 3, "{:?}", state.log);
    assert!(state.log.contains(&"PATCH /repos/octo/shop/issues/comments/222".to_owned()), "{:?}", state.log);
    assert_eq!(state.comments.len(), 230);
}

#[test]
fn without_a_right_to_write_everything_but_the_comment_is_done() {
    let scene = Scene::new("fork");
    scene.service.state().read_only = true;
    let ran = scene.run(&[]);
    assert_eq!(ran.status, 1, "the findings, not the comment: {ran:?}");
    assert!(ran.log.contains("::notice::skint: no comment, the token may not write one"), "{}", ran.log);
    assert!(ran.log.contains("::error file=app.py") && !ran.outputs["sarif"].is_empty(), "{ran:?}");
    let ran = scene.run(&[("token", ""), ("fail-on", "never")]);
    assert!(ran.status == 0 && ran.log.contains("there is no token"), "{ran:?}");
}

#[test]
fn limits_and_failures_of_the_service_are_waited_for_and_then_told() {
    let scene = Scene::new("limits");
    scene.service.state().next.extend([(429, "Retry-After: 1\r\n"), (502, ""), (403, "retry-after: 1\r\n")]);
    let ran = scene.run(&[("fail-on", "never")]);
    assert!(
        ran.status == 0 && ran.log.contains("::warning::skint: no comment, the service asks for patience"),
        "{ran:?}"
    );
    scene.service.state().next.extend([(429, "Retry-After: 1\r\n"), (502, "")]);
    let ran = scene.run(&[("fail-on", "never")]);
    assert!(ran.log.contains("The comment was written."), "{ran:?}");
    scene.service.state().next.push_back((429, "Retry-After: 4000\r\n"));
    let ran = scene.run(&[("fail-on", "never")]);
    assert!(
        ran.status == 0 && ran.log.contains("::warning::skint: no comment, the service asks for patience (status 429)"),
        "{ran:?}"
    );
}

#[test]
fn what_is_no_pull_request_gets_no_comment() {
    let mut scene = Scene::new("push");
    scene.job.event = json!({ "after": "x" });
    let ran = scene.run(&[("fail-on", "never")]);
    assert!(ran.status == 0 && ran.log.contains("this is no pull request"), "{ran:?}");
    let ran = scene.run(&[("comment", "sometimes")]);
    assert!(ran.status == 2 && ran.log.contains("`comment` is off, changes or always"), "{ran:?}");
}

#[test]
fn what_a_workflow_without_rights_left_becomes_a_comment_where_the_head_agrees() {
    let mut scene = Scene::new("left");
    let head = "0123456789abcdef0123456789abcdef01234567";
    scene.job.event = json!({ "workflow_run": { "head_sha": head } });
    let left = scene.job.root.join("left");
    fs::create_dir_all(&left).expect("it can be made");
    let write = |name: &str, text: &str| fs::write(left.join(name), text).expect("it can be written");
    write("report.md", "### skint: 1 error\n\nhello @everyone\n");
    write("says", "true\n");
    write("number", "7\n");
    let folder = left.to_string_lossy().into_owned();
    let run = |scene: &Scene| scene.job.run("comment", &[("folder", &folder)]);
    scene.service.state().heads.extend([(7, head.replace('0', "f")), (8, head.to_owned())]);
    let ran = run(&scene);
    assert!(ran.log.contains("pull request 7 is not at") && scene.service.writes() == 0, "{ran:?}");
    scene.service.state().heads.insert(7, head.to_owned());
    let ran = run(&scene);
    assert!(ran.status == 0 && ran.log.contains("The comment was written."), "{ran:?}");
    let text = scene.service.state().comments[0].2.clone();
    assert!(text.contains("### skint: 1 error") && !text.contains("@everyone"), "{text}");
    let long = format!("first\n{}last\n", "é line of a long report\n".repeat(4_000));
    write("report.md", &long);
    let ran = run(&scene);
    let text = scene.service.state().comments[0].2.clone();
    assert!(ran.log.contains("brought up to date") && text.contains("first\n") && !text.contains("last"), "{ran:?}");
    assert!(text.len() < 65_200 && text.ends_with("é line of a long report"), "{}", text.len());
    for odd in ["7; touch ran", "../../7", "", "-1"] {
        write("number", odd);
        let ran = run(&scene);
        assert!(scene.service.writes() == 2 && !scene.job.code().join("ran").exists(), "{odd}: {ran:?}");
    }
    write("number", "7");
    fs::remove_file(left.join("report.md")).expect("it was there");
    std::os::unix::fs::symlink("/proc/self/environ", left.join("report.md")).expect("it can be made");
    let ran = run(&scene);
    assert!(ran.status == 2 && scene.service.writes() == 2, "a link could lead to what the job knows: {ran:?}");
}
