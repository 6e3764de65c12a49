//! What is known of the libraries of Java and Kotlin: collections, strings, options, the environment, files.
//!
//! Classes are told by their last name, since both languages import some of them by themselves.

use super::{environment, files, methods::Effect, settings, strings};
use crate::{
    resolve::eval::{
        Act, Machine, expressions,
        operators::{self, by_default},
        text::{concatenate, fixed_str, text_of},
    },
    source::{At, Span},
    syntax::{Function, Operator, requests::MAKERS},
    value::{Args, Chain, List, Local, Map, Name, Root, Step, Text, Value, Why},
};
use std::sync::Arc;

/// Functions that give a list of their arguments.
const LISTS: &[&str] = &[
    "Arrays.asList",
    "Collections.singletonList",
    "ImmutableList.of",
    "List.of",
    "Set.of",
    "Stream.of",
    "arrayListOf",
    "arrayOf",
    "listOf",
    "listOfNotNull",
    "mutableListOf",
    "setOf",
];
/// Functions that give a map of keys and values, one after another or as pairs.
const MAPS: &[&str] =
    &["ImmutableMap.of", "Map.of", "Map.ofEntries", "hashMapOf", "linkedMapOf", "mapOf", "mutableMapOf"];
/// Classes whose instances begin as an empty map, or as one of what they are made of.
const MAP_CLASSES: &[&str] =
    &["ConcurrentHashMap", "HashMap", "JSONObject", "JsonObject", "LinkedHashMap", "ObjectNode", "TreeMap"];
/// The same for lists.
const LIST_CLASSES: &[&str] =
    &["ArrayList", "ArrayNode", "CopyOnWriteArrayList", "JSONArray", "JsonArray", "LinkedList"];
/// Functions whose result is as good as their first argument.
const KEEP: &[&str] = &[
    "Boolean.parseBoolean",
    "Duration.ofSeconds",
    "Integer.valueOf",
    "JsonPrimitive",
    "Long.valueOf",
    "Optional.of",
    "Optional.ofNullable",
    "Path.of",
    "Paths.get",
    "String.valueOf",
    "StringBuilder",
    "URI",
    "URI.create",
    "URL",
];

/// The result of a call of code outside the tree, where it is known.
pub fn call(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    let first = args.positional.first();
    if let Some(made) = made_for(machine, chain, args) {
        return Some(At::new(made, at));
    }
    if let [before @ .., Step::Call(_), Step::Member(name)] = chain.steps.as_slice() {
        return on_result(chain, before.len(), name, args, at);
    }
    let (name, short) = names(chain)?;
    let node = match name.as_str() {
        "@Value" | "@ConfigProperty" => configured(machine, act, args),
        "@DefaultValue" => written_default(first?),
        "System.getenv" if args.positional.is_empty() => return None,
        "System.getenv" | "System.getProperty" => environment::variable(args),
        "String.format" => return Some(At::new(formatted(first?, &args.positional[1..], at), at)),
        "String.join" => joined(args, at),
        "Map.entry" | "AbstractMap.SimpleEntry" | "Pair" => list(args),
        "Objects.requireNonNull" | "checkNotNull" | "requireNotNull" => something(&first?.node),
        "Objects.requireNonNullElse" => return Some(coalesced(first?, args.positional.get(1)?)),
        "Files.readString" | "File.readText" => {
            return Some(files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at));
        }
        "Integer.parseInt" | "Long.parseLong" => parsed(&first?.node),
        "buildMap" | "emptyMap" => Value::Map(Arc::default()),
        "emptyList" | "Collections.emptyList" => Value::List(Arc::default()),
        "Collections.singletonMap" => pairs(args),
        known if LISTS.contains(&known) => list(args),
        known if MAPS.contains(&known) => pairs(args),
        known if KEEP.contains(&known) => return Some(first.cloned().unwrap_or(At::new(Value::text("", at), at))),
        _ if MAP_CLASSES.contains(&short.as_str()) => match first.map(|at| &at.node) {
            Some(Value::Map(map)) => Value::Map(Arc::clone(map)),
            Some(Value::Text(_)) => return None,
            _ => Value::Map(Arc::default()),
        },
        _ if LIST_CLASSES.contains(&short.as_str()) => match first.map(|at| &at.node) {
            Some(Value::List(list)) => Value::List(Arc::clone(list)),
            Some(Value::Int(_)) | None => Value::List(Arc::default()),
            _ => return None,
        },
        "File" => return first.cloned(),
        _ => match short.as_str() {
            "createObjectNode" => Value::Map(Arc::default()),
            "createArrayNode" => Value::List(Arc::default()),
            _ => return None,
        },
    };
    Some(At::new(node, at))
}

