//! Taking values apart: a path into arguments, over everything that may stand for a map.

use super::written::parsed;
use crate::{
    source::{At, Span},
    value::{Args, BEGAN, Chain, Entry, Field, List, Map, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

/// How deep values are followed; deeper ones are unknown.
const DEPTH: u32 = 48;
/// How many possible values of a field are kept apart.
const MEMBERS: usize = 64;

/// The value at the end of `path` within `value`. Constructions outside the tree (`ModelSettings(max_tokens=…)`) are
/// read as maps of their arguments, encoders (`json.dumps(…)`) as what they encode; a path leads into every item of
/// a list, or with a number into that one.
pub(super) fn dig(value: &At<Value>, path: &[Name], encoders: &[Name]) -> Field {
    step(value, path, encoders, DEPTH)
}

fn step(value: &At<Value>, path: &[Name], encoders: &[Name], depth: u32) -> Field {
    let [key, rest @ ..] = path else {
        return if value.node == Value::Absent { Field::Absent } else { Field::Given(value.clone()) };
    };
    let Some(depth) = depth.checked_sub(1) else { return Field::Unseen(Why::TooDeep) };
    if let Some(key) = key.strip_suffix('?') {
        let asked = step(value, &[key.into()], encoders, depth);
        return match asked {
            Field::Given(inner) if has_fields(&inner.node, encoders) => step(&inner, rest, encoders, depth),
            Field::Given(At { node: Value::Unknown(why), .. }) | Field::Unseen(why) => Field::Unseen(why),
            _ => Field::Absent,
        };
    }
    let at = |node: Value| At::new(node, value.span);
    match &value.node {
        Value::Map(map) => in_map(map, key, rest, encoders, depth),
        Value::OneOf(all) => {
            all.iter().map(|one| step(one, path, encoders, depth)).reduce(join).unwrap_or(Field::Absent)
        }
        Value::List(list) => in_list(list, path, encoders, depth),
        Value::Default(inner, why) => overridable(step(&at((**inner).clone()), path, encoders, depth), why),
        Value::Foreign(chain) => match (key.parse(), opened(chain, encoders)) {
            (Ok(place), _) => placed(chain, place).map_or(Field::Absent, |value| step(value, rest, encoders, depth)),
            (_, Some(inner)) => step(&inner, path, encoders, depth),
            _ => Field::Unseen(Why::Outside(chain.last_member().cloned().unwrap_or_default())),
        },
        Value::Local(local) => match &**local {
            crate::value::Local::Instance { fields, .. } => in_map(fields, key, rest, encoders, depth),
            _ => Field::Unseen(Why::Syntax),
        },
        Value::Text(text) => match parsed(text, value.span) {
            Some(inner) => step(&inner, path, encoders, depth),
            None => Field::Unseen(Why::Syntax),
        },
        Value::Unknown(why) => Field::Unseen(why.clone()),
        Value::Null | Value::Absent | Value::Int(_) | Value::Float(_) | Value::Bool(_) => Field::Absent,
    }
}

/// What a construction outside the tree was given at a place: `1` of `new Prompt(messages, options)`.
fn placed(chain: &Chain, place: usize) -> Option<&At<Value>> {
    let [.., Step::Call(args)] = chain.steps.as_slice() else { return None };
    args.positional.get(place)
}

/// Whether a value is, or may be, something with fields.
fn has_fields(value: &Value, encoders: &[Name]) -> bool {
    value.possibilities().any(|value| match value {
        Value::Map(_) => true,
        Value::Default(inner, _) => has_fields(inner, encoders),
        Value::Foreign(chain) => opened(chain, encoders).is_some(),
        Value::Local(local) => matches!(**local, crate::value::Local::Instance { .. }),
        _ => false,
    })
}

fn in_map(map: &Map, key: &str, rest: &[Name], encoders: &[Name], depth: u32) -> Field {
    match map.get(key) {
        Some(value) => step(value, rest, encoders, depth),
        None => map.open.clone().map_or(Field::Absent, Field::Unseen),
    }
}

fn in_list(list: &List, path: &[Name], encoders: &[Name], depth: u32) -> Field {
    if let Some(position) = path.first().and_then(|key| key.parse::<usize>().ok()) {
        let open = || list.open.clone().map_or(Field::Absent, Field::Unseen);
        return list.items.get(position).map_or_else(open, |item| step(item, &path[1..], encoders, depth));
    }
    let items = list.items.iter().map(|item| step(item, path, encoders, depth));
    items.reduce(join).unwrap_or_else(|| list.open.clone().map_or(Field::Absent, Field::Unseen))
}

/// A field as a default, for which something else may be said.
pub(super) fn overridable(field: Field, why: &Why) -> Field {
    match field {
        Field::Given(value) if !matches!(value.node, Value::Default(..)) => {
            Field::Given(At::new(Value::Default(Box::new(value.node), why.clone()), value.span))
        }
        other => other,
    }
}

/// What a value made outside the tree holds: the argument of an encoder, or for a construction its own arguments as a
/// map. Nothing for what a function gives: its arguments say nothing about that. A name with a capital is a class.
pub(super) fn opened(chain: &Chain, encoders: &[Name]) -> Option<At<Value>> {
    if let Some(map) = built(chain) {
        let at = map.entries.first().map_or(nowhere(), |entry| entry.value.span);
        return Some(At::new(Value::Map(Arc::new(map)), at));
    }
    let [before @ .., Step::Call(args)] = chain.steps.as_slice() else { return None };
    let name = match before.last() {
        Some(Step::Member(name)) => name.as_str(),
        None => root_name(&chain.root),
        _ => "",
    };
    let first = args.positional.first();
    if !encoders.iter().any(|encoder| encoder == name) {
        let class = name.starts_with(char::is_uppercase) && !args.function;
        return class.then(|| At::new(Value::Map(Arc::new(as_map(args))), first.map_or(nowhere(), |value| value.span)));
    }
    match first {
        Some(value) if !matches!(value.node, Value::Text(_)) => Some(value.clone()),
        // `json.dumps(body).encode("utf-8")`: what stands before `.encode` is meant.
        _ => {
            let inner = Chain { root: chain.root.clone(), steps: before[..before.len().saturating_sub(1)].to_vec() };
            let encoded = matches!(inner.steps.last(), Some(Step::Call(_)));
            if encoded { Some(At::new(Value::Foreign(Arc::new(inner)), nowhere())) } else { first.cloned() }
        }
    }
}

/// A body without its encoders, and out of its JSON text.
pub(super) fn plain(value: At<Value>, encoders: &[Name]) -> At<Value> {
    let mut value = value;
    for _ in 0..DEPTH {
        let inner = match &value.node {
            Value::Foreign(chain) => opened(chain, encoders),
            Value::Text(text) => parsed(text, value.span),
            _ => None,
        };
        match inner {
            Some(inner) => value = At::new(inner.node, value.span),
            None => break,
        }
    }
    value
}

/// What the steps of a builder were given, where the chain is one, ended or not.
fn built(chain: &Chain) -> Option<Map> {
    let begun = match chain.steps.as_slice() {
        [.., Step::Call(args)] if args.building => true,
        [.., Step::Call(args), Step::Member(_), Step::Call(end)] => {
            args.building && end.positional.is_empty() && end.named.entries.is_empty()
        }
        _ => false,
    };
    begun.then(|| steps(chain))
}

/// What the steps of every builder in a chain were given, later ones over earlier ones.
pub(super) fn steps(chain: &Chain) -> Map {
    let mut map = Map::default();
    for step in &chain.steps {
        if let Step::Call(args) = step
            && args.building
        {
            let given = args.named.entries.iter().filter(|entry| entry.key != BEGAN);
            given.for_each(|entry| map.set(entry.key.clone(), entry.value.clone()));
            map.open = map.open.or_else(|| args.named.open.clone()).or_else(|| args.open.clone());
        }
    }
    map
}

/// Whether a list of pairs has one with this name: headers that a builder was given one by one.
pub(super) fn has_pair(value: &Value, name: &str) -> bool {
    let named = |pair: &List| {
        let first = pair.items.first().and_then(|first| first.node.as_str());
        first.is_some_and(|first| first.eq_ignore_ascii_case(name))
    };
    let Value::List(list) = value else { return false };
    named(list) || list.items.iter().any(|item| matches!(&item.node, Value::List(pair) if named(pair)))
}

fn root_name(root: &Root) -> &str {
    match root {
        Root::Global(name) => name,
        Root::Import(module) => module,
        Root::Unknown(_) => "",
    }
}

/// Named arguments, with the entries of a first argument that is a map: what an object construction was given.
pub(super) fn as_map(args: &Args) -> Map {
    let mut map = args.named.clone();
    match args.positional.first().map(|value| &value.node) {
        Some(Value::Map(first)) => {
            for entry in first.entries.iter().filter(|entry| args.named.get(&entry.key).is_none()) {
                map.entries.push(entry.clone());
            }
            map.open = map.open.or_else(|| first.open.clone());
        }
        Some(Value::Unknown(why)) => map.open = map.open.or_else(|| Some(why.clone())),
        _ => {}
    }
    map.open = map.open.or_else(|| args.open.clone());
    map
}

/// The arguments of a call as one map: the named ones, and the positional ones under their names.
pub(super) fn arguments(args: &Args, positional: &[Name]) -> Map {
    let mut map = args.named.clone();
    for (name, value) in positional.iter().zip(&args.positional) {
        if map.get(name).is_none() {
            map.entries.push(Entry { key: name.clone(), value: value.clone() });
        }
    }
    if args.positional.len() < positional.len() {
        map.open = map.open.or_else(|| args.open.clone());
    }
    map
}

/// Adds what options say, which are calls of functions named for them: `WithModel("…")`.
pub(super) fn options(args: &Args, before: usize, map: &mut Map) {
    for value in args.positional.iter().skip(before) {
        let maybe = matches!(value.node, Value::OneOf(_));
        for one in value.node.possibilities() {
            let Value::Foreign(chain) = one else {
                map.open.get_or_insert(Why::Spread);
                continue;
            };
            let [.., Step::Member(name), Step::Call(given)] = chain.steps.as_slice() else { continue };
            let given = given.positional.first().cloned().unwrap_or(At::new(Value::Bool(true), value.span));
            let absent = maybe.then(|| At::new(Value::Absent, value.span));
            let mut all = Vec::new();
            map.get(name).cloned().into_iter().chain([given]).chain(absent).for_each(|member| add(&mut all, member));
            map.set(name.clone(), one_of(all, value.span));
        }
    }
    map.open = map.open.take().or_else(|| args.open.clone());
}

/// What holds of a field that is one or the other.
pub(super) fn join(one: Field, other: Field) -> Field {
    match (one, other) {
        (Field::Absent, Field::Absent) => Field::Absent,
        (Field::Unseen(why), Field::Absent | Field::Unseen(_)) | (Field::Absent, Field::Unseen(why)) => {
            Field::Unseen(why)
        }
        (one, other) => {
            let ((Field::Given(At { span, .. }), _) | (_, Field::Given(At { span, .. }))) = (&one, &other) else {
                return one;
            };
            let span = *span;
            let mut all = Vec::new();
            for field in [one, other] {
                for member in members(field, span) {
                    add(&mut all, member);
                }
            }
            Field::Given(one_of(all, span))
        }
    }
}

fn members(field: Field, span: Span) -> Vec<At<Value>> {
    match field {
        Field::Given(At { node: Value::OneOf(all), .. }) => all,
        Field::Given(value) => vec![value],
        Field::Absent => vec![At::new(Value::Absent, span)],
        Field::Unseen(why) => vec![At::new(Value::Unknown(why), span)],
    }
}

/// Adds a possibility unless the same is there; past the bound, that there are more.
pub(super) fn add(all: &mut Vec<At<Value>>, member: At<Value>) {
    let known = |value: &Value| (value.as_str(), matches!(value, Value::Default(..)));
    let same = |one: &At<Value>| {
        one.node == member.node || one.node.as_str().is_some() && known(&one.node) == known(&member.node)
    };
    let unknown = |one: &At<Value>| matches!((&one.node, &member.node), (Value::Unknown(_), Value::Unknown(_)));
    if all.iter().any(|one| same(one) || unknown(one)) {
        return;
    }
    match all.len() {
        0..MEMBERS => all.push(member),
        MEMBERS => all.push(At::new(Value::Unknown(Why::TooMany), member.span)),
        _ => {}
    }
}

/// One value of the possibilities.
pub(super) fn one_of(mut all: Vec<At<Value>>, span: Span) -> At<Value> {
    if all.len() == 1 { all.remove(0) } else { At::new(Value::OneOf(all), span) }
}

/// A span for what stands nowhere by itself.
pub(super) fn nowhere() -> Span {
    Span::new(crate::source::SourceId(0), 0, 0)
}
