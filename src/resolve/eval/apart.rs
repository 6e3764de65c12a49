//! What holds for every root, worked out apart from the one that asks: with steps of its own and an empty stack of
//! calls, so that the answer does not depend on who asked first. And what makes an answer depend on it all the same.

use super::Machine;
use crate::{
    resolve::{bounds, world::World},
    value::{ClassId, FunctionId},
};

/// Where an answer begins, to be compared with what it met.
pub(super) struct Began {
    /// How deep it is nested.
    pub(super) level: usize,
    outer: usize,
    cuts: u32,
}

impl Machine<'_> {
    /// How deep what is being worked out is nested.
    pub(super) fn level(&self) -> usize {
        self.beneath + self.active.len() + self.classes.len() + self.awaited.len()
    }

    /// An answer begins.
    pub(super) fn begin(&mut self) -> Began {
        let outer = std::mem::replace(&mut self.met, usize::MAX);
        Began { level: self.level(), outer, cuts: World::cuts() }
    }

    /// An answer ends; whether it rests on nothing but the question, since all that it met began within it.
    pub(super) fn end(&mut self, began: &Began) -> bool {
        let met = self.met;
        self.met = began.outer.min(if met < began.level { met } else { usize::MAX });
        met >= began.level && World::cuts() == began.cuts
    }

    /// An answer depends on something that began at this level.
    pub(super) fn meets(&mut self, level: usize) {
        self.met = self.met.min(level);
    }

    /// Whether a function is being run further out; the answer depends on that.
    pub(super) fn meets_function(&mut self, id: FunctionId) -> bool {
        let found = self.active.iter().position(|(active, _)| *active == id);
        if let Some(at) = found {
            self.meets(self.active[at].1);
        }
        found.is_some()
    }

    /// Whether a function is being run.
    pub(super) fn is_active(&self, id: FunctionId) -> bool {
        self.active.iter().any(|(active, _)| *active == id)
    }

    /// The same for the making of a class.
    pub(super) fn meets_class(&mut self, id: ClassId) -> bool {
        let found = self.classes.iter().position(|(active, _)| *active == id);
        if let Some(at) = found {
            self.meets(self.classes[at].1);
        }
        found.is_some()
    }

    /// Whether functions are run inside one another deeper than `most`, or deeper in all than the stack may be.
    pub(super) fn is_deep(&mut self, most: usize) -> bool {
        let deep = self.active.len() > most || self.beneath + self.active.len() > bounds::ACTIVE_DEPTH;
        if deep {
            self.meets(0);
        }
        deep
    }

    /// Works something out about a class, with steps of its own; also says whether it holds for every root.
    pub(super) fn apart<T>(&mut self, class: ClassId, work: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let began = self.begin();
        let stack = std::mem::take(&mut self.stack);
        let active = std::mem::take(&mut self.active);
        self.beneath += active.len();
        let spent = (self.steps, self.limit, self.budget, self.limited_at);
        let whole = self.world.steps(bounds::CLASS_STEPS);
        (self.steps, self.limit, self.budget) = (0, whole, whole);
        self.limited_at = began.level;
        let recording = std::mem::replace(&mut self.recording, false);
        self.classes.push((class, began.level));
        let made = work(self);
        self.classes.pop();
        self.recording = recording;
        self.stack = stack;
        self.beneath -= active.len();
        self.active = active;
        let steps = self.steps;
        (self.steps, self.limit, self.budget, self.limited_at) = spent;
        let lasting = self.end(&began);
        if !lasting {
            self.steps = self.steps.saturating_add(steps);
        }
        (made, lasting)
    }
}