/// `retrofit.create(Api.class)`: an instance of an interface that declares requests.
fn made_for(machine: &mut Machine<'_>, chain: &Chain, args: &Args) -> Option<Value> {
    chain.last_member().filter(|name| MAKERS.contains(&name.as_str()))?;
    args.positional.iter().find_map(|given| {
        let Value::Local(local) = &given.node else { return None };
        let Local::Class { id, .. } = &**local else { return None };
        let module = machine.world.module(id.0)?;
        let methods = &module.classes.get(id.1 as usize)?.methods;
        let declares = |index: &u32| module.functions.get(*index as usize).is_some_and(Function::is_declared_request);
        methods.iter().any(declares).then(|| machine.made_by_somebody(*id))
    })
}

/// The last two names of what is called, and the last alone.
fn names(chain: &Chain) -> Option<(String, Name)> {
    let mut members: Vec<&str> = Vec::new();
    if let Root::Global(name) = &chain.root {
        members.push(name);
    }
    for step in &chain.steps {
        let Step::Member(name) = step else { return None };
        members.push(name);
    }
    let last = *members.last()?;
    let class =
        members.len().checked_sub(2).map(|at| members[at]).filter(|class| class.starts_with(char::is_uppercase));
    Some((class.map_or_else(|| last.to_owned(), |class| format!("{class}.{last}")), last.into()))
}

/// Calls on what an outside call gave: `System.getenv().getOrDefault(…)`, and what is asked of something optional.
fn on_result(chain: &Chain, made: usize, name: &str, args: &Args, at: Span) -> Option<At<Value>> {
    let receiver = Chain { root: chain.root.clone(), steps: chain.steps[..=made].to_vec() };
    let environment = names(&Chain { root: chain.root.clone(), steps: chain.steps[..made].to_vec() })
        .is_some_and(|(name, _)| name == "System.getenv");
    match name {
        "get" | "getOrDefault" if environment => Some(At::new(environment::variable(args), at)),
        "orElse" | "orElseGet" if !args.positional.is_empty() => {
            let value = At::new(Value::Foreign(Arc::new(receiver)), at);
            Some(coalesced(&value, args.positional.first()?))
        }
        _ => None,
    }
}

