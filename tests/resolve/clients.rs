//! Clients under other names, and what only looks like one.

use super::seen::{python_models, tree, tree_models, typescript_models};

const FOUND: [&str; 1] = ["claude-haiku-4-5"];

#[test]
fn rebound_clients_are_clients() {
    let arguments = "(model='claude-haiku-4-5', max_tokens=9, messages=[])";
    for call in [
        format!("messages = client.messages\nmessages.create{arguments}\n"),
        format!("send = client.messages.create\nsend{arguments}\n"),
        format!("client.beta.messages.create{arguments}\n"),
        format!("client.with_options(max_retries=5).messages.create{arguments}\n"),
        format!("fast = client.with_options(timeout=5)\nfast.messages.create{arguments}\n"),
        format!("with client.messages.stream{arguments} as stream:\n    print(stream.get_final_text())\n"),
        format!("anthropic.Anthropic().messages.create{arguments}\n"),
        format!("from anthropic import Anthropic as Claude\nClaude().messages.create{arguments}\n"),
        format!("def make():\n    return anthropic.Anthropic()\n\nmake().messages.create{arguments}\n"),
        format!(
            "from functools import partial\nsend = partial(client.messages.create, max_tokens=9)\nsend{arguments}\n"
        ),
    ] {
        assert_eq!(python_models(&call), FOUND, "{call}");
    }
    let arguments = "({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [] })";
    for call in [
        format!("const {{ messages }} = client;\nawait messages.create{arguments};\n"),
        format!("const send = client.messages.create.bind(client.messages);\nawait send{arguments};\n"),
        format!("await client.beta.messages.create{arguments};\n"),
        format!("await client.withOptions({{ maxRetries: 5 }}).messages.create{arguments};\n"),
        format!("const stream = client.messages.stream{arguments};\n"),
        format!("const make = () => new Anthropic();\nawait make().messages.create{arguments};\n"),
    ] {
        assert_eq!(typescript_models(&call), FOUND, "{call}");
    }
}

#[test]
fn a_client_that_is_passed_is_known_by_its_type() {
    let body = "def ask(c: anthropic.Anthropic):\n    return c.messages.create(model='claude-haiku-4-5', max_tokens=9, \
                messages=[])\n";
    assert_eq!(python_models(body), FOUND);
    let body = "export const ask = (c: Anthropic) => c.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, \
                messages: [] });\n";
    assert_eq!(typescript_models(body), FOUND);
}

#[test]
fn a_client_from_another_file_is_a_client() {
    let made = "import anthropic\n\nclient = anthropic.Anthropic()\n";
    let used =
        "from clients import client\n\nclient.messages.create(model='claude-haiku-4-5', max_tokens=9, messages=[])\n";
    assert_eq!(tree_models(&[("clients.py", made), ("app.py", used)]), FOUND);
    let made = "import Anthropic from '@anthropic-ai/sdk';\nexport const anthropic = new Anthropic();\n";
    let used = "import { anthropic } from './client';\nawait anthropic.messages.create({ model: 'claude-haiku-4-5', \
                max_tokens: 9, messages: [] });\n";
    assert_eq!(tree_models(&[("client.ts", made), ("app.ts", used)]), FOUND);
}

#[test]
fn the_messages_of_others_are_no_calls_of_claude() {
    let body =
        "from twilio.rest import Client\n\nother = Client()\nother.messages.create(body='claude-haiku-4-5', to='1')\n";
    assert_eq!(python_models(body), [""; 0]);
    let body = "import OpenAI from 'openai';\nconst openai = new OpenAI();\nawait openai.beta.threads.messages.create('t', \
                { role: 'user', content: 'claude-haiku-4-5' });\n";
    assert_eq!(typescript_models(body), [""; 0]);
    let body = "# client.messages.create(model='claude-haiku-4-5')\nTEXT = \"client.messages.create(model='x')\"\n";
    assert_eq!(python_models(body), [""; 0]);
}

