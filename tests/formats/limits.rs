//! What a service takes of a report: the most important first, and the rest as a number.

use super::{
    binary::{folder, write},
    reports,
};
use serde_json::Value;
use skint::{
    bounds::{COMMENT_BYTES, SARIF_RESULTS},
    money::grouped,
};

/// A file with many calls, each without a cap that the API requires.
fn many(calls: usize) -> String {
    let call = "    requests.post('https://api.anthropic.com/v1/messages', headers=h, \
                json={'model': 'claude-haiku-5-5', 'messages': m})\n";
    format!("import requests\ndef ask(h, m):\n{}", call.repeat(calls))
}

#[test]
fn a_step_annotates_ten_of_each_level_and_counts_the_rest() {
    let copy = folder("many");
    write(&copy, "a.py", many(30));
    let reports = reports(&copy, &["github"]).expect("there is no policy");
    let errors = reports[0].lines().filter(|line| line.starts_with("::error ")).count();
    assert_eq!(errors, 10, "{}", reports[0]);
    assert!(reports[0].contains("20 more are not annotated"), "{}", reports[0]);
}

#[test]
fn a_comment_and_a_run_of_code_scanning_hold_what_their_service_takes() {
    let copy = folder("more");
    write(&copy, "a.py", many(SARIF_RESULTS + 100));
    let reports = reports(&copy, &["markdown", "sarif"]).expect("there is no policy");
    let readme = std::fs::read_to_string("README.md").expect("there is one");
    for (most, of) in [(COMMENT_BYTES, "bytes"), (SARIF_RESULTS, "results")] {
        assert!(readme.contains(&format!("at most {} {of}", grouped(&most.to_string()))));
    }
    let bytes = reports[0].len();
    assert!((COMMENT_BYTES - 1_000..=COMMENT_BYTES).contains(&bytes), "as much as fits is said: {bytes} bytes");
    assert!(reports[0].contains("are left out, the least important ones"));
    let sarif: Value = serde_json::from_str(&reports[1]).expect("it is JSON");
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(SARIF_RESULTS));
    let notes = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("100 results are left out"), "{notes}");
    assert!(run["results"].as_array().is_some_and(|all| all.iter().all(|result| result["level"] == "error")));
}
