//! Successors of models that are gone.

use super::{becomes, stays};

const RULE: &str = "retired-model";

#[test]
fn a_successor_comes_only_if_asked_for() {
    let before = "import anthropic\n\nMODEL = 'claude-sonnet-4-20250514'  # kept\nclient = anthropic.Anthropic()\nclient.messages.create(model=MODEL, max_tokens=9, messages=[])\n";
    stays(RULE, "safe", "ask.py", before);
    let after = before.replace("claude-sonnet-4-20250514", "claude-sonnet-4-6");
    becomes("unsafe", "ask.py", before, &after, &["--unsafe"]);
}

#[test]
fn what_stands_in_front_of_an_id_stays() {
    let text = |id: &str| {
        format!(
            "from langchain.chat_models import init_chat_model\n\nmodel = init_chat_model(\"{id}\", max_tokens=99)\nmodel.invoke(\"Hello\")\n"
        )
    };
    let (before, after) = (text("anthropic:claude-sonnet-4-20250514"), text("anthropic:claude-sonnet-4-6"));
    becomes("framework", "ask.py", &before, &after, &["--unsafe"]);
}

#[test]
fn an_id_that_stands_without_quotes_is_replaced_too() {
    let before = "model_list:\n  - model_name: fast\n    litellm_params:\n      model: anthropic/claude-sonnet-4-20250514 # kept\n      max_tokens: 99\n";
    let after = before.replace("claude-sonnet-4-20250514", "claude-sonnet-4-6");
    becomes("plain", "litellm_config.yaml", before, &after, &["--unsafe"]);
}
