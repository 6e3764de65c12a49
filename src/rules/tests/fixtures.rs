//! Call sites made by hand, for what pages cannot show well: unknowns, joins, and what other layers rarely give.

use super::super::{Context, Site, figures, judge, month::Rounds};
use crate::{
    calls::{
        AbsentCap, Around, Block, Cache, CallSite, Caller, OpenToCallers, Operation, Place, Platform, Prompt, Request,
        Ttl,
    },
    diagnostic::Diagnostic,
    policy::{Policy, Vocabulary},
    resolve::{
        event::{Frame, LoopFact},
        files::{Files, Hit},
    },
    source::{At, Source, SourceId, Span},
    syntax::{Language, LoopKind, Module, lower},
    value::{Field, FunctionId, HoleKind, Name, Piece, Text, Value, Why},
};
use jiff::civil::date;
use std::sync::Arc;

/// One file; its text, where that matters.
struct OneFile(&'static str, Option<Arc<Source>>);

impl Files for OneFile {
    fn find(&self, _: &str) -> Option<SourceId> {
        None
    }
    fn path(&self, _: SourceId) -> Arc<str> {
        self.0.into()
    }
    fn source(&self, _: SourceId) -> Option<Arc<Source>> {
        self.1.clone()
    }
    fn module(&self, _: SourceId) -> Option<Arc<Module>> {
        self.1.as_ref().map(|source| Arc::new(lower(source).module))
    }
    fn named(&self, _: &str) -> Vec<SourceId> {
        Vec::new()
    }
    fn in_folder(&self, _: &str) -> Vec<SourceId> {
        Vec::new()
    }
    fn mentions(&self, _: &[Language], _: &[Vec<Name>], _: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        Vec::new()
    }
}

/// What the rules say about these calls in `src/a.py` on 2026-11-22 under a policy.
pub fn found(calls: Vec<CallSite>, policy: &str) -> Vec<Diagnostic> {
    let as_of = date(2026, 11, 22);
    let policy = Policy::parse("skint.toml", policy, &Vocabulary::embedded()).expect("the policy of a test is right");
    let estimate =
        |call: &CallSite| crate::estimate::estimate(&call.request, &figures::shape(call, &policy, "src/a.py"), as_of);
    let sites: Vec<Site> = calls.into_iter().map(|call| Site { estimate: estimate(&call), call }).collect();
    judge(&Context { sites: &sites, candidates: &[], policy: &policy, as_of, files: &OneFile("src/a.py", None) })
}

/// What the rules say about the text of a file without calls.
pub fn written(path: &'static str, text: &str) -> Vec<Diagnostic> {
    let file = OneFile(path, Some(Arc::new(Source::new(SourceId(0), path.into(), text.into(), Vec::new()))));
    let (policy, candidates, as_of) = (Policy::embedded(), &[SourceId(0)], date(2026, 11, 22));
    judge(&Context { sites: &[], candidates, policy: &policy, as_of, files: &file })
}

/// Names of the rules that speak about one call. What is said of its model alone is left out: tests choose models for
/// what they cache and hold, not for their age.
pub fn rules(call: CallSite) -> Vec<&'static str> {
    found(vec![call], "").into_iter().map(|finding| finding.rule).filter(|rule| *rule != "dearer-older-model").collect()
}

/// What is said about one call first.
pub fn said(call: CallSite) -> String {
    found(vec![call], "").swap_remove(0).message
}

/// How often the loops around a call make a request of it.
pub fn rounds(call: &CallSite) -> Rounds {
    Rounds::of(call, &call.request, &[], &OneFile("src/a.py", None))
}

/// A place.
pub fn at(start: u32) -> Span {
    Span::new(SourceId(0), start, start + 1)
}

/// A field that is given.
pub fn given(value: Value) -> Field {
    Field::Given(At::new(value, at(1)))
}

/// A text that is written at a place.
pub fn text(text: &str, start: u32) -> Text {
    Text { pieces: vec![Piece::Fixed { text: text.into(), from: at(start) }] }
}

/// A text with a hole at its end.
pub fn text_with(text: &str, kind: HoleKind) -> Text {
    let pieces = vec![Piece::Fixed { text: text.into(), from: at(50) }, Piece::Hole { kind, at: at(60) }];
    Text { pieces }
}

/// A block of a system prompt.
pub fn block(text: Text, breakpoint: Option<Ttl>) -> Block {
    Block { role: None, text, media: false, special: None, breakpoint, at: at(40) }
}

/// About 2,000 tokens that are written at place 50.
pub fn rules_of_conduct() -> Block {
    block(text(&"Answer politely, and never promise a refund. ".repeat(160), 50), None)
}

/// A loop over a collection of unknown size.
pub fn each() -> LoopFact {
    LoopFact {
        kind: LoopKind::For,
        at: at(5),
        passes: None,
        carries: false,
        ends_early: false,
        limited: true,
        waits: false,
    }
}

/// A caller at a place.
pub fn caller(start: u32, request: Request) -> Caller {
    let callee = FunctionId(SourceId(0), 0);
    Caller { stack: vec![Frame { at: at(start), callee, caller: None, loops: Vec::new(), fan_out: false }], request }
}

/// An ordinary call with the Python SDK of a model, with a cap of 1,024.
pub fn call(model: &str) -> CallSite {
    CallSite {
        at: at(10),
        whole: Span::new(SourceId(0), 8, 30),
        language: Language::Python,
        sdk: "anthropic-python".into(),
        operation: Operation::Message,
        platform: Platform::Anthropic,
        lacks: Vec::new(),
        around: Around {
            function: Some("run".into()),
            loops: Vec::new(),
            in_loop: false,
            agent_loop: false,
            retried: false,
            timed: false,
            fan_out: false,
            place: Place::Library,
            workflow: None,
        },
        request: request(model),
        open_to_callers: OpenToCallers::default(),
        reached_from: Vec::new(),
        absent_cap: AbsentCap::Rejected,
        usage_read: false,
        stop_reason_read: false,
        usage_lost: false,
        read_for_ever: false,
        reads_json: false,
        client_made: true,
        imports: Arc::default(),
        retries: Some(2),
    }
}

/// A request to a model with a cap of 1,024, a short user message, and nothing else.
pub fn request(model: &str) -> Request {
    Request {
        model: given(Value::text(model, at(11))),
        model_default: false,
        max_tokens: given(Value::Int(1024)),
        system: Prompt::default(),
        messages: Prompt { blocks: vec![block(text("hello", 70), None)], ..Prompt::default() },
        tools: Field::Absent,
        tool_choice: Field::Absent,
        thinking: Field::Absent,
        effort: Field::Absent,
        stream: false,
        stream_unseen: false,
        cache: Cache::Absent,
        whole_marker: None,
        tools_marker: None,
        betas: Field::Absent,
        service_tier: Field::Absent,
        speed: Field::Absent,
        output_format: Field::Absent,
        stop_sequences: Field::Absent,
        sampling: [Field::Absent, Field::Absent, Field::Absent],
        geography: Field::Absent,
        timeout: Field::Absent,
        turns: Field::Absent,
        retries: Field::Absent,
        budget: Field::Absent,
    }
}

/// Something that cannot be seen.
pub fn unseen() -> Field {
    Field::Unseen(Why::Spread)
}
