use super::build::*;
use crate::{
    calls::{AbsentCap, Cache, Operation, State},
    value::{Args, Field, Value},
};

#[test]
fn the_agent_sdk_has_turns_and_money_but_no_cap() {
    let options = named([("model", text("claude-opus-5-5")), ("max_turns", Value::Int(50))]);
    let options = made("claude_agent_sdk ClaudeAgentOptions", options);
    let site =
        PYTHON.site(chain("claude_agent_sdk query"), named([("prompt", unknown()), ("options", options.clone())]));
    assert_eq!((site.operation, site.absent_cap.clone()), (Operation::Agent, AbsentCap::NotApplicable));
    assert!(matches!(&site.request.turns, Field::Given(turns) if turns.node == Value::Int(50)));
    assert_eq!((&site.request.budget, site.max_tokens_fact().state), (&Field::Absent, State::Absent));
    assert_eq!(site.model_fact().values, ["claude-opus-5-5"]);
    PYTHON.site(chain("claude_code_sdk ClaudeSDKClient"), positional([options]));
    let call = map([("prompt", unknown()), ("options", map([("model", text("sonnet"))]))]);
    let site = TYPESCRIPT.site(chain("@anthropic-ai/claude-agent-sdk query"), positional([call]));
    assert_eq!(site.model_fact().values, ["sonnet"]);
}

#[test]
fn a_second_message_to_a_client_is_not_a_second_site() {
    PYTHON.nothing(chain("claude_agent_sdk ClaudeSDKClient() query"), positional([unknown()]));
    PYTHON.nothing(chain("claude_agent_sdk ClaudeAgentOptions"), Args::default());
    PYTHON.nothing(chain("sqlalchemy Session() query"), positional([unknown()]));
}

#[test]
fn a_model_factory_is_a_setup() {
    let options =
        map([("model", text("claude-haiku-5-5")), ("defaultParameters", map([("max_tokens", Value::Int(4096))]))]);
    let site = TYPESCRIPT.site(chain("@inngest/agent-kit anthropic"), positional([options]));
    assert_eq!((site.operation, site.max_tokens_fact().values), (Operation::Config, vec![4096]));
    TYPESCRIPT.nothing(chain("@ai-sdk/anthropic anthropic"), positional([text("claude-haiku-5-5")]));
}

#[test]
fn what_a_function_among_the_options_may_say_otherwise_is_a_default() {
    let opus = text("anthropic/claude-opus-5-5");
    let agent = |option: &str| {
        let options = map([("model", opus.clone()), ("instructions", text("Help.")), (option, unknown())]);
        TYPESCRIPT.site(chain("ai ToolLoopAgent"), positional([options]))
    };
    for (option, capped) in [("prepareCall", true), ("prepareStep", false)] {
        let site = agent(option);
        let fact = site.model_fact();
        assert_eq!((fact.values.as_slice(), fact.overridable), (&["anthropic/claude-opus-5-5".to_owned()][..], true));
        assert!(matches!(site.request.tools, Field::Unseen(_)), "{option}");
        assert_eq!(matches!(site.request.max_tokens, Field::Unseen(_)), capped, "{option}");
        assert!(matches!(site.request.cache, Cache::Unseen(_)) && site.request.system.overridable, "{option}");
    }
    let site = agent("onFinish");
    assert!(!site.model_fact().overridable && site.request.tools == Field::Absent);
}
