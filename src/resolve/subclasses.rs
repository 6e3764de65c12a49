//! Methods that a class inherits, run for what the class makes of them.
//!
//! A base class that sends what its subclasses fill in (`self.client.messages.create(**self.params())`) knows next to
//! nothing by itself. So each class of an entry file whose base stands in the tree runs the methods that it inherits
//! and that may lead to a wanted call, with an instance of its own.

use super::{bounds, eval::Machine, world::World};
use crate::{
    syntax::{Module, Role},
    value::{ClassId, FunctionId},
};

/// Classes of a file, and the methods they inherit that are worth running on their instances.
pub(super) fn inherited(world: &World<'_>, module: &Module) -> Vec<(ClassId, FunctionId)> {
    if !(world.wanted.is_caller)(&world.files.path(module.source)) {
        return Vec::new();
    }
    let mut machine = Machine::new(world, false);
    let mut found = Vec::new();
    for (index, class) in (0..).zip(&module.classes) {
        if class.bases.is_empty() || class.parent.is_some() {
            continue;
        }
        let id = ClassId(module.source, index);
        let methods = machine.inherited_methods(id).into_iter().filter(|method| may_lead_on(world, *method));
        found.extend(methods.map(|method| (id, method)));
    }
    found.truncate(bounds::INHERITED_METHODS);
    found
}

fn may_lead_on(world: &World<'_>, method: FunctionId) -> bool {
    let Some(module) = world.module(method.0) else { return false };
    let Some(function) = module.functions.get(method.1 as usize) else { return false };
    let run_by_others = !matches!(function.role, Role::Constructor | Role::Static);
    run_by_others && world.is_of_interest(&module, method.1)
}
