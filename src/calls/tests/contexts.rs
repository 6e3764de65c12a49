use super::build::*;
use crate::source::SourceId;
use crate::{
    calls::{Place, Prompt, State},
    resolve::event::{Around, Call, LoopFact},
    syntax::LoopKind,
    value::{Args, FunctionId, Map, Parameter, Value, Why},
};
use std::sync::Arc;

const OPUS: &str = "claude-opus-5-5";
const HAIKU: &str = "claude-haiku-5-5";

fn ask(model: Value, cap: Value) -> Call {
    let args = named([("model", model), ("max_tokens", cap), ("system", text("Be brief."))]);
    call(chain("anthropic Anthropic() messages create"), args)
}

fn parameter() -> Value {
    Value::Unknown(Why::Parameter(Parameter { function: FunctionId(SourceId(0), 1), name: "model".into() }))
}

#[test]
fn callers_of_a_wrapper_join_into_one_site() {
    let sites = PYTHON.sites(vec![
        ask(parameter(), Value::Int(1)),
        from_callers(ask(text(HAIKU), Value::Int(256)), &[3]),
        from_callers(ask(text(OPUS), Value::Int(32000)), &[4]),
    ]);
    let [site] = sites.as_slice() else { panic!("one expression is one site") };
    let fact = site.model_fact();
    assert_eq!((fact.values.as_slice(), fact.state), ([HAIKU.to_owned(), OPUS.to_owned()].as_slice(), State::Known));
    assert!(fact.partial, "the model is a parameter: callers that are not seen may pass another");
    assert_eq!(site.max_tokens_fact().values, [256, 32000]);
    assert_eq!(site.reached_from.len(), 2);
    assert_eq!(site.request.system.blocks.len(), 1, "what all contexts share stays known");
}

#[test]
fn a_context_that_knows_less_than_a_longer_one_is_left_out() {
    let sites = PYTHON.sites(vec![
        from_callers(ask(parameter(), Value::Int(1)), &[4]),
        from_callers(ask(text(OPUS), Value::Int(1)), &[3, 4]),
    ]);
    assert_eq!(sites[0].reached_from.len(), 1);
    assert_eq!(sites[0].model_fact().why, None);
}

#[test]
fn an_unknown_caller_keeps_the_rest_partial() {
    let sites = PYTHON.sites(vec![
        from_callers(ask(text(OPUS), Value::Int(1)), &[3]),
        from_callers(ask(unknown(), Value::Int(1)), &[4]),
    ]);
    let fact = sites[0].model_fact();
    assert_eq!(
        (fact.values.as_slice(), fact.partial, fact.why),
        ([OPUS.to_owned()].as_slice(), true, Some(Why::Runtime))
    );
}

#[test]
fn callers_that_pass_another_vendors_client_do_not_count() {
    let args = || named([("model", text(OPUS)), ("messages", list([]))]);
    let other = named([("model", text("gpt-4o")), ("messages", list([]))]);
    let injected = call(chain("? messages create"), args());
    let sites =
        PYTHON.sites(vec![injected, from_callers(call(chain("ollama Client() messages create"), other.clone()), &[3])]);
    assert!(sites.is_empty(), "the only caller is another vendor's");
}

#[test]
fn prompts_that_part_are_open_from_there() {
    let with = |first: &str| {
        let args = named([
            ("model", text(OPUS)),
            ("system", list([map([("text", text("shared"))]), map([("text", text(first))])])),
        ]);
        call(chain("anthropic Anthropic() messages create"), args)
    };
    let sites = PYTHON.sites(vec![from_callers(with("a"), &[3]), from_callers(with("b"), &[4])]);
    let Prompt { blocks, open, .. } = &sites[0].request.system;
    assert_eq!((blocks.len(), open), (1, &Some(Why::TooMany)));
}

#[test]
fn loops_are_lexical_and_retries_are_told_by_their_words() {
    let around = |kind: LoopKind| {
        let at = LoopFact {
            kind,
            at: span(1),
            passes: None,
            carries: kind == LoopKind::Forever,
            ends_early: false,
            limited: true,
            waits: false,
        };
        let mut call = ask(text(OPUS), Value::Int(1));
        call.around = Around { loops: vec![at], ..Around::default() }.into();
        PYTHON.sites(vec![call]).remove(0).around
    };
    assert!(around(LoopKind::For).in_loop && around(LoopKind::Comprehension).in_loop);
    assert!(around(LoopKind::Forever).agent_loop);
    let each = around(LoopKind::Each);
    assert!(!each.in_loop && each.fan_out && !each.retried);
    let mut call = ask(text(OPUS), Value::Int(1));
    call.around = Around { decorators: vec!["tenacity.retry".into()], ..Around::default() }.into();
    assert!(PYTHON.sites(vec![call]).remove(0).around.retried);
}

#[test]
fn places_are_told_by_path_and_decorators() {
    let place = |path: &'static str, around: Around| {
        let mut call = ask(text(OPUS), Value::Int(1));
        call.around = around.into();
        Tree { path, ..PYTHON }.sites(vec![call]).remove(0).around.place
    };
    let decorated = |name: &str| Around { decorators: vec![name.into()], ..Around::default() };
    assert_eq!(place("tests/test_a.py", Around::default()), Place::Test);
    assert_eq!(place("a.ipynb", Around::default()), Place::Notebook);
    assert_eq!(place("scripts/a.py", Around::default()), Place::Script);
    assert_eq!(place("a.py", Around { main_guard: true, ..Around::default() }), Place::Script);
    assert_eq!(place("a.py", decorated("app.post")), Place::WebHandler);
    assert_eq!(place("a.py", decorated("celery.shared_task")), Place::Job);
    assert_eq!(place("app/api/chat/route.ts", Around::default()), Place::WebHandler);
    assert_eq!(place("src/llm.py", Around::default()), Place::Library);
}

#[test]
fn a_deep_request_ends_in_bounded_time() {
    let mut deep = text("x");
    for _ in 0..2000 {
        deep = list([map([("content", deep)])]);
    }
    let args = Args { ..named([("model", text(OPUS)), ("messages", deep)]) };
    let site = PYTHON.site(chain("anthropic Anthropic() messages create"), args);
    assert_eq!(site.request.messages.open, Some(Why::TooDeep));
}

#[test]
fn a_context_that_a_bound_cut_off_says_what_the_function_knows_by_itself() {
    let generate = |model: Value| call(chain("ai generateText"), positional([map([("model", model)])]));
    let known = text("anthropic/claude-haiku-4.5");
    let cut = || Value::Unknown(Why::TooDeep);
    let sites = TYPESCRIPT.sites(vec![generate(known.clone()), from_callers(generate(cut()), &[3])]);
    assert_eq!(sites.len(), 1, "a long context must not hide a call");
    assert_eq!(sites[0].model_fact().values, ["anthropic/claude-haiku-4.5"]);
    assert_eq!(sites[0].reached_from.len(), 1);
    let half = Value::Map(Arc::new(Map { entries: Vec::new(), open: Some(Why::TooDeep) }));
    let half = from_callers(call(chain("ai generateText"), positional([half])), &[3]);
    assert_eq!(TYPESCRIPT.sites(vec![generate(known.clone()), half]).len(), 1, "and neither a half of its options");
    let other = TYPESCRIPT.sites(vec![generate(known), from_callers(generate(text("openai/gpt-5")), &[3])]);
    assert!(other.is_empty(), "its only caller passes another vendor's model");
    assert!(TYPESCRIPT.sites(vec![from_callers(generate(cut()), &[3])]).is_empty());
}
