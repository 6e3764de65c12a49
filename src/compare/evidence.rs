//! What speaks for a change beside what can be seen of a call: lines that are not what they were.

use super::{Aspect, Given, Spot, cause::Cause, lines};
use crate::{
    calls::{Cache, CallSite, Request},
    resolve::files::Files,
    source::{Source, Span},
};
use std::sync::Arc;

/// A call in both states, with their files.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub given: Given<'a>,
    pub old: &'a CallSite,
    pub new: &'a CallSite,
}

impl Evidence<'_> {
    /// Of some causes those that something speaks for beside what can be seen: the lines that lead to the call, or the line
    /// that a cause names, are not what they were.
    pub fn written(self, mut causes: Vec<Cause>) -> Vec<Cause> {
        if self.is_as_written() {
            let anew = |at: &Spot| self.is_written_anew(at);
            causes.retain(|cause| cause.aspect == Aspect::Times || cause.at.as_ref().is_some_and(anew));
        }
        causes
    }

    /// Some causes without a marker that is not seen any more although the line that it is on still stands there.
    pub fn seen(self, mut causes: Vec<Cause>, old: &Request, new: &Request) -> Vec<Cause> {
        if let (Cache::Marked(at), Cache::Unseen(_) | Cache::UnseenInMessages(_)) = (&old.cache, &new.cache)
            && self.still_stands(*at)
        {
            causes.retain(|cause| cause.aspect != Aspect::Cache);
        }
        causes
    }

    /// Whether the lines that lead to the call are what they were.
    pub fn is_as_written(self) -> bool {
        let before = lines::up_to(self.given.base.files, self.old);
        let after = lines::up_to(self.given.head.files, self.new);
        before.zip(after).is_some_and(|(before, after)| before.changed(&after) == 0)
    }

    /// Whether a line stands more often in its file than it did before.
    pub fn is_written_anew(self, at: &Spot) -> bool {
        if at.cell.is_some() {
            return true;
        }
        let path: Arc<str> = at.path.as_str().into();
        let Some(now) = text(self.given.head.files, &path) else { return true };
        let Some(before) = text(self.given.base.files, self.given.before(&path)) else {
            return true;
        };
        let Some(line) = now.text.lines().nth(at.line as usize - 1) else { return true };
        count(&now, line) > count(&before, line)
    }

    /// Whether the line of a place before stands no less often in its file now.
    fn still_stands(self, at: Span) -> bool {
        let Some(before) = self.given.base.files.source(at.source) else { return false };
        let path = self.given.base.files.path(at.source);
        let Some(now) = text(self.given.head.files, self.given.after(&path)) else { return false };
        let start = before.text[..at.start as usize].rfind('\n').map_or(0, |end| end + 1);
        let Some(line) = before.text[start..].lines().next() else { return false };
        count(&now, line) >= count(&before, line)
    }
}

pub(super) fn text(files: &dyn Files, path: &str) -> Option<Arc<Source>> {
    files.find(path).and_then(|id| files.source(id))
}

/// How often a line stands in a text, whatever it is indented by.
fn count(source: &Source, line: &str) -> usize {
    source.text.lines().filter(|one| one.trim() == line.trim()).count()
}
