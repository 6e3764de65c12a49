//! What was left aside, and is run once more is known.
//!
//! Functions that are handed to others, or that nobody calls, are run where they stand if they may lead to a wanted call.
//! A route that calls a wrapper of another file does so only once the wrapper is found; what stands around it may have
//! been run long before, for the sake of another route.

use super::{event::Origin, world::World};
use crate::syntax::{Function, FunctionIndex, Module};
use std::sync::Arc;

/// Whether a function that stands in what was evaluated was of no interest then, and may call what is sought now.
pub(super) fn was_left(world: &World<'_>, module: &Arc<Module>, evaluated: Origin) -> bool {
    let stands_there = |index: FunctionIndex| {
        let outermost = outermost(module, index);
        match evaluated.function() {
            Some(id) => id.0 == module.source && id.1 == outermost && index != outermost,
            None => module.functions.get(outermost as usize).is_some_and(Function::is_nameless),
        }
    };
    let lexical = world.lexical(module);
    let new = (0..).zip(&lexical.calls).filter(|(_, names)| world.is_new(module, names));
    new.map(|(index, _)| index).any(stands_there)
}

/// The function around a function that stands in no other; itself, where it does not.
fn outermost(module: &Module, mut index: FunctionIndex) -> FunctionIndex {
    while let Some(parent) = module.functions.get(index as usize).and_then(|function| function.parent) {
        index = parent;
    }
    index
}