/// A method of a value that is known, where it is one of Java's or Kotlin's own.
pub fn method(receiver: &Value, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let first = args.positional.first();
    let gives = |result: Value| Some(Effect { result, changed: None });
    match (receiver, name) {
        (Value::Default(inner, why), _) => method(inner, name, args, at).map(|effect| Effect {
            result: by_default(effect.result, why),
            changed: effect.changed.map(|changed| by_default(changed, why)),
        }),
        (Value::Text(text), "append" | "appendLine") => {
            let more = text_of(&first?.node, first?.span);
            let end = if name == "appendLine" { "\n" } else { "" };
            let whole = Value::Text(concatenate([text.clone(), more, fixed(end, at)]));
            Some(Effect { result: whole.clone(), changed: Some(whole) })
        }
        (Value::Text(_), "formatted" | "format") => {
            gives(formatted(&At::new(receiver.clone(), at), &args.positional, at))
        }
        (Value::Text(text), "trimIndent" | "stripIndent" | "trimMargin") => gives(unindented(text, at)),
        (
            Value::Text(_) | Value::Int(_),
            "build" | "get" | "ifBlank" | "ifEmpty" | "intValue" | "intern" | "longValue" | "orElse" | "orElseGet"
            | "orElseThrow" | "orEmpty" | "strip" | "takeIf" | "takeUnless" | "toInt" | "toLong" | "toString" | "toURI"
            | "toUri" | "trim",
        )
        | (Value::List(_), "toList" | "toMutableList" | "stream" | "asList" | "toString") => gives(receiver.clone()),
        (Value::Null, "orElse") => gives(first?.node.clone()),
        (Value::Unknown(_), "orElse") => gives(coalesced(&At::new(receiver.clone(), at), first?).node),
        (Value::Map(map), _) => map_method(map, name, args, at),
        (Value::List(list), "add" | "addAll" | "put" | "addLast") => {
            let mut list = List::clone(list);
            if name == "addAll" {
                expressions::extend(&mut list, &first?.node);
            } else {
                list.items.push(args.positional.last()?.clone());
            }
            Some(Effect { result: Value::Bool(true), changed: Some(Value::List(Arc::new(list))) })
        }
        _ => None,
    }
}

fn map_method(map: &Arc<Map>, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let gives = |result: Value| Some(Effect { result, changed: None });
    match (name, args.positional.as_slice()) {
        ("put" | "set" | "addProperty" | "add" | "putIfAbsent" | "putPOJO" | "accumulate", [key, value]) => {
            let mut map = Map::clone(map);
            match key.node.as_str() {
                Some(key) => map.set(key.into(), value.clone()),
                None => map.open = map.open.or(Some(Why::Runtime)),
            }
            let whole = Value::Map(Arc::new(map));
            Some(Effect { result: whole.clone(), changed: Some(whole) })
        }
        ("append", [key, value]) => {
            let mut map = Map::clone(map);
            match key.node.as_str() {
                Some(key) => {
                    let mut list = match map.get(&key).map(|at| &at.node) {
                        Some(Value::List(list)) => List::clone(list),
                        _ => List::default(),
                    };
                    list.items.push(value.clone());
                    map.set(key.into(), At::new(Value::List(Arc::new(list)), value.span));
                }
                None => map.open = map.open.or(Some(Why::Runtime)),
            }
            let whole = Value::Map(Arc::new(map));
            Some(Effect { result: whole.clone(), changed: Some(whole) })
        }
        ("putAll", [more]) => {
            let mut map = Map::clone(map);
            expressions::spread(&mut map, &more.node, at);
            Some(Effect { result: Value::Null, changed: Some(Value::Map(Arc::new(map))) })
        }
        ("get" | "getValue" | "getOrDefault" | "optString" | "getString", _) => {
            super::methods::call(&Value::Map(Arc::clone(map)), "get", args, at)
        }
        ("toString" | "toMap" | "toMutableMap" | "toPrettyString", _) => gives(Value::Map(Arc::clone(map))),
        _ => None,
    }
}

fn fixed(text: &str, from: Span) -> Text {
    Text { pieces: vec![crate::value::Piece::Fixed { text: text.into(), from }] }
}

fn list(args: &Args) -> Value {
    Value::List(Arc::new(List { items: args.positional.clone(), open: args.open.clone() }))
}

/// A map of keys and values one after another, or of pairs.
fn pairs(args: &Args) -> Value {
    let mut map = Map { entries: Vec::new(), open: args.open.clone() };
    let mut items = args.positional.iter();
    while let Some(item) = items.next() {
        let (key, value) = match &item.node {
            Value::List(pair) if pair.items.len() == 2 => (Some(&pair.items[0]), Some(&pair.items[1])),
            _ => (Some(item), items.next()),
        };
        match (key.and_then(|key| key.node.as_str()), value) {
            (Some(key), Some(value)) => map.set(key.into(), value.clone()),
            _ => map.open = map.open.or(Some(Why::Runtime)),
        }
    }
    Value::Map(Arc::new(map))
}

