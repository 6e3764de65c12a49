//! Policies by themselves: whether they can be read, and what holds for a path.

use super::{Asked, Refusal, open, policy_file};
use crate::{
    report::{
        policy::{Checked, Effective},
        progress::Progress,
    },
    walk::Scope,
};
use std::{
    fs,
    path::{MAIN_SEPARATOR, PathBuf},
};

/// Reads every policy that holds for what was named, and looks for entries that are of no use there.
pub fn check(asked: &Asked, progress: &Progress) -> Result<Checked, Refusal> {
    let opened = open(asked, progress, None)?;
    let (policy, tree) = (&opened.policy, &*opened.tree);
    let mut idle = policy.expired(asked.as_of);
    idle.extend(policy.unmatched(tree.paths()));
    idle.extend(policy.idle_bounds());
    if policy.traffic().next().is_some() {
        let sites = super::sites(tree, &opened.candidates, asked.as_of);
        idle.extend(super::idle_traffic(policy, &sites, tree, opened.scope.holds("")));
    }
    idle.sort();
    Ok(Checked { files: policy.files().map(str::to_owned).collect(), idle })
}

/// What the policies say about the first of the paths.
pub fn effective(asked: &Asked) -> Result<Effective, Refusal> {
    let path = asked.paths.first().cloned().unwrap_or_else(|| PathBuf::from("."));
    let shown = path.to_string_lossy().into_owned();
    let whole = fs::canonicalize(asked.here.join(&path))
        .map_err(|error| Refusal::Unreadable(format!("{shown} cannot be read: {error}")))?;
    let paths = [path];
    let base = Scope::of(&paths, &asked.here).base;
    let holding = policy_file::above(asked, &paths, &base)?;
    let base = fs::canonicalize(&base).unwrap_or(base);
    let local = whole.strip_prefix(&base).unwrap_or(&whole).to_string_lossy().replace(MAIN_SEPARATOR, "/");
    let folder = if whole.is_dir() && !local.is_empty() { "/" } else { "" };
    let local = format!("{local}{folder}");
    let policy = holding.policy;
    let files = policy.files().map(str::to_owned).collect();
    Ok(Effective { path: shown, files, sections: policy.effective(&local) })
}
