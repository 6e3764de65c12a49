//! Methods of texts, collections and records, by the names that the resolver has for what they do.

use super::{copied, is_configuration, setting};
use crate::{
    resolve::{
        eval::text::{concatenate, text_of},
        known::methods::{Effect, call},
    },
    source::Span,
    value::{Args, Chain, List, Map, Text, Value, Why},
};
use std::sync::Arc;

/// A method's name in .NET, and the one under which the resolver knows what it does.
const SAME: [(&str, &str); 38] = [
    ("Add", "append"),
    ("AddRange", "extend"),
    ("Clear", "clear"),
    ("Concat", "concat"),
    ("Contains", "includes"),
    ("ElementAt", "at"),
    ("EndsWith", "endswith"),
    ("First", "find"),
    ("FirstOrDefault", "find"),
    ("GetValueOrDefault", "get"),
    ("Insert", "insert"),
    ("Keys", "keys"),
    ("Last", "findLast"),
    ("LastOrDefault", "findLast"),
    ("Remove", "pop"),
    ("RemoveAll", "clear"),
    ("RemoveAt", "pop"),
    ("RemoveRange", "clear"),
    ("Replace", "replace"),
    ("Reverse", "reverse"),
    ("Select", "map"),
    ("SelectMany", "flatMap"),
    ("Single", "find"),
    ("SingleOrDefault", "find"),
    ("Skip", "filter"),
    ("Split", "split"),
    ("StartsWith", "startswith"),
    ("Take", "filter"),
    ("TakeLast", "filter"),
    ("ToLower", "lower"),
    ("ToLowerInvariant", "lower"),
    ("ToUpper", "upper"),
    ("ToUpperInvariant", "upper"),
    ("Trim", "trim"),
    ("TrimEnd", "trimEnd"),
    ("TrimStart", "trimStart"),
    ("Values", "values"),
    ("Where", "filter"),
];
/// Methods that give what they are called on.
const ITSELF: [&str; 22] = [
    "AsEnumerable",
    "AsReadOnly",
    "Cast",
    "Clone",
    "ConfigureAwait",
    "DeepClone",
    "Distinct",
    "GetAwaiter",
    "GetResult",
    "Normalize",
    "OrderBy",
    "OrderByDescending",
    "ReplaceLineEndings",
    "ToArray",
    "ToDictionary",
    "ToHashSet",
    "ToImmutableArray",
    "ToImmutableList",
    "ToJsonString",
    "ToList",
    "ToString",
    "ValueOrDefault",
];

/// The resolver's name for a method.
pub fn plain(name: &str) -> &str {
    SAME.binary_search_by(|(own, _)| (*own).cmp(name)).map_or(name, |at| SAME[at].1)
}

/// A method of a value that is known; nothing where the method is not.
pub fn method(receiver: &Value, name: &str, args: &Args, at: Span) -> Option<Effect> {
    let gives = |result: Value| Some(Effect { result, changed: None });
    match (receiver, name) {
        (_, "_replace") => gives(copied(receiver, &args.named)),
        (Value::Foreign(chain), _) => configured(chain, name, args).and_then(gives),
        (Value::Default(inner, why), _) if name != "GetValueOrDefault" => {
            let effect = method(inner, name, args, at)?;
            let default = |value| crate::resolve::eval::operators::by_default(value, why);
            Some(Effect { result: default(effect.result), changed: effect.changed.map(default) })
        }
        (Value::Text(text), "Append" | "AppendLine" | "AppendFormat") => {
            gives_and_changes(appended(text, name, args, at))
        }
        (Value::List(list), "Append" | "Prepend") => {
            let mut longer = List::clone(list);
            let place = if name == "Append" { longer.items.len() } else { 0 };
            longer.items.splice(place..place, args.positional.iter().cloned());
            gives(Value::List(Arc::new(longer)))
        }
        (Value::Map(map), "Add" | "TryAdd") => Some(Effect { result: Value::Null, changed: Some(put(map, args)) }),
        (Value::Text(_) | Value::List(_) | Value::Map(_) | Value::Int(_), _) if ITSELF.contains(&name) => {
            gives(receiver.clone())
        }
        (Value::Text(_) | Value::List(_) | Value::Map(_) | Value::OneOf(_), _) => call(receiver, plain(name), args, at),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "ends an arm where other methods give nothing")]
fn gives_and_changes(value: Value) -> Option<Effect> {
    Some(Effect { result: value.clone(), changed: Some(value) })
}

/// `builder.AppendLine(x)`: only a builder of texts has these methods.
fn appended(text: &Text, name: &str, args: &Args, at: Span) -> Value {
    let more = match (name, args.positional.as_slice()) {
        ("AppendFormat", [format, rest @ ..]) => {
            let args = Args { positional: rest.to_vec(), ..Args::default() };
            call(&format.node, "format", &args, at).map_or(Value::Unknown(Why::Runtime), |effect| effect.result)
        }
        (_, [first, ..]) => first.node.clone(),
        (_, []) => Value::text("", at),
    };
    let span = args.positional.first().map_or(at, |first| first.span);
    let line = (name == "AppendLine").then(|| text_of(&Value::text("\n", at), at));
    Value::Text(concatenate([text.clone(), text_of(&more, span)].into_iter().chain(line)))
}

/// `map.Add(key, value)`.
fn put(map: &Arc<Map>, args: &Args) -> Value {
    let mut new = Map::clone(map);
    match args.positional.as_slice() {
        [key, value, ..] if key.node.as_str().is_some() => {
            new.set(key.node.as_str().unwrap_or_default().into(), value.clone());
        }
        _ => new.open = new.open.or(Some(Why::Runtime)),
    }
    Value::Map(Arc::new(new))
}

/// `configuration.GetValue<T>("Section:Key", default)`, `configuration.GetConnectionString("…")`.
fn configured(chain: &Chain, name: &str, args: &Args) -> Option<Value> {
    (matches!(name, "GetValue" | "GetConnectionString" | "GetRequiredValue") && is_configuration(chain))
        .then(|| setting(args))
}

#[cfg(test)]
mod tests {
    use super::SAME;

    #[test]
    fn names_are_sorted() {
        assert!(SAME.is_sorted());
    }
}
