//! Functions that make lists and dicts, measure them, or choose from them.

use super::methods;
use crate::{
    resolve::eval::{
        expressions::{extend, spread, why_of},
        join::one_of,
        loops::{made_of, perhaps},
        operators::by_default,
    },
    source::{At, Span},
    value::{Args, List, Map, Value, Why},
};
use std::sync::Arc;

/// How many choices of numbers are gone through for the least or greatest of them.
const EACH: usize = 32;

/// The result of a function over collections, where it is known.
pub fn call(name: &str, args: &Args, at: Span) -> Option<Value> {
    let first = args.positional.first().map(|at| &at.node);
    Some(match name {
        "len" => length(first?)?,
        "dict" => dict(args, at),
        "min" | "Math.min" => extreme(args, false, at),
        "max" | "Math.max" => extreme(args, true, at),
        "Object.assign" => assigned(args, at),
        "Object.values" => methods::call(first?, "values", args, at)?.result,
        "Object.keys" => methods::call(first?, "keys", args, at)?.result,
        "Object.entries" => methods::call(first?, "items", args, at)?.result,
        "Object.fromEntries" => from_entries(first?)?,
        "asyncio.gather" => Value::List(Arc::new(List { items: args.positional.clone(), open: args.open.clone() })),
        "enumerate" => enumerated(first?, at)?,
        "zip" => zipped(args, at),
        _ => return None,
    })
}

/// An object of pairs, each of which may be left out where some were taken from the list.
fn from_entries(pairs: &Value) -> Option<Value> {
    let Value::List(list) = pairs else { return None };
    let sure = list.open.is_none();
    let items = list.items.iter().cloned().map(|pair| if sure { pair } else { perhaps(pair) });
    Some(made_of(items.collect(), true, list.open.clone()))
}

fn length(value: &Value) -> Option<Value> {
    match value {
        Value::List(list) if list.open.is_none() => i64::try_from(list.items.len()).ok().map(Value::Int),
        Value::Text(text) => text.fixed().and_then(|text| i64::try_from(text.chars().count()).ok()).map(Value::Int),
        _ => None,
    }
}

fn dict(args: &Args, at: Span) -> Value {
    let mut map = Map::default();
    for more in &args.positional {
        spread(&mut map, from_entries(&more.node).as_ref().unwrap_or(&more.node), at);
    }
    spread(&mut map, &Value::Map(Arc::new(args.named.clone())), at);
    Value::Map(Arc::new(map))
}

fn assigned(args: &Args, at: Span) -> Value {
    let mut map = Map::default();
    for more in &args.positional {
        spread(&mut map, &more.node, at);
    }
    Value::Map(Arc::new(map))
}

/// The least or greatest of some numbers, for each that they may be. Where one is unknown the known ones are only a
/// bound, which is no value.
fn extreme(args: &Args, greatest: bool, at: Span) -> Value {
    let mut list = List { items: Vec::new(), open: args.open.clone() };
    if let [one] = args.positional.as_slice() {
        extend(&mut list, &one.node);
    } else {
        list.items.clone_from(&args.positional);
    }
    let many = list.items.iter().map(|item| item.node.possibilities().count()).product::<usize>() > EACH;
    if many || list.open.is_some() {
        return Value::Unknown(list.items.iter().map(|at| why_of(&at.node)).next().unwrap_or(Why::Runtime));
    }
    let mut items = list.items.into_iter();
    let Some(first) = items.next() else { return Value::Unknown(Why::Runtime) };
    items.fold(first, |chosen, next| either(&chosen, &next, greatest, at)).node
}

/// The lesser or greater of two numbers that may each be one of several.
fn either(one: &At<Value>, other: &At<Value>, greatest: bool, at: Span) -> At<Value> {
    let pairs = one.node.possibilities().flat_map(|one| other.node.possibilities().map(move |other| (one, other)));
    let chosen: Vec<At<Value>> = pairs.map(|(one, other)| At::new(chosen(one, other, greatest), at)).collect();
    one_of(chosen)
}

fn chosen(one: &Value, other: &Value, greatest: bool) -> Value {
    match (one, other) {
        (Value::Default(inner, why), other) => by_default(chosen(inner, other, greatest), why),
        (one, Value::Default(inner, why)) => by_default(chosen(one, inner, greatest), why),
        (Value::Int(one), Value::Int(other)) => Value::Int(if greatest { *one.max(other) } else { *one.min(other) }),
        (Value::Int(_), unknown) | (unknown, _) => Value::Unknown(why_of(unknown)),
    }
}

fn enumerated(value: &Value, at: Span) -> Option<Value> {
    let Value::List(list) = value else { return None };
    let pair = |(i, item): (usize, &At<Value>)| {
        let index = At::new(Value::Int(i64::try_from(i).unwrap_or(i64::MAX)), at);
        At::new(Value::List(Arc::new(List { items: vec![index, item.clone()], open: None })), item.span)
    };
    Some(Value::List(Arc::new(List {
        items: list.items.iter().enumerate().map(pair).collect(),
        open: list.open.clone(),
    })))
}

fn zipped(args: &Args, at: Span) -> Value {
    let lists: Option<Vec<&Arc<List>>> =
        args.positional.iter().map(|at| if let Value::List(list) = &at.node { Some(list) } else { None }).collect();
    let Some(lists) = lists else { return Value::List(Arc::new(List { items: Vec::new(), open: Some(Why::Runtime) })) };
    let shortest = lists.iter().map(|list| list.items.len()).min().unwrap_or(0);
    let row = |i: usize| {
        let items = lists.iter().map(|list| list.items[i].clone()).collect();
        At::new(Value::List(Arc::new(List { items, open: None })), at)
    };
    let open = lists.iter().find_map(|list| list.open.clone());
    Value::List(Arc::new(List { items: (0..shortest).map(row).collect(), open }))
}
