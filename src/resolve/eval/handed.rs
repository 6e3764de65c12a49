//! What functions that are not seen may have made of what they were handed.

use super::{Act, Machine, arguments::simple_name, go::is_zero, operators::by_default};
use crate::{
    source::At,
    syntax::{Argument, Class, Expr, ExprKind, Language, ParameterKind, fills},
    value::{FunctionId, Local, Name, Parameter, Value, Why},
};

/// Keys under which tags say what a field is where the environment says nothing, for `caarlos0/env`, `cleanenv` and
/// `kelseyhightower/envconfig` (their READMEs, read 2026-11-24); `sethvargo/go-envconfig` has it among the options of `env`.
const DEFAULTS: [&str; 3] = ["envDefault", "env-default", "default"];

/// What was handed to a function that is not known may have been changed by it: an option that a caller passes, or in
/// Kotlin a block that fills what it is given.
pub(super) fn loosen(act: &mut Act, callee: &Value, arguments: &[Argument]) {
    let unknown = |value: &Value| matches!(value, Value::Unknown(_));
    if !matches!(act.module.language, Language::Go | Language::Kotlin) || !callee.possibilities().any(unknown) {
        return;
    }
    let why = rest(act).unwrap_or(Why::Runtime);
    fill(act, arguments, &why);
}

/// The same of a method of what is not known, where a function takes any number of options: `option.apply(&o)` of Go.
pub(super) fn loosen_by_method(act: &mut Act, receiver: &Value, arguments: &[Argument]) {
    let unknown = |value: &Value| matches!(value, Value::Unknown(_));
    if !act.is_go() || !receiver.possibilities().any(unknown) {
        return;
    }
    if let Some(why) = rest(act) {
        fill(act, arguments, &why);
    }
}

/// What a function is given beside its other arguments.
fn rest(act: &Act) -> Option<Why> {
    let rest = act.definition()?.parameters.iter().find(|parameter| parameter.kind == ParameterKind::Rest)?;
    let name = simple_name(&rest.pattern)?.clone();
    Some(Why::Parameter(Parameter { function: FunctionId(act.source(), act.function?), name }))
}

impl Machine<'_> {
    /// What was handed to a function that reads settings or a request into it holds what stood there, or what the tags of
    /// its fields say that it is by default.
    pub(super) fn read_into(&self, act: &mut Act, receiver: &Value, name: &str, arguments: &[Argument]) {
        let outside = |value: &Value| matches!(value, Value::Foreign(_));
        if !fills(act.module.language, name) || !receiver.possibilities().any(outside) {
            return;
        }
        for name in names(arguments) {
            let Some(At { node, span }) = act.names.get(name) else { continue };
            if let Some(node) = self.by_tags(node) {
                let span = *span;
                act.names.set(name.clone(), At::new(node, span));
            }
        }
        fill(act, arguments, &Why::Runtime);
    }

    /// An instance whose empty fields have the defaults that their tags say.
    fn by_tags(&self, value: &Value) -> Option<Value> {
        let Value::Local(local) = value else { return None };
        let Local::Instance { class: id, fields, .. } = &**local else { return None };
        let module = self.world.module(id.0)?;
        let class = module.classes.get(id.1 as usize)?;
        let mut fields = fields.clone();
        for entry in fields.entries.iter_mut().filter(|entry| is_zero(&entry.value.node)) {
            if let Some(default) = default_of(class, &entry.key, &entry.value) {
                entry.value.node = by_default(default, &Why::Environment(entry.key.clone()));
            }
        }
        Some(Value::instance(*id, fields))
    }
}

/// What the tag of a field says that it is by default: of the kind that it has while it is empty.
fn default_of(class: &Class, field: &str, empty: &At<Value>) -> Option<Value> {
    let among_options =
        || class.tagged(field, "env")?.split(',').find_map(|option| option.trim().strip_prefix("default="));
    let said = DEFAULTS.iter().find_map(|key| class.tagged(field, key)).or_else(among_options)?;
    match empty.node {
        Value::Text(_) => Some(Value::text(said, empty.span)),
        Value::Int(_) => said.parse().ok().map(Value::Int),
        Value::Float(_) => said.parse().ok().map(Value::Float),
        Value::Bool(_) => said.parse().ok().map(Value::Bool),
        _ => None,
    }
}

/// Fields of the instances that these arguments name may be set.
fn fill(act: &mut Act, arguments: &[Argument], why: &Why) {
    for name in names(arguments) {
        let Some(At { node, span }) = act.names.get(name) else { continue };
        if let Some(node) = filled(node, why) {
            let span = *span;
            act.names.set(name.clone(), At::new(node, span));
        }
    }
}

fn names(arguments: &[Argument]) -> impl Iterator<Item = &Name> {
    arguments.iter().filter_map(|argument| match argument {
        Argument::Positional(Expr { kind: ExprKind::Name(name), .. }) => Some(name),
        _ => None,
    })
}

/// An instance of which something may have set any field.
pub(super) fn filled(value: &Value, why: &Why) -> Option<Value> {
    let Value::Local(local) = value else { return None };
    let Local::Instance { class, fields, .. } = &**local else { return None };
    let mut fields = fields.clone();
    for entry in &mut fields.entries {
        entry.value.node = match &entry.value.node {
            value if is_zero(value) => Value::Unknown(why.clone()),
            value => by_default(value.clone(), why),
        };
    }
    Some(Value::instance(*class, fields))
}
