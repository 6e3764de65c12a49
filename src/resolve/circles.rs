//! Modules that need each other: which of them is run within which, on this thread.
//!
//! A module that is asked for while it runs has no names yet, and what was worked out without them is good only for as
//! long as it runs. Its own names, when it has run, are kept: they are the same whoever began, as long as nobody began
//! with another module of the circle. So the same tree gives the same names, however threads come to its circles.

use super::{bounds, world::ModuleScope};
use crate::source::SourceId;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// A module that is being run.
struct Running {
    source: SourceId,
    /// The outermost place in the row of running modules that it asked for.
    low: usize,
    /// Modules of circles that were run for it.
    circle: BTreeSet<SourceId>,
    /// Names that hold while it runs, of modules that asked for it.
    provisional: HashMap<SourceId, Arc<ModuleScope>>,
}

thread_local! {
    static RUNNING: RefCell<Vec<Running>> = const { RefCell::new(Vec::new()) };
    static CUTS: Cell<u32> = const { Cell::new(0) };
}

/// How often modules were cut short on this thread so far, or taken as they were while they were.
pub(super) fn cuts() -> u32 {
    CUTS.get()
}

/// Whether a module is being run on this thread.
pub(super) fn is_in_progress(source: SourceId) -> bool {
    RUNNING.with_borrow(|running| running.iter().any(|one| one.source == source))
}

/// Whether none of the modules of a circle is being run.
pub(super) fn holds_here(circle: &BTreeSet<SourceId>) -> bool {
    circle.is_empty() || RUNNING.with_borrow(|running| running.iter().all(|one| !circle.contains(&one.source)))
}

/// What is being run has to do with modules of a circle.
pub(super) fn touch(circle: impl Iterator<Item = SourceId>) {
    RUNNING.with_borrow_mut(|running| {
        if let Some(inner) = running.last_mut() {
            inner.circle.extend(circle);
        }
    });
}

/// What is known of a module for as long as another one runs.
pub(super) fn provisional(source: SourceId) -> Option<Arc<ModuleScope>> {
    RUNNING.with_borrow_mut(|running| {
        let known = |(low, one): (usize, &Running)| Some((low, Arc::clone(one.provisional.get(&source)?)));
        let (low, scope) = running.iter().enumerate().rev().find_map(known)?;
        cut(running, low);
        Some(scope)
    })
}

/// A module begins to run; whether it may.
pub(super) fn enter(source: SourceId) -> bool {
    RUNNING.with_borrow_mut(|running| {
        let within = running.iter().position(|one| one.source == source);
        let low = within.or_else(|| (running.len() >= bounds::MODULE_DEPTH).then_some(0));
        match low {
            Some(low) => cut(running, low),
            None => {
                running.push(Running { source, low: usize::MAX, circle: BTreeSet::new(), provisional: HashMap::new() });
            }
        }
        low.is_none()
    })
}

/// The innermost module has run. Gives the modules of circles that were run for it, where its names may be kept.
pub(super) fn leave(source: SourceId, scope: &Arc<ModuleScope>) -> Option<Arc<BTreeSet<SourceId>>> {
    RUNNING.with_borrow_mut(|running| {
        let mut ran = running.pop()?;
        let place = running.len();
        if ran.low <= place {
            ran.circle.insert(source);
        }
        let Some(outer) = running.last_mut() else { return Some(Arc::new(ran.circle)) };
        outer.circle.extend(&ran.circle);
        if ran.low >= place {
            return Some(Arc::new(ran.circle));
        }
        outer.low = outer.low.min(ran.low);
        running[ran.low].provisional.insert(source, Arc::clone(scope));
        None
    })
}

fn cut(running: &mut [Running], low: usize) {
    CUTS.set(CUTS.get() + 1);
    if let Some(inner) = running.last_mut() {
        inner.low = inner.low.min(low);
    }
}
