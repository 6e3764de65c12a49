//! Fixes: which of them go together, what a text is with them, and whether files are better for them.

mod judged;
mod patched;
#[cfg(test)]
mod tests;

pub use judged::{Judged, Worse};
pub use patched::Patched;

use crate::{
    diagnostic::Edit,
    source::{SourceId, Span},
};
use std::collections::BTreeMap;

/// Places that are to be written, no two of which overlap.
#[derive(Debug, Default)]
pub struct Taken(BTreeMap<(SourceId, u32), u32>);

impl Taken {
    /// Takes the places of a fix; `false`, and nothing is taken, where one of them is taken.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        for (index, edit) in edits.iter().enumerate() {
            if self.overlaps(edit.at) {
                for taken in &edits[..index] {
                    self.0.remove(&(taken.at.source, taken.at.start));
                }
                return false;
            }
            self.0.insert((edit.at.source, edit.at.start), edit.at.end);
        }
        true
    }

    /// Two texts that are put in at one place overlap too: nobody said which comes first.
    fn overlaps(&self, at: Span) -> bool {
        let last = at.end.saturating_sub(1).max(at.start);
        let before = self.0.range((at.source, 0)..=(at.source, last)).next_back();
        before.is_some_and(|((_, start), end)| *start == at.start || *end > at.start)
    }
}

/// A text with edits, none of which overlap. Everything else in it stays as it is.
pub fn applied<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.at);
    let mut new = String::with_capacity(text.len() + edits.iter().map(|edit| edit.replacement.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.at.start as usize, edit.at.end as usize);
        if let Some(kept) = text.get(done..start).filter(|_| text.is_char_boundary(end)) {
            new.extend([kept, &edit.replacement]);
            done = end;
        }
    }
    new.push_str(&text[done..]);
    new
}
