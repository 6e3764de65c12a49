//! Each reader, from text to what data flow sees.

use crate::inputs;
use divan::{Bencher, counter::BytesCount};
use skint::{
    source::{Source, SourceId},
    syntax,
};

#[divan::bench(args = inputs::FIXTURES)]
fn of(bencher: Bencher, language: &str) {
    let (name, text) = inputs::fixture(language);
    let source = Source::new(SourceId(0), name.into(), text.into(), Vec::new());
    bencher.counter(BytesCount::new(source.text.len())).bench(|| syntax::lower(&source));
}
