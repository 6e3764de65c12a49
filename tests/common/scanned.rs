//! The files, scanned once as a repository of their own, and questions about them.

use jiff::civil::{Date, date};
use skint::{
    catalog::sdks,
    diagnostic::Confidence,
    policy::Policy,
    report::inventory,
    resolve::files::Files,
    rules::Site,
    run::{self, Analysis},
    source::{Position, SourceId},
    walk::{Scope, Tree, Words},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{LazyLock, atomic::AtomicUsize},
};

/// The day on which all this is true.
pub const AS_OF: Date = date(2026, 11, 22);

static SCAN: LazyLock<(Tree, Analysis)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hard-cases");
    fs::create_dir_all(folder.join(".git")).expect("the folder for tests can be written");
    for file in files() {
        fs::copy(Path::new("tests/hard-cases").join(&file), folder.join(file)).expect("it can be copied");
    }
    let words = sdks::embedded().words();
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone, ..Words::default() };
    let tree = Tree::open(Scope::of(&[PathBuf::from(".")], &folder), &words, &|_| true, &AtomicUsize::new(0));
    let found = run::analyse(&tree, tree.candidates(), &Policy::embedded(), AS_OF);
    (tree, found)
});

/// Names of the files.
pub fn files() -> Vec<String> {
    let entries = fs::read_dir("tests/hard-cases").expect("the folder is there").flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn stands_in(source: SourceId, file: &str) -> bool {
    &*SCAN.0.path(source) == file
}

/// The sites of a file, in order.
pub fn sites(file: &str) -> Vec<&'static Site> {
    SCAN.1.sites.iter().filter(|site| stands_in(site.call.at.source, file)).collect()
}

/// The one site of a file.
pub fn only(file: &str) -> &'static Site {
    let sites = sites(file);
    assert_eq!(sites.len(), 1, "{file}");
    sites[0]
}

/// Function and line of each site of a file.
pub fn places(file: &str) -> Vec<(String, u32)> {
    let place = |site: &&Site| {
        let source = SCAN.0.source(site.call.at.source).expect("it was read");
        let function = site.call.around.function.as_ref().map(ToString::to_string);
        (function.unwrap_or_default(), source.position(site.call.at.start).line)
    };
    sites(file).iter().map(place).collect()
}

/// The models of each site of a file.
pub fn models(file: &str) -> Vec<Vec<String>> {
    sites(file).iter().map(|site| site.call.model_fact().values).collect()
}

/// What `skint sites --format json` says of a file's one site.
pub fn row(file: &str) -> serde_json::Value {
    let row = inventory::site(only(file), &SCAN.0).expect("its file was read");
    serde_json::to_value(row).expect("it can be written")
}

/// Rule and confidence of each finding in a file.
pub fn findings(file: &str) -> Vec<(&'static str, Confidence)> {
    let found = SCAN.1.findings.iter().filter(|finding| stands_in(finding.at.source, file));
    found.map(|finding| (finding.rule, finding.confidence)).collect()
}

/// The rules that speak about a file, sorted, without the one that only looks at the calendar.
pub fn rules(file: &str) -> Vec<&'static str> {
    let mut rules: Vec<_> = findings(file).iter().map(|(rule, _)| *rule).filter(|r| *r != "retired-model").collect();
    rules.sort_unstable();
    rules
}

/// What is said about a file.
pub fn messages(file: &str) -> Vec<String> {
    let found = SCAN.1.findings.iter().filter(|finding| stands_in(finding.at.source, file));
    found.map(|finding| finding.message.clone()).collect()
}

/// Where a file could not be read.
pub fn problems(file: &str) -> Vec<Option<Position>> {
    let problems = SCAN.0.problems().into_iter().filter(|problem| &*problem.path == file);
    problems.map(|problem| problem.position).collect()
}
