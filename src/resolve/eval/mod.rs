//! Evaluation: runs modules and functions over values instead of running the program.
//!
//! Every branch is taken unless its condition is known, loops are passed twice (the second pass sees what the first
//! changed), and calls within the tree are entered. A root is one module's top level or one function with its
//! parameters unknown; every call of something outside the tree that comes up on the way is recorded with its
//! arguments and the chain of calls that led there.

mod accessors;
mod apart;
mod arguments;
mod builders;
mod callbacks;
mod calls;
mod captured;
mod classes;
mod connectors;
mod cut;
mod declared;
mod ends;

pub mod expressions;
mod go;
mod handed;
mod inherited;
mod instances;
pub mod join;
mod late;
pub mod loops;
mod methods;
mod names;
mod objects;
pub mod operators;
mod options;
mod overloads;
mod parents;
mod patterns;
mod places;
mod receivers;
mod record;
mod ruby;
mod rust;
mod settings;
mod statements;
mod suppose;
mod switch;
pub mod text;
mod truth;
mod weight;
mod written;

use super::{
    bounds,
    event::{Call, Frame, LoopFact},
    imports,
    slice::Slice,
    world::World,
};
use crate::{
    source::{At, SourceId, Span},
    syntax::{Function, FunctionIndex, Language, Module},
    value::{Args, ClassId, FunctionId, Map, Name, Run, Scope, Scopes, Value},
};
pub use calls::Outcome;
pub use classes::Base;
use join::Names;
pub use ruby::SENDERS;
use std::{collections::HashMap, sync::Arc};

/// One evaluation from one root.
pub struct Machine<'w> {
    /// What is shared between roots.
    pub world: &'w World<'w>,
    /// Calls recorded so far.
    pub calls: Vec<Call>,
    /// Whether calls are recorded, or only values wanted.
    pub recording: bool,
    stack: Vec<Frame>,
    /// Functions that are being run, and the level at which each began.
    active: Vec<(FunctionId, usize)>,
    steps: u32,
    limit: u32,
    budget: u32,
    depth: u32,
    running: Vec<(SourceId, Arc<Scope>)>,
    /// How many more run further out, apart from what is being worked out.
    beneath: usize,
    /// Classes of which something is being worked out, likewise.
    classes: Vec<(ClassId, usize)>,
    /// What holds for this root alone: instances and fields of classes, worked out while a module was running.
    instances: HashMap<ClassId, Value>,
    late: HashMap<(ClassId, Name), At<Value>>,
    /// Fields that are being worked out.
    awaited: Vec<((ClassId, Name), usize)>,
    fields: HashMap<ClassId, Arc<Map>>,
    /// What functions gave for a digest of their arguments, where they led to no wanted call. What one root spends on that
    /// is not another one's gain: which of them comes first is for the threads to say, and what is seen must not be.
    results: HashMap<Question, Answer>,
    /// The outermost level that what is being worked out depends on.
    met: usize,
    /// The level at which the present limit of steps was set.
    limited_at: usize,
    wanted_calls: u32,
    forcing: usize,
    /// The call whose value nobody takes, while it is evaluated.
    valueless: Option<Span>,
    /// What was spent on what conditions leave of values, beside all else.
    on_conditions: u32,
}

/// A function, a digest of what it is called with, whether calls are recorded meanwhile, and how deep that is.
type Question = (FunctionId, u64, bool, usize);

/// What a function gave, and what it was called with and bound to, held for as long as their digest is to mean them.
type Answer = (Outcome, Args, Option<Value>);

/// One function, or a module's top level, while it is evaluated.
pub struct Act {
    /// The file.
    pub module: Arc<Module>,
    /// Names bound here.
    pub names: Names,
    /// Scopes around a nested function, innermost last.
    pub around: Scopes,
    run: Run,
    /// Which function; nothing at a module's top level.
    pub function: Option<FunctionIndex>,
    /// What it may return.
    pub returns: Vec<At<Value>>,
    /// What the module exports.
    pub exports: Scope,
    /// Modules whose exports are passed on whole.
    pub stars: Vec<SourceId>,
    /// Loops around what is evaluated, outermost first.
    pub loops: Vec<LoopFact>,
    exits: Vec<Exit>,
    outer: Vec<Name>,
    tries: u32,
    fan_out: u32,
    main_guard: u32,
    nested: Vec<FunctionIndex>,
    /// What need not be run, where only a value is asked for.
    slice: Option<Arc<Slice>>,
    /// What the branches around take for granted.
    supposed: Vec<suppose::Supposed>,
}

