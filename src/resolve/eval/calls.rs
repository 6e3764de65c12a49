//! Calls: into functions and classes of the tree, and of things outside it.

use super::{
    Act, Machine, builders,
    classes::any_of,
    cut::cut_argument,
    expressions::why_of,
    go, handed,
    join::{Names, one_of},
    objects::beyond,
    ruby, written,
};
use crate::{
    resolve::{
        bounds,
        event::Frame,
        known,
        memo::digest,
        rests,
        slice::{Purpose, Slice},
    },
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind, Language, Module},
    value::{Args, FunctionId, Local, Name, Scopes, Step, Value, Why},
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
    /// A call expression, or with `new` a construction.
    pub(super) fn call(
        &mut self,
        act: &mut Act,
        callee: &Expr,
        arguments: &[Argument],
        new: bool,
        span: Span,
    ) -> At<Value> {
        let function = !new && act.module.language == Language::CSharp;
        let name_span = match &callee.kind {
            ExprKind::Attribute { name_span, .. } => *name_span,
            _ => callee.span,
        };
        if let ExprKind::Name(name) = &callee.kind
            && name == "super"
        {
            return self.super_of(act, arguments, span);
        }
        // `self.class.client.new`: what the method gives is made, not the method.
        let made = new && act.module.language == Language::Ruby;
        let target = match &callee.kind {
            ExprKind::Attribute { of, name, .. } if !made => {
                let receiver = self.eval(act, of);
                let args = of_function(function, self.arguments(act, arguments, Some((&receiver.node, name))));
                let args = self.said_by_classes(act, &receiver, name, &args, span).unwrap_or(args);
                let (name, args) = &ruby::named_by(act, name, &args).unwrap_or_else(|| (name.clone(), args));
                if let Some(value) = self.method_of_value(act, of, &receiver, name, args, span) {
                    return value;
                }
                let (value, outcome) = self.apply_member(act, &receiver, name, args, (callee.span, name_span, span));
                if let (Value::Local(local), Some(after)) =
                    (&receiver.node, outcome.as_ref().and_then(|o| o.receiver.clone()))
                    && matches!(**local, Local::Super { .. })
                {
                    let this = if act.is_python() { "self" } else { "this" };
                    act.names.set(Name::new_static(this), At::new(after, span));
                }
                self.read_into(act, &receiver.node, name, arguments);
                handed::loosen_by_method(act, &receiver.node, arguments);
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
        let args = of_function(function, self.arguments(act, arguments, None));
        let (value, outcome) = self.apply(act, &target, &args, name_span, span);
        handed::loosen(act, &target.node, arguments);
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
                    self.record_declared(act, *id, &outcome.value, at, whole);
                    (outcome.value.clone(), Some(outcome))
                }
                Local::Class { id, .. } => {
                    self.made_as_its_base(act, *id, args, at, whole);
                    (self.construct(act, *id, args, whole), None)
                }
                Local::Instance { .. } | Local::Made(_) => self.call_instance(act, &target, args, at, whole),
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

    /// Enters a function of the tree with arguments.
    pub(super) fn invoke(
        &mut self,
        act: &mut Act,
        id: FunctionId,
        around: Scopes,
        bound: Option<&Value>,
        args: &Args,
        at: Span,
    ) -> Outcome {
        let Some(module) = self.world.module(id.0) else { return Outcome::unknown(Why::Runtime, at) };
        let id = self.overload(&module, id, args);
        if self.meets_function(id) {
            return Outcome::unknown(Why::Cycle, at);
        }
        if self.stack.len() >= bounds::CALL_DEPTH || self.is_tired() {
            self.meets(self.limited_at);
            return Outcome::unknown(Why::TooDeep, at);
        }
        let Some(function) = module.functions.get(id.1 as usize) else { return Outcome::unknown(Why::Runtime, at) };
        if !self.recording && self.valueless == Some(at) && self.world.is_quiet(&module, id) {
            return Outcome::unknown(Why::Runtime, at);
        }
        let written_here = act.function.is_some() && function.parent == act.function && id.0 == act.source();
        // Methods are bound to an instance, not to the scopes around their class.
        let around = if around.are_of(&act.run) || written_here && around.is_empty() { act.scopes() } else { around };
        self.share_running(act);
        let question = around.is_empty().then(|| (id, digest(args, bound), self.recording, self.stack.len()));
        if let Some((known, ..)) = question.and_then(|question| self.results.get(&question)) {
            rests::on_what_came_before();
            return known.clone();
        }
        let wanted = self.wanted_calls;
        let began = self.begin();
        let caller = super::record::function_name(act);
        let loops = act.loops.clone();
        self.stack.push(Frame { at, callee: id, caller, loops, fan_out: act.fan_out > 0 });
        let whole = self.steps.saturating_add(self.world.steps(bounds::CALL_STEPS));
        let outer = (self.limit, self.limited_at);
        if whole < self.limit {
            (self.limit, self.limited_at) = (whole, began.level);
        }
        let slice = if self.recording { None } else { self.world.slice(&module, id, Purpose::Outcome) };
        let outcome = self.enter_for(&module, id, (around, slice), bound, Some(args), at);
        (self.limit, self.limited_at) = outer;
        self.stack.pop();
        let lasting = self.end(&began) && (!self.recording || wanted == self.wanted_calls);
        if let Some(question) = question.filter(|_| lasting) {
            self.results.insert(question, (outcome.clone(), args.clone(), bound.cloned()));
        }
        outcome
    }

    /// Runs all of a function's body; without arguments its parameters are whatever somebody unknown passes.
    pub(super) fn enter(
        &mut self,
        module: &Arc<Module>,
        id: FunctionId,
        around: Scopes,
        bound: Option<&Value>,
        args: Option<&Args>,
        at: Span,
    ) -> Outcome {
        self.enter_for(module, id, (around, None), bound, args, at)
    }

    /// Runs what of a function's body has a part in what is asked for.
    pub(super) fn enter_for(
        &mut self,
        module: &Arc<Module>,
        id: FunctionId,
        (around, slice): (Scopes, Option<Arc<Slice>>),
        bound: Option<&Value>,
        args: Option<&Args>,
        at: Span,
    ) -> Outcome {
        let Some(function) = module.functions.get(id.1 as usize) else { return Outcome::unknown(Why::Runtime, at) };
        if self.meets_function(id) || self.is_deep(bounds::CALL_DEPTH * 2) {
            return Outcome::unknown(Why::Cycle, at);
        }
        self.active.push((id, self.level()));
        let mut act = Act::new(Arc::clone(module), Names::default(), around, Some(id.1));
        act.slice = slice;
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
        let short = self.is_tired() && !self.stack.is_empty();
        let receiver = receiver.and_then(|name| act.names.get(&name).map(|value| value.node.clone()));
        let receiver = if short { receiver.map(|value| self.cut_receiver(module, id, value)) } else { receiver };
        let skipped = usize::from(super::arguments::has_receiver(function));
        let passed = function.parameters.iter().skip(skipped).enumerate().filter_map(|(position, parameter)| {
            let name = super::arguments::simple_name(&parameter.pattern)?;
            let matters = |node: &Value| {
                matches!(node, Value::Map(_) | Value::List(_))
                    || builders::is_open(node)
                    || written::construction(node).is_some()
                    || go::may_be_changed(&act, node)
            };
            let value = act.names.get(name).filter(|at| matters(&at.node))?;
            let value = if short { At::new(cut_argument(&value.node), value.span) } else { value.clone() };
            Some(Passed { position, name: name.clone(), value })
        });
        let parameters = passed.collect();
        Outcome { value, receiver, parameters }
    }
}

fn is_definition(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Function { .. } | Local::Class { .. }))
}

/// The arguments, marked as those of a function where they are.
fn of_function(function: bool, mut args: Arc<Args>) -> Arc<Args> {
    if function {
        Arc::make_mut(&mut args).function = true;
    }
    args
}
