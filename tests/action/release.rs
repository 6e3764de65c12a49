//! What a tag makes: the steps of the release workflow build, pack and publish what the action and the examples then ask
//! for. The program itself is not built anew, which takes minutes.

use super::{expression, scene::Scene, yaml};
use regex::Regex;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// A machine that runs jobs of the release workflow.
struct Machine {
    root: PathBuf,
    workflow: Value,
    tag: String,
}

impl Machine {
    fn new(scene: &Scene, tag: &str) -> Machine {
        let root = scene.job.root.join("machine");
        for folder in ["code", "tools"] {
            fs::create_dir_all(root.join(folder)).expect("it can be made");
        }
        fs::copy("Cargo.toml", root.join("code/Cargo.toml")).expect("it can be copied");
        let example = root.join("code/examples/support-desk");
        super::scene::copy(Path::new("examples/support-desk"), &example);
        let machine =
            Machine { root, workflow: yaml::read(".github/workflows/release.yml".as_ref()), tag: tag.to_owned() };
        machine.tool("rustup", "true");
        let built = format!(
            "mkdir -p target/{TARGET}/release && cp '{}' target/{TARGET}/release/skint",
            env!("CARGO_BIN_EXE_skint")
        );
        machine.tool("cargo", &format!("echo \"$SKINT_REPOSITORY $SKINT_COMMIT $*\" >>../cargo.log; {built}"));
        machine.tool("gh", "echo \"$*\" >>../gh.log");
        machine
    }

    /// A program that stands for another one.
    fn tool(&self, name: &str, script: &str) {
        let file = self.root.join("tools").join(name);
        fs::write(&file, format!("#!/bin/bash\nset -e\n{script}\n")).expect("it can be written");
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("it is ours");
    }

    /// Runs the steps of a job that run something, until one fails.
    fn run(&self, job: &str) -> Result<(), Output> {
        let context = json!({
            "github": { "repository": "octo/skint", "sha": "5".repeat(40), "token": "ghs_token" },
            "matrix": { "target": TARGET, "os": "ubuntu-22.04" },
        });
        let job = &self.workflow["jobs"][job];
        for step in job["steps"].as_array().expect("steps are a list") {
            let Some(script) = step["run"].as_str() else { continue };
            assert!(!script.contains("${{"), "nothing is filled into a script: {script}");
            let mut environment = BTreeMap::new();
            for given in [&job["env"], &step["env"]] {
                for (name, value) in given.as_object().into_iter().flatten() {
                    environment.insert(name.clone(), expression::fill(value.as_str().expect("a text"), &context));
                }
            }
            let path =
                format!("{}:{}", self.root.join("tools").display(), std::env::var("PATH").expect("there is one"));
            let mut command = Command::new("bash");
            command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(self.code());
            command.env_clear().envs(environment).env("PATH", path).env("HOME", &self.root).env("RUNNER_OS", "Linux");
            command.env("GITHUB_REF_NAME", &self.tag).env("GITHUB_REPOSITORY", "octo/skint");
            let done = command.output().expect("bash runs");
            if !done.status.success() {
                return Err(done);
            }
        }
        Ok(())
    }

    fn code(&self) -> PathBuf {
        self.root.join("code")
    }

    fn log(&self, name: &str) -> String {
        fs::read_to_string(self.root.join(name)).unwrap_or_default()
    }
}

fn version() -> String {
    format!("v{}", env!("CARGO_PKG_VERSION"))
}

#[test]
fn what_a_tag_makes_is_what_the_action_installs() {
    let scene = Scene::new("released");
    let machine = Machine::new(&scene, &version());
    machine.run("build").expect("every step ends well");
    let built = machine.log("cargo.log");
    assert!(built.starts_with(&format!("octo/skint {} build --release --locked", "5".repeat(40))), "{built}");
    // The artifacts come down together, as the workflow asks for them.
    let assets = machine.code().join("assets");
    fs::create_dir_all(&assets).expect("it can be made");
    scene.service.state().files.clear();
    for ending in ["tar.gz", "tar.gz.sha256"] {
        let name = format!("skint-{TARGET}.{ending}");
        let bytes = fs::read(machine.code().join(&name)).expect("it was packed");
        fs::write(assets.join(&name), &bytes).expect("it can be written");
        let path = format!("/octo/skint/releases/download/{}/{name}", version());
        scene.service.state().files.insert(path, bytes);
    }
    machine.run("publish").expect("checksums agree");
    let published = machine.log("gh.log");
    assert!(published.contains(&format!("release create {}", version())) && published.contains("tar.gz.sha256"));
    let ran = scene.run(&[("version", &version()), ("comment", "off")]);
    assert_eq!((ran.status, ran.outputs["errors"].as_str()), (1, "2"), "{ran:?}");
    assert!(ran.log.starts_with(&format!("skint {}", env!("CARGO_PKG_VERSION"))), "{}", ran.log);
}