#[test]
fn a_model_that_somebody_chooses_may_be_claude_where_its_package_says_so() {
    let call = "import { generateText } from \"ai\";\n\nexport const ask = (choice) => generateText({ model: choice.model, prompt: \
                \"x\" });\n";
    let with = "{ \"dependencies\": { \"@ai-sdk/anthropic\": \"^3.0.0\", \"ai\": \"^6.0.0\" } }";
    let without = "{ \"dependencies\": { \"@ai-sdk/openai\": \"^3.0.0\", \"ai\": \"^6.0.0\" } }";
    for (path, manifests, sites) in [
        ("src/ask.ts", vec![("package.json", with)], 1),
        ("ask.ts", vec![("package.json", with)], 1),
        ("src/ask.ts", vec![("package.json", without)], 0),
        ("packages/a/src/ask.ts", vec![("package.json", with), ("packages/a/package.json", without)], 0),
        ("packages/a/src/ask.ts", vec![("package.json", without), ("packages/a/package.json", with)], 1),
        ("src/ask.ts", vec![], 0),
    ] {
        let files: Vec<(&str, &str)> = std::iter::once((path, call)).chain(manifests).collect();
        assert_eq!(tree(&files).len(), sites, "{files:?}");
    }
    let other =
        format!("import {{ openai }} from \"@ai-sdk/openai\";\n{}", call.replace("choice.model", "openai(\"gpt-5\")"));
    assert!(tree(&[("ask.ts", &other), ("package.json", with)]).is_empty());
    let double = "new MockLanguageModelV3()";
    let double =
        format!("import {{ MockLanguageModelV3 }} from \"ai/test\";\n{}", call.replace("choice.model", double));
    assert!(tree(&[("ask.ts", &double), ("package.json", with)]).is_empty());
}

#[test]
fn what_only_claude_is_called_or_takes_tells_whose_a_request_is() {
    let head = "import boto3\nimport json\nimport os\n\nbedrock = boto3.client('bedrock-runtime')\n";
    for body in [
        "MODEL = os.getenv('MODEL')\nbedrock.invoke_model(modelId=MODEL, body=json.dumps({'prompt': 'Why?', \
         'max_tokens_to_sample': 9}))\n",
        "CLAUDE_MODEL = os.getenv('CLAUDE_MODEL')\nbedrock.converse(modelId=CLAUDE_MODEL, \
         inferenceConfig={'maxTokens': 9}, messages=[])\n",
    ] {
        let seen = tree(&[("app.py", &format!("{head}{body}"))]);
        assert_eq!((seen.len(), seen.first().map(|seen| &*seen.cap)), (1, Some("9")), "{body}");
    }
    let other = "MODEL = os.getenv('MODEL')\nbedrock.invoke_model(modelId=MODEL, body=json.dumps({'prompt': 'Why?', \
                 'max_gen_len': 9}))\n";
    assert!(tree(&[("app.py", &format!("{head}{other}"))]).is_empty());
}

#[test]
fn what_is_looked_up_under_a_name_is_not_called_that() {
    let text = "import boto3\nfrom pydantic_ai.settings import current\n\nCLAUDE = \
                boto3.client('bedrock-runtime')\nCLAUDE.converse(modelId=current().get('inference_profile'), \
                messages=[])\n";
    assert_eq!(tree_models(&[("app.py", text)]), ["?"]);
}

#[test]
fn a_body_that_only_claude_takes_goes_to_claude_whatever_a_default_says() {
    let model = "import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';\n\nexport class Asker \
                 {\n  private client = new BedrockRuntimeClient({});\n  constructor(private model: string) {}\n  async ask(messages: \
                 unknown[]) {\n    const body = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 9, messages };\n    const \
                 command = new InvokeModelCommand({ body: JSON.stringify(body), modelId: this.model });\n    return \
                 this.client.send(command);\n  }\n}\n";
    let caller = "import { Asker } from './asker';\n\nexport async function run({ model = 'gpt-4o' }: { model?: string }) {\n  return new \
                  Asker(model).ask([]);\n}\n";
    let seen = super::seen::tree(&[("asker.ts", model), ("run.ts", caller)]);
    assert_eq!(seen.len(), 1);
    assert!(!seen[0].model.contains("gpt"), "{seen:?}");
    assert_eq!(seen[0].cap, "9");
}

#[test]
fn a_client_that_is_called_after_claude_is_one_wherever_it_is_kept() {
    let ruby = "class Crawler\n  def initialize\n    @client = Rails.application.config.x.anthropic\n  end\n\n  def crawl(text)\n    \
                Timeout.timeout(9) do\n      collect(1, saver: nil, model: 'claude-haiku-4-5', max_tokens: 7, messages: [text])\n    \
                end\n  end\n\n  def collect(id, saver: nil, **params)\n    @client.messages.stream(**params)\n  end\nend\n";
    assert_eq!(tree_models(&[("crawler.rb", ruby)]), ["claude-haiku-4-5 | ?"]);
    let python = "from app.deps import container\n\n\ndef ask(params):\n    return NAME.messages.create(**params)\n";
    for (name, sites) in [("container.anthropic_client", 1), ("container.claude", 1), ("container.mailer", 0)] {
        assert_eq!(tree_models(&[("ask.py", &python.replace("NAME", name))]).len(), sites, "{name}");
    }
}

