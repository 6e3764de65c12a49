//! A repository of git's own making, for a test.

use super::binary::{folder, run, write};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A repository in a folder of its own.
pub struct Repository(pub PathBuf);

impl Repository {
    /// A repository with these files in its first commit.
    pub fn new(name: &str, files: &[(&str, &str)]) -> Repository {
        let repository = Repository::unborn(name);
        repository.commit(files);
        repository
    }

    /// A repository without a commit.
    pub fn unborn(name: &str) -> Repository {
        let folder = folder(name);
        fs::remove_dir_all(folder.join(".git")).expect("it was made");
        let repository = Repository(folder);
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository
    }

    /// Runs git, the same on every machine.
    pub fn git(&self, args: &[&str]) -> String {
        git(&self.0, args)
    }

    /// Writes files, and takes away those that are empty.
    pub fn edit(&self, files: &[(&str, &str)]) -> &Repository {
        for (path, text) in files {
            if text.is_empty() {
                fs::remove_file(self.0.join(path)).expect("it is there");
            } else {
                write(&self.0, path, text);
            }
        }
        self
    }

    /// Edits files and commits everything.
    pub fn commit(&self, files: &[(&str, &str)]) -> &Repository {
        self.edit(files).git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "a change"]);
        self
    }

    /// Exit status and both texts of a command on the day that all tests are about.
    pub fn skint(&self, args: &[&str]) -> (Option<i32>, String, String) {
        run(&self.0, &[args, &["--as-of", "2026-11-22"]].concat())
    }

    /// What a command prints, which must succeed.
    pub fn prints(&self, args: &[&str]) -> String {
        let (status, out, err) = self.skint(args);
        assert!(err.is_empty() && status.is_some_and(|status| status < 2), "{args:?}: {out}{err}");
        without_digests(&out)
    }

    /// `skint diff` over the last commit, as JSON.
    pub fn last(&self) -> serde_json::Value {
        let (_, out, err) = self.skint(&["diff", "HEAD~1..HEAD", "--format", "json"]);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
    }
}

/// Runs git in a folder, the same on every machine.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    for (who, name) in [("AUTHOR", "A"), ("COMMITTER", "C")] {
        command.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), "a@example.com");
        command.env(format!("GIT_{who}_DATE"), "2026-11-22T12:00:00+00:00");
    }
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
    let ran = command.args(["-c", "protocol.file.allow=always"]).args(args).output().expect("git runs");
    assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

/// A text whose commits are all called alike.
pub fn without_digests(text: &str) -> String {
    let digest = regex::Regex::new(r"\b[0-9a-f]{10}\b").expect("the pattern is right");
    digest.replace_all(text, "0123456789").into_owned()
}
