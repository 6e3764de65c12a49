//! Calls: into functions and classes of the tree, and of things outside it.

use super::{
    Act, Machine, builders,
    classes::any_of,
    expressions::why_of,
    go,
    join::{Names, one_of},
    objects::beyond,
    ruby,
};
use crate::{
    resolve::{
        bounds,
        event::{Frame, LoopFact},
        known,
        memo::digest,
    },
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind, LoopKind, Module, Role},
    value::{Args, FunctionId, Local, Name, Scope, Step, Value, Why},
};
use std::sync::Arc;

/// What running a function gave.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it returned.
    pub value: At<Value>,
    /// Its instance afterwards, for a method.
    pub receiver: Option<Value>,
    /// Its parameters afterwards, where they hold maps or lists that it may have changed.
    pub parameters: Vec<Passed>,
}

/// A parameter that holds a map or list, as the function left it.
#[derive(Clone, Debug)]
pub struct Passed {
    /// Its position among what callers pass.
    pub position: usize,
    /// Its name.
    pub name: Name,
    /// What it held in the end.
    pub value: At<Value>,
}

impl Outcome {
    fn unknown(why: Why, at: Span) -> Self {
        Self { value: At::new(Value::Unknown(why), at), receiver: None, parameters: Vec::new() }
    }
}

