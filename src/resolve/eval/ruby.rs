//! What Ruby does otherwise: what is called without arguments is written like a field, and hashes take the place of
//! named arguments.

use super::{Act, Machine, arguments::simple_name, classes::Base, join::Names};
use crate::{
    resolve::known,
    source::{At, Span},
    syntax::{Argument, Class, Expr, ExprKind, Function, Language, ParameterKind, Role, StmtKind},
    value::{Args, Chain, FunctionId, Local, Name, Scopes, Step, Value},
};
use std::{borrow::Cow, sync::Arc};

impl Machine<'_> {
    /// `of.name`, where a method is called without arguments.
    fn sent(&mut self, act: &mut Act, of: &Expr, name: &Name, name_span: Span, span: Span) -> At<Value> {
        let receiver = self.eval(act, of);
        if name == "class"
            && let Some(class) = class_of(&receiver.node)
        {
            return At::new(class, span);
        }
        if let Some(known) = known::ruby::member(&receiver.node, name, span) {
            return At::new(known, receiver.span);
        }
        if let Some(field) = self.variable_of(&receiver.node, name) {
            return field;
        }
        let value = self.member(act, &receiver, name, span);
        if !is_method(self, &value.node) {
            return value;
        }
        let (value, outcome) = self.apply(act, &value, &Arc::default(), name_span, span);
        self.write_back(act, Some(of), &[], outcome);
        value
    }

    /// `of.name`.
    pub(super) fn attribute(
        &mut self,
        act: &mut Act,
        of: &Expr,
        name: &Name,
        name_span: Span,
        span: Span,
    ) -> At<Value> {
        if act.module.language == Language::Ruby {
            return self.sent(act, of, name, name_span, span);
        }
        let of = self.eval(act, of);
        self.member(act, &of, name, span)
    }

    /// What a class says of the client that it takes in is a step of that: `include HTTParty; base_uri "https://…"`.
    pub(super) fn say_base_uri(&mut self, act: &mut Act, class: &Class, bases: &mut [Base]) {
        if act.module.language != Language::Ruby {
            return;
        }
        let said = class.body.iter().find_map(|statement| match &statement.kind {
            StmtKind::Expr(Expr { kind: ExprKind::Call { callee, arguments, .. }, .. }) => {
                arguments.first().filter(|_| callee.last_name() == Some("base_uri"))
            }
            _ => None,
        });
        let Some(Argument::Positional(url)) = said else { return };
        let url = self.eval(act, url);
        let args = Args { positional: vec![url], ..Args::default() };
        for base in bases {
            if let Base::Foreign(chain) = base {
                let mut steps = chain.steps.clone();
                steps.extend([Step::Member(Name::new_static("base_uri")), Step::Call(Arc::new(args.clone()))]);
                *base = Base::Foreign(Arc::new(Chain { root: chain.root.clone(), steps }));
            }
        }
    }

    /// A word by itself, which in Ruby may be a call of a function of the file.
    pub(super) fn word(&mut self, act: &mut Act, name: &Name, span: Span) -> At<Value> {
        let value = self.lookup(act, name, span);
        if act.module.language != Language::Ruby || !is_method(self, &value.node) {
            return value;
        }
        self.apply(act, &value, &Arc::default(), span, span).0
    }

    /// Arguments with what a block sets on the request that it is handed: `post(url) { |request| request.body = … }`.
    pub(super) fn set_by_block(&mut self, act: &mut Act, chain: &Chain, args: &Arc<Args>, at: Span) -> Arc<Args> {
        let wanted = || chain.last_member().is_some_and(|name| self.world.wants(act.module.language, name));
        if act.module.language != Language::Ruby || !wanted() {
            return Arc::clone(args);
        }
        let Some(Value::Local(local)) = args.positional.last().map(|last| &last.node) else { return Arc::clone(args) };
        let Local::Function { id, .. } = &**local else { return Arc::clone(args) };
        let Some(Value::Map(set)) = self.handed(act, *id, at) else { return Arc::clone(args) };
        let mut all = Args::clone(args);
        for entry in set.entries.iter().filter(|entry| args.named.get(&entry.key).is_none()) {
            all.named.set(entry.key.clone(), entry.value.clone());
        }
        Arc::new(all)
    }

    /// What a block makes of an empty thing that it is handed.
    fn handed(&mut self, act: &mut Act, id: FunctionId, at: Span) -> Option<Value> {
        let module = self.world.module(id.0)?;
        let function = module.functions.get(id.1 as usize)?;
        let [parameter] = function.parameters.as_slice() else { return None };
        let name = simple_name(&parameter.pattern)?;
        if self.meets_function(id) {
            return None;
        }
        let quiet = std::mem::replace(&mut self.recording, false);
        self.active.push((id, self.level()));
        let mut inner = Act::new(Arc::clone(&module), Names::default(), act.scopes(), Some(id.1));
        if let Some(this) = act.names.get("this") {
            inner.names.set(Name::new_static("this"), this.clone());
        }
        inner.names.set(name.clone(), At::new(Value::Map(Arc::default()), at));
        self.block(&mut inner, &function.body);
        self.active.pop();
        self.recording = quiet;
        inner.names.get(name).map(|value| value.node.clone())
    }

    /// The variable of an instance that a reader of this name gives, where no method has the name.
    fn variable_of(&mut self, receiver: &Value, name: &Name) -> Option<At<Value>> {
        let Value::Local(local) = receiver else { return None };
        let Local::Instance { class, fields, .. } = &**local else { return None };
        if fields.get(name).is_some() || self.method(*class, name, 0).is_some() {
            return None;
        }
        fields.get(&format!("@{name}")).cloned()
    }
}

