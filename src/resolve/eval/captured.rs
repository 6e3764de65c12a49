//! Names that functions change which others see too: what they are bound to holds, or what such a function made of it.

use super::{Act, join::one_of, places::with_field};
use crate::{
    source::At,
    syntax::{Change, Module},
    value::{Entry, List, Local, Map, Name, Scope, Value, Why},
};
use std::sync::Arc;

/// A value that is bound to a name, with whatever functions within may make of it.
pub(super) fn bound(act: &Act, name: &Name, value: At<Value>) -> At<Value> {
    let Some(function) = act.definition().filter(|function| !function.captured.is_empty()) else { return value };
    let changes = function.captured.iter().filter(|captured| captured.name == *name);
    changes.fold(value, |value, captured| changed(value, &captured.change))
}

/// The names of a module as they are for functions, which run when others of them may have changed something.
pub(in crate::resolve) fn as_left(module: &Module, mut names: Scope) -> Scope {
    for captured in &module.captured {
        if let Some(value) = names.remove(&captured.name) {
            names.insert(captured.name.clone(), changed(value, &captured.change));
        }
    }
    names
}

fn changed(value: At<Value>, change: &Change) -> At<Value> {
    let span = value.span;
    let node = match (&value.node, change) {
        (_, Change::Bound) => return or_unknown(value),
        (Value::Map(map), Change::Entry(key)) => {
            with_field(&value.node, key, or_unknown(map.get(key).cloned().unwrap_or(At::new(Value::Absent, span))))
        }
        (Value::Local(local), Change::Entry(key)) => match &**local {
            Local::Instance { fields, .. } => {
                fields.get(key).and_then(|before| with_field(&value.node, key, or_unknown(before.clone())))
            }
            _ => None,
        },
        (Value::List(list), Change::Grown) => {
            Some(Value::List(Arc::new(List { items: list.items.clone(), open: Some(Why::Runtime) })))
        }
        (Value::List(list), Change::Item) => {
            let items = list.items.iter().cloned().map(or_unknown).collect();
            Some(Value::List(Arc::new(List { items, open: Some(Why::Runtime) })))
        }
        // What is put in may take the place of what was there.
        (Value::Map(map), Change::Grown | Change::Item) => {
            let entry = |entry: &Entry| Entry { key: entry.key.clone(), value: or_unknown(entry.value.clone()) };
            let entries = map.entries.iter().map(entry).collect();
            Some(Value::Map(Arc::new(Map { entries, open: Some(Why::Runtime) })))
        }
        (_, Change::Entry(_) | Change::Grown | Change::Item) => None,
    };
    At::new(node.unwrap_or(value.node), span)
}

fn or_unknown(value: At<Value>) -> At<Value> {
    let unknown = At::new(Value::Unknown(Why::Runtime), value.span);
    one_of([value, unknown])
}
