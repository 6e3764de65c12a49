//! From expressions to values, across scopes and files.
//!
//! [`resolve`] evaluates every function of the entry files that may lead to a wanted call, with its parameters
//! unknown. Where a parameter flows into such a call the function is a wrapper: the files that mention it are looked
//! at next, and their functions evaluated, which enter the wrapper with what they pass. So each wanted call comes up
//! once for its own function and once for each caller, up to [`bounds::CALLER_ROUNDS`] functions away, and once for each
//! class that inherits a method that leads to it.

mod answers;
mod aside;
mod callers;
mod circles;
pub mod documents;
mod earlier;
pub mod eval;
pub mod event;
pub mod fields;
pub mod files;
pub mod imports;
pub mod known;
pub mod lexical;
pub mod marks;
mod memo;
mod of_file;
mod options;
mod responses;
pub mod rests;
pub mod slice;
mod spelt;
mod subclasses;
mod tries;
pub mod world;

pub use crate::bounds::resolving as bounds;
use crate::{
    source::{SourceId, Span},
    syntax::{FunctionIndex, Module},
    value::FunctionId,
};
pub use earlier::Earlier;
use earlier::Ran;
use eval::Machine;
use event::{Call, ModuleFacts, Origin};
use files::Files;
pub use of_file::OfFile;
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
pub use world::Wanted;
use world::World;

/// What resolving gives.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Calls of things outside the tree whose final name was wanted, in order of place.
    pub calls: Vec<Call>,
    /// Facts about each file that has a call, in order of path.
    pub modules: Vec<Arc<ModuleFacts>>,
}

/// Evaluates `entries` and whatever they need, and gives every wanted call. `sites` says at which places
/// calls are really what is looked for, of those that came up since it was last asked: only of those are callers sought.
pub fn resolve(
    files: &dyn Files,
    entries: &[SourceId],
    wanted: &Wanted<'_>,
    sites: &dyn Fn(&Resolved) -> BTreeSet<Span>,
) -> Resolved {
    let mut world = World::new(files, wanted);
    world.begin_with(entries);
    let mut done = Done::new();
    let (_, mut found) = evaluate(&world, entries, &mut done, true);
    let (mut judged, mut places, mut asked) = (0, BTreeSet::new(), HashSet::new());
    for _ in 0..bounds::CALLER_ROUNDS {
        let fresh = in_order(&world, found.split_off(judged));
        let said = sites(&fresh);
        let newly: BTreeSet<Span> = said.difference(&places).copied().collect();
        places.extend(said);
        let_go(&world, &fresh, &places);
        let real_now = fresh.calls.iter().filter(|call| places.contains(&call.at));
        let real_before = found.iter().filter(|call| newly.contains(&call.at));
        let real = || real_now.clone().chain(real_before.clone());
        let mut heritage = world.heritage.clone();
        let mut leads = heritage.add(&world, real());
        leads.extend(callers::wrappers(&world, real(), &mut asked));
        found.extend(fresh.calls);
        if leads.is_empty() {
            break;
        }
        let sought = callers::files_of(&world, &leads);
        let candidates: Vec<SourceId> = sought.keys().copied().collect();
        world.look_for(&leads, sought, heritage);
        let (run, more) = evaluate(&world, &candidates, &mut done, false);
        if more.is_empty() {
            break;
        }
        found.retain(|call| !run.contains(&call.origin)); // of what was run again, what it gives now
        judged = found.len();
        found.extend(more);
    }
    in_order(&world, found)
}

/// Of the files that have calls, only those are still needed in which one is what is looked for.
fn let_go(world: &World<'_>, found: &Resolved, places: &BTreeSet<Span>) {
    let holding: HashSet<SourceId> = places.iter().map(|place| place.source).collect();
    for module in found.modules.iter().filter(|module| !holding.contains(&module.source)) {
        world.files.forget(module.source);
    }
}

fn in_order(world: &World<'_>, mut calls: Vec<Call>) -> Resolved {
    calls.sort_by(|a, b| (a.at, a.whole, &a.stack).cmp(&(b.at, b.whole, &b.stack)));
    Resolved { modules: facts(world, &calls), calls }
}

/// What was evaluated, by the file that it came up in.
type Done = HashMap<SourceId, BTreeSet<Origin>>;

