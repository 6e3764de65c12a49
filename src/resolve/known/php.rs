//! Functions of PHP, Laravel and `WordPress` whose result is known from their arguments.

use super::{conversions, environment, files, methods, paths, strings};
use crate::{
    resolve::eval::{
        Act, Machine,
        expressions::{extend, spread, why_of},
        loops::item_of,
        text::fixed_str,
    },
    source::{At, Span},
    syntax::Language,
    value::{Args, Chain, List, Local, Map, Step, Value, Why},
};
use std::sync::Arc;

/// Functions whose result is as good as their first argument.
const KEEP: &[&str] = &[
    "array_filter",
    "array_unique",
    "collect",
    "dedent",
    "esc_html",
    "html_entity_decode",
    "htmlspecialchars",
    "mb_convert_encoding",
    "sanitize_text_field",
    "strval",
    "tap",
    "utf8_encode",
    "value",
    "wp_unslash",
];

/// Folders of a Laravel application that functions name.
const FOLDERS: &[(&str, &str)] = &[
    ("app_path", "app"),
    ("base_path", ""),
    ("config_path", "config"),
    ("database_path", "database"),
    ("public_path", "public"),
    ("resource_path", "resources"),
    ("storage_path", "storage"),
];

/// Other functions that are known, and beginnings of the names of those that a tree may hold though they are the
/// platform's own: `WordPress` and the helpers of Laravel.
const OWN: &[&str] = &[
    "absint",
    "app",
    "config",
    "curl_",
    "dirname",
    "env",
    "get_option",
    "implode",
    "join",
    "make",
    "resolve",
    "sprintf",
    "str_",
    "vsprintf",
    "wp_",
];

/// Whether a function is the platform's, even where the tree defines one of its name.
pub fn is_known(name: &str) -> bool {
    let folder = FOLDERS.iter().any(|(function, _)| *function == name);
    let own = |known: &str| if known.ends_with('_') { name.starts_with(known) } else { name == known };
    folder || KEEP.contains(&name) || OWN.iter().any(|known| own(known))
}

/// The result of calling the function at this path, where it is known.
pub fn call(machine: &mut Machine<'_>, act: &mut Act, path: &str, args: &Args, at: Span) -> Option<At<Value>> {
    let first = args.positional.first();
    let known = |node: Value| Some(At::new(node, at));
    match path {
        "getenv" | "env" | "get_option" | "Illuminate.Support.Env.get" => known(environment::variable(args)),
        "config" | "Illuminate.Support.Facades.Config.get" => Some(configured(machine, act, args, at)),
        "require" => Some(required(machine, act, &fixed_str(first?)?, at)),
        "app" | "resolve" | "make" | "Illuminate.Support.Facades.App.make" => machine_made(machine, first?),
        "file_get_contents" | "Illuminate.Support.Facades.File.get" => {
            let path = fixed_str(first?).filter(|path| !path.contains("://"))?;
            Some(files::read(machine.world.files, act.module.source, &path, at))
        }
        "array_map" => mapped(machine, act, args, at),
        _ if KEEP.contains(&path) => first.cloned(),
        _ => plain(path, args, at).map(|node| At::new(node, at)),
    }
}

/// Functions that need nothing but their arguments.
fn plain(path: &str, args: &Args, at: Span) -> Option<Value> {
    let first = args.positional.first();
    if let Some((_, folder)) = FOLDERS.iter().find(|(function, _)| *function == path) {
        let rest = first.and_then(fixed_str).unwrap_or_default();
        return Some(Value::text(paths::join([*folder, rest.trim_start_matches('/')]), at));
    }
    match path {
        "intval" | "absint" => conversions::call("int", args, at),
        "floatval" => first.map(|value| value.node.clone()),
        "trim" | "ltrim" | "rtrim" => method(first?, "trim", &[], at),
        "strtolower" | "mb_strtolower" => method(first?, "lower", &[], at),
        "strtoupper" | "mb_strtoupper" => method(first?, "upper", &[], at),
        "str_repeat" => method(first?, "repeat", &args.positional[1..], at),
        "str_replace" => replaced(args, at),
        "sprintf" | "vsprintf" => Some(formatted(path, first?, args, at)),
        "implode" | "join" => imploded(args, at),
        "dirname" => Some(Value::text(paths::parent(&fixed_str(first?)?), at)),
        "array_merge" | "array_replace" => Some(merged(args, at)),
        "array_keys" => methods::call(&first?.node, "keys", &Args::default(), at).map(|effect| effect.result),
        "foreach" if args.positional.len() > 1 => Some(pairs(&first?.node, at)),
        "array_values" | "foreach" => Some(values(&first?.node)),
        _ => None,
    }
}

fn method(of: &At<Value>, name: &str, positional: &[At<Value>], at: Span) -> Option<Value> {
    let args = Args { positional: positional.to_vec(), ..Args::default() };
    methods::call(&of.node, name, &args, at).map(|effect| effect.result)
}

