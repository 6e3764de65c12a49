//! Functions outside the tree whose result is known from their arguments.

use super::{files, methods, path_of, paths, threads};
use crate::{
    resolve::eval::{
        Act, Machine,
        expressions::{extend, spread, why_of},
        join::one_of,
        operators::by_default,
        text::{fixed_str, text_of},
    },
    source::{At, Span},
    value::{Args, Chain, List, Local, Map, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

/// The result of calling `chain`, where it is known.
pub fn call(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    let Some(path) = path_of(chain) else { return on_result(machine, act, chain, args, at) };
    let first = args.positional.first();
    let node = match path.as_str() {
        "os.getenv" | "os.environ.get" | "Deno.env.get" | "decouple.config" | "environ.get" => environment(args),
        "str"
        | "String"
        | "typing.cast"
        | "cast"
        | "copy.copy"
        | "copy.deepcopy"
        | "structuredClone"
        | "Object.freeze"
        | "asyncio.run"
        | "asyncio.create_task"
        | "asyncio.ensure_future"
        | "Promise.resolve"
        | "textwrap.dedent"
        | "inspect.cleandoc"
        | "iter"
        | "frozenset"
        | "set"
        | "sorted"
        | "reversed"
        | "list"
        | "tuple"
        | "Array.from"
        | "asyncio.wait_for"
        | "pathlib.Path"
        | "pathlib.PurePath"
        | "os.path.abspath"
        | "os.path.realpath"
        | "os.fspath"
        | "os.path.normpath"
        | "url.fileURLToPath"
        | "node:url.fileURLToPath"
        | "types.MappingProxyType"
        | "Object.seal" => converted(path.as_str(), args, at)?,
        "int" | "Number" | "parseInt" | "Number.parseInt" => number(first?),
        "float" | "parseFloat" => return first.cloned(),
        "bool" | "Boolean" => first?.node.clone(),
        "len" => length(&first?.node)?,
        "dict" => dict(args, at),
        "min" | "Math.min" => extreme(args, false),
        "max" | "Math.max" => extreme(args, true),
        "vars" | "dataclasses.asdict" => fields(&first?.node)?,
        "Object.assign" => assigned(args, at),
        "Object.values" => methods::call(&first?.node, "values", args, at)?.result,
        "Object.keys" => methods::call(&first?.node, "keys", args, at)?.result,
        "Object.entries" => methods::call(&first?.node, "items", args, at)?.result,
        "Promise.all" | "Promise.allSettled" => first?.node.clone(),
        "asyncio.gather" => Value::List(Arc::new(List { items: args.positional.clone(), open: args.open.clone() })),
        "enumerate" => enumerated(&first?.node, at)?,
        "zip" => return Some(At::new(zipped(args, at), at)),
        "os.path.dirname"
        | "path.dirname"
        | "path.default.dirname"
        | "node:path.default.dirname"
        | "node:path.dirname" => Value::text(paths::parent(&fixed_str(first?)?), at),
        "os.path.join"
        | "path.join"
        | "path.resolve"
        | "path.default.join"
        | "path.default.resolve"
        | "node:path.default.join"
        | "node:path.default.resolve"
        | "node:path.join"
        | "node:path.resolve" => joined(args, at)?,
        "URL" => Value::text(
            paths::join([paths::parent(&fixed_str(args.positional.get(1)?)?).as_str(), &fixed_str(first?)?]),
            at,
        ),
        "process.cwd" | "os.getcwd" | "pathlib.Path.cwd" | "process.default.cwd" => Value::text("", at),
        "require" | "import" => return required(machine, act, first?, at),
        "fs.readFileSync"
        | "node:fs.readFileSync"
        | "fs.default.readFileSync"
        | "node:fs.default.readFileSync"
        | "fs.readFile"
        | "fs.promises.readFile"
        | "fs/promises.readFile"
        | "node:fs/promises.readFile"
        | "fs/promises.default.readFile"
        | "node:fs/promises.default.readFile"
        | "fs.default.promises.readFile"
        | "Deno.readTextFileSync"
        | "Deno.readTextFile" => {
            return Some(files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at));
        }
        "getattr" => return attribute(machine, act, args, at),
        _ => return threads::call(machine, act, chain, args, at),
    };
    Some(At::new(node, at))
}

/// Calls on what an outside call gave: `open(p).read()`, `loop.run_in_executor(None, f, …)`.
fn on_result(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    match chain.steps.as_slice() {
        [.., Step::Call(opened), Step::Member(name)] if name == "read" && opens(chain) => {
            let path = opened.positional.first().and_then(fixed_str)?;
            Some(files::read(machine.world.files, act.module.source, &path, at))
        }
        _ => threads::call(machine, act, chain, args, at),
    }
}

fn opens(chain: &Chain) -> bool {
    let mut opener = chain.clone();
    opener.steps.truncate(chain.steps.len().saturating_sub(2));
    matches!(path_of(&opener).as_deref(), Some("open" | "io.open" | "codecs.open" | "aiofiles.open"))
}

fn environment(args: &Args) -> Value {
    let name = args.positional.first().and_then(fixed_str).map(Name::from).unwrap_or_default();
    let why = Why::Environment(name);
    let default = args.positional.get(1).or_else(|| args.named.get("default"));
    match default.map(|at| &at.node) {
        None | Some(Value::Null) => Value::Unknown(why),
        Some(value) => by_default(value.clone(), &why),
    }
}

/// Conversions that keep what matters: the first argument itself.
fn converted(path: &str, args: &Args, at: Span) -> Option<Value> {
    let index = usize::from(path.ends_with("cast"));
    let Some(value) = args.positional.get(index) else {
        return Some(match path {
            "str" | "String" => Value::text("", at),
            _ => Value::List(Arc::default()),
        });
    };
    match (path, &value.node) {
        ("str" | "String", Value::Int(_) | Value::Bool(_)) => Some(Value::Text(text_of(&value.node, at))),
        ("pathlib.Path" | "pathlib.PurePath", _) if args.positional.len() > 1 => joined(args, at),
        ("list" | "tuple" | "sorted" | "set" | "frozenset", Value::Map(_)) => {
            methods::call(&value.node, "keys", &Args::default(), at).map(|effect| effect.result)
        }
        ("str" | "String", Value::List(_) | Value::Map(_)) => None,
        (_, node) => Some(node.clone()),
    }
}

fn number(value: &At<Value>) -> Value {
    match &value.node {
        Value::Text(text) => match text.fixed().map(|text| text.trim().replace('_', "").parse()) {
            Some(Ok(n)) => Value::Int(n),
            _ => Value::Unknown(Why::Runtime),
        },
        Value::Default(inner, why) => by_default(number(&At::new((**inner).clone(), value.span)), why),
        Value::OneOf(all) => one_of(all.iter().map(|one| At::new(number(one), one.span))).node,
        #[expect(clippy::cast_possible_truncation, reason = "int() of a float drops its fraction")]
        Value::Float(n) if n.abs() < 9e15 => Value::Int(n.trunc() as i64),
        other => other.clone(),
    }
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
        spread(&mut map, &more.node, at);
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

/// The least or greatest of some numbers. Where one is unknown the known ones are only a bound, which is no value.
fn extreme(args: &Args, greatest: bool) -> Value {
    let mut list = List { items: Vec::new(), open: args.open.clone() };
    if let [one] = args.positional.as_slice() {
        extend(&mut list, &one.node);
    } else {
        list.items.clone_from(&args.positional);
    }
    let numbers: Option<Vec<i64>> =
        list.items.iter().map(|at| if let Value::Int(n) = at.node { Some(n) } else { None }).collect();
    let chosen =
        numbers.and_then(|numbers| if greatest { numbers.into_iter().max() } else { numbers.into_iter().min() });
    match chosen {
        Some(n) if list.open.is_none() => Value::Int(n),
        _ => Value::Unknown(list.items.iter().map(|at| why_of(&at.node)).next().unwrap_or(Why::Runtime)),
    }
}

fn fields(value: &Value) -> Option<Value> {
    match value {
        Value::Local(local) => match &**local {
            Local::Instance { fields, .. } => Some(Value::Map(Arc::new(fields.clone()))),
            _ => None,
        },
        _ => None,
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

fn joined(args: &Args, at: Span) -> Option<Value> {
    let parts: Option<Vec<String>> = args.positional.iter().map(fixed_str).collect();
    let parts = parts?;
    Some(Value::text(paths::join(parts.iter().map(String::as_str)), at))
}

/// `require("m")`, `import("m")`.
fn required(machine: &mut Machine<'_>, act: &Act, module: &At<Value>, at: Span) -> Option<At<Value>> {
    let path = fixed_str(module)?;
    let node = match machine.world.imports.resolve(act.module.source, act.module.language, &path, 0) {
        Some(target) => Value::Local(Arc::new(Local::Module(target))),
        None => Value::Foreign(Arc::new(Chain { root: Root::Import(path.into()), steps: Vec::new() })),
    };
    Some(At::new(node, at))
}

fn attribute(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> Option<At<Value>> {
    let of = args.positional.first()?;
    let name = args.positional.get(1).and_then(fixed_str)?;
    let value = machine.member(act, of, &name.into(), at);
    match (&value.node, args.positional.get(2)) {
        (Value::Unknown(why), Some(default)) => Some(At::new(by_default(default.node.clone(), why), default.span)),
        (Value::Foreign(chain), Some(default)) if matches!(chain.root, Root::Unknown(_)) => {
            Some(At::new(by_default(default.node.clone(), &why_of(&value.node)), default.span))
        }
        _ => Some(value),
    }
}
