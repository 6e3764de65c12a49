//! Which policy holds for what is named.

use super::*;
use crate::catalog::{Level, pages};
use jiff::civil::date;
use std::fs;

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("skint-{name}-{}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }
        Folder(fs::canonicalize(folder).expect("it was made"))
    }

    /// The policy for some paths in the folder, and from where it counts them.
    fn policy(&self, paths: &[&str], named: Option<&str>) -> Result<(Policy, PathBuf), Refusal> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let policy = named.map(PathBuf::from);
        let asked = Asked {
            paths: paths.clone(),
            here: self.0.clone(),
            policy,
            baseline: Recorded::Ignored,
            as_of: date(2026, 11, 22),
            judged: true,
        };
        let scope = Scope::of(&paths, &self.0);
        let base = scope.base.clone();
        let mut holding = policy_file::above(&asked, &paths, &base)?;
        let tree = super::tree(scope.clone(), &holding.policy, &Progress::new(false), None);
        let covers = |path: &str| scope.holds(path);
        let scanned = policy_file::Scanned { files: &tree, base: &base, covers: &covers };
        if asked.policy.is_none() {
            holding.add_beneath(&Disk(&asked.here), &scanned)?;
        }
        Ok((holding.policy, base))
    }

    fn level(&self, paths: &[&str], named: Option<&str>, path: &str) -> Level {
        let (policy, base) = self.policy(paths, named).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let path = self.0.join(path);
        let path = path.strip_prefix(base).expect("it is beneath").to_str().expect("it is text");
        policy.level("retired-model", path)
    }

    fn refusal(&self, paths: &[&str], named: Option<&str>) -> String {
        match self.policy(paths, named).expect_err("a refusal") {
            Refusal::Policy(all) => all.iter().map(ToString::to_string).collect(),
            Refusal::NoPolicy(message)
            | Refusal::NoBaseline(message)
            | Refusal::LockedBaseline(message)
            | Refusal::Unreadable(message)
            | Refusal::Unwritable(message) => message,
            Refusal::Git(answer) => answer.message,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind in the system's folder for temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

const OFF: &str = "[rules]\nretired-model = \"off\"\n";

fn usual() -> Level {
    pages::all().iter().find(|page| page.name == "retired-model").expect("it has a page").level
}

#[test]
fn the_nearest_policy_above_the_path_holds() {
    let files = [("skint.toml", OFF), ("a/b/x.py", ""), ("c/skint.toml", ""), ("c/y.py", "")];
    let folder = Folder::new("nearest", &files);
    assert_eq!(folder.level(&["a/b"], None, "a/b/x.py"), Level::Off);
    assert_eq!(folder.level(&["a/b/x.py", "a"], None, "a/b/x.py"), Level::Off);
    assert_eq!(folder.level(&["c"], None, "c/y.py"), Level::Off);
    assert_eq!(folder.level(&["c"], Some("skint.toml"), "c/y.py"), Level::Off);
    assert_eq!(folder.level(&["a", "c"], None, "a/b/x.py"), Level::Off);
}

#[test]
fn a_policy_counts_paths_from_its_own_folder() {
    let text = "[[override]]\npaths = [\"tests\"]\nrules = { retired-model = \"off\" }\n";
    let folder = Folder::new("own-folder", &[("service/skint.toml", text), ("service/tests/x.py", "")]);
    assert_eq!(folder.level(&["service"], None, "service/tests/x.py"), Level::Off);
    assert_eq!(folder.level(&["."], None, "service/tests/x.py"), Level::Off);
    assert_eq!(folder.level(&["."], None, "tests/x.py"), usual());
}

#[test]
fn a_policy_outside_the_repository_does_not_count() {
    let files = [("skint.toml", OFF), ("repository/.git/HEAD", ""), ("repository/x.py", "")];
    let folder = Folder::new("outside", &files);
    assert_eq!(folder.level(&["repository"], None, "repository/x.py"), usual());
}

#[test]
fn a_policy_that_cannot_be_read_is_refused() {
    let folder = Folder::new("unreadable", &[("a/x.py", ""), ("b/skint.toml", "[rule]\n")]);
    fs::write(folder.0.join("a/skint.toml"), b"[rules]\n\xff\xfe").expect("the file can be written");
    assert_eq!(folder.refusal(&["a"], None), "the policy a/skint.toml cannot be read: it is not UTF-8 text");
    assert!(folder.refusal(&["a"], Some("gone.toml")).starts_with("the policy gone.toml cannot be read: "));
    assert_eq!(folder.refusal(&["b"], None), "b/skint.toml: unknown key `rule`\n");
}
