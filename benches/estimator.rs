//! Tokens of texts, and what the calls of the example come to.

use crate::inputs;
use divan::{Bencher, counter::BytesCount};
use jiff::civil::date;
use skint::{
    catalog::models,
    estimate::{estimate, tokens_of},
    policy::Policy,
    resolve::files::Files,
    rules, run,
};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Words of a page of prose and code, so many times over and each time a little different, since a text that was
/// counted is remembered.
#[divan::bench(args = [1, 8, 64])]
fn tokens_of_text(bencher: Bencher, times: usize) {
    let (_, page) = inputs::fixture("markdown");
    let catalogue = models::embedded();
    let tokenizer = catalogue.tokenizer(catalogue.get("claude-opus-5-5").expect("it is in the catalogue"));
    let number = AtomicUsize::new(0);
    bencher
        .with_inputs(|| format!("{} {}", number.fetch_add(1, Ordering::Relaxed), page.repeat(times)))
        .input_counter(|text: &String| BytesCount::of_str(text))
        .bench_refs(|text| tokens_of(text, tokenizer));
}

#[divan::bench]
fn requests_of_the_example(bencher: Bencher) {
    let files = inputs::example(1);
    let (_pair, side, candidates) = inputs::tree(&files);
    let as_of = date(2026, 11, 22);
    let (sites, policy) = (run::sites(&side, &candidates, as_of), Policy::embedded());
    bencher.bench(|| {
        let one = |site: &rules::Site| {
            estimate(&site.call.request, &rules::shape(&site.call, &policy, &side.path(site.call.at.source)), as_of)
        };
        sites.iter().map(one).collect::<Vec<_>>()
    });
}
