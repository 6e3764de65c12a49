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
