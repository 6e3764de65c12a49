//! What starts a job of a GitHub workflow, and what bounds it.

use super::{Trigger, Workflow, fields};
use crate::{
    resolve::{documents, event::Call, files::Files},
    source::{At, Span},
    syntax::yaml,
    value::{Field, Map, Name, Piece, Value},
};
use std::sync::Arc;

/// The workflow around a call: what is among the arguments of a step, or what the file says around a command in one.
pub(super) fn around(call: &Call, files: &dyn Files) -> Option<Workflow> {
    if call.args.named.get("$0").is_some() {
        return of(&At::new(Value::Map(Arc::new(call.args.named.clone())), call.whole), files);
    }
    let path = files.path(call.at.source);
    if !yaml::has_steps(&path) {
        return None;
    }
    let documents = documents::values(&*files.module(call.at.source)?);
    documents.iter().find_map(|document| of(&step(document, call.at)?, files))
}

/// The step that a place is in, with the document as `$0` and the job as `$1`.
fn step(document: &At<Value>, at: Span) -> Option<At<Value>> {
    let jobs = entry(document, "jobs")?;
    let Value::Map(jobs) = &jobs.node else { return None };
    let job = jobs.entries.iter().map(|entry| &entry.value).find(|job| job.span.contains(at))?;
    let Value::List(steps) = &entry(job, "steps")?.node else { return None };
    let step = steps.items.iter().find(|step| step.span.contains(at))?;
    let Value::Map(map) = &step.node else { return None };
    let mut map = Map::clone(map);
    map.set("$0".into(), document.clone());
    map.set("$1".into(), job.clone());
    Some(At::new(Value::Map(Arc::new(map)), step.span))
}

fn entry<'v>(value: &'v At<Value>, key: &str) -> Option<&'v At<Value>> {
    if let Value::Map(map) = &value.node { map.get(key) } else { None }
}

fn of(step: &At<Value>, files: &dyn Files) -> Option<Workflow> {
    let given = |path: &[&str]| {
        let path: Vec<Name> = path.iter().map(|part| Name::from(*part)).collect();
        fields::dig(step, &path, &[])
    };
    let Field::Given(At { node: Value::Map(_), .. }) = given(&["$0", "jobs"]) else { return None };
    let cancels = ["$1", "$0"].iter().any(|of| {
        let said = given(&[of, "concurrency", "cancel-in-progress"]);
        matches!(said, Field::Given(value) if value.node != Value::Bool(false))
    });
    let timeout = [given(&["timeout-minutes"]), given(&["$1", "timeout-minutes"])];
    Some(Workflow {
        triggers: triggers(&given(&["$0", "on"])),
        conditions: [given(&["$1", "if"]), given(&["if"])].iter().filter_map(|field| shown(field, files)).collect(),
        cancels,
        queues: !cancels && ["$1", "$0"].iter().any(|of| given(&[of, "concurrency"]) != Field::Absent),
        timeout_minutes: timeout.into_iter().find(|field| *field != Field::Absent).unwrap_or(Field::Absent),
        jobs: jobs(&given(&["$1", "strategy", "matrix"])),
        uses: match given(&["uses"]) {
            Field::Given(uses) => uses.node.as_str().map(|name| At::new(name.into(), uses.span)),
            _ => None,
        },
        inputs: inputs(&given(&["with"])),
    })
}

fn inputs(with: &Field) -> Vec<At<Name>> {
    let Field::Given(At { node: Value::Map(with), .. }) = with else { return Vec::new() };
    with.entries.iter().map(|entry| At::new(entry.key.clone(), entry.value.span)).collect()
}

/// `on: push`, `on: [push, pull_request]`, and events with what narrows them.
fn triggers(on: &Field) -> Vec<Trigger> {
    let Field::Given(on) = on else { return Vec::new() };
    match &on.node {
        Value::Map(events) => events.entries.iter().map(|event| trigger(&event.key, &event.value)).collect(),
        Value::List(events) => events.items.iter().filter_map(bare).collect(),
        _ => bare(on).into_iter().collect(),
    }
}

fn bare(event: &At<Value>) -> Option<Trigger> {
    let name = event.node.as_str()?;
    Some(Trigger {
        event: name.as_str().into(),
        types: Vec::new(),
        filters: Vec::new(),
        crons: Vec::new(),
        at: event.span,
    })
}

fn trigger(event: &Name, value: &At<Value>) -> Trigger {
    let nothing = Map::default();
    let said = if let Value::Map(map) = &value.node { map } else { &nothing };
    let types = said.get("types").map(texts).unwrap_or_default();
    let filters = said.entries.iter().map(|entry| &entry.key).filter(|key| FILTERS.contains(&key.as_str()));
    let crons = match &value.node {
        Value::List(times) => times.items.iter().filter_map(|time| cron(&time.node)).collect(),
        _ => Vec::new(),
    };
    let types = types.into_iter().map(Name::from).collect();
    Trigger { event: event.clone(), types, filters: filters.cloned().collect(), crons, at: value.span }
}

/// What narrows an event.
const FILTERS: [&str; 6] = ["branches", "branches-ignore", "paths", "paths-ignore", "tags", "tags-ignore"];

fn cron(time: &Value) -> Option<String> {
    if let Value::Map(time) = time { time.get("cron")?.node.as_str() } else { None }
}

fn texts(value: &At<Value>) -> Vec<String> {
    match &value.node {
        Value::List(list) => list.items.iter().filter_map(|item| item.node.as_str()).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// A condition as written: what GitHub fills in is what it says.
fn shown(field: &Field, files: &dyn Files) -> Option<String> {
    let Field::Given(condition) = field else { return None };
    let written = |at: Span| files.source(at.source).map(|source| source.slice(at).to_owned());
    let Value::Text(text) = &condition.node else { return Some(written(condition.span).unwrap_or_default()) };
    let pieces = text.pieces.iter().map(|piece| match piece {
        Piece::Fixed { text, .. } => text.to_string(),
        Piece::Hole { at, .. } => written(*at).unwrap_or_default(),
    });
    Some(pieces.collect())
}

/// How many jobs a matrix makes: the product of its lists; nothing where it is not known, or includes and leaves out.
fn jobs(matrix: &Field) -> Option<u64> {
    let Field::Given(matrix) = matrix else { return (*matrix == Field::Absent).then_some(1) };
    let Value::Map(map) = &matrix.node else { return None };
    let size = |value: &Value| match value {
        Value::List(list) if list.open.is_none() => u64::try_from(list.items.len()).ok(),
        _ => None,
    };
    map.entries.iter().try_fold(1_u64, |product, entry| match entry.key.as_str() {
        "include" | "exclude" => None,
        _ => product.checked_mul(size(&entry.value.node)?),
    })
}
