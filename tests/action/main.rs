//! The action as the platform runs it: every step, with its files, events and services.

#![cfg(unix)] // programs of the tests are marked as such, and a release of Linux is what they get

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "../common/binary.rs"]
mod binary;
mod comments;
mod compared;
mod definition;
mod examples;
mod expression;
mod getting;
mod platform;
mod release;
mod scene;
mod service;
mod yaml;

use scene::Scene;
use std::{fs, path::Path};

#[test]
fn a_pull_request_with_findings_gets_annotations_summary_reports_and_a_comment() {
    let scene = Scene::new("whole");
    let ran = scene.run(&[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.log.contains("\n::error file=app.py,line=4,"), "{}", ran.log);
    assert!(ran.summary.starts_with("### skint: 2 errors"), "{}", ran.summary);
    let output = |name: &str| ran.outputs[name].as_str();
    assert_eq!([output("errors"), output("warnings"), output("notes"), output("sites")], ["2", "0", "0", "1"]);
    assert_eq!([output("status"), output("says")], ["1", "true"]);
    for format in ["json", "markdown", "sarif"] {
        assert!(Path::new(output(format)).starts_with(output("reports")), "{format}");
        assert!(fs::metadata(output(format)).is_ok_and(|file| file.len() > 0), "{format}");
    }
    let comments = scene.service.state().comments.clone();
    assert_eq!(comments.len(), 1);
    assert!(comments[0].2.starts_with("<!-- skint:default "), "{comments:?}");
    assert!(comments[0].2.ends_with(ran.summary.trim_end()), "the comment is the summary, byte for byte: {comments:?}");
}

#[test]
fn what_is_asked_for_reaches_the_program() {
    let scene = Scene::new("asked");
    fs::create_dir_all(scene.job.code().join("sub dir")).expect("it can be made");
    fs::write(scene.job.code().join("strict.toml"), "[rules]\nretired-model = \"off\"\n").expect("written");
    let inputs = [
        ("path", "../app.py\n../-odd name.py\n"),
        ("policy", "../strict.toml"),
        ("fail-on", "never"),
        ("formats", "html, junit gitlab"),
        ("working-directory", "sub dir"),
        ("comment", "off"),
    ];
    fs::write(scene.job.code().join("-odd name.py"), "print()\n").expect("it can be written");
    let ran = scene.run(&inputs);
    assert_eq!((ran.status, ran.outputs["errors"].as_str()), (0, "1"), "{ran:?}");
    let reports = Path::new(&ran.outputs["reports"]);
    for file in ["skint.html", "skint.xml", "skint.gitlab.json", "skint.json", "skint.md", "skint.sarif"] {
        assert!(reports.join(file).is_file(), "{file}");
    }
    assert_eq!(scene.service.writes(), 0);
}

#[test]
fn a_clean_repository_passes_in_silence() {
    let scene = Scene::new("clean");
    fs::write(scene.job.code().join("app.py"), "print('no Claude')\n").expect("it can be written");
    let ran = scene.run(&[]);
    assert_eq!((ran.status, ran.outputs["says"].as_str()), (0, "false"), "{ran:?}");
    assert!(!ran.log.lines().any(|line| line.starts_with("::")), "{}", ran.log);
    assert!(ran.log.contains("there is nothing to say"), "{}", ran.log);
    assert_eq!(scene.service.writes(), 0);
    let ran = scene.run(&[("comment", "always")]);
    assert_eq!((ran.status, scene.service.writes()), (0, 1), "{ran:?}");
}

#[test]
fn a_policy_with_a_mistake_fails_the_job_and_says_so() {
    let scene = Scene::new("mistake");
    fs::write(scene.job.code().join("skint.toml"), "[rules]\nretired-modle = \"off\"\n").expect("it can be written");
    let ran = scene.run(&[]);
    assert_eq!((ran.status, ran.outputs["status"].as_str(), ran.outputs["errors"].as_str()), (2, "2", ""), "{ran:?}");
    assert!(ran.log.contains("retired-model") && ran.summary.contains("ended with status 2"), "{ran:?}");
    assert_eq!(scene.service.writes(), 0);
}

#[test]
fn names_in_a_pull_request_run_nothing_and_forge_nothing() {
    let scene = Scene::new("forged");
    let name = "$(touch ran) `touch ran`; touch ran\n::set-output name=x::y ${{ github.token }}.py";
    fs::rename(scene.job.code().join("app.py"), scene.job.code().join(name)).expect("it can be renamed");
    let ran = scene.run(&[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(!scene.job.code().join("ran").exists());
    assert!(!ran.log.lines().any(|line| line.starts_with("::set-output")), "{}", ran.log);
    assert!(!ran.log.contains("ghs_token") && !ran.summary.contains("ghs_token"));
    assert!(scene.service.state().comments[0].2.contains("`$(touch ran) 'touch ran'; touch ran\\n::set-output"));
}