/// Whether a value is a method that somebody defined by name.
fn is_method(machine: &Machine<'_>, value: &Value) -> bool {
    let Value::Local(local) = value else { return false };
    let Local::Function { id, .. } = &**local else { return false };
    let module = machine.world.module(id.0);
    module
        .is_some_and(|module| module.functions.get(id.1 as usize).is_some_and(|function| function.role != Role::Lambda))
}

/// Arguments as a method takes them: named ones are one hash where it has no named parameters.
pub(super) fn taken<'a>(act: &Act, function: &Function, args: &'a Args) -> Cow<'a, Args> {
    let named = |kind: ParameterKind| matches!(kind, ParameterKind::Named | ParameterKind::RestNamed);
    let plain =
        act.module.language == Language::Ruby && !function.parameters.iter().any(|parameter| named(parameter.kind));
    let given = !args.named.entries.is_empty() || args.named.open.is_some();
    if !plain || !given || function.parameters.iter().all(|parameter| simple_name(&parameter.pattern).is_none()) {
        return Cow::Borrowed(args);
    }
    let mut all = args.clone();
    let at = all.named.entries.first().map_or_else(|| function.name_span, |entry| entry.value.span);
    all.positional.push(At::new(Value::Map(Arc::new(std::mem::take(&mut all.named))), at));
    Cow::Owned(all)
}

/// The class of an instance; a class method's `self.class` is meant for the class itself.
fn class_of(value: &Value) -> Option<Value> {
    let Value::Local(local) = value else { return None };
    match &**local {
        Local::Instance { class, .. } => {
            Some(Value::Local(Arc::new(Local::Class { id: *class, around: Scopes::default() })))
        }
        Local::Class { .. } => Some(value.clone()),
        _ => None,
    }
}

/// Methods of Ruby that call the method whose name they are given.
pub const SENDERS: [&str; 3] = ["__send__", "public_send", "send"];

/// The method that `send` names, and what is left for it.
pub(super) fn named_by(act: &Act, name: &Name, args: &Arc<Args>) -> Option<(Name, Arc<Args>)> {
    let sends = act.module.language == Language::Ruby && SENDERS.contains(&name.as_str());
    let (method, rest) = args.positional.split_first().filter(|_| sends)?;
    let method = Name::from(method.node.as_str()?);
    Some((method, Arc::new(Args { positional: rest.to_vec(), ..Args::clone(args) })))
}
