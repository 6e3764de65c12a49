//! Keeping values small: what weighs more than the bounds allow loses its heaviest parts.

use crate::{
    resolve::bounds::{LITERAL_WEIGHT, MAP_ENTRIES, WEIGHT},
    source::At,
    value::{Args, Chain, Entry, List, Map, Step, Value, Why},
};
use std::sync::Arc;

/// The value, if it is light enough; else without what makes it heavy.
pub fn bounded(value: Value) -> Value {
    let most = match &value {
        Value::Map(map) if map.entries.len() > MAP_ENTRIES => {
            return Value::Map(Arc::new(Map { entries: Vec::new(), open: Some(Why::TooMany) }));
        }
        Value::List(_) | Value::Map(_) => LITERAL_WEIGHT,
        Value::Foreign(_) | Value::OneOf(_) | Value::Local(_) | Value::Default(..) => WEIGHT,
        _ => return value,
    };
    if value.weight(most) < most {
        return value;
    }
    match value {
        Value::List(list) => {
            Value::List(Arc::new(List { items: list.items.iter().map(light).collect(), open: list.open.clone() }))
        }
        Value::Map(map) => Value::Map(Arc::new(light_map(&map))),
        Value::Foreign(chain) => Value::Foreign(Arc::new(light_chain(&chain))),
        _ => Value::Unknown(Why::TooMany),
    }
}

/// A part of something heavy, or its absence where it is itself to blame.
fn light(part: &At<Value>) -> At<Value> {
    let share = WEIGHT / 10;
    if part.node.weight(share) < share { part.clone() } else { At::new(Value::Unknown(Why::TooMany), part.span) }
}

fn light_map(map: &Map) -> Map {
    let entries = map.entries.iter().map(|entry| Entry { key: entry.key.clone(), value: light(&entry.value) });
    Map { entries: entries.collect(), open: map.open.clone() }
}

fn light_chain(chain: &Chain) -> Chain {
    let steps = chain.steps.iter().map(|step| match step {
        Step::Call(args) => Step::Call(Arc::new(Args {
            positional: args.positional.iter().map(light).collect(),
            named: light_map(&args.named),
            open: args.open.clone(),
            building: args.building,
            function: args.function,
        })),
        other => other.clone(),
    });
    Chain { root: chain.root.clone(), steps: steps.collect() }
}
