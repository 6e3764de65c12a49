//! Methods of base classes, run for what subclasses make of them.
//!
//! A base class that sends what its subclasses fill in (`self.client.messages.create(**self.params())`) knows next to
//! nothing by itself, or only what holds where nothing is filled in. So each class of an entry file whose base stands in
//! the tree runs the methods that it inherits and that may lead to a wanted call, with an instance of its own. Later, so
//! does each class, of whatever file, whose base has a method that was found to lead to one.

use super::{
    bounds,
    callers::Lead,
    eval::Machine,
    event::{Call, Origin},
    lexical::Lexical,
    marks::{ByKin, Mark, mark},
    world::World,
};
use crate::{
    syntax::{Language, Module, Role},
    value::{ClassId, FunctionId, Name},
};
use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

/// Classes whose subclasses are looked for, by name, and their methods that lead to a wanted call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heritage {
    classes: ByKin,
    methods: BTreeSet<(ClassId, FunctionId)>,
}

impl Heritage {
    /// Adds the classes whose methods lead to these calls; gives those whose subclasses were not looked for yet for the
    /// sake of that method.
    pub fn add<'c>(&mut self, world: &World<'_>, calls: impl Iterator<Item = &'c Call>) -> Vec<Lead> {
        let mut fresh = BTreeSet::new();
        for origin in calls.map(|call| call.origin) {
            let Some(method) = origin.function() else { continue };
            let class = origin.heir().or_else(|| class_of(world, method));
            fresh.extend(class.filter(|class| self.methods.insert((*class, method))));
        }
        let leads: Vec<Lead> = fresh.into_iter().filter_map(|class| Lead::to_class(world, class)).collect();
        for lead in &leads {
            self.classes.extend(lead.language, lead.name().map(|name| mark(name)));
        }
        leads
    }

    /// Whether a class of a file may have one of them for a base.
    pub fn may_reach(&self, language: Language, lexical: &Lexical) -> bool {
        self.classes.meets(language, &lexical.bases)
    }

    fn leads_on(&self, method: FunctionId) -> bool {
        self.methods.iter().any(|(_, known)| *known == method)
    }
}

/// The class that a method may be inherited from.
fn class_of(world: &World<'_>, method: FunctionId) -> Option<ClassId> {
    let module = world.module(method.0)?;
    let function = module.functions.get(method.1 as usize)?;
    let by_others = !matches!(function.role, Role::Constructor | Role::Static);
    function.class.filter(|_| by_others).map(|class| ClassId(method.0, class))
}

/// A class whose bases stand in the tree, with its methods and those that its bases have, by name.
struct Heir {
    class: ClassId,
    own: Vec<(Name, FunctionId)>,
    above: Vec<(Name, FunctionId)>,
}

impl Heir {
    /// What it has instead of a method of its bases.
    fn instead_of(&self, name: &Name) -> Option<FunctionId> {
        self.own.iter().find(|(own, _)| own == name).map(|(_, method)| *method)
    }

    /// Its own methods that may lead to a wanted call, which those of its bases may call: `self._send(prompt)`.
    fn hooks(&self, world: &World<'_>, module: &Arc<Module>) -> HashSet<Mark> {
        let leads = self.own.iter().filter(|(_, id)| world.is_of_interest(module, id.1));
        leads.map(|(name, _)| mark(name)).collect()
    }
}

/// Methods that the classes of an entry file inherit and that may lead to a wanted call.
pub(super) fn inherited(world: &World<'_>, module: &Arc<Module>) -> Vec<Origin> {
    let mut found = Vec::new();
    for heir in heirs(world, module) {
        let inherited = heir.above.iter().filter(|(name, _)| heir.instead_of(name).is_none());
        let hooks = heir.hooks(world, module);
        let worth = inherited.filter(|(_, method)| may_lead_on(world, *method) || calls_any(world, *method, &hooks));
        found.extend(worth.map(|(_, method)| Origin::Inherited(heir.class, *method)));
    }
    found.truncate(bounds::INHERITED_METHODS);
    found
}

/// Methods that the classes of any file inherit, or replace, where those of their bases were found to lead to a wanted
/// call.
pub(super) fn handed_down(world: &World<'_>, module: &Module, heritage: &Heritage) -> Vec<Origin> {
    let mut found = Vec::new();
    for heir in heirs(world, module) {
        let known = heir.above.iter().filter(|(_, method)| heritage.leads_on(*method));
        found.extend(known.map(|(name, method)| {
            let instead = heir.instead_of(name).map(Origin::Function);
            instead.unwrap_or(Origin::Inherited(heir.class, *method))
        }));
    }
    found.truncate(bounds::INHERITED_METHODS);
    found
}

fn heirs(world: &World<'_>, module: &Module) -> Vec<Heir> {
    if !(world.wanted.is_caller)(&world.files.path(module.source)) {
        return Vec::new();
    }
    let mut machine = Machine::new(world, false);
    let with_bases = (0..).zip(&module.classes).filter(|(_, class)| !class.bases.is_empty() && class.parent.is_none());
    with_bases
        .map(|(index, _)| {
            let class = ClassId(module.source, index);
            Heir { class, own: machine.own_methods(class), above: machine.methods_above(class) }
        })
        .collect()
}

/// Whether a method that others call calls one of these names.
fn calls_any(world: &World<'_>, method: FunctionId, names: &HashSet<Mark>) -> bool {
    let Some(module) = world.module(method.0).filter(|_| !names.is_empty()) else { return false };
    let calls = world.lexical(&module);
    class_of(world, method).is_some() && calls.calls.get(method.1 as usize).is_some_and(|called| called.meet(names))
}

fn may_lead_on(world: &World<'_>, method: FunctionId) -> bool {
    let Some(module) = world.module(method.0) else { return false };
    class_of(world, method).is_some() && world.is_of_interest(&module, method.1)
}
