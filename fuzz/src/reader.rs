//! Every reader: what it gives points into the text, and nothing that it says is fatal.

use super::{project, spans, text, tree};
use skint::{
    source::{Source, SourceId, Span},
    syntax::{self, notebook},
};

/// Reads each file of an input by itself.
pub(crate) fn run(bytes: &[u8]) {
    for (path, text) in tree::parse(&text(bytes)) {
        if syntax::language_of(&path).is_some() {
            project::in_time(text.len(), &path, || read(&path, &text));
        }
    }
}

fn read(path: &str, text: &str) {
    let (text, cells) = if path.rsplit('.').next() == Some("ipynb") {
        let Ok(opened) = notebook::open(text) else { return };
        opened
    } else {
        (text.to_owned(), Vec::new())
    };
    let source = Source::new(SourceId(0), path.into(), text.into(), cells);
    let mut lowered = syntax::lower(&source);
    for problem in &lowered.problems {
        assert!(!problem.fatal && !problem.message.is_empty(), "{problem:?}");
        let line = problem.position.map_or(1, |position| position.line as usize);
        assert!(line <= source.line_count() + 1, "{problem:?} in {} lines", source.line_count());
    }
    spans::check_module(&lowered.module, &source);
    lowered.module.compact();
    for function in &lowered.module.functions {
        let Span { start, end, .. } = function.span;
        assert!(source.position(start) <= source.position(end), "lines go up");
    }
}
