//! Changes that mean nothing change no fact: other names, another order, comments, constants in another file, a call in
//! a wrapper. Held on the examples of all pages, the scenarios and the hard cases.
//!
//! `SKINT_TREES=folder:folder cargo test --test metamorphic` holds it on other trees as well.

mod carried;
mod change;
mod facts;
mod moved;
mod order;
mod texts;
#[path = "../common/tree.rs"]
mod tree;
mod wrapped;

use facts::Facts;
use rayon::prelude::*;
use texts::{Files, is_python, trees};

/// Holds a change on every tree that it has something to change in, at least `fewest` of them.
fn hold(name: &str, fewest: usize, change: impl Fn(&Files) -> Option<Files> + Sync) {
    let broken: Vec<Option<String>> = trees()
        .into_par_iter()
        .filter_map(|(title, files)| {
            let changed = change(&files)?;
            let (before, after) = (Facts::of(&files), Facts::of(&changed));
            Some((before != after).then(|| format!("{title}: {}", before.difference(&after))))
        })
        .collect();
    let wrong: Vec<&String> = broken.iter().flatten().collect();
    assert!(wrong.is_empty(), "{name} changes what is known of {} trees: {wrong:#?}", wrong.len());
    assert!(broken.len() >= fewest, "{name} was held on {} trees only", broken.len());
}

#[test]
fn other_names_of_locals_change_nothing() {
    for new in ["NAME_2", "_NAME", "a_name_that_is_far_longer_than_any_other_NAME"] {
        hold(new, 30, |files| change::renamed(files, new));
    }
}

#[test]
fn another_order_of_arguments_changes_nothing() {
    hold("an order", 60, change::reordered);
}

#[test]
fn what_stands_beside_in_another_language_changes_nothing() {
    let (mut python, mut scripts) = (Files::new(), Files::new());
    for (number, (_, files)) in trees().into_iter().enumerate() {
        let kind = if files.keys().all(|path| is_python(path)) { &mut python } else { &mut scripts };
        kind.extend(files.into_iter().map(|(path, text)| (format!("t{number}/{path}"), text)));
    }
    scripts.retain(|path, _| texts::is_script(path));
    assert!(python.len() > 100 && scripts.len() > 100, "{} and {}", python.len(), scripts.len());
    let both: Files = python.clone().into_iter().chain(scripts.clone()).collect();
    let mut apart = [Facts::of(&python).calls, Facts::of(&scripts).calls].concat();
    apart.sort();
    let together = Facts::of(&both).calls;
    let other = apart.iter().zip(&together).find(|(apart, together)| apart != together);
    assert!(apart == together, "{} and {} calls, the first that differ {other:#?}", apart.len(), together.len());
}

#[test]
fn comments_change_nothing() {
    hold("a comment", 100, change::commented);
}

#[test]
fn empty_lines_and_ends_of_lines_change_nothing() {
    hold("an empty line", 100, change::spaced);
}

#[test]
fn a_constant_may_stand_in_another_file() {
    hold("another file", 20, moved::constants);
}
