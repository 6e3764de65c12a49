//! Arguments and the parameters that take them.

use super::{
    Act, Machine,
    expressions::{extend, spread},
    operators, ruby,
};
use crate::{
    resolve::known,
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind, Function, Language, ParameterKind, Pattern, Role},
    value::{Args, FunctionId, List, Map, Name, Parameter, Step, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// Evaluates the arguments of a call; `callee` is what it is a method of, where it is one.
    pub(super) fn arguments(
        &mut self,
        act: &mut Act,
        arguments: &[Argument],
        callee: Option<(&Value, &Name)>,
    ) -> Arc<Args> {
        let together = callee.is_some_and(|(receiver, name)| known::awaits_all(receiver, name));
        act.fan_out += u32::from(together);
        let mut positional = List::default();
        let mut named = Map::default();
        for argument in arguments {
            match argument {
                Argument::Positional(expr) => {
                    let value = self.eval(act, expr);
                    let value = known::rust::passed(self, act, callee.map(|(_, name)| name), value);
                    let value = self.handed_on(act, value, expr);
                    positional.items.push(value);
                }
                Argument::Named(name, expr) => {
                    let value = self.eval(act, expr);
                    named.set(name.clone(), value);
                }
                Argument::Spread(expr) => {
                    let value = self.eval(act, expr);
                    if act.module.language == Language::Php && !matches!(value.node, Value::List(_)) {
                        let fields = self.fields_of(&value);
                        spread(&mut named, &fields, expr.span);
                    } else {
                        extend(&mut positional, &value.node);
                    }
                }
                Argument::SpreadNamed(expr) => {
                    let value = self.eval(act, expr);
                    if !is_default_of_outside(act, &value) {
                        let fields = self.fields_of(&value);
                        spread(&mut named, &fields, expr.span);
                    }
                }
            }
        }
        act.fan_out -= u32::from(together);
        Arc::new(Args { positional: positional.items, named, open: positional.open, ..Args::default() })
    }

    /// A function outside the tree of which calls are looked for is called where it is handed to what calls it, and not
    /// where its name was imported.
    fn handed_on(&self, act: &Act, value: At<Value>, named: &Expr) -> At<Value> {
        let Value::Foreign(chain) = &value.node else { return value };
        let wanted = || chain.last_member().is_some_and(|name| self.world.wants(act.module.language, name));
        let by_name = matches!(named.kind, ExprKind::Name(_));
        if by_name && wanted() { At::new(value.node, named.span) } else { value }
    }

    /// Binds parameters to arguments, or, without arguments, to what is known of any caller. Gives the name of the
    /// instance, for a method.
    pub(super) fn bind_parameters(
        &mut self,
        act: &mut Act,
        function: &Function,
        id: FunctionId,
        bound: Option<&Value>,
        args: Option<&Args>,
        at: Span,
    ) -> Option<Name> {
        let taken = args.map(|args| ruby::taken(act, function, args));
        let args = taken.as_deref();
        let mut parameters = function.parameters.iter();
        let mut receiver = None;
        if let Some(bound) = bound {
            let name = if has_receiver(function) {
                parameters.next().and_then(|parameter| simple_name(&parameter.pattern)).cloned()
            } else {
                Some(Name::new_static("this"))
            };
            if let Some(name) = name {
                act.names.set(name.clone(), At::new(bound.clone(), at));
                receiver = Some(name);
            }
        } else if has_receiver(function) {
            parameters.next();
        }
        let mut position = 0;
        let rest: Vec<_> = parameters.collect();
        for parameter in &rest {
            let given = match args {
                Some(args) => given(parameter.kind, &mut position, &parameter.pattern, args, &rest, at),
                None => Given::Unseen,
            };
            let name = simple_name(&parameter.pattern).cloned().unwrap_or_default();
            let ignored = act.slice.as_ref().is_some_and(|slice| slice.ignores(&name));
            let why = Why::Parameter(Parameter { function: id, name });
            let value = match given {
                _ if ignored => continue,
                Given::Value(value) => value,
                Given::Nothing => match &parameter.default {
                    Some(default) => self.default_of(act, default, parameter),
                    None => At::new(if act.is_python() { Value::Unknown(Why::Runtime) } else { Value::Null }, at),
                },
                Given::Unseen => self.unseen(act, parameter, why, at),
            };
            let value = match &parameter.annotation {
                Some(annotation) => self.typed(act, value, annotation),
                None => value,
            };
            self.bind(act, &parameter.pattern, value);
        }
        receiver
    }

    /// What is known of a parameter whose argument is not seen.
    fn unseen(&mut self, act: &mut Act, parameter: &crate::syntax::Parameter, why: Why, at: Span) -> At<Value> {
        match (parameter.kind, &parameter.default) {
            (ParameterKind::Rest, _) => At::new(Value::List(Arc::new(List { items: Vec::new(), open: Some(why) })), at),
            (ParameterKind::RestNamed, _) => {
                At::new(Value::Map(Arc::new(Map { entries: Vec::new(), open: Some(why) })), at)
            }
            (_, Some(default)) => {
                let default = self.default_of(act, default, parameter);
                At::new(operators::by_default(default.node, &why), default.span)
            }
            (_, None) => {
                let option = simple_name(&parameter.pattern).and_then(|name| self.decorated_option(act, name));
                option.unwrap_or(At::new(Value::Unknown(why), at))
            }
        }
    }
}

