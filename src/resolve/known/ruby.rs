//! Methods of Ruby's own values and of Rails, and functions that every object has.

use super::{conversions, environment, files, methods, methods::Effect, paths, strings};
use crate::{
    resolve::eval::{
        Act, Machine,
        expressions::spread,
        operators::by_default,
        text::{concatenate, fixed_str, text_of},
    },
    source::{At, Span},
    value::{Args, List, Local, Map, Name, Value, Why},
};
use std::sync::Arc;

/// Methods whose result is as good as what they are called on.
const KEEP: [&str; 34] = [
    "as_json",
    "b",
    "chomp",
    "compact",
    "compact_blank",
    "deep_dup",
    "deep_merge_defaults",
    "deep_stringify_keys",
    "deep_symbolize_keys",
    "dup",
    "encode",
    "force_encoding",
    "freeze",
    "html_safe",
    "itself",
    "presence",
    "rstrip",
    "scrub",
    "squeeze",
    "squish",
    "stringify_keys",
    "strip_heredoc",
    "symbolize_keys",
    "then",
    "to_a",
    "to_h",
    "to_hash",
    "to_json",
    "to_s",
    "to_str",
    "to_sym",
    "uniq",
    "unicode_normalize",
    "with_indifferent_access",
];

/// A method of a value that is known; nothing where the method is not.
pub fn method(receiver: &Value, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let gives = |result: Value| Some(Effect { result, changed: None });
    match receiver {
        Value::Default(inner, why) => method(inner, name, args, at).map(|effect| Effect {
            result: by_default(effect.result, why),
            changed: effect.changed.map(|changed| Value::Default(Box::new(changed), why.clone())),
        }),
        Value::Text(_) | Value::List(_) | Value::Map(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_)
            if KEEP.contains(&name) =>
        {
            gives(receiver.clone())
        }
        Value::Int(n) if name == "to_i" || name == "to_int" => gives(Value::Int(*n)),
        Value::Int(n) if matches!(name, "times" | "upto") => gives(counted(*n)),
        Value::Text(text) => match name {
            "to_i" => gives(conversions::call("int", &one(receiver, at), at)?),
            "+" | "<<" | "concat" => {
                let added = args.positional.iter().map(|part| text_of(&part.node, part.span));
                let longer = Value::Text(concatenate(std::iter::once(text.clone()).chain(added)));
                Some(Effect { result: longer.clone(), changed: Some(longer) })
            }
            "gsub" | "sub" | "gsub!" => gives(strings::method(text, "replace", args, at)?),
            "downcase" => gives(strings::method(text, "lower", args, at)?),
            "upcase" => gives(strings::method(text, "upper", args, at)?),
            "strip" | "lstrip" => gives(strings::method(text, "strip", args, at)?),
            // Whoever asks an address for its path has told the host before: `Net::HTTP.new(uri.host, uri.port)`.
            "path" | "request_uri" if text.fixed().is_some_and(|address| address.starts_with("http")) => {
                gives(receiver.clone())
            }
            _ => None,
        },
        Value::List(list) => list_method(receiver, list, name, args, at),
        Value::Map(map) => map_method(map, name, args, at),
        _ => None,
    }
}

fn one(value: &Value, at: Span) -> Args {
    Args { positional: vec![At::new(value.clone(), at)], ..Args::default() }
}

/// As many items as a loop counts, none of them known.
fn counted(n: i64) -> Value {
    let items =
        (0..n.clamp(0, 64)).map(|_| At::new(Value::Unknown(Why::Loop), Span::new(crate::source::SourceId(0), 0, 0)));
    Value::List(Arc::new(List { items: items.collect(), open: (n > 64).then_some(Why::Loop) }))
}