/// `config('services.anthropic.model', 'default')`: what the file of that name in a folder `config` returns.
fn configured(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> At<Value> {
    let key = args.positional.first().and_then(fixed_str).unwrap_or_default();
    let mut parts = key.split('.');
    let file = parts.next().unwrap_or_default();
    let root = machine
        .world
        .imports
        .resolve(act.module.source, Language::Php, &format!("./config/{file}.php"), 0)
        .and_then(|config| machine.returned(config));
    let found = root.and_then(|root| {
        parts.try_fold(root, |whole, part| match &whole.node {
            Value::Map(map) => map.get(part).cloned(),
            _ => None,
        })
    });
    let settled = |value: &At<Value>| !matches!(value.node, Value::Null);
    found.filter(settled).unwrap_or_else(|| At::new(environment::variable(args), at))
}

/// What an included file returns.
fn required(machine: &mut Machine<'_>, act: &mut Act, path: &str, at: Span) -> At<Value> {
    let file = machine.world.imports.resolve(act.module.source, Language::Php, path, 0);
    file.and_then(|file| machine.returned(file)).unwrap_or_else(|| At::new(Value::Unknown(Why::Runtime), at))
}

/// `app(Name::class)`: an instance that the container makes.
fn machine_made(machine: &mut Machine<'_>, class: &At<Value>) -> Option<At<Value>> {
    let node = match &class.node {
        Value::Local(local) => match &**local {
            Local::Class { id, .. } => machine.made_by_somebody(*id),
            _ => return None,
        },
        Value::Foreign(chain) => {
            let args = Args { open: Some(why_of(&class.node)), ..Args::default() };
            let mut made = Chain::clone(chain);
            made.steps.push(Step::Call(Arc::new(args)));
            Value::Foreign(Arc::new(made))
        }
        _ => return None,
    };
    Some(At::new(node, class.span))
}

/// `array_map(fn, list)`.
fn mapped(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> Option<At<Value>> {
    let [function, list, ..] = args.positional.as_slice() else { return None };
    if !matches!(&function.node, Value::Local(local) if matches!(**local, Local::Function { .. })) {
        return None;
    }
    let item = item_of(&values(&list.node), list.span);
    let given = Arc::new(Args { positional: vec![item], ..Args::default() });
    let (made, _) = machine.apply(act, function, &given, function.span, at);
    let open = Some(Why::Runtime);
    Some(At::new(Value::List(Arc::new(List { items: vec![made], open })), at))
}

/// `sprintf($format, …)`, `vsprintf($format, [...])`.
fn formatted(path: &str, format: &At<Value>, args: &Args, at: Span) -> Value {
    let rest = match (path, args.positional.get(1)) {
        ("vsprintf", Some(list)) => list.node.clone(),
        _ => Value::List(Arc::new(List { items: args.positional[1..].to_vec(), open: args.open.clone() })),
    };
    strings::percent(&format.node, &rest, at)
}

/// `implode($separator, $list)`; the separator may be left out.
fn imploded(args: &Args, at: Span) -> Option<Value> {
    let (separator, list) = match args.positional.as_slice() {
        [separator, list] if matches!(separator.node, Value::Text(_)) => (Some(separator), list),
        [list] => (None, list),
        _ => return None,
    };
    let Value::List(list) = &list.node else { return None };
    let between = match separator.map(|value| &value.node) {
        Some(Value::Text(text)) => text.clone(),
        _ => crate::value::Text::default(),
    };
    Some(Value::Text(strings::join_list(list, &between, at)))
}

/// `str_replace($search, $replace, $subject)`, also with lists of what is searched for.
fn replaced(args: &Args, at: Span) -> Option<Value> {
    let [search, replace, subject] = args.positional.as_slice() else { return None };
    let pairs: Vec<(At<Value>, At<Value>)> = match (&search.node, &replace.node) {
        (Value::List(search), Value::List(replace)) => {
            search.items.iter().cloned().zip(replace.items.iter().cloned()).collect()
        }
        (Value::List(search), _) => search.items.iter().map(|one| (one.clone(), replace.clone())).collect(),
        _ => vec![(search.clone(), replace.clone())],
    };
    pairs.into_iter().try_fold(subject.node.clone(), |whole, (from, to)| {
        method(&At::new(whole, subject.span), "replace", &[from, to], at)
    })
}

/// Lists one after another, or maps one over another; an empty list is either.
fn merged(args: &Args, at: Span) -> Value {
    let listed = |value: &Value| matches!(value, Value::List(_));
    if args.positional.iter().all(|value| listed(&value.node)) {
        let mut list = List { items: Vec::new(), open: args.open.clone() };
        args.positional.iter().for_each(|value| extend(&mut list, &value.node));
        return Value::List(Arc::new(list));
    }
    let some_list =
        args.positional.iter().any(|value| matches!(&value.node, Value::List(list) if !list.items.is_empty()));
    if some_list {
        let mut list = List { items: Vec::new(), open: Some(Why::Spread) };
        args.positional.iter().filter(|value| listed(&value.node)).for_each(|value| extend(&mut list, &value.node));
        return Value::List(Arc::new(list));
    }
    let mut map = Map { entries: Vec::new(), open: args.open.clone() };
    let given = args.positional.iter().filter(|value| !listed(&value.node));
    given.for_each(|value| spread(&mut map, &value.node, at));
    Value::Map(Arc::new(map))
}

/// The values of a list or map, as a list.
fn values(of: &Value) -> Value {
    match of {
        Value::Map(map) => {
            let items = map.entries.iter().map(|entry| entry.value.clone()).collect();
            Value::List(Arc::new(List { items, open: map.open.clone() }))
        }
        Value::Default(inner, _) => values(inner),
        other => other.clone(),
    }
}

/// The keys and values of a list or map, as pairs.
fn pairs(of: &Value, at: Span) -> Value {
    match of {
        Value::Map(map) => methods::pairs(map),
        Value::List(list) => {
            let pair = |(i, item): (usize, &At<Value>)| {
                let index = At::new(Value::Int(i64::try_from(i).unwrap_or(i64::MAX)), at);
                At::new(Value::List(Arc::new(List { items: vec![index, item.clone()], open: None })), item.span)
            };
            let items = list.items.iter().enumerate().map(pair).collect();
            Value::List(Arc::new(List { items, open: list.open.clone() }))
        }
        Value::Default(inner, _) => pairs(inner, at),
        other => Value::Unknown(why_of(other)),
    }
}
