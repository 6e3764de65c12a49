use super::build::*;
use crate::{
    calls::{AbsentCap, Operation},
    value::{Args, Value},
};

const OPUS: &str = "claude-opus-5-5";

fn chat(model: Value) -> Args {
    let message = |role: &str| map([("role", text(role)), ("content", text("hi"))]);
    named([("model", model), ("messages", list([message("system"), message("user")]))])
}

#[test]
fn system_messages_are_the_system_prompt() {
    for callee in ["litellm completion", "openai OpenAI() chat completions create"] {
        let site = PYTHON.site(chain(callee), chat(text("anthropic/claude-opus-5-5")));
        assert_eq!((site.request.system.blocks.len(), site.request.messages.blocks.len()), (1, 1), "{callee}");
    }
}

#[test]
fn openai_calls_count_only_with_a_claude_model() {
    let naming = Tree { text: "claude", imports: &["anthropic", "openai"], ..PYTHON };
    naming.nothing(chain("openai OpenAI() chat completions create"), chat(unknown()));
    naming.nothing(chain("? chat completions create"), chat(unknown()));
    naming.nothing(chain("openai OpenAI() chat completions create"), chat(text("gpt-4o")));
    PYTHON.site(chain("? chat completions create"), chat(text("anthropic/claude-sonnet-4.5")));
    let args = positional([map([("model", text("anthropic/claude-sonnet-4.5"))])]);
    TYPESCRIPT.site(chain("openai default() chat completions create"), args);
}

#[test]
fn litellm_takes_an_unknown_model_on_evidence() {
    PYTHON.nothing(chain("litellm acompletion"), chat(unknown()));
    PYTHON.nothing(chain("litellm completion"), chat(text("gpt-4o")));
    Tree { text: "m = 'claude-x'", ..PYTHON }.site(chain("litellm acompletion"), chat(unknown()));
    Tree { text: "m = 'claude-x'", ..PYTHON }.nothing(chain("litellm completion"), chat(text("house-alias")));
}

#[test]
fn instructor_binds_the_model_or_passes_it() {
    let bound = PYTHON.site(chain("instructor from_provider"), positional([text("anthropic/claude-opus-5-5")]));
    assert_eq!((bound.operation, bound.absent_cap), (Operation::Config, AbsentCap::Filled(4096)));
    PYTHON.nothing(chain("instructor from_provider"), positional([text("openai/gpt-4o")]));
    let client = || made("anthropic AsyncAnthropic", Args::default());
    let from_anthropic = called(chain("instructor from_anthropic"), positional([client()]));
    PYTHON.site(member(from_anthropic, "chat completions create"), chat(unknown()));
    let held = called(chain("instructor AsyncInstructor"), named([("client", client())]));
    PYTHON.site(member(held, "chat completions create"), chat(text(OPUS)));
    let provider = called(chain("instructor from_provider"), positional([text("anthropic/claude-opus-5-5")]));
    PYTHON.nothing(member(provider, "chat completions create"), named([("messages", list([]))]));
}

#[test]
fn an_absent_cap_behind_a_gateway_is_the_models_and_not_an_unknown_ones() {
    let asked =
        |id: &str| TYPESCRIPT.site(chain("ai generateText"), positional([map([("model", text(id))])])).absent_cap;
    assert_eq!(asked("anthropic/claude-sonnet-4.5"), AbsentCap::Filled(64_000));
    assert_eq!(asked("anthropic/claude-haiku-4.5"), AbsentCap::Filled(64_000));
    assert_eq!(asked("claude-sonnet-4-5"), AbsentCap::Filled(64_000));
    assert_eq!(asked("anthropic/claude-opus-4.6"), AbsentCap::Filled(128_000));
    assert_eq!(asked("claude-opus-9"), AbsentCap::Filled(128_000));
    let small = PYTHON.site(chain("crewai LLM"), named([("model", text("anthropic/claude-2.1"))]));
    assert_eq!(small.absent_cap, AbsentCap::Filled(4096));
}