/// Runs what is of interest in these files and was not run before, or left something aside that now is. Where the same
/// was run in another state of the tree, and what it gave rests on nothing that differs, that is given again. Gives what
/// was run, and the calls that came up.
fn evaluate(world: &World<'_>, sources: &[SourceId], done: &mut Done, entries: bool) -> (BTreeSet<Origin>, Vec<Call>) {
    let earlier = world.files.earlier().map(|earlier| earlier.round(world.looked_for(entries)));
    let (before, nothing): (&Done, BTreeSet<Origin>) = (done, BTreeSet::new());
    let evaluated = |source: &SourceId| {
        let before = before.get(source).unwrap_or(&nothing);
        if let Some(ran) = earlier.as_ref().and_then(|earlier| earlier.get(*source, before)) {
            return (*source, ran);
        }
        let (ran, differs) = of_file(world, *source, entries, before);
        if let Some(earlier) = earlier.as_ref().filter(|_| !differs) {
            earlier.keep(*source, before, &ran);
        }
        (*source, ran)
    };
    let ran: Vec<(SourceId, Ran)> = sources.par_iter().map(evaluated).collect();
    let (mut run, mut found) = (BTreeSet::new(), Vec::new());
    for (source, ran) in ran.into_iter().filter(|(_, ran)| !ran.is_empty()) {
        let done = done.entry(source).or_default();
        for (root, calls) in ran {
            done.insert(root);
            run.insert(root);
            found.extend(calls);
        }
    }
    (run, found)
}

/// Runs what is of interest in a file, but for what was run before; also says whether that rests on a difference between
/// two states. The file is lowered, run and let go of at once, so that both cores are busy and few trees are kept; those
/// that others ask for stay.
fn of_file(world: &World<'_>, source: SourceId, entries: bool, before: &BTreeSet<Origin>) -> (Ran, bool) {
    let ((module, mut roots), mut differs) = rests::whole(|| roots(world, source, entries));
    let Some(module) = module else { return (Ran::new(), differs) };
    roots.retain(|root| !before.contains(root) || aside::was_left(world, &module, *root));
    let run = |root: Origin| (root, rests::whole(|| run(world, &module, root)));
    let all: Vec<(Origin, (Vec<Call>, bool))> = roots.into_par_iter().map(run).collect();
    differs |= all.iter().any(|(_, (_, differs))| *differs);
    let ran: Ran = all.into_iter().map(|(root, (calls, _))| (root, calls)).collect();
    let calls = ran.iter().any(|(_, calls)| !calls.is_empty());
    if calls {
        world.facts(&module);
    } else {
        world.files.forget(source);
    }
    (ran, differs)
}

/// What of a file is evaluated by itself: its top level, and its functions that stand in no other, where they may call
/// what is sought. A file that holds none of the names is not even parsed.
fn roots(world: &World<'_>, source: SourceId, entry: bool) -> (Option<Arc<Module>>, Vec<Origin>) {
    let sought = world.sought_in(source, entry);
    if entry && sought.is_nothing() || !entry && !world.may_meet(source) {
        return (None, Vec::new());
    }
    let Some(module) = world.files.visit(source) else { return (None, Vec::new()) };
    let lexical = world.lexical(&module);
    let mut roots = Vec::new();
    let mut top_level = sought.is_among(&lexical.top_level);
    for (index, function) in module.functions.iter().enumerate() {
        let index_of = FunctionIndex::try_from(index).unwrap_or(FunctionIndex::MAX);
        let is_caller = entry || !module.is_test(index_of);
        if function.parent.is_some() || !is_caller || !sought.is_among(&lexical.calls[index]) {
            continue;
        }
        if function.is_nameless() {
            top_level = true;
        } else {
            roots.push(Origin::Function(FunctionId(module.source, index_of)));
        }
    }
    if top_level {
        roots.push(Origin::Module(module.source));
    }
    if entry {
        roots.extend(subclasses::inherited(world, &module));
    } else if world.heritage.may_reach(module.language, &lexical) {
        roots.extend(subclasses::handed_down(world, &module, &world.heritage));
        roots.sort_unstable();
        roots.dedup();
    }
    (Some(module), roots)
}

fn run(world: &World<'_>, module: &Arc<Module>, root: Origin) -> Vec<Call> {
    let mut machine = Machine::new(world, true);
    let of_test = |source| !(world.wanted.is_caller)(&world.files.path(source));
    let in_test = of_test(module.source);
    if in_test {
        machine.spend_at_most(bounds::TEST_STEPS);
    }
    // What a test passes, a mock perhaps, says nothing of what others pass. Only callbacks at its top level have no other
    // root, so that what they pass on within tests counts.
    match root {
        Origin::Module(_) => {
            machine.run_module(module);
            machine.run_class_bodies(module);
            machine.run_uncalled(module);
            if in_test {
                machine.calls.retain(|call| call.stack.is_empty() || of_test(call.at.source));
            }
        }
        Origin::Inherited(class, method) => {
            machine.run_inherited(class, method);
        }
        Origin::Function(FunctionId(_, index)) => {
            machine.run_function(module, index);
            if in_test || module.is_test(index) {
                machine.calls.retain(|call| call.stack.is_empty());
            }
        }
    }
    machine.calls.iter_mut().for_each(|call| call.origin = root);
    machine.calls
}

fn facts(world: &World<'_>, calls: &[Call]) -> Vec<Arc<ModuleFacts>> {
    let mut sources: Vec<SourceId> = calls.iter().map(|call| call.at.source).collect();
    sources.dedup();
    sources.into_par_iter().filter_map(|source| world.facts_of(source)).collect()
}
