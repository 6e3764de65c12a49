//! Functions that are handed to others to run: thread and process pools, executors, threads.

use crate::{
    resolve::{
        eval::{Act, Machine, loops::item_of},
        event::LoopFact,
    },
    source::{At, Span, offset},
    syntax::{Language, LoopKind},
    value::{Args, Chain, List, Local, Name, Step, Value, Why},
};
use std::sync::Arc;

/// A call that runs a function of the tree with the arguments beside it.
pub fn call(machine: &mut Machine<'_>, act: &mut Act, chain: &Chain, args: &Arc<Args>, at: Span) -> Option<At<Value>> {
    let Some(Step::Member(name)) = chain.steps.last() else { return None };
    match name.as_str() {
        "run_in_executor" => through(machine, act, args, 1, at),
        "submit" | "to_thread" | "run_in_threadpool" | "run_sync" | "apply" | "apply_async" => {
            through(machine, act, args, 0, at)
        }
        "map" | "imap" | "imap_unordered" | "map_async" => each(machine, act, args, at),
        "Thread" | "Process" | "Timer" => started(machine, act, args, at),
        _ => None,
    }
}

fn is_function(value: &At<Value>) -> bool {
    matches!(&value.node, Value::Local(local) if matches!(**local, Local::Function { .. }))
}

/// Whether a value is a function outside the tree of which calls are looked for, or has some of its arguments already.
fn is_wanted(machine: &Machine<'_>, language: Language, value: &At<Value>) -> bool {
    let Value::Foreign(chain) = &value.node else { return false };
    if let Some(function) = super::called(chain, "functools.partial").and_then(|given| given.positional.first()) {
        return is_function(function) || is_wanted(machine, language, function);
    }
    let ends = |name: &Name| machine.world.wants(language, name);
    matches!(chain.steps.last(), Some(Step::Member(name)) if ends(name))
}

/// The function at a position, with the arguments after it.
fn through(machine: &mut Machine<'_>, act: &mut Act, args: &Args, position: usize, at: Span) -> Option<At<Value>> {
    let function = args
        .positional
        .get(position)
        .filter(|value| is_function(value) || is_wanted(machine, act.module.language, value))?;
    let rest = args.positional.get(position + 1..).unwrap_or(&[]).to_vec();
    let args = Args { positional: rest, named: args.named.clone(), open: args.open.clone(), ..Args::default() };
    let args = Arc::new(args);
    Some(machine.apply(act, function, &args, named(function, at), at).0)
}

/// Where a function that is handed on is named: the last part of its name, if that stands in the call.
fn named(function: &At<Value>, call: Span) -> Span {
    let Value::Foreign(chain) = &function.node else { return function.span };
    let length = chain.last_member().map_or(0, |name| offset(name.len()));
    let within =
        function.span.source == call.source && call.start <= function.span.start && function.span.end <= call.end;
    if within { Span { start: function.span.end.saturating_sub(length), ..function.span } } else { call }
}

/// The function for each item of a collection.
fn each(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> Option<At<Value>> {
    let [function, collections @ ..] = args.positional.as_slice() else { return None };
    if !is_function(function) {
        return None;
    }
    let items = collections.iter().map(|collection| item_of(&collection.node, collection.span)).collect();
    let args = Arc::new(Args { positional: items, ..Args::default() });
    act.loops.push(LoopFact {
        kind: LoopKind::Each,
        at,
        passes: None,
        carries: false,
        ends_early: false,
        limited: true,
        waits: false,
    });
    let result = machine.apply(act, function, &args, function.span, at).0;
    act.loops.pop();
    Some(At::new(Value::List(Arc::new(List { items: vec![result], open: Some(Why::Runtime) })), at))
}

/// `Thread(target=f, args=(…))`.
fn started(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> Option<At<Value>> {
    let function = args.named.get("target").filter(|value| is_function(value))?.clone();
    let positional = match args.named.get("args").map(|args| &args.node) {
        Some(Value::List(list)) => list.items.clone(),
        _ => Vec::new(),
    };
    let passed = Arc::new(Args { positional, ..Args::default() });
    machine.apply(act, &function, &passed, function.span, at);
    None
}
