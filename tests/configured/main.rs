//! Files that configure calls, scanned as a repository: which entries are sites, and what is known of them.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "other tests open folders with words of their own")]
mod common;

mod beside;
#[path = "../common/binary.rs"]
mod binary;
mod claude_code;
mod commands;
mod hostile;
mod models;
mod sessions;
mod workflows;

use common::Folder;
use jiff::civil::date;
use skint::{
    calls::CallSite,
    catalog::sdks,
    policy::Policy,
    resolve::files::Files,
    run,
    walk::{Scope, Tree, Words},
};
use std::{path::PathBuf, sync::atomic::AtomicUsize};

/// A repository of these files.
fn tree(files: &[(&str, &str)]) -> (Folder, Tree) {
    let folder = Folder::new();
    for (path, text) in files {
        folder.write(path, text);
    }
    let words = sdks::embedded().words();
    let need = |path: &str| sdks::embedded().need(path);
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone, data: &words.data, need };
    let scope = Scope::of(&[PathBuf::from(".")], &folder.0);
    let tree = Tree::open(scope, &words, &|_| true, &AtomicUsize::new(0));
    (folder, tree)
}

/// The sites in these files, in order of place.
fn calls(files: &[(&str, &str)]) -> Vec<CallSite> {
    let (_folder, tree) = tree(files);
    let sites = run::sites(&tree, tree.candidates(), date(2026, 11, 22));
    sites.into_iter().map(|site| site.call).collect()
}

/// The sites in these files as `path:line page model cap`; what is not known is `?`, what is absent `-`.
fn sites(files: &[(&str, &str)]) -> Vec<String> {
    let (_folder, tree) = tree(files);
    let sites = run::sites(&tree, tree.candidates(), date(2026, 11, 22));
    let shown = |call: &CallSite| {
        let source = tree.source(call.at.source).expect("it was read");
        let line = source.position(call.at.start).line;
        let (model, cap) = (call.model_fact(), call.max_tokens_fact());
        let values = |state, values: String| match state {
            skint::calls::State::Known => values,
            skint::calls::State::Absent => "-".to_owned(),
            skint::calls::State::Unknown => "?".to_owned(),
        };
        let mark = if model.overridable { "*" } else { "" };
        let model = values(model.state, model.values.join("|")) + mark;
        let caps: Vec<String> = cap.values.iter().map(ToString::to_string).collect();
        format!("{}:{line} {} {model} {}", source.path, call.sdk, values(cap.state, caps.join("|")))
    };
    sites.iter().map(|site| shown(&site.call)).collect()
}

/// What the rules say about these files, as `path:line rule`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let (_folder, tree) = tree(files);
    let policy = Policy::embedded();
    let found = run::analyse(&tree, tree.candidates(), &policy, date(2026, 11, 22)).findings;
    let shown = found.iter().map(|finding| {
        let source = tree.source(finding.at.source).expect("it was read");
        format!("{}:{} {}", source.path, source.position(finding.at.start).line, finding.rule)
    });
    shown.collect()
}

/// What could not be read in these files.
fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let (_folder, tree) = tree(files);
    run::sites(&tree, tree.candidates(), date(2026, 11, 22));
    common::problems(&tree)
}
