//! What is known of Go's standard library, and of helpers that every Go program has in some form.

mod json;
mod text;

use super::{files, paths};
use crate::{
    resolve::eval::{Act, Machine, operators, text::fixed_str},
    source::{At, Span},
    syntax::Operator,
    value::{Args, Chain, List, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

/// Functions that give their only argument back as a pointer or an optional value, whatever package they are from.
const WRAPPERS: &[&str] = &[
    "Bool", "F", "Float", "Float32", "Float64", "Int", "Int32", "Int64", "NewOpt", "Of", "Opt", "Pointer", "Ptr",
    "String", "To", "ToPtr", "ToString",
];

/// Functions whose result is as good as their first argument.
const KEEP: &[&str] = &[
    "bytes.NewBuffer",
    "bytes.NewBufferString",
    "bytes.NewReader",
    "bytes.TrimSpace",
    "encoding/json.RawMessage",
    "io.NopCloser",
    "io/ioutil.NopCloser",
    "maps.Clone",
    "slices.Clone",
    "strings.NewReader",
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
    let path = super::path_of(chain);
    match path.as_deref().unwrap_or_default() {
        // What the reader writes for `//go:embed` and for the values of a loop.
        "go:embed" => return Some(files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at)),
        "go:range" => return first.map(gone_through),
        "os.ReadFile" | "io/ioutil.ReadFile" => {
            let read = files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at);
            return Some(with_error(read, at));
        }
        "os/exec.LookPath" => {
            let found = At::new(paths::program(&fixed_str(first?)?, at), at);
            return Some(with_error(found, at));
        }
        path if path.ends_with("json.Marshal") || path.ends_with("json.MarshalIndent") => {
            return Some(with_error(json::encoded(machine, first?), at));
        }
        _ => {}
    }
    if chain.last_member().is_some_and(|name| name == "ReadFile") && is_embedded(chain) {
        let read = files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at);
        return Some(with_error(read, at));
    }
    if let Some(default) = machine.viper_default(act, chain, args) {
        return Some(default);
    }
    if let Some(default) = machine.flag_default(act, chain, args) {
        return Some(with_error(default, at));
    }
    let node = plain(path.as_deref().unwrap_or_default(), args, at)
        .or_else(|| flag(chain, args))
        .or_else(|| wrapped(chain, args))?;
    Some(At::new(node, at))
}

/// Functions of the standard library that need nothing but their arguments.
fn plain(path: &str, args: &Args, at: Span) -> Option<Value> {
    let first = args.positional.first();
    match path {
        "os.Getenv" => Some(environment(first)),
        "os.LookupEnv" => {
            let variable = At::new(environment(first), at);
            Some(with_error(variable, at).node)
        }
        "cmp.Or" => {
            let or = |left, right| operators::short_circuit(Operator::Or, left, right);
            Some(args.positional.iter().cloned().reduce(or)?.node)
        }
        "len" => length(&first?.node),
        "path.Join" | "path/filepath.Join" => {
            let parts: Option<Vec<String>> = args.positional.iter().map(fixed_str).collect();
            Some(Value::text(paths::join(parts?.iter().map(String::as_str)), at))
        }
        _ if KEEP.contains(&path) => first.map(|value| value.node.clone()),
        _ => text::call(path, args, at),
    }
}

fn environment(name: Option<&At<Value>>) -> Value {
    Value::Unknown(Why::Environment(name.and_then(fixed_str).map(Name::from).unwrap_or_default()))
}

fn length(of: &Value) -> Option<Value> {
    let length = match of {
        Value::List(list) if list.open.is_none() => list.items.len(),
        Value::Map(map) if map.open.is_none() => map.entries.len(),
        Value::Text(text) => text.fixed()?.len(),
        Value::Null => 0,
        _ => return None,
    };
    i64::try_from(length).ok().map(Value::Int)
}

/// A result, and beside it something that says whether there is one.
fn with_error(value: At<Value>, at: Span) -> At<Value> {
    let items = vec![value, At::new(Value::Unknown(Why::Runtime), at)];
    At::new(Value::List(Arc::new(List { items, open: None })), at)
}

/// What a loop goes through: the values of a map.
fn gone_through(over: &At<Value>) -> At<Value> {
    match &over.node {
        Value::Map(map) => {
            let items = map.entries.iter().map(|entry| entry.value.clone()).collect();
            At::new(Value::List(Arc::new(List { items, open: map.open.clone() })), over.span)
        }
        _ => over.clone(),
    }
}

fn is_embedded(chain: &Chain) -> bool {
    matches!(&chain.root, Root::Import(module) if &**module == "embed")
}

/// `flag.String("model", "default", "help")` and its kin in other packages: the default, which the command line may
/// replace.
fn flag(chain: &Chain, args: &Args) -> Option<Value> {
    let name = chain.last_member()?.as_str();
    let short = name.ends_with('P');
    let kind = name.strip_suffix('P').unwrap_or(name);
    let kind = kind.strip_suffix("Var").unwrap_or(kind);
    let known = matches!(kind, "Bool" | "Duration" | "Float64" | "Int" | "Int32" | "Int64" | "String" | "Uint");
    let default = match args.positional.as_slice() {
        [_, default, help] if !short && matches!(help.node, Value::Text(_)) => default,
        [_, _, default, help] if short && matches!(help.node, Value::Text(_)) => default,
        _ => return None,
    };
    let settled = known && default.node.is_settled();
    settled.then(|| operators::by_default(default.node.clone(), &Why::Environment(flag_name(args))))
}

fn flag_name(args: &Args) -> Name {
    args.positional.first().and_then(fixed_str).map(Name::from).unwrap_or_default()
}

/// `anthropic.Int(1024)`, `aws.String("…")`, `lo.ToPtr(x)`: the argument itself.
fn wrapped(chain: &Chain, args: &Args) -> Option<Value> {
    let ([Step::Member(name)], Root::Import(_)) = (chain.steps.as_slice(), &chain.root) else { return None };
    let [only] = args.positional.as_slice() else { return None };
    (WRAPPERS.contains(&name.as_str()) && args.named.entries.is_empty()).then(|| only.node.clone())
}