#[test]
fn a_program_that_finds_nothing_is_not_released() {
    let scene = Scene::new("blind");
    let machine = Machine::new(&scene, &version());
    let blind = "#!/bin/sh\\necho no call of Claude was found\\nexit 1\\n";
    let made = format!("target/{TARGET}/release");
    machine.tool("cargo", &format!("mkdir -p {made}; printf '{blind}' >{made}/skint; chmod +x {made}/skint"));
    let ended = machine.run("build").expect_err("it found none of the calls of the example");
    assert!(String::from_utf8_lossy(&ended.stdout).contains("no call of Claude was found"), "{ended:?}");
    assert_eq!(machine.log(&format!("code/skint-{TARGET}.tar.gz")), "", "nothing was packed");
}

#[test]
fn a_tag_that_is_not_the_version_and_an_archive_that_was_changed_release_nothing() {
    let scene = Scene::new("unreleased");
    let machine = Machine::new(&scene, "v99.0.0");
    assert!(machine.run("build").is_err());
    assert_eq!(machine.log("cargo.log"), "", "nothing was built");
    let assets = machine.code().join("assets");
    fs::create_dir_all(&assets).expect("it can be made");
    fs::write(assets.join("skint-x.tar.gz"), "changed").expect("it can be written");
    fs::write(assets.join("skint-x.tar.gz.sha256"), format!("{}  skint-x.tar.gz\n", "0".repeat(64))).expect("written");
    assert!(machine.run("publish").is_err());
    assert_eq!(machine.log("gh.log"), "", "nothing was published");
}

#[test]
fn every_system_that_the_action_asks_for_is_built() {
    let scripts = fs::read_to_string("action/release.sh").expect("it is text");
    let asked = Regex::new(r"(?m)^    \w+-\w+\) echo (\S+) ;;$").expect("the pattern is right");
    let asked: BTreeSet<String> = asked.captures_iter(&scripts).map(|found| found[1].to_owned()).collect();
    let workflow = yaml::read(".github/workflows/release.yml".as_ref());
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().expect("rows are a list");
    let built: BTreeSet<String> = rows.iter().map(|row| row["target"].as_str().expect("a text").to_owned()).collect();
    assert_eq!(asked, built);
}

#[test]
fn the_example_for_gitlab_installs_what_was_released_and_writes_both_reports() {
    let scene = Scene::new("gitlab");
    let machine = Machine::new(&scene, &version());
    let example = yaml::read("examples/workflows/gitlab.yml".as_ref());
    let job = &example["skint"];
    assert_eq!(job["variables"]["VERSION"], version(), "the example names this release");
    let (address, tools) = (&scene.service.address, machine.root.join("tools"));
    let home = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").expect("it lies on GitHub");
    let asset = super::scene::asset().replace("/octo/skint/", &format!("/{home}/"));
    let archive = scene.service.state().files[&super::scene::asset()].clone();
    let sum = super::scene::checksum(&archive);
    scene.service.state().files.insert(asset, archive);
    super::scene::git(&scene.job.code(), &["add", "-A"]);
    super::scene::git(&scene.job.code(), &["commit", "-qm", "base"]);
    let base = super::scene::head(&scene.job.code());
    fs::write(scene.job.code().join("new.py"), super::scene::CODE).expect("it can be written");
    let lines = ["before_script", "script"].iter().flat_map(|part| job[*part].as_array().expect("lines are a list"));
    let lines = lines.filter_map(Value::as_str).filter(|line| !line.starts_with("apt-get"));
    let script = lines.collect::<Vec<_>>().join("\n");
    let script = script.replace("https://github.com", address).replace("/usr/local/bin", &tools.display().to_string());
    let ran = Command::new("bash")
        .args(["-eo", "pipefail", "-c", &script])
        .current_dir(scene.job.code())
        .env("PATH", format!("{}:{}", tools.display(), std::env::var("PATH").expect("there is one")))
        .env("VERSION", version())
        .env("CHECKSUM", sum)
        .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
        .output()
        .expect("bash runs");
    assert_eq!(ran.status.code(), Some(1), "the change has findings: {ran:?}");
    let quality = fs::read_to_string(scene.job.code().join("code-quality.json")).expect("it was written");
    assert!(quality.contains("app.py") && quality.contains("new.py"), "GitLab compares by itself: {quality}");
    let tests = fs::read_to_string(scene.job.code().join("junit.xml")).expect("it was written");
    assert!(tests.contains("new.py") && !tests.contains("app.py"), "{tests}");
}