#[test]
fn what_is_called_after_claude_and_takes_no_request_is_something_else() {
    let python = "class Kept:\n    def keep(self, text):\n        self.claude_session.messages.create(content=text, role=\"user\")\n";
    let ruby = "class Keep\n  def call(text)\n    Rails.configuration.x.anthropic.messages.create(body: text)\n    \
                @claude_account.messages.create(content: text, role: \"user\")\n  end\nend\n";
    for (path, text) in [("kept.py", python), ("keep.rb", ruby)] {
        assert_eq!(tree_models(&[(path, text)]), [""; 0], "{path}");
    }
    let many =
        "class Kept:\n    def ask(self, many):\n        return self.anthropic.messages.batches.create(requests=many)\n";
    assert_eq!(tree_models(&[("kept.py", many)]).len(), 1);
}

#[test]
fn a_provider_of_the_ai_sdk_is_not_the_trees_own_in_its_own_repository() {
    let manifest = "{ \"dependencies\": { \"@ai-sdk/anthropic\": \"^3.0.0\", \"ai\": \"^6.0.0\" } }";
    let named = |name: &str| format!("{{ \"name\": \"@ai-sdk/{name}\" }}");
    let provider = "export function create() {\n  const make = (id) => ({ modelId: id });\n  const provider = (id) => make(id);\n  \
                    provider.responses = make;\n  return provider;\n}\nexport const xai = create();\nexport const anthropic = create();\n";
    let ask = "import { generateText } from 'ai';\nimport { xai } from '@ai-sdk/xai';\nimport { anthropic } from '@ai-sdk/anthropic';\n\
               export const ask = (id) => generateText({ model: xai.responses(id), prompt: 'x' });\n\
               export const tell = () => generateText({ model: anthropic.responses('claude-haiku-4-5'), prompt: 'x' });\n";
    let files = [
        ("examples/src/ask.ts", ask),
        ("examples/package.json", manifest),
        ("packages/xai/package.json", &named("xai")),
        ("packages/xai/src/index.ts", provider),
        ("packages/anthropic/package.json", &named("anthropic")),
        ("packages/anthropic/src/index.ts", provider),
    ];
    let models: Vec<String> = tree(&files).into_iter().map(|seen| seen.model).collect();
    assert_eq!(models, ["claude-haiku-4-5"]);
}

#[test]
fn a_body_that_only_claude_reads_tells_what_a_field_of_a_librarys_class_sends() {
    let file = |body: &str| {
        format!(
            "import json\nfrom typing import Any\nfrom langchain_core.retrievers import BaseRetriever\n\n\nclass Rows(BaseRetriever):\n    \
             bedrock_client: Any\n    model_id: str\n\n    def write(self, client, model, messages):\n        \
             return client.invoke_model(body=json.dumps({{{body}}}), modelId=model)\n\n    def ask(self, messages):\n        \
             return self.write(self.bedrock_client, self.model_id, messages)\n"
        )
    };
    let claude = "\"anthropic_version\": \"bedrock-2023-05-31\", \"messages\": messages, \"max_tokens\": 9";
    let caps: Vec<String> = tree(&[("rows.py", &file(claude))]).into_iter().map(|seen| seen.cap).collect();
    assert_eq!(caps, ["9"]);
    assert!(tree(&[("rows.py", &file("\"inputText\": messages, \"claude\": 1"))]).is_empty());
    assert!(tree(&[("rows.py", &file("\"messages\": messages, \"max_tokens\": 9"))]).is_empty());
}

#[test]
fn models_of_any_vendor_are_begun_in_the_package_that_langchain_had_before_too() {
    let begin = |module: &str, model: &str| {
        format!("import {{ initChatModel }} from '{module}';\nawait initChatModel('{model}', {{ temperature: 0 }});\n")
    };
    for module in ["langchain", "langchain/chat_models/universal", "@langchain/classic/chat_models/universal"] {
        assert_eq!(tree(&[("ask.ts", &begin(module, "claude-3-opus-20240229"))]).len(), 1, "{module}");
        assert!(tree(&[("ask.ts", &begin(module, "gpt-4o"))]).is_empty(), "{module}");
    }
    assert!(tree(&[("ask.ts", &begin("@acme/classic", "claude-3-opus-20240229"))]).is_empty());
}

