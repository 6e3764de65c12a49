//! From resolved calls to sites.

use super::{
    Around, CallSite, OpenToCallers, Operation, cap,
    contexts::{has_cut_argument, is_cut, merged, widest, without_abstract},
    evidence::Evidence,
    judge::{Judged, judge, may_be_told_by_callers},
    place,
    setups::{self, Builders, Found},
    timed, workflow,
};
use crate::{
    catalog::sdks::{Sdks, embedded},
    resolve::{Resolved, event::Call, files::Files},
    source::Span,
    syntax::LoopKind,
    value::{Field, Root, Value, Why},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Words in the head of a loop that tries the same thing again.
const RETRY_WORDS: [&str; 4] = ["retr", "attempt", "tries", "backoff"];

/// Whether the head of a loop, or the name of a decorator, says that the same thing is tried again.
pub fn tries_again(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    RETRY_WORDS.iter().any(|word| text.contains(word))
}

/// Every call of Claude among the resolved calls, in order of path and position: one site an expression, whatever
/// contexts it was seen in.
pub fn find(resolved: &Resolved, files: &dyn Files) -> Vec<CallSite> {
    find_with(embedded(), resolved, files)
}

/// Where the resolved calls are calls of Claude, or may be by what callers say: those whose callers are worth looking for.
pub fn places(resolved: &Resolved, files: &dyn Files) -> BTreeSet<Span> {
    let mut evidence = Evidence::new(files, resolved);
    let readable: Vec<&Call> = resolved.calls.iter().filter(|call| evidence.read(call.at.source)).collect();
    let sdks = embedded();
    let leads = |call: &Call| judge(sdks, &evidence, call).is_some() || may_be_told_by_callers(sdks, &evidence, call);
    let sites = readable.into_par_iter().filter(|call| leads(call));
    sites.map(|call| call.at).collect()
}

fn find_with(sdks: &Sdks, resolved: &Resolved, files: &dyn Files) -> Vec<CallSite> {
    let mut evidence = Evidence::new(files, resolved);
    let mut contexts: BTreeMap<Span, Vec<&Call>> = BTreeMap::new();
    let called: BTreeSet<Span> = resolved.calls.iter().filter_map(declared_elsewhere).collect();
    let stands = |call: &&Call| !called.contains(&call.at) || call.around.declared != Some(call.at);
    for call in resolved.calls.iter().filter(stands).filter(|call| evidence.read(call.at.source)) {
        contexts.entry(call.at).or_default().push(call);
    }
    let evidence = evidence;
    let contexts: Vec<Vec<&Call>> = contexts.into_values().collect();
    setups::without_used(contexts.par_iter().filter_map(|calls| site(sdks, &evidence, calls)).collect())
}

/// The method that declares what a call sends, where the call is none of its own.
fn declared_elsewhere(call: &Call) -> Option<Span> {
    call.around.declared.filter(|declared| *declared != call.at)
}

fn site(sdks: &Sdks, evidence: &Evidence<'_>, calls: &[&Call]) -> Option<Found> {
    let judged = widest(calls).into_iter().filter_map(|call| Some((call, in_context(sdks, evidence, call, calls)?)));
    let seen = without_abstract(judged.collect());
    let (call, first) = seen.first()?;
    let (request, reached_from) = merged(&seen)?;
    let file = evidence.file(call.at.source)?;
    let same = |platform| seen.iter().all(|(_, judged)| judged.platform == platform);
    let builders = Builders::of(first.sets_up, call.at, seen.iter().map(|(call, _)| *call));
    let site = CallSite {
        at: builders.own.unwrap_or(call.at),
        whole: call.whole,
        language: file.module.language,
        sdk: Arc::clone(&first.sdk.id),
        operation: first.operation,
        platform: if same(first.platform) { first.platform } else { super::Platform::Unknown },
        lacks: first.lacks.to_vec(),
        around: around(call, first, evidence, &file.path),
        absent_cap: cap::consequence(first.absent_cap, &request),
        open_to_callers: open_to_callers(sdks, evidence, calls),
        request,
        reached_from,
        usage_read: call.around.usage_read,
        stop_reason_read: call.around.stop_reason_read,
        usage_lost: call.around.parts_only,
        read_for_ever: call.around.reads_for_ever,
        reads_json: call.around.reads_json,
        client_made: seen.iter().all(|(_, judged)| judged.client_made),
        imports: Arc::clone(&file.module.taken),
        retries: first.sdk.retries,
    };
    Some(Found { site, builders })
}

/// A call as one of its contexts shows it. Where a bound cut off what that context says of the model, it is what the
/// function knows by itself: a context must not make a call of Claude vanish by being too long.
fn in_context<'s>(sdks: &'s Sdks, evidence: &Evidence<'_>, call: &Call, calls: &[&Call]) -> Option<Judged<'s>> {
    let judged = judge(sdks, evidence, call);
    let known = match &judged {
        Some(judged) => !is_cut(&judged.request.model),
        None => !has_cut_argument(call),
    };
    if known {
        return judged;
    }
    let shorter =
        calls.iter().filter(|other| other.stack.len() < call.stack.len() && call.stack.ends_with(&other.stack));
    shorter.max_by_key(|other| other.stack.len()).and_then(|other| judge(sdks, evidence, other)).or(judged)
}

/// Seen from its own function alone, a part of the request that is a parameter is open to whoever calls.
fn open_to_callers(sdks: &Sdks, evidence: &Evidence<'_>, calls: &[&Call]) -> OpenToCallers {
    let own = calls.iter().filter(|call| call.stack.is_empty()).min_by_key(|call| call.origin.heir().is_some());
    let Some(own) = own.and_then(|call| judge(sdks, evidence, call)) else { return OpenToCallers::default() };
    let parameter = |why: &Why| matches!(why, Why::Parameter(_));
    let open = |field: &Field| match field {
        Field::Given(value) => {
            let passed = |value: &Value| match value {
                Value::Unknown(why) | Value::Default(_, why) => parameter(why),
                Value::Foreign(chain) => matches!(&chain.root, Root::Unknown(why) if parameter(why)),
                _ => false,
            };
            value.node.possibilities().any(passed)
        }
        Field::Unseen(why) => parameter(why),
        Field::Absent => false,
    };
    OpenToCallers { model: open(&own.request.model), max_tokens: open(&own.request.max_tokens) }
}

fn around(call: &Call, judged: &Judged<'_>, evidence: &Evidence<'_>, path: &str) -> Around {
    let around = &call.around;
    let lexical = |kind: LoopKind| kind != LoopKind::Each;
    let looped =
        || around.in_try && around.loops.iter().any(|at| lexical(at.kind) && tries_again(&evidence.slice(at.at)));
    Around {
        function: around.function.clone(),
        loops: around.loops.clone(),
        in_loop: around.loops.iter().any(|at| lexical(at.kind)),
        agent_loop: around.loops.iter().any(|at| at.carries),
        timed: judged.operation == Operation::Agent && timed::is_timed(call, judged.runs, evidence.files),
        retried: around.decorators.iter().any(|name| tries_again(name)) || looped(),
        fan_out: around.fan_out || around.loops.iter().any(|at| at.kind == LoopKind::Each),
        place: place::of(path, around),
        workflow: workflow::around(call, evidence.files),
    }
}
