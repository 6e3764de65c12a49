//! Every rule page is executed: its examples are read, resolved and judged as a scan would, and what is printed must
//! be what the page says. `UPDATE=1 cargo test --test pages` rewrites the pages.

#[path = "pages/example.rs"]
mod example;
#[path = "pages/tree.rs"]
mod tree;

use example::{Example, read};
use skint::catalog::pages::{RulePage, embedded};
use tree::Tree;

/// Every example of every page.
fn examples() -> impl Iterator<Item = (&'static RulePage, Example)> {
    embedded().iter().flat_map(|page| read(page.text).into_iter().map(move |example| (page, example)))
}

#[test]
fn every_page_shows_enough_of_both_kinds_in_both_languages() {
    for page in embedded() {
        let examples = read(page.text);
        let count = |flagged| examples.iter().filter(|example| example.flagged == flagged).count();
        assert!(count(true) >= 3, "{}: {} flagged examples", page.name, count(true));
        assert!(count(false) >= 4, "{}: {} examples that are not flagged", page.name, count(false));
        for (flagged, ending) in [(true, ".py"), (true, ".ts"), (false, ".py"), (false, ".ts")] {
            let mut files = examples.iter().filter(|example| example.flagged == flagged).flat_map(|e| &e.files);
            assert!(files.any(|(path, _)| path.ends_with(ending)), "{}: none in {ending} ({flagged})", page.name);
        }
    }
}

#[test]
fn every_example_is_code_that_reads_without_a_problem() {
    for (page, example) in examples() {
        assert!(!example.files.is_empty(), "{}: `{}` has no files", page.name, example.title);
        let problems = Tree::new(&example.files).problems;
        assert!(problems.is_empty(), "{}: `{}`: {problems:?}", page.name, example.title);
    }
}

#[test]
fn pages_name_every_option_in_their_prose() {
    for page in embedded() {
        let missing = page.options.iter().find(|option| !page.text.contains(&format!("`{}`", option.name)));
        assert!(missing.is_none(), "{}: the prose does not name {missing:?}", page.name);
    }
}
