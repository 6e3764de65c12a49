//! Judges the examples of pages with one condition of the rules taken away at a time, in the copy that `mutate` makes.

#[path = "pages/example.rs"]
#[allow(dead_code)]
mod example;
#[path = "common/tree.rs"]
mod tree;

use jiff::civil::{Date, date};
use skint::{
    catalog::pages::{RulePage, embedded},
    mutants,
    policy::{Policy, Vocabulary},
    resolve::files::Files,
    rules::{Context, Site, judge},
    run::analyse,
};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
};
use tree::Tree;

const AS_OF: Date = date(2026, 11, 22);

/// An example, with what is printed of its findings as long as nothing is taken away.
struct Known {
    page: String,
    tree: Tree,
    policy: Policy,
    sites: Vec<Site>,
    said: String,
}

impl Known {
    fn of(page: &RulePage, files: &[(String, String)]) -> Known {
        let tree = Tree::new(files);
        let own = tree.find("skint.toml").and_then(|id| tree.source(id));
        let policy = own.map_or_else(Policy::embedded, |source| {
            Policy::parse("skint.toml", &source.text, &Vocabulary::embedded()).expect("the policy of an example is right")
        });
        let sites = analyse(&tree, &tree.code(), &policy, AS_OF).sites;
        let mut known = Known { page: page.name.clone(), tree, policy, sites, said: String::new() };
        known.said = known.says();
        known
    }

    fn says(&self) -> String {
        let (sites, policy, files) = (&self.sites, &self.policy, &self.tree);
        let context = Context { sites, candidates: &self.tree.code(), policy, as_of: AS_OF, files };
        let judged = judge(&context);
        let said = judged.iter().map(|f| (f.rule, f.level, &f.message, f.at, &f.label, &f.labels, &f.because, &f.help));
        format!("{:?}", said.collect::<Vec<_>>())
    }
}

#[test]
fn every_condition_is_noticed() {
    let read = |page: &'static RulePage| {
        example::read(page.text).into_iter().map(|example| Known::of(page, &example.files))
    };
    let all: Vec<Known> = embedded().iter().flat_map(read).collect();
    let list = fs::read_to_string("mutants.txt").expect("the list of mutants is there");
    for line in list.lines() {
        let (number, stem) = line.split_once('\t').expect("a line is a number and the name of a source");
        mutants::switch(number.parse().expect("mutants are counted"));
        let own = stem.replace('_', "-");
        let (first, others): (Vec<&Known>, Vec<&Known>) = all.iter().partition(|known| known.page == own);
        let notices = |known: &&Known| !catch_unwind(AssertUnwindSafe(|| known.says())).is_ok_and(|said| said == known.said);
        let noticed = first.into_iter().chain(others).find(notices);
        mutants::switch(u32::MAX);
        eprintln!("MUTANT {number} {}", noticed.map_or("-", |known| known.page.as_str()));
    }
}
