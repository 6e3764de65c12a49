//! Mistakes in a policy, with excerpts.

use super::{
    Look,
    excerpt::{self, Mark},
    text,
};
use crate::{
    catalog::Level,
    policy::PolicyErrors,
    source::{Source, SourceId, Span, offset},
};

/// Says why something cannot be done, and what to do instead.
pub fn refusal(message: &str, help: &str, look: &Look) -> String {
    text::heading(Level::Error, None, message, look) + &text::note("help", help, look)
}

/// Shows every mistake in a policy file.
pub fn mistakes(errors: &PolicyErrors, look: &Look) -> String {
    // The number is never looked up: a policy is no file of the scan.
    let source = Source::new(SourceId(u32::MAX), errors.path.as_str().into(), errors.text.as_str().into(), Vec::new());
    let mut out = String::new();
    for error in &errors.errors {
        out.push_str(&text::heading(Level::Error, None, &error.message, look));
        let at = Span::new(source.id, offset(error.range.start), offset(error.range.end));
        out.push_str(&excerpt::draw(&source, &[Mark { at, label: look.line(&error.label) }], look).text);
        if let Some(help) = &error.help {
            out.push_str(&text::note("help", help, look));
        }
        out.push('\n');
    }
    if errors.more > 0 {
        out.push_str(&text::heading(Level::Error, None, &format!("{} more mistakes", errors.more), look));
    }
    out
}