/// Whether a value is what a type outside the tree has where nothing is given: `..Default::default()` of Rust.
fn is_default_of_outside(act: &Act, value: &At<Value>) -> bool {
    let Value::Foreign(chain) = &value.node else { return false };
    let [.., Step::Member(name), Step::Call(args)] = chain.steps.as_slice() else { return false };
    act.module.language == Language::Rust && name == "default" && args.positional.is_empty()
}

enum Given {
    Value(At<Value>),
    Nothing,
    Unseen,
}

/// The argument for a parameter.
fn given(
    kind: ParameterKind,
    position: &mut usize,
    pattern: &Pattern,
    args: &Args,
    all: &[&crate::syntax::Parameter],
    at: Span,
) -> Given {
    let by_name = || simple_name(pattern).and_then(|name| args.named.get(name.trim_start_matches('$'))).cloned();
    match kind {
        ParameterKind::Rest => {
            let items = args.positional.get(*position..).unwrap_or(&[]).to_vec();
            *position = args.positional.len();
            Given::Value(At::new(Value::List(Arc::new(List { items, open: args.open.clone() })), at))
        }
        ParameterKind::RestNamed => {
            let taken = |key: &Name| {
                all.iter()
                    .any(|other| other.kind != ParameterKind::RestNamed && simple_name(&other.pattern) == Some(key))
            };
            let entries = args.named.entries.iter().filter(|entry| !taken(&entry.key)).cloned().collect();
            Given::Value(At::new(Value::Map(Arc::new(Map { entries, open: args.named.open.clone() })), at))
        }
        ParameterKind::Positional | ParameterKind::Named => {
            if kind == ParameterKind::Positional
                && let Some(value) = args.positional.get(*position)
            {
                *position += 1;
                return Given::Value(value.clone());
            }
            match by_name() {
                Some(value) => Given::Value(value),
                None if args.named.open.is_some() || args.open.is_some() && kind == ParameterKind::Positional => {
                    Given::Unseen
                }
                None => Given::Nothing,
            }
        }
    }
}

/// Whether the first parameter is the instance.
pub(super) fn has_receiver(function: &Function) -> bool {
    let python = function.parameters.first().and_then(|first| simple_name(&first.pattern));
    let instance = matches!(function.role, Role::Method | Role::Getter | Role::OfClass | Role::Constructor);
    instance && python.is_some_and(|name| matches!(name.as_str(), "self" | "cls" | "mcs" | "_self" | "__self"))
}

/// The name of a parameter that is one.
pub(super) fn simple_name(pattern: &Pattern) -> Option<&Name> {
    match pattern {
        Pattern::Name(name, _) => Some(name),
        Pattern::Default(inner, _) => simple_name(inner),
        _ => None,
    }
}
