//! Functions that stand within others: run where they are handed on, or where nobody called them.

use super::{Act, Machine, classes::any_of, join::Names};
use crate::{
    resolve::{
        bounds,
        event::{Call, LoopFact},
        known,
    },
    source::{At, Span},
    syntax::{ClassIndex, Function, FunctionIndex, LoopKind, Module, Role},
    value::{Args, ClassId, FunctionId, Local, Name, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// Functions defined inside that nobody called here are run for the calls in them, with the names as they are:
    /// whoever gets them, or what holds them, will call them.
    pub(super) fn run_nested(&mut self, act: &mut Act) {
        if !self.recording {
            return;
        }
        for index in std::mem::take(&mut act.nested) {
            let module = Arc::clone(&act.module);
            let id = FunctionId(act.source(), index);
            let Some(function) = module.functions.get(index as usize) else { continue };
            let is_statement = function.role == Role::Function && function.name.is_some();
            if self.world.is_of_interest(&module, index) && (is_statement || !self.has_run(function)) {
                let class = function.class.map(|class| ClassId(act.source(), class));
                let bound = class.map(|class| self.instance_for(class, function.role, function.name_span));
                let scopes = act.scopes();
                self.enter(&module, id, scopes, bound.as_ref(), None, function.name_span);
            }
        }
    }

    /// Functions without a name at the top level of a file that nothing called while it was run, for the calls in them:
    /// a function of the tree got them, and gives back what will call them (`withUser(async (request) => …)`).
    pub fn run_uncalled(&mut self, module: &Arc<Module>) {
        for (index, function) in (0..).zip(&module.functions) {
            let nameless = function.parent.is_none() && function.is_nameless();
            if nameless && self.world.is_of_interest(module, index) && !self.has_run(function) {
                self.run_function(module, index);
            }
        }
    }

    /// Whether a call in a function was recorded already, or one that it led to.
    fn has_run(&self, function: &Function) -> bool {
        let within = |call: &Call| {
            let by_way_of = || call.stack.iter().any(|frame| function.span.contains(frame.at));
            function.span.contains(call.at) || by_way_of()
        };
        self.calls.iter().rev().any(within)
    }

    /// Notes a function that is written in the one being run.
    pub(super) fn holds_function(act: &mut Act, index: FunctionIndex) {
        if act.function.is_some() && !act.nested.contains(&index) {
            act.nested.push(index);
        }
    }

    /// Notes the methods of a class that is written in the function being run.
    pub(super) fn holds_class(act: &mut Act, index: ClassIndex) {
        let module = Arc::clone(&act.module);
        for method in module.classes.get(index as usize).iter().flat_map(|class| &class.methods) {
            Self::holds_function(act, *method);
        }
    }

    /// Functions among the arguments of a call that leads outside are run: somebody will call them.
    pub(super) fn run_callbacks(&mut self, act: &mut Act, callee: Option<&str>, args: &Args) {
        for value in args.positional.iter().chain(args.named.entries.iter().map(|entry| &entry.value)) {
            self.run_callback(act, value, callee);
        }
    }

    pub(super) fn run_callback(&mut self, act: &mut Act, value: &At<Value>, callee: Option<&str>) {
        match &value.node {
            Value::Local(local) => {
                let Local::Function { id, bound: None, .. } = &**local else { return };
                if !self.recording {
                    return;
                }
                let Some(module) = self.world.module(id.0) else { return };
                let Some(function) = module.functions.get(id.1 as usize) else { return };
                let inline = matches!(function.role, Role::Lambda | Role::Function)
                    && function.parent == act.function
                    && id.0 == act.source();
                if !inline || !self.world.is_of_interest(&module, id.1) {
                    return;
                }
                let each = callee.is_some_and(known::is_each);
                self.inside(act, &module, *id, None, each, value.span);
            }
            Value::Map(map) => {
                for entry in &map.entries {
                    self.run_callback(act, &entry.value, callee);
                }
            }
            _ => {}
        }
    }

    /// Runs a function written in place as part of the function around it, and gives what it returns.
    pub fn inside(
        &mut self,
        act: &mut Act,
        module: &Arc<Module>,
        id: FunctionId,
        args: Option<&Args>,
        each: bool,
        at: Span,
    ) -> At<Value> {
        let unknown = At::new(Value::Unknown(Why::Cycle), at);
        let Some(function) = module.functions.get(id.1 as usize) else { return unknown };
        if self.meets_function(id) || self.is_deep(bounds::CALL_DEPTH * 3) {
            return unknown;
        }
        self.share_running(act);
        self.active.push((id, self.level()));
        let mut inner = Act::new(Arc::clone(module), Names::default(), act.scopes(), Some(id.1));
        inner.loops.clone_from(&act.loops);
        if each {
            inner.loops.push(LoopFact {
                kind: LoopKind::Each,
                at,
                passes: None,
                carries: false,
                ends_early: false,
                limited: true,
                waits: false,
            });
        }
        inner.tries = act.tries;
        inner.fan_out = act.fan_out;
        inner.main_guard = act.main_guard;
        self.bind_parameters(&mut inner, function, id, None, args, at);
        if let Some(this) = act.names.get("this").filter(|_| function.role == Role::Lambda) {
            inner.names.set(Name::new_static("this"), this.clone());
        }
        self.block(&mut inner, &function.body);
        self.run_nested(&mut inner);
        self.active.pop();
        any_of(std::mem::take(&mut inner.returns), at)
    }
}
