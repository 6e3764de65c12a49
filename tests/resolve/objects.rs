//! Model objects of frameworks, made in one place and used in another.

use super::seen::{tree, tree_models};

#[test]
fn a_model_object_holds_its_model() {
    let body = "from langchain_anthropic import ChatAnthropic\n\nMODEL = 'claude-haiku-4-5'\nllm = \
                ChatAnthropic(model=MODEL, max_tokens=100)\n";
    let seen = tree(&[("llm.py", body)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "100"));
}

#[test]
fn a_model_object_that_a_function_makes_is_followed() {
    let models = "import { anthropic } from '@ai-sdk/anthropic';\nexport const getModel = () => \
                  anthropic('claude-haiku-4-5');\n";
    let app = "import { generateText } from 'ai';\nimport { getModel } from './models';\nexport const ask = (prompt: \
               string) => generateText({ model: getModel(), prompt });\n";
    assert_eq!(tree_models(&[("models.ts", models), ("app.ts", app)]), ["claude-haiku-4-5"]);
}

#[test]
fn a_model_object_of_another_vendor_is_no_call_of_claude() {
    let app = "import { generateText } from 'ai';\nimport { openai } from '@ai-sdk/openai';\nexport const ask = (prompt: \
               string) => generateText({ model: openai('gpt-5'), prompt });\n";
    assert_eq!(tree_models(&[("app.ts", app)]), [""; 0]);
    let app = "from langchain_openai import ChatOpenAI\n\nllm = ChatOpenAI(model='gpt-5')\nllm.invoke('Why?')\n";
    assert_eq!(tree_models(&[("app.py", app)]), [""; 0]);
}

#[test]
fn who_is_asked_for_a_model_of_others_gives_none_of_claude() {
    let app = |model: &str| {
        format!(
            "import {{ generateText }} from 'ai';\nimport {{ pick }} from '@acme/models';\nimport {{ anthropic }} from '@ai-sdk/anthropic';\nlet late: any;\nexport \
             const ask = (given: any) => generateText({{ model: {model}, prompt: 'Hi' }});\n"
        )
    };
    for model in ["given('gpt-4-turbo')", "late.chat('gemini-2.5-flash')", "pick('o3-mini')"] {
        assert!(tree(&[("src/ask.ts", &app(model))]).is_empty(), "{model}");
    }
    for model in [
        "given('claude-haiku-4-5')",
        "given('claude-model')",
        "given.get('gpt-4-turbo')",
        "pick('openai-model')",
        "given(name)",
    ] {
        let seen = tree(&[("src/ask.ts", &app(model))]);
        assert_eq!(seen.iter().map(|seen| &*seen.model).collect::<Vec<_>>(), ["?"], "{model}");
    }
    let made = "import Anthropic from '@anthropic-ai/sdk';\nimport { mapped } from '@acme/models';\nconst client = new \
                Anthropic();\nclient.messages.create({ model: mapped('gpt-4o'), max_tokens: 9, messages: [] });\n";
    assert_eq!(tree_models(&[("src/ask.ts", made)]), ["?"]);
}
