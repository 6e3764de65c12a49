//! One site from the contexts that its expression was seen in.

use super::{Cache, Caller, Prompt, Request, Ttl, fields, judge::Judged};
use crate::{
    resolve::event::{Call, Frame},
    value::{Field, FunctionId, Map, Value, Why},
};
use std::collections::HashSet;

/// Contexts of one expression that know the most: one whose stack is the end of another's knows less and is left out.
pub(super) fn widest<'a>(calls: &[&'a Call]) -> Vec<&'a Call> {
    let shorter: HashSet<&[Frame]> =
        calls.iter().flat_map(|call| (1..=call.stack.len()).map(|from| &call.stack[from..])).collect();
    calls.iter().copied().filter(|call| !shorter.contains(call.stack.as_slice())).collect()
}

/// Where classes inherit the method that leads to a call, what the method knows by itself counts only if it knows a
/// model: a base that leaves it to its subclasses never runs without one of them.
pub(super) fn without_abstract<'c, 's>(mut seen: Vec<(&'c Call, Judged<'s>)>) -> Vec<(&'c Call, Judged<'s>)> {
    let inherited = seen.iter().filter(|(call, _)| call.origin.heir().is_some());
    let inherited: HashSet<FunctionId> = inherited.filter_map(|(call, _)| call.origin.function()).collect();
    let of_base =
        |call: &Call| call.origin.heir().is_none() && call.origin.function().is_some_and(|id| inherited.contains(&id));
    let knows_model =
        |judged: &Judged<'_>| matches!(&judged.request.model, Field::Given(model) if model.node.is_settled());
    seen.retain(|(call, judged)| !of_base(call) || knows_model(judged));
    seen
}

/// Whether a bound cut a field off.
pub(super) fn is_cut(field: &Field) -> bool {
    match field {
        Field::Given(value) => value_is_cut(&value.node),
        Field::Unseen(why) => why.is_bound(),
        Field::Absent => false,
    }
}

fn value_is_cut(value: &Value) -> bool {
    matches!(value, Value::Unknown(why) if why.is_bound())
}

/// Whether a bound cut off an argument, or an entry of one.
pub(super) fn has_cut_argument(call: &Call) -> bool {
    let cut_map = |map: &Map| {
        map.open.as_ref().is_some_and(Why::is_bound) || map.entries.iter().any(|entry| value_is_cut(&entry.value.node))
    };
    let in_args = call.args.open.as_ref().is_some_and(Why::is_bound) || cut_map(&call.args.named);
    in_args
        || call.args.positional.iter().any(|value| match &value.node {
            Value::Map(map) => cut_map(map),
            value => value_is_cut(value),
        })
}

/// The requests of all contexts in one, and each caller's own.
pub(super) fn merged(seen: &[(&Call, Judged<'_>)]) -> Option<(Request, Vec<Caller>)> {
    let callers = seen
        .iter()
        .filter(|(call, _)| !call.stack.is_empty())
        .map(|(call, judged)| Caller { stack: call.stack.clone(), request: judged.request.clone() })
        .collect();
    let request = seen.iter().map(|(_, judged)| judged.request.clone()).reduce(joined)?;
    Some((request, callers))
}

fn joined(mut one: Request, other: Request) -> Request {
    let mut from = other.clone();
    for (into, from) in one.fields_mut().into_iter().zip(from.fields_mut()) {
        let both = (std::mem::replace(into, Field::Absent), std::mem::replace(from, Field::Absent));
        *into = fields::join(both.0, both.1);
    }
    one.model_default &= other.model_default;
    one.stream |= other.stream;
    one.stream_unseen |= other.stream_unseen;
    one.system = prompts(one.system, other.system);
    one.messages = prompts(one.messages, other.messages);
    one.cache = caches(one.cache, other.cache);
    let either = |one: Option<Ttl>, other| if one == other { one } else { Some(Ttl::Unknown) };
    one.whole_marker = either(one.whole_marker, other.whole_marker);
    one.tools_marker = either(one.tools_marker, other.tools_marker);
    one
}

/// What two prompts begin with; where they part, it is open.
fn prompts(mut one: Prompt, other: Prompt) -> Prompt {
    let shared = one.blocks.iter().zip(&other.blocks).take_while(|(a, b)| a == b).count();
    let parts = shared < one.blocks.len() || shared < other.blocks.len();
    one.blocks.truncate(shared);
    one.overridable |= other.overridable;
    one.open = one.open.or(other.open).or(parts.then_some(Why::TooMany));
    one
}

fn caches(one: Cache, other: Cache) -> Cache {
    let says = |cache: &Cache| match cache {
        Cache::Marked(_) => 4,
        Cache::Automatic => 3,
        Cache::Unseen(_) => 2,
        Cache::UnseenInMessages(_) => 1,
        Cache::Absent => 0,
    };
    if says(&other) > says(&one) { other } else { one }
}

impl Request {
    fn fields_mut(&mut self) -> [&mut Field; 19] {
        let [temperature, top_p, top_k] = &mut self.sampling;
        [
            temperature,
            top_p,
            top_k,
            &mut self.geography,
            &mut self.timeout,
            &mut self.retries,
            &mut self.model,
            &mut self.max_tokens,
            &mut self.tools,
            &mut self.tool_choice,
            &mut self.thinking,
            &mut self.effort,
            &mut self.betas,
            &mut self.service_tier,
            &mut self.speed,
            &mut self.output_format,
            &mut self.stop_sequences,
            &mut self.turns,
            &mut self.budget,
        ]
    }
}
