//! The example workflows, as far as they do more than use the action.

use super::{expression, scene::Scene, yaml};
use serde_json::{Value, json};
use std::{fs, process::Command};

#[test]
fn the_two_workflows_for_forks_hand_the_report_from_one_to_the_other() {
    let mut scene = Scene::new("forks");
    let head = "0123456789abcdef0123456789abcdef01234567";
    let checked = scene.run(&[("comment", "off")]);
    assert_eq!((checked.status, scene.service.writes()), (1, 0), "{checked:?}");
    let workflow = yaml::read("examples/workflows/forks-check.yml".as_ref());
    let steps = workflow["jobs"]["skint"]["steps"].as_array().expect("steps are a list");
    let step = steps.iter().find(|step| step["run"].is_string()).expect("one step lays the report down");
    let context =
        json!({ "steps": { "skint": { "outputs": checked.outputs } }, "github": { "event": scene.job.event } });
    let condition = step["if"].as_str().expect("a text");
    assert!(expression::holds(condition, &context), "it runs after a check that failed: {condition}");
    let place = scene.job.root.join("first");
    fs::create_dir_all(&place).expect("it can be made");
    let variable =
        |(name, value): (&String, &Value)| (name.clone(), expression::fill(value.as_str().expect("a text"), &context));
    let variables = step["env"].as_object().expect("a table").iter().map(variable);
    let script = step["run"].as_str().expect("a text");
    let ran = Command::new("bash").args(["-eo", "pipefail", "-c", script]).envs(variables).current_dir(&place).output();
    assert!(ran.as_ref().is_ok_and(|ran| ran.status.success()), "{ran:?}");
    // What was laid down is the artifact that the second workflow fetches.
    let uploaded = steps.iter().filter_map(|step| step["with"]["path"].as_str()).collect::<Vec<_>>();
    let folder = place.join(uploaded[0]);
    scene.job.event = json!({ "workflow_run": { "head_sha": head } });
    scene.service.state().heads.insert(7, head.to_owned());
    let ran = scene.job.run("comment", &[("folder", &folder.to_string_lossy())]);
    assert!(ran.status == 0 && ran.log.contains("The comment was written."), "{ran:?}");
    assert!(scene.service.state().comments[0].2.ends_with(checked.summary.trim_end()), "{checked:?}");
}

#[test]
fn what_an_organisation_hands_on_the_action_takes() {
    let action = yaml::read("action.yml".as_ref());
    for example in ["organisation", "plain", "forks-check"] {
        let workflow = yaml::read(format!("examples/workflows/{example}.yml").as_ref());
        let used = workflow["jobs"]["skint"]["steps"].as_array().expect("steps are a list");
        let used = used.iter().find(|step| step["uses"].as_str().is_some_and(|uses| uses.contains("/skint@")));
        let given = used.expect("it uses the action")["with"].as_object().cloned().unwrap_or_default();
        for (name, value) in &given {
            assert!(action["inputs"].get(name).is_some(), "{example}: {name}");
            let declared = value.as_str().and_then(|value| value.strip_prefix("${{ inputs.")?.strip_suffix(" }}"));
            let inputs = &workflow["on"]["workflow_call"]["inputs"];
            assert!(declared.is_none_or(|input| inputs.get(input).is_some()), "{example}: {value}");
        }
    }
}
