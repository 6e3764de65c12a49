//! Methods of lists, maps and instances: what they give, and what they leave behind.

use super::strings;
use crate::{
    resolve::{
        bounds,
        eval::{
            expressions::{extend, spread, why_of},
            join::{join, join_all, one_of},
        },
    },
    source::{At, Span},
    value::{Args, Entry, List, Local, Map, Text, Value, Why},
};
use std::sync::Arc;

/// What a method call gives, and its receiver afterwards where the call changes it.
pub struct Effect {
    /// The result.
    pub result: Value,
    /// The receiver, changed.
    pub changed: Option<Value>,
}

impl Effect {
    #[expect(clippy::unnecessary_wraps, reason = "ends an arm where other methods give nothing")]
    fn gives(result: Value) -> Option<Self> {
        Some(Self { result, changed: None })
    }

    #[expect(clippy::unnecessary_wraps, reason = "ends an arm where other methods give nothing")]
    fn leaves(changed: Value) -> Option<Self> {
        Some(Self { result: Value::Null, changed: Some(changed) })
    }
}

/// A method of a value that is known; nothing where the method is not.
pub fn call(receiver: &Value, name: &str, args: &Args, at: Span) -> Option<Effect> {
    match receiver {
        Value::Text(text) => strings::method(text, name, args, at).and_then(Effect::gives),
        Value::List(list) => list_method(list, name, args, at),
        Value::Map(map) => map_method(map, name, args, at),
        Value::Local(local) => match &**local {
            Local::Instance { fields, .. } => instance_method(receiver, fields, name, args, at),
            _ => None,
        },
        Value::Unknown(Why::Environment(_)) if strings::keeps(name) => Effect::gives(receiver.clone()),
        Value::Int(n) if name == "toString" => Effect::gives(Value::text(n.to_string(), at)),
        Value::Default(inner, why) => call(inner, name, args, at).map(|effect| Effect {
            result: crate::resolve::eval::operators::by_default(effect.result, why),
            changed: effect.changed.map(|changed| Value::Default(Box::new(changed), why.clone())),
        }),
        Value::OneOf(all) => each(all, name, args, at),
        _ => None,
    }
}

fn each(all: &[At<Value>], name: &str, args: &Args, at: Span) -> Option<Effect> {
    let effects: Vec<Option<Effect>> = all.iter().map(|one| call(&one.node, name, args, at)).collect();
    if effects.iter().all(Option::is_none) {
        return None;
    }
    let any_changes = effects.iter().flatten().any(|effect| effect.changed.is_some());
    let mut results = Vec::new();
    let mut changed = Vec::new();
    for (one, effect) in all.iter().zip(effects) {
        if let Some(effect) = effect {
            results.push(At::new(effect.result, at));
            changed.push(At::new(effect.changed.unwrap_or_else(|| one.node.clone()), one.span));
        } else {
            results.push(At::new(Value::Unknown(why_of(&one.node)), at));
            changed.push(one.clone());
        }
    }
    Some(Effect { result: one_of(results).node, changed: any_changes.then(|| one_of(changed).node) })
}

fn list_method(list: &Arc<List>, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let first = args.positional.first();
    let mut new = List::clone(list);
    match name {
        "append" | "push" | "add" => {
            new.items.extend(args.positional.iter().cloned());
            open(&mut new, args);
            Effect::leaves(bounded(new))
        }
        "extend" => {
            extend(&mut new, &first?.node);
            Effect::leaves(bounded(new))
        }
        "unshift" => {
            new.items.splice(0..0, args.positional.iter().cloned());
            open(&mut new, args);
            Effect::leaves(bounded(new))
        }
        "insert" => {
            let position = match first?.node {
                Value::Int(n) => usize::try_from(n).unwrap_or(0).min(new.items.len()),
                _ => 0,
            };
            new.items.insert(position, args.positional.get(1)?.clone());
            Effect::leaves(bounded(new))
        }
        "pop" | "shift" | "splice" | "remove" | "clear" => {
            let taken = if name == "shift" { new.items.first() } else { new.items.last() };
            let result = taken.map_or(Value::Unknown(Why::Runtime), |at| at.node.clone());
            new.open = new.open.or(Some(Why::Runtime));
            Some(Effect { result, changed: Some(Value::List(Arc::new(new))) })
        }
        "concat" => {
            for more in &args.positional {
                extend(&mut new, &more.node);
            }
            Effect::gives(bounded(new))
        }
        "copy" | "reverse" | "toReversed" | "sort" | "toSorted" | "flat" => {
            Effect::gives(Value::List(Arc::clone(list)))
        }
        "slice" | "filter" | "toSpliced" => {
            new.open = new.open.or(Some(Why::Runtime));
            Effect::gives(Value::List(Arc::new(new)))
        }
        "join" => {
            let separator = match first.map(|at| &at.node) {
                Some(Value::Text(text)) => text.clone(),
                _ => Text::default(),
            };
            Effect::gives(Value::Text(strings::join_list(list, &separator, at)))
        }
        "at" | "find" | "findLast" => {
            let any = join_all(list.items.iter().cloned()).map_or(Value::Unknown(Why::Runtime), |at| at.node);
            Effect::gives(any)
        }
        _ => None,
    }
}

