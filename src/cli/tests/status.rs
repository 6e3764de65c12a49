//! Exit statuses.

use super::*;

#[test]
fn findings_at_the_failing_level_fail() {
    let exit = |line: &str, level| run(line, &|_, _| Ok(outcome(&[level]))).exit;
    assert_eq!(exit("", Level::Info), Exit::Clean);
    assert_eq!(exit("", Level::Warn), Exit::Findings);
    assert_eq!(exit("", Level::Error), Exit::Findings);
    assert_eq!(exit("--fail-on info", Level::Info), Exit::Findings);
    assert_eq!(exit("check --fail-on error", Level::Warn), Exit::Clean);
    assert_eq!(exit("--fail-on never", Level::Error), Exit::Clean);
    assert_eq!(exit("sites", Level::Error), Exit::Clean);
}

#[test]
fn what_cannot_be_read_weighs_more() {
    let broken = |fatal| {
        move |_: &Asked, _: &Progress| {
            let message = "it is not there".to_owned();
            let problem = Problem { path: "a".into(), position: None, message, fatal };
            Ok(Outcome { problems: vec![problem], ..outcome(&[Level::Error]) })
        }
    };
    assert_eq!(run("a", &broken(true)).exit, Exit::Unreadable);
    assert_eq!(run("a", &broken(false)).exit, Exit::Findings);
    assert_eq!(run("sites a", &broken(true)).exit, Exit::Unreadable);
    assert!(run("a", &broken(true)).out.contains("a: it is not there"));
}