impl Machine<'_> {
    /// A call expression.
    pub(super) fn call(&mut self, act: &mut Act, callee: &Expr, arguments: &[Argument], span: Span) -> At<Value> {
        let name_span = match &callee.kind {
            ExprKind::Attribute { name_span, .. } => *name_span,
            _ => callee.span,
        };
        if let ExprKind::Name(name) = &callee.kind
            && name == "super"
        {
            return self.super_of(act, arguments, span);
        }
        let target = match &callee.kind {
            ExprKind::Attribute { of, name, .. } => {
                let receiver = self.eval(act, of);
                let args = self.arguments(act, arguments, Some((&receiver.node, name)));
                let (name, args) = &ruby::named_by(act, name, &args).unwrap_or_else(|| (name.clone(), args));
                if let Some(value) = self.method_of_value(act, of, &receiver, name, args, span) {
                    return value;
                }
                let target = self.member(act, &receiver, name, callee.span);
                let (value, outcome) = self.apply(act, &target, args, name_span, span);
                if let (Value::Local(local), Some(after)) =
                    (&receiver.node, outcome.as_ref().and_then(|o| o.receiver.clone()))
                    && matches!(**local, Local::Super { .. })
                {
                    let this = if act.is_python() { "self" } else { "this" };
                    act.names.set(Name::new_static(this), At::new(after, span));
                }
                self.write_back(act, Some(of), arguments, outcome);
                if builders::is_open(&receiver.node) && builders::is_open(&value.node) {
                    let place = builders::place(act, of);
                    self.store_back(act, place, value.clone());
                }
                return value;
            }
            ExprKind::Name(name) => self.lookup(act, name, callee.span),
            _ => self.eval(act, callee),
        };
        let args = self.arguments(act, arguments, None);
        let (value, outcome) = self.apply(act, &target, &args, name_span, span);
        go::loosen(act, &target.node, arguments);
        self.write_back(act, None, arguments, outcome);
        value
    }

    /// Calls a value.
    pub fn apply(
        &mut self,
        act: &mut Act,
        target: &At<Value>,
        args: &Arc<Args>,
        at: Span,
        whole: Span,
    ) -> (At<Value>, Option<Outcome>) {
        let target = self.force(target.clone());
        match &target.node {
            Value::Local(local) => match &**local {
                Local::Function { id, around, bound } => {
                    let outcome = self.invoke(act, *id, around.clone(), bound.as_deref(), args, whole);
                    (outcome.value.clone(), Some(outcome))
                }
                Local::Class { id, .. } => (self.construct(act, *id, args, whole), None),
                Local::Instance { .. } => self.call_instance(act, &target, args, at, whole),
                Local::Module(source) => match self.exported(*source, "default") {
                    Some(default) if is_definition(&default.node) => self.apply(act, &default, args, at, whole),
                    _ => (At::new(Value::Unknown(Why::Runtime), whole), None),
                },
                _ => (At::new(Value::Unknown(Why::Runtime), whole), None),
            },
            Value::Foreign(chain) => {
                self.run_callbacks(act, chain.last_member().map(Name::as_str), args);
                if let Some(value) = known::call(self, act, chain, args, whole) {
                    return (value, None);
                }
                let args = &self.set_by_block(act, chain, args, whole);
                let args = &self.filled(act, chain, args);
                self.record(act, chain, args, at, whole);
                (At::new(builders::called(chain, args, act.module.language, at, whole), whole), None)
            }
            Value::OneOf(all) => {
                let callable =
                    all.iter().filter(|one| !matches!(one.node, Value::Null | Value::Absent)).take(8).cloned();
                let callable: Vec<At<Value>> = callable.collect();
                let results: Vec<_> = callable.iter().map(|one| self.apply(act, one, args, at, whole).0).collect();
                (if results.is_empty() { At::new(Value::Unknown(Why::Runtime), whole) } else { one_of(results) }, None)
            }
            Value::Default(inner, why) if **inner != Value::Null => {
                let inner = At::new((**inner).clone(), target.span);
                let (value, outcome) = self.apply(act, &inner, args, at, whole);
                (At::new(super::operators::by_default(value.node, why), value.span), outcome)
            }
            other => {
                self.run_callbacks(act, None, args);
                (At::new(beyond(&why_of(other), Step::Call(Arc::clone(args))), whole), None)
            }
        }
    }

    fn call_instance(
        &mut self,
        act: &mut Act,
        target: &At<Value>,
        args: &Arc<Args>,
        at: Span,
        whole: Span,
    ) -> (At<Value>, Option<Outcome>) {
        let method = self.member(act, target, &Name::new_static("__call__"), at);
        match &method.node {
            Value::Local(_) => self.apply(act, &method, args, at, whole),
            _ => (At::new(Value::Unknown(Why::Runtime), whole), None),
        }
    }

    fn super_of(&mut self, act: &mut Act, arguments: &[Argument], span: Span) -> At<Value> {
        let Some(parent) = parent_of(act) else { return At::new(Value::Unknown(Why::Runtime), span) };
        let value = At::new(parent, span);
        if act.is_python() {
            return value;
        }
        let args = self.arguments(act, arguments, None);
        let own = act.definition().filter(|function| function.role == Role::Constructor);
        let name = own.and_then(|function| function.name.clone()).unwrap_or(Name::new_static("constructor"));
        let constructor = self.member(act, &value, &name, span);
        if let (Value::Local(_), (_, Some(outcome))) =
            (&constructor.node, self.apply(act, &constructor, &args, span, span))
            && let Some(after) = outcome.receiver
        {
            act.names.set(Name::new_static("this"), At::new(after, span));
        }
        At::new(Value::Null, span)
    }

    /// Enters a function of the tree with arguments.
    pub(super) fn invoke(
        &mut self,
        act: &mut Act,
        id: FunctionId,
        around: Vec<Arc<Scope>>,
        bound: Option<&Value>,
        args: &Args,
        at: Span,
    ) -> Outcome {
        let Some(module) = self.world.module(id.0) else { return Outcome::unknown(Why::Runtime, at) };
        let id = self.overload(&module, id, args);
        if self.stack.len() >= bounds::CALL_DEPTH || self.active.contains(&id) || self.is_tired() {
            self.cut += 1;
            let why = if self.active.contains(&id) { Why::Cycle } else { Why::TooDeep };
            return Outcome::unknown(why, at);
        }
        let Some(function) = module.functions.get(id.1 as usize) else { return Outcome::unknown(Why::Runtime, at) };
        let around = if function.parent.is_some() && function.parent == act.function && id.0 == act.source() {
            act.scopes()
        } else {
            around
        };
        self.share_running(act);
        let lasting = around.is_empty() && self.running.is_empty();
        let question = lasting.then(|| (id, digest(args, bound), self.recording, self.stack.len()));
        if let Some(known) = question.and_then(|question| self.world.results.get(&question)) {
            return Outcome::clone(&known);
        }
        let before = (self.cuts(), self.wanted_calls);
        let caller = super::record::function_name(act);
        let loops = act.loops.clone();
        self.stack.push(Frame { at, callee: id, caller, loops, fan_out: act.fan_out > 0 });
        let whole = self.steps.saturating_add(bounds::CALL_STEPS);
        let outer = self.limit;
        self.limit = outer.min(whole);
        let outcome = self.enter(&module, id, around, bound, Some(args), at);
        let short = self.limit < whole && self.steps > self.limit;
        self.limit = outer;
        self.stack.pop();
        let after = (self.cuts(), self.wanted_calls);
        if let Some(question) =
            question.filter(|_| !short && before.0 == after.0 && (!self.recording || before.1 == after.1))
        {
            self.world.results.keep(question, Arc::new(outcome.clone()));
        }
        outcome
    }

    /// Runs a function's body; without arguments its parameters are whatever somebody unknown passes.
    pub(super) fn enter(
        &mut self,
        module: &Arc<Module>,
        id: FunctionId,
        around: Vec<Arc<Scope>>,
        bound: Option<&Value>,
        args: Option<&Args>,
        at: Span,
    ) -> Outcome {
        let Some(function) = module.functions.get(id.1 as usize) else { return Outcome::unknown(Why::Runtime, at) };
        if self.active.contains(&id) || self.active.len() > bounds::CALL_DEPTH * 2 {
            return Outcome::unknown(Why::Cycle, at);
        }
        self.active.push(id);
        let mut act = Act::new(Arc::clone(module), Names::default(), around, Some(id.1));
        let receiver = self.bind_parameters(&mut act, function, id, bound, args, at);
        self.block(&mut act, &function.body);
        self.run_nested(&mut act);
        self.active.pop();
        let value = if function.is_generator {
            At::new(Value::Unknown(Why::Runtime), at)
        } else {
            let mut returns = std::mem::take(&mut act.returns);
            if self.is_tired() && !self.stack.is_empty() {
                // Cut short: what it would have returned further down is not known.
                returns.push(At::new(Value::Unknown(Why::TooDeep), at));
            }
            any_of(returns, at)
        };
        let receiver = receiver.and_then(|name| act.names.get(&name).map(|value| value.node.clone()));
        let skipped = usize::from(super::arguments::has_receiver(function));
        let passed = function.parameters.iter().skip(skipped).enumerate().filter_map(|(position, parameter)| {
            let name = super::arguments::simple_name(&parameter.pattern)?;
            let matters = |node: &Value| {
                matches!(node, Value::Map(_) | Value::List(_))
                    || builders::is_open(node)
                    || go::may_be_changed(&act, node)
            };
            let value = act.names.get(name).filter(|at| matters(&at.node))?;
            Some(Passed { position, name: name.clone(), value: value.clone() })
        });
        let parameters = passed.collect();
        Outcome { value, receiver, parameters }
    }

    /// Functions defined inside that nobody called here are run for the calls in them, with the names as they are.
    fn run_nested(&mut self, act: &mut Act) {
        if !self.recording {
            return;
        }
        for index in std::mem::take(&mut act.nested) {
            let module = Arc::clone(&act.module);
            let id = FunctionId(act.source(), index);
            let Some(function) = module.functions.get(index as usize) else { continue };
            if self.world.is_of_interest(&module, index) {
                let scopes = act.scopes();
                self.enter(&module, id, scopes, None, None, function.name_span);
            }
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
        if self.active.contains(&id) || self.active.len() > bounds::CALL_DEPTH * 3 {
            return unknown;
        }
        self.share_running(act);
        self.active.push(id);
        let mut inner = Act::new(Arc::clone(module), Names::default(), act.scopes(), Some(id.1));
        inner.loops.clone_from(&act.loops);
        if each {
            inner.loops.push(LoopFact { kind: LoopKind::Each, at, passes: None, carries: false, ends_early: false });
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

    /// After a call, names that were passed hold what the function made of them.
    pub(super) fn write_back(
        &mut self,
        act: &mut Act,
        receiver: Option<&Expr>,
        arguments: &[Argument],
        outcome: Option<Outcome>,
    ) {
        let Some(outcome) = outcome else { return };
        if let (Some(place), Some(after)) = (receiver, outcome.receiver)
            && matches!(place.kind, ExprKind::Name(_))
        {
            self.store_back(act, place, At::new(after, place.span));
        }
        for (i, argument) in arguments.iter().enumerate() {
            let (place, after) = match argument {
                Argument::Positional(expr) => (expr, outcome.parameters.iter().find(|passed| passed.position == i)),
                Argument::Named(name, expr) => (expr, outcome.parameters.iter().find(|passed| passed.name == *name)),
                _ => continue,
            };
            let (ExprKind::Name(local), Some(after)) = (&place.kind, after) else { continue };
            let news = |old: &At<Value>| grew(&old.node, &after.value.node) || go::changed(act, &old.node, after);
            if act.names.get(local).is_some_and(news) {
                act.names.set(local.clone(), after.value.clone());
            }
        }
    }
}

/// What `super` is here.
pub(super) fn parent_of(act: &Act) -> Option<Value> {
    let class = act.definition()?.class?;
    let receiver = ["self", "cls", "this"].iter().find_map(|name| act.names.get(name))?.clone();
    let id = crate::value::ClassId(act.source(), class);
    Some(Value::Local(Arc::new(Local::Super { class: id, bound: Box::new(receiver.node) })))
}

/// Whether a function seems to have changed the very thing it was given: it holds all that was in it, and more.
fn grew(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => {
            old != new && old.entries.iter().all(|entry| new.get(&entry.key).is_some())
        }
        (Value::List(old), Value::List(new)) => old != new && new.items.len() >= old.items.len(),
        (old, new) => old != new && builders::is_open(old) && builders::is_open(new),
    }
}

fn is_definition(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Function { .. } | Local::Class { .. }))
}