fn list_method(receiver: &Value, list: &Arc<List>, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let gives = |result: Value| Some(Effect { result, changed: None });
    let element = |item: Option<&At<Value>>| {
        item.map_or_else(|| Value::Unknown(list.open.clone().unwrap_or(Why::Runtime)), |item| item.node.clone())
    };
    match name {
        "<<" | "push" | "append" => methods::call(receiver, "push", args, at)
            .map(|effect| Effect { result: effect.changed.clone().unwrap_or(Value::Null), changed: effect.changed }),
        "concat" => methods::call(receiver, "extend", args, at),
        "first" if args.positional.is_empty() => gives(element(list.items.first())),
        "last" if args.positional.is_empty() => gives(element(list.items.last())),
        "each_with_index" => gives(with_positions(list, at)),
        "reject" | "select" | "filter" | "take" | "drop" | "shuffle" | "sort_by" => {
            gives(Value::List(Arc::new(List { items: list.items.clone(), open: Some(Why::Runtime) })))
        }
        "sample" => gives(element(None)),
        _ => None,
    }
}

fn with_positions(list: &List, at: Span) -> Value {
    let pair = |(i, item): (usize, &At<Value>)| {
        let index = At::new(Value::Int(i64::try_from(i).unwrap_or(i64::MAX)), at);
        At::new(Value::List(Arc::new(List { items: vec![item.clone(), index], open: None })), item.span)
    };
    let items = list.items.iter().enumerate().map(pair).collect();
    Value::List(Arc::new(List { items, open: list.open.clone() }))
}

fn map_method(map: &Arc<Map>, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let whole = Value::Map(Arc::clone(map));
    let gives = |result: Value| Some(Effect { result, changed: None });
    let keys = || args.positional.iter().filter_map(fixed_str).collect::<Vec<String>>();
    match name {
        "merge" | "reverse_merge" | "with_defaults" | "deep_merge" => gives(merged(map, name, args, at)),
        "merge!" | "update" | "deep_merge!" => {
            let longer = merged(map, "merge", args, at);
            Some(Effect { result: longer.clone(), changed: Some(longer) })
        }
        "except" | "without" => gives(kept(map, |key| !keys().iter().any(|left_out| left_out == key))),
        "slice" => gives(kept(map, |key| keys().iter().any(|wanted| wanted == key))),
        "fetch" => gives(fetched(map, args)),
        "dig" => {
            let first = args.positional.first().and_then(fixed_str)?;
            let inner = map.get(&first).cloned().unwrap_or_else(|| At::new(missing(map, &first), at));
            let rest = Args { positional: args.positional[1..].to_vec(), ..Args::default() };
            if rest.positional.is_empty() { gives(inner.node) } else { method(&inner.node, "dig", &rest, at) }
        }
        "store" | "[]=" => {
            let [key, value] = args.positional.as_slice() else { return None };
            let mut longer = Map::clone(map);
            longer.set(fixed_str(key)?.into(), value.clone());
            Some(Effect { result: value.node.clone(), changed: Some(Value::Map(Arc::new(longer))) })
        }
        "delete" => methods::call(&whole, "pop", args, at),
        "keys" | "values" => methods::call(&whole, name, args, at),
        "each" | "each_pair" | "map" | "to_a" | "each_with_index" if args.positional.is_empty() => {
            gives(methods::pairs(map))
        }
        "each_value" => methods::call(&whole, "values", args, at),
        _ => None,
    }
}

fn missing(map: &Map, key: &str) -> Value {
    map.open.clone().map_or_else(|| Value::Unknown(Why::Undefined(key.into())), Value::Unknown)
}

/// `map.merge(other, key: value)`; `reverse_merge` keeps what is there.
fn merged(map: &Arc<Map>, name: &str, args: &Args, at: Span) -> Value {
    let mut layers: Vec<Value> = args.positional.iter().map(|value| value.node.clone()).collect();
    layers.push(Value::Map(Arc::new(args.named.clone())));
    let own = Value::Map(Arc::clone(map));
    if name == "reverse_merge" || name == "with_defaults" {
        layers.push(own);
    } else {
        layers.insert(0, own);
    }
    let mut whole = Map::default();
    for layer in &layers {
        spread(&mut whole, layer, at);
    }
    Value::Map(Arc::new(whole))
}