fn open(list: &mut List, args: &Args) {
    if list.open.is_none() {
        list.open.clone_from(&args.open);
    }
}

fn bounded(mut list: List) -> Value {
    if list.items.len() > bounds::LIST_ITEMS * 10 {
        list.items.truncate(bounds::LIST_ITEMS * 10);
        list.open = Some(Why::TooMany);
    }
    Value::List(Arc::new(list))
}

fn map_method(map: &Arc<Map>, name: &str, args: &Args, at: Span) -> Option<Effect> {
    match name {
        "get" => Effect::gives(get(map, args, at)),
        "update" => {
            let mut new = Map::clone(map);
            for more in &args.positional {
                spread(&mut new, &more.node, at);
            }
            spread(&mut new, &Value::Map(Arc::new(args.named.clone())), at);
            Effect::leaves(Value::Map(Arc::new(new)))
        }
        "setdefault" => {
            let key = args.positional.first()?.node.as_str()?;
            let default = args.positional.get(1).cloned().unwrap_or(At::new(Value::Null, at));
            let mut new = Map::clone(map);
            let value = match (map.get(&key), &map.open) {
                (Some(value), _) => value.clone(),
                (None, None) => default,
                (None, Some(why)) => one_of([default, At::new(Value::Unknown(why.clone()), at)]),
            };
            new.set(key.into(), value.clone());
            Some(Effect { result: value.node, changed: Some(Value::Map(Arc::new(new))) })
        }
        "pop" => {
            let key = args.positional.first()?.node.as_str()?;
            let result = get(map, args, at);
            let entries = map.entries.iter().filter(|entry| entry.key != key).cloned().collect();
            let new = Map { entries, open: map.open.clone() };
            Some(Effect { result, changed: Some(Value::Map(Arc::new(new))) })
        }
        "copy" | "model_dump" | "dict" | "to_dict" => Effect::gives(Value::Map(Arc::clone(map))),
        "values" => {
            let items = map.entries.iter().map(|entry| entry.value.clone()).collect();
            Effect::gives(Value::List(Arc::new(List { items, open: map.open.clone() })))
        }
        "keys" => {
            let key = |entry: &Entry| At::new(Value::text(entry.key.as_str(), entry.value.span), entry.value.span);
            let items = map.entries.iter().map(key).collect();
            Effect::gives(Value::List(Arc::new(List { items, open: map.open.clone() })))
        }
        "items" => Effect::gives(pairs(map)),
        _ => None,
    }
}

/// The entries of a map as pairs.
pub fn pairs(map: &Map) -> Value {
    let pair = |entry: &Entry| {
        let key = At::new(Value::text(entry.key.as_str(), entry.value.span), entry.value.span);
        let both = List { items: vec![key, entry.value.clone()], open: None };
        At::new(Value::List(Arc::new(both)), entry.value.span)
    };
    Value::List(Arc::new(List { items: map.entries.iter().map(pair).collect(), open: map.open.clone() }))
}

/// `map.get(key, default)`.
fn get(map: &Map, args: &Args, at: Span) -> Value {
    let default = args.positional.get(1).map_or(Value::Null, |at| at.node.clone());
    let Some(key) = args.positional.first() else { return Value::Unknown(Why::Runtime) };
    let keys: Option<Vec<String>> = key.node.possibilities().map(Value::as_str).collect();
    let Some(keys) = keys else {
        let any = map.entries.iter().map(|entry| entry.value.clone());
        return one_of(any.chain([At::new(default, at)])).node;
    };
    let found = keys.iter().map(|key| match (map.get(key), &map.open) {
        (Some(value), _) => match &value.node {
            Value::OneOf(all) if all.iter().any(|one| one.node == Value::Absent) => {
                let given = all.iter().filter(|one| one.node != Value::Absent).cloned();
                one_of(given.chain([At::new(default.clone(), at)]))
            }
            _ => value.clone(),
        },
        (None, None) => At::new(default.clone(), at),
        (None, Some(why)) => join(At::new(default.clone(), at), At::new(Value::Unknown(why.clone()), at)),
    });
    one_of(found).node
}

fn instance_method(receiver: &Value, fields: &Map, name: &str, args: &Args, at: Span) -> Option<Effect> {
    match name {
        "model_dump" | "dict" | "_asdict" | "to_dict" => Effect::gives(Value::Map(Arc::new(fields.clone()))),
        "model_copy" | "copy" | "_replace" => {
            let Value::Local(local) = receiver else { return None };
            let Local::Instance { class, fields, .. } = &**local else { return None };
            let mut fields = fields.clone();
            if let Some(update) = args.named.get("update") {
                spread(&mut fields, &update.node, at);
            } else if name == "_replace" {
                spread(&mut fields, &Value::Map(Arc::new(args.named.clone())), at);
            }
            Effect::gives(Value::instance(*class, fields))
        }
        _ => None,
    }
}
