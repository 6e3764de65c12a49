//! Prompt templates: Jinja, Handlebars, Mustache, Liquid, ERB, dotprompt and Prompty, as text with holes.
//!
//! What the braces hold is a name at most; conditions and loops are left out, so that their text counts once.

use super::{Lowered, markdown};
use crate::source::Source;

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    markdown::template(source)
}
