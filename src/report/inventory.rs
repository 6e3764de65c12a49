//! From call sites to the rows of the inventory.

use super::{
    coverage::why_word,
    sites::{CapFact, Estimated, Reached, Site, State, SystemFact, ValueFact},
};
use crate::{
    calls::{self, Cache, CallSite, Caller, Fact, OpenToCallers, Operation, Prompt, Request},
    catalog::models,
    estimate::{Candidates, Estimate, Part, tokens_of},
    money::Tokens,
    resolve::files::Files,
    rules,
    source::Position,
    source::Span,
    value::{Field, Piece, Value},
};

/// The row of a site; nothing where its file cannot be read any more.
pub fn site(site: &rules::Site, files: &dyn Files) -> Option<Site> {
    let call = &site.call;
    let source = files.source(call.at.source)?;
    let at = source.position(call.at.start);
    let request = &call.request;
    Some(Site {
        path: source.path.to_string(),
        line: at.line,
        column: at.column,
        end_line: source.position(call.whole.end.saturating_sub(1)).line,
        cell: at.cell,
        language: call.language.name(),
        sdk: call.sdk.to_string(),
        operation: operation(call.operation),
        function: call.around.function.as_ref().map(ToString::to_string),
        model: known(call.model_fact()),
        max_tokens: cap(call.max_tokens_fact()),
        system: system(request),
        cached: cached(request),
        stream: Some(request.stream),
        thinking: Some(request.thinking_on()),
        tools: tools(request),
        in_loop: call.around.in_loop,
        batch: call.operation == Operation::Batch,
        usage_read: call.usage_read,
        reached_from: callers(call, files),
        estimate: Some(Estimated {
            input_tokens: site.estimate.input,
            open: open(&site.estimate),
            output_tokens: site.estimate.output,
            usd: site.estimate.per_call,
            because: site.estimate.because.iter().map(ToString::to_string).collect(),
            cases: site.estimate.cases.clone(),
            month: None,
        }),
    })
}

/// The name of an operation for programs.
pub fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Message => "message",
        Operation::Batch => "batch",
        Operation::CountTokens => "count-tokens",
        Operation::Agent => "agent",
        Operation::Config => "config",
    }
}

fn state(state: calls::State) -> State {
    match state {
        calls::State::Known => State::Known,
        calls::State::Absent => State::Absent,
        calls::State::Unknown => State::Unknown,
    }
}

fn known<T>(fact: Fact<T>) -> ValueFact<T> {
    ValueFact {
        state: state(fact.state),
        values: fact.values,
        overridable: fact.overridable,
        default: fact.default,
        partial: fact.partial,
        why: fact.why.as_ref().map(why_word),
    }
}

/// The cap's values in order of size, so that the same set always reads the same.
fn cap(mut fact: Fact<u64>) -> CapFact {
    fact.values.sort_unstable();
    known(fact)
}

/// The fixed text of the system prompt, counted for every model it may go to.
fn system(request: &Request) -> SystemFact {
    let prompt = &request.system;
    let open = is_open(prompt);
    if prompt.blocks.is_empty() {
        let state = if open { State::Unknown } else { State::Absent };
        return SystemFact { state, fixed_tokens: None, open };
    }
    SystemFact { state: State::Known, fixed_tokens: fixed_tokens(prompt, request), open }
}

fn is_open(prompt: &Prompt) -> bool {
    let holes =
        |block: &calls::Block| block.media || block.text.pieces.iter().any(|piece| matches!(piece, Piece::Hole { .. }));
    prompt.open.is_some() || prompt.blocks.iter().any(holes)
}

fn fixed_tokens(prompt: &Prompt, request: &Request) -> Option<Tokens> {
    let models = models::embedded();
    let known = Candidates::of(models, &request.model).known;
    let pieces = prompt.blocks.iter().flat_map(|block| &block.text.pieces);
    let text: String =
        pieces.filter_map(|piece| if let Piece::Fixed { text, .. } = piece { Some(&**text) } else { None }).collect();
    let counts = known.iter().map(|(model, _)| tokens_of(&text, models.tokenizer(model)));
    counts.reduce(Tokens::or)
}

fn cached(request: &Request) -> Option<bool> {
    match request.cache {
        Cache::Absent => Some(false),
        Cache::Marked(_) | Cache::Automatic => Some(true),
        Cache::Unseen(_) | Cache::UnseenInMessages(_) => None,
    }
}

fn tools(request: &Request) -> Option<usize> {
    match &request.tools {
        Field::Absent => Some(0),
        Field::Unseen(_) => None,
        Field::Given(value) => value.node.possibilities().all(is_whole).then(|| request.tools_count()),
    }
}

/// Whether all tools that a value holds are seen.
fn is_whole(value: &Value) -> bool {
    match value {
        Value::List(list) => list.open.is_none(),
        Value::Map(map) => map.open.is_none(),
        value => matches!(value, Value::Null | Value::Absent),
    }
}

/// The parts of a prompt that are in no figure, each once.
pub fn open(estimate: &Estimate) -> Vec<String> {
    let mut parts: Vec<Part> = estimate.open.iter().map(|open| open.part).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.iter().map(ToString::to_string).collect()
}

fn callers(call: &CallSite, files: &dyn Files) -> Vec<Reached> {
    let open_to_callers = OpenToCallers::default();
    let bare = CallSite { reached_from: Vec::new(), open_to_callers, ..call.clone() };
    call.reached_from.iter().filter_map(|caller| reached(&bare, caller, files)).collect()
}

/// What a caller makes of a site, given without its callers.
fn reached(call: &CallSite, caller: &Caller, files: &dyn Files) -> Option<Reached> {
    let outermost = caller.stack.first()?;
    let (path, Position { line, cell, .. }) = place(outermost.at, files)?;
    let seen = CallSite { request: caller.request.clone(), ..call.clone() };
    Some(Reached {
        path,
        line,
        cell,
        function: outermost.caller.as_ref().map(ToString::to_string),
        model: known(seen.model_fact()),
        max_tokens: cap(seen.max_tokens_fact()),
    })
}

fn place(at: Span, files: &dyn Files) -> Option<(String, Position)> {
    let source = files.source(at.source)?;
    Some((source.path.to_string(), source.position(at.start)))
}
