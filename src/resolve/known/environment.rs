//! What the environment says, asked for with what is taken where it says nothing.

use crate::{
    resolve::eval::{operators::by_default, text::fixed_str},
    value::{Args, Chain, Name, Step, Value, Why},
};

/// Classes of Python whose instances read the environment: `env("MODEL", default="…")`, `env.int("CAP", 1024)`.
const READERS: &[&str] =
    &["decouple.Config", "environ.Env", "environ.FileAwareEnv", "environs.Env", "starlette.config.Config"];

/// What the environment says under the first argument; the second is taken where it says nothing.
pub fn variable(args: &Args) -> Value {
    let default = args.positional.get(1).or_else(|| args.named.get("default"));
    replaceable(name_of(args), default.map(|at| &at.node))
}

/// The same of what reads the environment, called itself or by a method for a type. Where nothing is taken at the call,
/// the reader may have been made with it: `environ.Env(MODEL=(str, "…"))`.
pub fn read(chain: &Chain, args: &Args) -> Option<Value> {
    let (reader, [Step::Call(made), rest @ ..]) = chain.origin()? else { return None };
    if !READERS.contains(&reader.as_str()) || !matches!(rest, [] | [Step::Member(_)]) {
        return None;
    }
    let name = name_of(args);
    let declared = made.named.get(&name).and_then(|declared| match &declared.node {
        Value::List(pair) => pair.items.get(1),
        _ => None,
    });
    match variable(args) {
        Value::Unknown(_) if declared.is_some() => Some(replaceable(name, declared.map(|at| &at.node))),
        said => Some(said),
    }
}

fn name_of(args: &Args) -> Name {
    args.positional.first().and_then(fixed_str).map(Name::from).unwrap_or_default()
}

/// What the environment may replace.
fn replaceable(name: Name, default: Option<&Value>) -> Value {
    let why = Why::Environment(name);
    match default {
        None | Some(Value::Null) => Value::Unknown(why),
        Some(value) => by_default(value.clone(), &why),
    }
}
