//! All rules over calls that are known already.

use crate::inputs;
use divan::{Bencher, counter::ItemsCount};
use jiff::civil::date;
use skint::{policy::Policy, rules, run};

#[divan::bench(args = inputs::COPIES)]
fn over_the_example(bencher: Bencher, copies: usize) {
    let files = inputs::example(copies);
    let (_pair, side, candidates) = inputs::tree(&files);
    let as_of = date(2026, 11, 22);
    let (sites, policy) = (run::sites(&side, &candidates, as_of), Policy::embedded());
    let context = rules::Context { sites: &sites, policy: &policy, as_of, files: &side, candidates: &candidates };
    bencher.counter(ItemsCount::new(sites.len())).bench(|| rules::judge(&context));
}
