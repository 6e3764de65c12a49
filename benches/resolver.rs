//! From files to calls with all that they send, the readers included: nothing is kept from one round to the next.

use crate::inputs;
use divan::{Bencher, counter::BytesCount};
use jiff::civil::date;
use skint::run;

#[divan::bench(args = inputs::COPIES)]
fn of_the_example(bencher: Bencher, copies: usize) {
    let files = inputs::example(copies);
    bencher
        .counter(BytesCount::new(inputs::bytes(&files)))
        .with_inputs(|| inputs::tree(&files))
        .bench_refs(|(_, side, candidates)| run::sites(side, candidates, date(2026, 11, 22)));
}

/// Functions that call one another in a row: what is followed of them has a bound, and time is linear in their number.
#[divan::bench(args = [100, 200, 400, 800])]
fn of_a_chain(bencher: Bencher, functions: usize) {
    let mut lines = vec!["import anthropic\nclient = anthropic.Anthropic()\n".to_owned()];
    lines.extend((0..functions).map(|at| format!("def f{at}(model):\n    return f{}(model)\n", at + 1)));
    let call = "client.messages.create(model=model, max_tokens=9, messages=[])";
    lines.push(format!("def f{functions}(model):\n    return {call}\nf0('a')\n"));
    let text = lines.concat();
    let files = vec![("chain.py".to_owned(), text)];
    bencher
        .counter(BytesCount::new(inputs::bytes(&files)))
        .with_inputs(|| inputs::tree(&files))
        .bench_refs(|(_, side, candidates)| run::sites(side, candidates, date(2026, 11, 22)));
}
