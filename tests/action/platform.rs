//! What the platform does with a composite action: inputs and their defaults, expressions, files for outputs and the
//! summary, a shell a step, and no step after one that failed.

use super::{expression, yaml};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A job that uses the action.
pub struct Job {
    /// A folder of its own, with the action in `_actions`, the code in `code`, and `temp`.
    pub root: PathBuf,
    /// What `github.event` holds.
    pub event: Value,
    /// The service's address.
    pub service: String,
    /// Folders that come before all others on the path.
    pub path: Vec<PathBuf>,
}

/// What came of it.
#[derive(Debug)]
pub struct Ran {
    /// The exit status of the step that failed, else 0.
    pub status: i32,
    /// What was printed.
    pub log: String,
    /// The summary of the job.
    pub summary: String,
    /// Outputs of the action.
    pub outputs: BTreeMap<String, String>,
}

impl Job {
    /// Runs the action in `folder` of the checked-out action (`""` for the one at its root) with these inputs.
    pub fn run(&self, folder: &str, inputs: &[(&str, &str)]) -> Ran {
        let place = self.action().join(folder);
        let action = yaml::read(&place.join("action.yml"));
        let mut context = json!({ "github": self.github(), "runner": { "temp": self.temp() }, "steps": {} });
        let given: BTreeMap<&str, &str> = inputs.iter().copied().collect();
        let declared = action["inputs"].as_object().expect("inputs are a table");
        assert!(given.keys().all(|name| declared.contains_key(*name)), "an input that is not declared");
        let mut values = json!({});
        for (name, input) in declared {
            let default = input.get("default").and_then(Value::as_str).unwrap_or_default();
            let value =
                given.get(name.as_str()).map_or_else(|| expression::fill(default, &context), |v| (*v).to_owned());
            values[name] = value.into();
        }
        context["inputs"] = values;
        let summary = self.temp().join("summary.md");
        fs::write(&summary, "").expect("it can be written");
        let mut ran = Ran { status: 0, log: String::new(), summary: String::new(), outputs: BTreeMap::new() };
        for step in action["runs"]["steps"].as_array().expect("steps are a list") {
            let condition = step.get("if").and_then(Value::as_str).unwrap_or("success()");
            let always = ["always()", "cancelled()"].iter().any(|word| condition.contains(word));
            if (ran.status == 0 || always) && expression::holds(condition, &context) {
                self.step(step, &place, &mut context, &mut ran);
            }
        }
        ran.summary = fs::read_to_string(summary).expect("it is there");
        for (name, output) in action["outputs"].as_object().into_iter().flatten() {
            let value = expression::fill(output["value"].as_str().expect("an output has a value"), &context);
            ran.outputs.insert(name.clone(), value);
        }
        ran
    }

    fn step(&self, step: &Value, place: &Path, context: &mut Value, ran: &mut Ran) {
        let (script, output) = (self.temp().join("step.sh"), self.temp().join("output"));
        let run = step["run"].as_str().expect("a step runs something");
        assert!(!run.contains("${{"), "nothing is filled into a script: {run}");
        fs::write(&script, run).expect("it can be written");
        fs::write(&output, "").expect("it can be written");
        assert_eq!(step["shell"], "bash");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script).current_dir(self.code()).env_clear();
        for (name, value) in step.get("env").and_then(Value::as_object).into_iter().flatten() {
            command.env(name, expression::fill(value.as_str().expect("a text"), context));
        }
        let path = self.path.iter().map(|folder| folder.to_string_lossy().into_owned());
        let path: Vec<String> = path.chain(std::env::var("PATH")).collect();
        command
            .env("PATH", path.join(":"))
            .env("HOME", &self.root)
            .env("GITHUB_ACTIONS", "true")
            .env("CI", "true")
            .env("GITHUB_ACTION_PATH", place)
            .env("GITHUB_API_URL", &self.service)
            .env("GITHUB_SERVER_URL", &self.service)
            .env("GITHUB_REPOSITORY", "octo/shop")
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", self.temp().join("summary.md"))
            .env("RUNNER_TEMP", self.temp())
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64");
        let done = command.output().expect("bash runs");
        ran.log += &String::from_utf8_lossy(&done.stdout);
        ran.log += &String::from_utf8_lossy(&done.stderr);
        ran.status = if ran.status == 0 { done.status.code().unwrap_or(-1) } else { ran.status };
        let written = fs::read_to_string(&output).expect("it is there");
        let outputs = written.lines().map(|line| line.split_once('=').expect("an output is a name and a value"));
        let outputs: BTreeMap<&str, &str> = outputs.collect();
        context["steps"][step["id"].as_str().expect("our steps have ids")] = json!({ "outputs": outputs });
    }

    fn github(&self) -> Value {
        json!({
            "event": self.event, "token": "ghs_token", "server_url": self.service, "api_url": self.service,
            "repository": "octo/shop", "event_name": "pull_request",
        })
    }

    /// Where the platform puts the action, which says what it is and at which reference.
    pub fn action(&self) -> PathBuf {
        self.root.join("_actions/octo/skint/v1")
    }

    /// Where the job's repository is.
    pub fn code(&self) -> PathBuf {
        self.root.join("code")
    }

    fn temp(&self) -> PathBuf {
        self.root.join("temp")
    }
}