/// `@Value("${a.model:claude-…}")`, `@ConfigProperty(name = "a.model", defaultValue = "claude-…")`: what the settings say,
/// else the default that stands there.
fn configured(machine: &Machine<'_>, act: &Act, args: &Args) -> Value {
    let named = |name: &str| args.named.get(name);
    let or = |key: &str, default: Option<Value>| {
        let why = Why::Environment(key.into());
        let said = settings::said(machine.world.files, act.module.source, key).map(|said| said.node);
        said.or(default).map_or(Value::Unknown(why.clone()), |value| by_default(value, &why))
    };
    if let Some(key) = named("name") {
        let default = named("defaultValue").map(written_default);
        return or(&key.node.as_str().unwrap_or_default(), default);
    }
    let Some(given) = args.positional.first().or_else(|| named("value")) else { return Value::Unknown(Why::Runtime) };
    let text = given.node.as_str().unwrap_or_default();
    let Some(inner) = text.strip_prefix("${").and_then(|text| text.strip_suffix('}')) else {
        return Value::Unknown(Why::Environment(text.into()));
    };
    let (key, default) = inner.split_once(':').map_or((inner, None), |(key, default)| (key, Some(default)));
    let read = |default: &str| default.parse().map_or_else(|_| Value::text(default, given.span), Value::Int);
    or(key, default.map(read))
}

/// A default as annotations write it, `@DefaultValue("4096")`: text, or a number where it is written as one.
fn written_default(value: &At<Value>) -> Value {
    let number = value.node.as_str().and_then(|text| text.parse().ok());
    number.map_or_else(|| value.node.clone(), Value::Int)
}

/// A value that is certainly not null, since nothing would go on if it were.
fn something(value: &Value) -> Value {
    let left: Vec<&Value> = value.possibilities().filter(|one| !matches!(one, Value::Null | Value::Absent)).collect();
    match (value, left.as_slice()) {
        (_, []) => Value::Unknown(Why::Runtime),
        (Value::OneOf(_), [only]) => (*only).clone(),
        _ => value.clone(),
    }
}

fn formatted(format: &At<Value>, values: &[At<Value>], at: Span) -> Value {
    let values = List { items: values.to_vec(), open: None };
    strings::percent(&format.node, &Value::List(Arc::new(values)), at)
}

fn joined(args: &Args, at: Span) -> Value {
    let Some((separator, rest)) = args.positional.split_first() else { return Value::Unknown(Why::Runtime) };
    let list = match rest {
        [At { node: Value::List(list), .. }] => List::clone(list),
        _ => List { items: rest.to_vec(), open: args.open.clone() },
    };
    Value::Text(strings::join_list(&list, &text_of(&separator.node, separator.span), at))
}

/// The first, or the second where that may be nothing.
fn coalesced(first: &At<Value>, second: &At<Value>) -> At<Value> {
    operators::short_circuit(Operator::Coalesce, first.clone(), second.clone())
}

fn parsed(value: &Value) -> Value {
    match value {
        Value::Text(_) => match value.as_str().map(|text| text.trim().parse()) {
            Some(Ok(n)) => Value::Int(n),
            _ => Value::Unknown(Why::Runtime),
        },
        Value::Default(inner, why) => by_default(parsed(inner), why),
        other => other.clone(),
    }
}

/// A text without the indentation that all its lines share, where all of it is known.
fn unindented(text: &Text, at: Span) -> Value {
    let Some(whole) = text.fixed() else { return Value::Text(text.clone()) };
    let lines: Vec<&str> = whole.trim_matches('\n').lines().collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let cut = lines.iter().map(|line| line.get(shared..).unwrap_or("").trim_start_matches('|'));
    let from = text.pieces.first().map_or(at, |piece| match piece {
        crate::value::Piece::Fixed { from, .. } => *from,
        crate::value::Piece::Hole { at, .. } => *at,
    });
    Value::text(cut.collect::<Vec<_>>().join("\n").trim_end(), from)
}
