//! Functions and constructions of .NET whose result is known from their arguments.

use super::setting;
use crate::{
    resolve::{
        eval::{Act, Machine, text::fixed_str},
        known::{conversions, files, methods, paths, strings},
    },
    source::{At, Span},
    value::{Args, List, Text, Value, Why},
};
use std::sync::Arc;

/// Functions and constructions whose result is as good as their first argument.
const KEEP: [&str; 17] = [
    "AnsiConsole.Markup",
    "ChatClientBuilder",
    "Convert.ToString",
    "FormattableString.Invariant",
    "ImmutableArray.Create",
    "Lazy",
    "Nullable",
    "Options.Create",
    "PromptTemplate",
    "Regex.Unescape",
    "System.Uri",
    "Task.FromResult",
    "Task.WhenAll",
    "Uri",
    "ValueTask",
    "ValueTask.FromResult",
    "string.Copy",
];
/// Functions that give the text of the file whose path they are handed.
const READS: [&str; 4] =
    ["File.ReadAllText", "File.ReadAllTextAsync", "System.IO.File.ReadAllText", "System.IO.File.ReadAllTextAsync"];
/// Functions that read a number out of a text.
const NUMBERS: [&str; 7] =
    ["Convert.ToInt32", "Convert.ToInt64", "Int32.Parse", "Int64.Parse", "int.Parse", "long.Parse", "uint.Parse"];

/// The result of calling what stands at a dotted path, where it is known.
pub fn call(machine: &Machine<'_>, act: &Act, path: &str, args: &Args, at: Span) -> Option<At<Value>> {
    let first = args.positional.first();
    let node = match path {
        "Environment.GetEnvironmentVariable" | "System.Environment.GetEnvironmentVariable" => {
            let named = Args { positional: first.cloned().into_iter().collect(), ..Args::default() };
            setting(&named)
        }
        "string.Join" | "String.Join" => joined(args, at)?,
        "string.Format" | "String.Format" => formatted(args, at)?,
        "string.Concat" | "String.Concat" => {
            Value::Text(strings::join_list(&all(&args.positional), &Text::default(), at))
        }
        "string.IsNullOrEmpty" | "string.IsNullOrWhiteSpace" | "String.IsNullOrEmpty" | "String.IsNullOrWhiteSpace" => {
            is_empty(&first?.node)?
        }
        "StringBuilder" | "System.Text.StringBuilder" => match first.map(|at| &at.node) {
            Some(value @ Value::Text(_)) => value.clone(),
            _ => Value::text("", at),
        },
        "Path.Combine" | "Path.Join" | "System.IO.Path.Combine" => paths::joined(args, at)?,
        "AppContext.BaseDirectory" | "Directory.GetCurrentDirectory" => Value::text("", at),
        "Array.Empty" | "Enumerable.Empty" => Value::List(Arc::default()),
        _ if READS.contains(&path) => {
            return Some(files::read(machine.world.files, act.module.source, &read_path(first?)?, at));
        }
        _ if NUMBERS.contains(&path) => conversions::call("int", args, at)?,
        _ if KEEP.contains(&path) => return first.cloned().map(|value| At::new(value.node, at)),
        _ => return None,
    };
    Some(At::new(node, at))
}

/// A path, from the folder of the program where it begins there.
fn read_path(value: &At<Value>) -> Option<String> {
    fixed_str(value).map(|path| path.trim_start_matches('/').replace('\\', "/"))
}

/// `string.Join(separator, items)`, `string.Join(separator, a, b)`.
fn joined(args: &Args, at: Span) -> Option<Value> {
    let (separator, rest) = args.positional.split_first()?;
    let Value::Text(separator) = &separator.node else { return None };
    let list = match rest {
        [only] => match &only.node {
            Value::List(list) => List::clone(list),
            _ => return Some(Value::Unknown(crate::resolve::eval::expressions::why_of(&only.node))),
        },
        parts => all(parts),
    };
    Some(Value::Text(strings::join_list(&list, separator, at)))
}

fn all(items: &[At<Value>]) -> List {
    List { items: items.to_vec(), open: None }
}

fn formatted(args: &Args, at: Span) -> Option<Value> {
    let (format, rest) = args.positional.split_first()?;
    let args = Args { positional: rest.to_vec(), ..Args::default() };
    methods::call(&format.node, "format", &args, at).map(|effect| effect.result)
}

fn is_empty(value: &Value) -> Option<Value> {
    match value {
        Value::Text(text) => text.fixed().map(|text| Value::Bool(text.trim().is_empty())),
        Value::Null => Some(Value::Bool(true)),
        Value::Default(inner, why) => match is_empty(inner)? {
            known @ Value::Bool(_) => Some(crate::resolve::eval::operators::by_default(known, why)),
            other => Some(other),
        },
        _ => Some(Value::Unknown(Why::Runtime)),
    }
}
