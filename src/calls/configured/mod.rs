//! Calls that files of data configure: workflows, agents, prompts, gateways.
//!
//! A page says in which files entries stand, where, and what they must hold. Each entry becomes a call of a function of
//! that page with the entry's values as its arguments, so that all that follows (whose model it is, the request, the
//! rules) is the same as for a call in code. Beside the entry's own values its arguments hold `$key`, the name it stands
//! under, `$value` where it is a text, and `$0`, `$1`, … for the document and what each `*` of the path leads to.

mod arguments;
mod entries;
mod environment;

use super::fields;
use crate::{
    bounds::CONFIGURED_ENTRIES,
    catalog::sdks::{Argument, Condition, FileShape, Path, Sdk, Sdks, embedded},
    money::grouped,
    resolve::{
        documents,
        event::{Around, Call, Origin},
        files::Files,
    },
    source::{At, Source, SourceId, Span},
    syntax::language_of,
    value::{Args, Chain, Field, Map, Name, Root, Value},
};
use entries::Entry;
use memchr::memmem;
use rayon::prelude::*;
use std::{collections::HashSet, sync::Arc};

/// The entries of `candidates` that may configure a call, as calls, in order of place.
pub fn configured(files: &dyn Files, candidates: &[SourceId]) -> Vec<Call> {
    candidates.par_iter().flat_map_iter(|id| in_file(embedded(), files, *id)).collect()
}

fn in_file(sdks: &Sdks, files: &dyn Files, id: SourceId) -> Vec<Call> {
    let path = files.path(id);
    let mut shapes = sdks.files(&path);
    if shapes.is_empty() || !language_of(&path).is_some_and(crate::syntax::Language::is_data) {
        return Vec::new();
    }
    let Some(source) = files.source(id) else { return Vec::new() };
    let holds = |word: &String| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some();
    shapes.retain(|(_, shape)| shape.words.is_empty() || shape.words.iter().any(holds));
    if shapes.is_empty() {
        return Vec::new();
    }
    let documents = files.module(id).map(|module| documents::values(&module)).unwrap_or_default();
    let mut taken = HashSet::new();
    let mut calls = Vec::new();
    for (sdk, shape) in shapes {
        let all: Vec<_> = documents.iter().map(|document| entries::of(document, shape)).collect();
        if all.iter().any(|(_, has_more)| *has_more) {
            let most = grouped(&CONFIGURED_ENTRIES.to_string());
            files.fault(id, format!("it has more than {most} entries that may configure calls; the rest is left out"));
        }
        for entry in all.into_iter().flat_map(|(entries, _)| entries) {
            if let Some(call) = call(sdk, shape, &source, &entry)
                && taken.insert(entry.value.span)
            {
                calls.push(call);
            }
        }
    }
    calls
}

/// An entry as a call, if it says what the page asks for.
fn call(sdk: &Sdk, shape: &FileShape, source: &Source, entry: &Entry) -> Option<Call> {
    let whole = entry.value.span;
    let said = At::new(Value::Map(Arc::new(arguments::of(entry, shape, source))), whole);
    if !shape.when.iter().all(|condition| condition.at.iter().any(|path| holds(condition, given(&said, path)))) {
        return None;
    }
    let Value::Map(named) = &said.node else { return None };
    let calls = sdk.shapes.iter().filter(|call| call.final_names().any(|name| *name == shape.call));
    let models: Vec<&Path> = calls.flat_map(|call| call.paths(Argument::Model)).collect();
    let named = arguments::with_bare_ids(Map::clone(named), &models, shape);
    Some(Call {
        at: line(shape.line.iter().chain(models), source, &said),
        whole,
        callee: Arc::new(Chain { root: Root::Global(shape.call.clone()), steps: Vec::new() }),
        args: Arc::new(Args { named, ..Args::default() }),
        stack: Vec::new(),
        origin: Origin::Module(whole.source),
        around: Arc::new(Around { function: function(entry, &said), ..Around::default() }),
    })
}

fn holds(condition: &Condition, found: Option<At<Value>>) -> bool {
    found.is_some_and(|value| match value.node.as_str() {
        Some(text) => condition.holds_for(&text),
        None => condition.given,
    })
}

/// The line that is shown: of the first of the places that is in the entry, or where the entry begins.
fn line<'p>(places: impl Iterator<Item = &'p Path>, source: &Source, entry: &At<Value>) -> Span {
    let mut given = places.filter_map(|path| given(entry, path)).map(|value| value.span);
    let at = given.find(|span| entry.span.contains(*span)).unwrap_or(entry.span);
    let (_, end) = source.line_around(at.start);
    Span { end: at.end.min(end).max(at.start), ..at }
}

/// The job, agent or model that the entry is named for.
fn function(entry: &Entry, args: &At<Value>) -> Option<Name> {
    let said = || given(args, &Path(vec!["name".into()]))?.node.as_str().map(Name::from);
    entry.name.clone().or_else(said)
}

fn given(args: &At<Value>, path: &Path) -> Option<At<Value>> {
    match fields::dig(args, &path.0, &[]) {
        Field::Given(value) if value.node != Value::Null => Some(value),
        _ => None,
    }
}