fn kept(map: &Map, keep: impl Fn(&str) -> bool) -> Value {
    let entries = map.entries.iter().filter(|entry| keep(&entry.key)).cloned().collect();
    Value::Map(Arc::new(Map { entries, open: map.open.clone() }))
}

/// `map.fetch(:key, default)`.
fn fetched(map: &Map, args: &Args) -> Value {
    let Some(key) = args.positional.first().and_then(fixed_str) else { return Value::Unknown(Why::Runtime) };
    match (map.get(&key), args.positional.get(1)) {
        (Some(value), _) => value.node.clone(),
        (None, Some(default)) if map.open.is_none() => default.node.clone(),
        (None, Some(default)) => by_default(default.node.clone(), &map.open.clone().unwrap_or(Why::Runtime)),
        (None, None) => missing(map, &key),
    }
}

/// The result of calling the function at this path, where it is known.
pub fn call(machine: &mut Machine<'_>, act: &mut Act, path: &str, args: &Args, at: Span) -> Option<At<Value>> {
    let first = args.positional.first();
    let known = |node: Value| Some(At::new(node, at));
    match path {
        "ENV.fetch" => Some(fetched_setting(machine, act, args, at)),
        "File.read" | "IO.read" | "File.binread" => {
            Some(files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at))
        }
        "File.join" | "Rails.root.join" => known(paths::joined(args, at)?),
        "File.expand_path" | "Pathname" => known(expanded(args, at)?),
        "File.dirname" => known(Value::text(paths::parent(&fixed_str(first?)?), at)),
        "format" | "sprintf" => {
            let rest = match args.positional.get(1..) {
                Some([]) | None => Value::Map(Arc::new(args.named.clone())),
                Some(rest) => Value::List(Arc::new(List { items: rest.to_vec(), open: args.open.clone() })),
            };
            known(strings::percent(&first?.node, &rest, at))
        }
        "URI" | "URI.parse" | "URI.join" if args.positional.len() == 1 => first.cloned(),
        "Integer" => known(conversions::call("int", args, at)?),
        // A hash may stand without its braces.
        "JSON.generate" | "JSON.dump" if first.is_none() => known(Value::Map(Arc::new(args.named.clone()))),
        "String" | "Array" | "JSON.generate" | "JSON.dump" => first.cloned(),
        _ => None,
    }
}

/// `ENV.fetch("X", "default")`, and with a block that gives the default.
fn fetched_setting(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> At<Value> {
    let block = args
        .positional
        .get(1)
        .filter(|value| matches!(&value.node, Value::Local(local) if matches!(**local, Local::Function { .. })));
    let Some(block) = block.cloned() else { return At::new(environment::variable(args), at) };
    let name = args.positional.first().and_then(fixed_str).map(Name::from).unwrap_or_default();
    let (default, _) = machine.apply(act, &block, &Arc::default(), block.span, at);
    At::new(by_default(default.node, &Why::Environment(name)), default.span)
}

/// `File.expand_path("../x", __dir__)`.
fn expanded(args: &Args, at: Span) -> Option<Value> {
    let path = args.positional.first().and_then(fixed_str)?;
    let whole = match args.positional.get(1).and_then(fixed_str) {
        Some(folder) => paths::join([folder.as_str(), path.as_str()]),
        None => path,
    };
    Some(Value::text(files::normal(&whole)?, at))
}

/// What a method without arguments gives of a value that is known: `text.freeze`, `list.first`.
pub fn member(of: &Value, name: &Name, at: Span) -> Option<Value> {
    match of {
        Value::OneOf(all) => {
            let each: Option<Vec<At<Value>>> =
                all.iter().map(|one| member(&one.node, name, at).map(|node| At::new(node, one.span))).collect();
            each.map(|each| crate::resolve::eval::join::one_of(each).node)
        }
        Value::Unknown(why) if name == "freeze" || name == "dup" => Some(Value::Unknown(why.clone())),
        other => method(other, name, &Args::default(), at).map(|effect| effect.result),
    }
}
