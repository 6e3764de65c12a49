//! Why git has no answer, and what would bring one.

use std::path::Path;

/// Whose fault it is that there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was asked for makes no sense here.
    Asked,
    /// What was asked for is not there, or cannot be read.
    Missing,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAnswer {
    /// Whose fault it is.
    pub fault: Fault,
    /// What is wrong, a sentence.
    pub message: String,
    /// What would help.
    pub help: String,
}

/// What of a repository's history is there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    /// Only the newest commits.
    pub shallow: bool,
    /// Not every file.
    pub partial: bool,
}

/// How to get the rest of the history.
const DEEPEN: &str = "fetch it: `git fetch --unshallow`, or in a workflow `fetch-depth: 0` for the checkout";

/// How to get what a partial clone left out.
const REFETCH: &str = "fetch it: `git fetch --refetch --no-filter`, or clone without `--filter`";

impl NoAnswer {
    fn new(fault: Fault, message: String, help: &str) -> NoAnswer {
        NoAnswer { fault, message, help: help.to_owned() }
    }

    pub(super) fn no_repository(folder: &Path, error: &gix::Error) -> NoAnswer {
        let message = format!("{} is in no git repository that can be read: {}", folder.display(), line(error));
        NoAnswer::new(Fault::Asked, message, "go to one, and name a commit, branch or tag to compare with")
    }

    pub(super) fn no_commit(kept: Kept, name: &str) -> NoAnswer {
        if is_digest(name) {
            let message = format!("the commit {name} is not in this clone");
            let help = if kept.shallow {
                DEEPEN.to_owned()
            } else {
                format!(
                    "fetch it: `git fetch origin {name}`; after a force push it may be gone, and the branch is meant"
                )
            };
            return NoAnswer { fault: Fault::Missing, message, help };
        }
        if kept.shallow && name.contains(['~', '^', '@']) {
            let message = format!("`{name}` is beyond what this shallow clone holds");
            return NoAnswer::new(Fault::Missing, message, DEEPEN);
        }
        let help = match name.strip_prefix("origin/") {
            Some(branch) => format!("fetch it: `git fetch origin {branch}:refs/remotes/origin/{branch}`"),
            None => format!("name a commit, branch or tag; a branch that is only on the remote is `origin/{name}`"),
        };
        NoAnswer { fault: Fault::Asked, message: format!("`{name}` is no commit, branch or tag here"), help }
    }

    /// A name leads to a commit that is not there.
    pub(super) fn missing_commit(kept: Kept, name: &str, id: &str, error: &gix::Error) -> NoAnswer {
        let place = if kept.shallow { "this shallow clone" } else { "this clone" };
        let message = format!("the commit {id}, which `{name}` names, is not in {place}: {}", line(error));
        let help = if kept.shallow { DEEPEN } else { "fetch it: `git fetch --refetch`, or clone anew" };
        NoAnswer::new(Fault::Missing, message, help)
    }

    /// A commit on the way from one to the other is not there.
    pub(super) fn missing_history(kept: Kept, base: &str, head: &str, error: &gix::Error) -> NoAnswer {
        if kept.shallow {
            NoAnswer::no_base(kept, base, head)
        } else {
            NoAnswer::missing_objects(kept, &format!("the history of {head} and {base}"), error)
        }
    }

    pub(super) fn no_base(kept: Kept, base: &str, head: &str) -> NoAnswer {
        if kept.shallow {
            let message = format!("where {head} and {base} part is beyond what this shallow clone holds");
            return NoAnswer::new(Fault::Missing, message, DEEPEN);
        }
        let message = format!("{head} and {base} have no commit in common");
        NoAnswer::new(Fault::Asked, message, "name a commit, branch or tag of the same history")
    }

    pub(super) fn missing_objects(kept: Kept, what: &str, error: &gix::Error) -> NoAnswer {
        let (place, help) = match (kept.partial, kept.shallow) {
            (true, _) => ("in this partial clone", REFETCH),
            (_, true) => ("in this shallow clone", DEEPEN),
            _ => ("here", "see what `git fsck` says, or clone anew"),
        };
        NoAnswer::new(Fault::Missing, format!("not all of {what} is {place}: {}", line(error)), help)
    }

    pub(super) fn broken_index(error: &str) -> NoAnswer {
        let message = format!("the index cannot be read: {}", error.lines().next().unwrap_or_default());
        NoAnswer::new(Fault::Missing, message, "see what `git status` says")
    }

    pub(super) fn unmerged(path: &str) -> NoAnswer {
        NoAnswer::new(Fault::Asked, format!("{path} is not merged yet"), "resolve the conflict and stage the file")
    }
}

/// Whether a name is a commit's own.
fn is_digest(name: &str) -> bool {
    name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// An error's first line.
fn line(error: &gix::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
