//! What `json.Marshal` sends of a value: fields under the names that their tags say.

use crate::{
    resolve::eval::{Machine, expressions::spread, join::one_of},
    source::At,
    value::{ClassId, List, Local, Map, Name, Value},
};
use std::sync::Arc;

/// How deep values are encoded; deeper ones stay what they are.
const DEPTH: u32 = 24;

/// The value as JSON would hold it.
pub fn encoded(machine: &Machine<'_>, value: &At<Value>) -> At<Value> {
    encode(machine, value, DEPTH)
}

fn encode(machine: &Machine<'_>, value: &At<Value>, depth: u32) -> At<Value> {
    let Some(depth) = depth.checked_sub(1) else { return value.clone() };
    let each = |one: &At<Value>| encode(machine, one, depth);
    let node = match &value.node {
        Value::List(list) => {
            Value::List(Arc::new(List { items: list.items.iter().map(each).collect(), open: list.open.clone() }))
        }
        Value::Map(map) => {
            let mut map = Map::clone(map);
            map.entries.iter_mut().for_each(|entry| entry.value = each(&entry.value));
            Value::Map(Arc::new(map))
        }
        Value::OneOf(all) => one_of(all.iter().map(each)).node,
        Value::Default(inner, why) => {
            let inner = each(&At::new((**inner).clone(), value.span));
            Value::Default(Box::new(inner.node), why.clone())
        }
        Value::Local(local) => match &**local {
            Local::Instance { class, fields, .. } => Value::Map(Arc::new(instance(machine, *class, fields, depth))),
            _ => return value.clone(),
        },
        _ => return value.clone(),
    };
    At::new(node, value.span)
}

fn instance(machine: &Machine<'_>, id: ClassId, fields: &Map, depth: u32) -> Map {
    let module = machine.world.module(id.0);
    let class = module.as_ref().and_then(|module| module.classes.get(id.1 as usize));
    let Some(class) = class else { return fields.clone() };
    let mut out = Map { entries: Vec::new(), open: fields.open.clone() };
    for entry in &fields.entries {
        let said = class.tagged(&entry.key, "json");
        let embedded = said.is_none() && class.embeds(&entry.key);
        let value = encode(machine, &entry.value, depth);
        if embedded {
            spread(&mut out, &value.node, value.span);
            continue;
        }
        let said = said.unwrap_or_default();
        let (name, options) = said.split_once(',').unwrap_or((said, ""));
        let hidden = said == "-" || entry.key.starts_with(|first: char| first.is_lowercase() || first == '_');
        if hidden {
            continue;
        }
        let key = if name.is_empty() { entry.key.clone() } else { Name::from(name) };
        if options.contains("omitempty") || options.contains("omitzero") {
            without_empty(&mut out, key, &value);
        } else {
            out.set(key, value);
        }
    }
    out
}

/// Sets an entry that is left out where its value is empty.
fn without_empty(out: &mut Map, key: Name, value: &At<Value>) {
    let span = value.span;
    let kept = value.node.possibilities().map(|one| {
        let node = if is_empty(one) { Value::Absent } else { one.clone() };
        At::new(node, span)
    });
    let kept = one_of(kept.collect::<Vec<_>>());
    if kept.node != Value::Absent {
        out.set(key, kept);
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.fixed().is_some_and(|fixed| fixed.is_empty()),
        Value::List(list) => list.items.is_empty() && list.open.is_none(),
        Value::Map(map) => map.entries.is_empty() && map.open.is_none(),
        Value::Int(0) | Value::Bool(false) | Value::Null | Value::Absent => true,
        _ => false,
    }
}
