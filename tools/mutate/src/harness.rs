//! Judges the examples of pages with one condition of the rules taken away at a time, in the copy that `mutate` makes: as they
//! stand, then, where no page notices, with a fact of their calls changed, as `tests/rules` does.

#[path = "rules/changes.rs"]
mod changes;
#[path = "pages/example.rs"]
#[allow(dead_code)]
mod example;
#[path = "rules/table.rs"]
mod table;
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

/// A page, with what is said of its examples as long as nothing is taken away.
struct Known {
    name: String,
    examples: Vec<(Tree, Policy, Vec<Site>)>,
    said: Vec<String>,
    table: table::Page,
    row: String,
}

impl Known {
    fn of(page: &RulePage) -> Known {
        let examples: Vec<_> = example::read(page.text).iter().map(|example| analysed(&example.files)).collect();
        let table = table::Page::of(page);
        let (said, row) = (examples.iter().map(says).collect(), table.row());
        Known { name: page.name.clone(), examples, said, table, row }
    }

    fn notices_as_is(&self) -> bool {
        self.examples.iter().zip(&self.said).any(|(example, said)| says(example) != *said)
    }

    fn notices_changed(&self) -> bool {
        self.table.row() != self.row
    }
}

fn analysed(files: &[(String, String)]) -> (Tree, Policy, Vec<Site>) {
    let tree = Tree::new(files);
    let own = tree.find("skint.toml").and_then(|id| tree.source(id));
    let policy = own.map_or_else(Policy::embedded, |source| {
        Policy::parse("skint.toml", &source.text, &Vocabulary::embedded()).expect("the policy of an example is right")
    });
    let sites = analyse(&tree, &tree.code(), &policy, AS_OF).sites;
    (tree, policy, sites)
}

fn says((tree, policy, sites): &(Tree, Policy, Vec<Site>)) -> String {
    let context = Context { sites, candidates: &tree.code(), policy, as_of: AS_OF, files: tree };
    let judged = judge(&context);
    let said =
        judged.iter().map(|f| (f.rule, f.level, &f.message, f.at, &f.label, &f.labels, &f.because, &f.help, &f.fix));
    format!("{:?}", said.collect::<Vec<_>>())
}

#[test]
fn every_condition_is_noticed() {
    let all: Vec<Known> = embedded().iter().map(Known::of).collect();
    let list = fs::read_to_string("mutants.txt").expect("the list of mutants is there");
    for line in list.lines() {
        let (number, stem) = line.split_once('\t').expect("a line is a number and the name of a source");
        mutants::switch(number.parse().expect("mutants are counted"));
        let own = stem.replace('_', "-");
        let (first, others): (Vec<&Known>, Vec<&Known>) = all.iter().partition(|known| known.name == own);
        let asked = |notices: &dyn Fn(&Known) -> bool| {
            let guarded = |known: &&&Known| catch_unwind(AssertUnwindSafe(|| notices(known))).unwrap_or(true);
            first.iter().chain(&others).find(guarded).map(|known| known.name.as_str())
        };
        let noticed = asked(&|known| known.notices_as_is());
        let noticed = noticed.map(str::to_owned).or_else(|| {
            // A rule's own conditions are its own page's; others may be any rule's.
            let changed = |known: &Known| (first.is_empty() || known.name == own) && known.notices_changed();
            asked(&changed).map(|page| format!("{page}+"))
        });
        mutants::switch(u32::MAX);
        eprintln!("MUTANT {number} {}", noticed.as_deref().unwrap_or("-"));
    }
}
