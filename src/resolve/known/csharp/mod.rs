//! What is known of .NET: the methods of its texts and collections, configuration, options, copies of records.

mod functions;
mod methods;

pub use functions::call;
pub use methods::{method, plain};

use crate::{
    resolve::eval::{expressions::why_of, operators::by_default},
    source::{At, Span},
    value::{Args, Chain, Entry, Local, Map, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

/// Types that hold settings under names.
const CONFIGURATIONS: [&str; 6] = [
    "ConfigurationBuilder",
    "ConfigurationManager",
    "IConfiguration",
    "IConfigurationManager",
    "IConfigurationRoot",
    "IConfigurationSection",
];
/// Members that are the settings of something.
const SETTINGS: [&str; 3] = ["AppSettings", "Config", "Configuration"];
/// Members that give what a wrapper holds: `options.Value`, `task.Result`.
const WRAPPED: [&str; 4] = ["CurrentValue", "Result", "Value", "value"];

/// What a member gives that stands for nothing but what it is a member of; options come from settings, which may say
/// something else than their class.
pub fn unwrapped(whole: &Value, name: &str) -> Option<Value> {
    if !WRAPPED.contains(&name) {
        return None;
    }
    match whole {
        Value::Local(local) if name != "Result" => match &**local {
            Local::Instance { class, fields, .. } => {
                let entries = fields.entries.iter().map(|entry| Entry {
                    key: entry.key.clone(),
                    value: At::new(from_settings(&entry.value.node, &entry.key), entry.value.span),
                });
                Some(Value::instance(*class, Map { entries: entries.collect(), open: fields.open.clone() }))
            }
            _ => Some(whole.clone()),
        },
        _ => Some(whole.clone()),
    }
}

fn from_settings(value: &Value, name: &Name) -> Value {
    match value {
        Value::Default(inner, Why::Parameter(_)) => Value::Default(inner.clone(), Why::Environment(name.clone())),
        Value::Unknown(Why::Parameter(_)) => Value::Unknown(Why::Environment(name.clone())),
        other => other.clone(),
    }
}

/// Whether a chain is settings that are read under names.
pub fn is_configuration(chain: &Chain) -> bool {
    let root = match &chain.root {
        Root::Global(name) => CONFIGURATIONS.contains(&name.as_str()),
        _ => false,
    };
    let last = chain.steps.iter().rev().find_map(|step| if let Step::Member(name) = step { Some(name) } else { None });
    let known = last.is_some_and(|name| {
        SETTINGS.contains(&name.as_str()) || CONFIGURATIONS.contains(&name.as_str()) || name == "GetSection"
    });
    root || known
}

/// `string.Empty`, `Environment.NewLine`.
pub fn constant(path: &str, at: Span) -> Option<Value> {
    match path {
        "string.Empty" | "String.Empty" | "System.String.Empty" => Some(Value::text("", at)),
        "Environment.NewLine" | "System.Environment.NewLine" => Some(Value::text("\n", at)),
        "int.MaxValue" | "Int32.MaxValue" => Some(Value::Int(i64::from(i32::MAX))),
        _ => None,
    }
}

/// A thing made outside the tree whose property is set after it was made: as if it had been given there.
pub fn with_property(chain: &Chain, name: &str, value: At<Value>) -> Option<Value> {
    let [before @ .., Step::Call(args)] = chain.steps.as_slice() else { return None };
    let mut args = Args::clone(args);
    args.named.set(name.into(), value);
    let mut steps = before.to_vec();
    steps.push(Step::Call(Arc::new(args)));
    Some(Value::Foreign(Arc::new(Chain { root: chain.root.clone(), steps })))
}

/// `whole with { … }`: a copy with other fields, whatever is known of the whole.
fn copied(whole: &Value, changes: &Map) -> Value {
    let put = |fields: &Map| {
        let mut fields = fields.clone();
        changes.entries.iter().for_each(|change| fields.set(change.key.clone(), change.value.clone()));
        fields
    };
    match whole {
        Value::Map(map) => Value::Map(Arc::new(put(map))),
        Value::Local(local) => match &**local {
            Local::Instance { class, fields, .. } => Value::instance(*class, put(fields)),
            _ => open(changes, Why::Runtime),
        },
        Value::Foreign(chain) => {
            let set = |whole: Value, change: &Entry| match &whole {
                Value::Foreign(chain) => with_property(chain, &change.key, change.value.clone()),
                _ => None,
            };
            let copy = changes.entries.iter().try_fold(Value::Foreign(Arc::clone(chain)), set);
            copy.unwrap_or_else(|| open(changes, why_of(whole)))
        }
        Value::Default(inner, why) => by_default(copied(inner, changes), why),
        Value::OneOf(all) => {
            Value::OneOf(all.iter().map(|one| At::new(copied(&one.node, changes), one.span)).collect())
        }
        other => open(changes, why_of(other)),
    }
}

fn open(changes: &Map, why: Why) -> Value {
    Value::Map(Arc::new(Map { entries: changes.entries.clone(), open: Some(why) }))
}

/// The settings under a name: whatever the environment says, and what is given beside it otherwise.
fn setting(args: &Args) -> Value {
    let name = args.positional.first().and_then(|at| at.node.as_str()).map(Name::from).unwrap_or_default();
    let why = Why::Environment(name);
    match args.positional.get(1).map(|at| &at.node) {
        None | Some(Value::Null) => Value::Unknown(why),
        Some(value) => by_default(value.clone(), &why),
    }
}