#[test]
fn a_step_of_a_state_machine_asks_with_the_body_that_stands_there() {
    let python = |body: &str| {
        format!(
            "from aws_cdk import Stack, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks\n\n\nclass Ask(Stack):\n    def \
             __init__(self, scope, id, model):\n        tasks.BedrockInvokeModel(\n            self, \"Ask\", model=model, \
             body=sfn.TaskInput.from_object({{{body}}})\n        )\n"
        )
    };
    let typescript = |body: &str| {
        format!(
            "import * as sfn from 'aws-cdk-lib/aws-stepfunctions';\nimport * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';\n\
             new tasks.BedrockInvokeModel(this, 'Ask', {{ model, body: sfn.TaskInput.fromObject({{ {body} }}) }});\n"
        )
    };
    let claude = "\"anthropic_version\": \"bedrock-2023-05-31\", \"max_tokens\": 9, \"messages\": []";
    let other = "\"inputText\": \"Claude\", \"textGenerationConfig\": {}";
    for (path, text, caps) in [
        ("ask.py", python(claude), vec!["9"]),
        ("ask.ts", typescript(claude), vec!["9"]),
        ("ask.py", python(other), vec![]),
        ("ask.ts", typescript(other), vec![]),
        ("ask.ts", typescript(claude).replace("aws-cdk-lib/aws-stepfunctions-tasks", "./own"), vec![]),
    ] {
        let seen: Vec<String> = tree(&[(path, &text)]).into_iter().map(|seen| seen.cap).collect();
        assert_eq!(seen, caps, "{text}");
    }
}

#[test]
fn a_stack_of_contexts_gives_what_is_entered() {
    let ask = |make: &str| {
        format!(
            "from contextlib import AsyncExitStack\nfrom anthropic import AsyncAnthropic\nfrom acme import Store\n\n\nclass Play:\n    def __init__(self, \
             factory):\n        self.factory = factory\n\n    async def ask(self, params):\n        async with AsyncExitStack() as stack:\n            \
             client = await stack.enter_async_context({make})\n            return await self.send(client, params)\n\n    \
             async def send(self, client, params):\n        return await client.messages.create(**params)\n"
        )
    };
    for make in ["AsyncAnthropic()", "self.factory()"] {
        assert_eq!(tree(&[("play.py", &ask(make))]).len(), 1, "{make}");
    }
    assert!(tree(&[("play.py", &ask("Store(claude=True)"))]).is_empty());
}

#[test]
fn one_prompt_of_the_agent_sdk_is_given_its_options_behind_it() {
    let head = "import { unstable_v2_prompt } from '@anthropic-ai/claude-agent-sdk';\n";
    let seen =
        tree(&[("app.ts", &format!("{head}await unstable_v2_prompt('Why?', {{ model: 'claude-haiku-4-5' }});\n"))]);
    let facts: Vec<_> = seen.iter().map(|seen| (&*seen.model, seen.stream)).collect();
    assert_eq!(facts, [("claude-haiku-4-5", false)]);
}

#[test]
fn models_of_bedrock_count_in_javascript_where_they_are_claudes() {
    let head = "import { ChatBedrock } from '@langchain/community/chat_models/bedrock';\n";
    let of = |model: &str| {
        tree_models(&[(
            "app.ts",
            &format!("{head}const claude = new ChatBedrock({{ model: '{model}', maxTokens: 9 }});\n"),
        )])
    };
    assert_eq!(of("anthropic.claude-3-haiku-20240307-v1:0"), ["anthropic.claude-3-haiku-20240307-v1:0"]);
    assert!(of("meta.llama3-70b-instruct-v1:0").is_empty());
}

#[test]
fn models_of_another_vendor_are_no_calls_where_no_id_says_so() {
    let of = |vendor: &str| {
        let text = format!(
            "import {{ generateText }} from 'ai';\nimport {{ {vendor} }} from '@ai-sdk/{vendor}';\n\nconst claude = 1;\nawait \
             generateText({{ model: {vendor}(), prompt: 'Why?' }});\n"
        );
        tree(&[("app.ts", &text)]).len()
    };
    assert_eq!((of("baseten"), of("anthropic")), (0, 1));
}
