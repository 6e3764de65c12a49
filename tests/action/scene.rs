//! A repository with a pull request, the action beside it, and the service.

use super::{
    binary,
    platform::{Job, Ran},
    service::Service,
};
use serde_json::json;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// A call whose model is gone and that has no cap.
pub const CODE: &str = "import anthropic\nclient = anthropic.Anthropic()\ndef ask():\n    \
                    return client.messages.create(model='claude-3-opus-20240229', messages=[])\n";

/// A job on pull request 7.
pub struct Scene {
    pub job: Job,
    pub service: Service,
}

impl Scene {
    /// A new one; its release is the binary under test.
    pub fn new(name: &str) -> Scene {
        let root = binary::folder(name);
        let service = Service::start();
        let event = json!({ "pull_request": { "number": 7 } });
        let job = Job { root, event, service: service.address.clone(), path: Vec::new() };
        fs::create_dir_all(job.root.join("temp")).expect("it can be made");
        fs::create_dir_all(job.code()).expect("it can be made");
        for part in ["action.yml", "action", "comment", "Cargo.toml"] {
            copy(Path::new(part), &job.action().join(part));
        }
        git(&job.code(), &["init", "-q", "-b", "main"]);
        fs::write(job.code().join("app.py"), CODE).expect("it can be written");
        let scene = Scene { job, service };
        scene.release(&format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_skint")));
        scene
    }

    /// Runs the action.
    pub fn run(&self, inputs: &[(&str, &str)]) -> Ran {
        self.job.run("", inputs)
    }

    /// Publishes a release of this version whose program is a script.
    pub fn release(&self, script: &str) {
        let folder = self.job.root.join("release");
        fs::create_dir_all(&folder).expect("it can be made");
        let program = folder.join("skint");
        fs::write(&program, script).expect("it can be written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it is ours");
        let packed = |args: &[&str]| {
            let done = Command::new(args[0]).args(&args[1..]).current_dir(&folder).output().expect("it runs");
            assert!(done.status.success(), "{done:?}");
            done.stdout
        };
        packed(&["tar", "-czf", "skint.tar.gz", "skint"]);
        let sum = packed(&["sha256sum", "skint.tar.gz"]);
        let archive = fs::read(folder.join("skint.tar.gz")).expect("it was packed");
        let mut state = self.service.state();
        state.files.insert(format!("{}.sha256", asset()), sum);
        state.files.insert(asset(), archive);
    }
}

/// Where the archive of this version lies.
pub fn asset() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("/octo/skint/releases/download/v{version}/skint-x86_64-unknown-linux-gnu.tar.gz")
}

/// The digest of a file, as its checksum has it.
pub fn checksum(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut hex = String::new();
    for byte in Sha256::digest(bytes) {
        write!(hex, "{byte:02x}").expect("a string takes everything");
    }
    hex
}

/// Copies a file, or a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let rest: PathBuf = entry.path().strip_prefix(from).expect("it lies in there").into();
        let target = if rest.as_os_str().is_empty() { to.to_path_buf() } else { to.join(rest) };
        fs::create_dir_all(target.parent().expect("it lies in a folder")).expect("it can be made");
        fs::copy(entry.path(), target).expect("it can be copied");
    }
}

/// The commit that is checked out in a folder.
pub fn head(folder: &Path) -> String {
    let done = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(folder).output().expect("git runs");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// Runs git in a folder, with nobody's settings.
pub fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").args(identity).args(args).current_dir(folder).output().expect("git runs");
    assert!(done.status.success(), "git {args:?}: {done:?}");
}