/// Where a `break` or `continue` stood, and what held there.
struct Exit {
    /// Whether it leaves the loop, rather than going on with the next pass.
    leaves: bool,
    names: Names,
}

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// At its end.
    Next,
    /// Before: by return, raise, break or continue.
    Stop,
}

impl Act {
    fn new(module: Arc<Module>, names: Names, around: Scopes, function: Option<FunctionIndex>) -> Self {
        Self {
            module,
            names,
            around,
            run: Run::default(),
            function,
            returns: Vec::new(),
            exports: Scope::new(),
            stars: Vec::new(),
            loops: Vec::new(),
            exits: Vec::new(),
            outer: Vec::new(),
            tries: 0,
            fan_out: 0,
            main_guard: 0,
            nested: Vec::new(),
            slice: None,
            supposed: Vec::new(),
        }
    }

    fn source(&self) -> SourceId {
        self.module.source
    }

    fn is_python(&self) -> bool {
        self.module.language == Language::Python
    }

    fn definition(&self) -> Option<&Function> {
        self.function.and_then(|index| self.module.functions.get(index as usize))
    }

    /// The scopes that a function made here can see.
    fn scopes(&self) -> Scopes {
        if self.function.is_some() { self.around.with(self.names.snapshot(), &self.run) } else { self.around.clone() }
    }
}

impl<'w> Machine<'w> {
    /// A machine that has run nothing.
    pub fn new(world: &'w World<'w>, recording: bool) -> Self {
        let steps = world.steps(bounds::MODULE_STEPS);
        Self {
            world,
            calls: Vec::new(),
            recording,
            stack: Vec::new(),
            active: Vec::new(),
            steps: 0,
            limit: steps,
            budget: steps,
            depth: 0,
            running: Vec::new(),
            classes: Vec::new(),
            instances: HashMap::new(),
            late: HashMap::new(),
            awaited: Vec::new(),
            fields: HashMap::new(),
            results: HashMap::new(),
            beneath: 0,
            met: usize::MAX,
            limited_at: 0,
            wanted_calls: 0,
            forcing: 0,
            valueless: None,
            on_conditions: 0,
        }
    }

    /// Lowers what this root may spend before it tires.
    pub fn spend_at_most(&mut self, steps: u32) {
        self.budget = self.budget.min(steps);
        self.limit = self.budget;
    }

    /// Runs a module's top level; gives its activation as it stands at the end.
    pub fn run_module(&mut self, module: &Arc<Module>) -> Act {
        let mut act = Act::new(Arc::clone(module), Names::default(), Scopes::default(), None);
        if self.running.len() >= bounds::MODULE_DEPTH {
            return act;
        }
        self.running.push((module.source, Arc::new(Scope::new())));
        self.block(&mut act, &module.body);
        self.running.pop();
        act
    }

    /// Runs a function as if called by somebody unknown, with the names of its module as they are in the end.
    pub fn run_function(&mut self, module: &Arc<Module>, index: FunctionIndex) {
        let class = module.functions.get(index as usize).and_then(|function| function.class);
        let class = class.map(|class| ClassId(module.source, class));
        self.run_for(module, FunctionId(module.source, index), class);
    }

    /// Runs a method as somebody unknown calls it on an instance of `class`, which inherits it.
    pub fn run_inherited(&mut self, class: ClassId, method: FunctionId) {
        if let Some(module) = self.world.module(method.0) {
            self.run_for(&module, method, Some(class));
        }
    }

    fn run_for(&mut self, module: &Arc<Module>, id: FunctionId, class: Option<ClassId>) {
        let Some(function) = module.functions.get(id.1 as usize) else { return };
        self.spend_at_most(self.world.steps(bounds::FUNCTION_STEPS));
        let bound = class.map(|class| self.instance_for(class, function.role, function.name_span));
        self.enter(module, id, Scopes::default(), bound.as_ref(), None, function.name_span);
    }

    /// Whether a function that was called has nothing left to spend; counts one step. What is evaluated by itself goes
    /// on to its end, tired, so that no call in it is missed.
    fn spent(&mut self) -> bool {
        self.steps = self.steps.saturating_add(1);
        let tired = self.is_tired();
        if tired {
            self.meets(self.limited_at);
        }
        tired && (!self.stack.is_empty() || !self.classes.is_empty())
    }

    /// Whether so much was spent that only what stands in the text is still evaluated, once: no call into the tree is
    /// followed any more and no loop passed twice.
    fn is_tired(&self) -> bool {
        self.steps > self.limit
    }
}
