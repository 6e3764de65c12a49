//! Parameters of functions that send requests: their defaults, and what callers pass.

use super::seen::{python, tree, tree_models, typescript};
use crate::tree::Tree;

const ASK: &str = "import anthropic\n\nclient = anthropic.Anthropic()\n\ndef ask(prompt, model='claude-haiku-4-5'):\n    \
                   return client.messages.create(model=model, max_tokens=50, messages=[{'role': 'user', 'content': \
                   prompt}])\n";

const ASK_TS: &str = "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nexport async function \
                      ask(prompt: string, model = 'claude-haiku-4-5') {\n  return client.messages.create({ model, \
                      max_tokens: 50, messages: [{ role: 'user', content: prompt }] });\n}\n";

#[test]
fn a_default_holds_unless_a_caller_says_otherwise() {
    assert_eq!(tree_models(&[("llm.py", ASK)]), ["~claude-haiku-4-5 | ?"]);
    assert_eq!(tree_models(&[("llm.ts", ASK_TS)]), ["~claude-haiku-4-5 | ?"]);
}

#[test]
fn a_parameter_without_callers_is_unknown() {
    let seen = python("def ask(model, cap):\n    client.messages.create(model=model, max_tokens=cap, messages=[])\n");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("?", "?"));
    let seen = typescript("export const ask = (model: string) => client.messages.create({ model, max_tokens: 5 });\n");
    assert_eq!(seen[0].model, "?");
}

#[test]
fn callers_in_the_same_file_count() {
    let seen = tree(&[("llm.py", &format!("{ASK}\nask('Why?', 'claude-opus-4-5')\nask('How?')\n"))]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].callers, ["claude-opus-4-5", "claude-haiku-4-5"]);
    let seen = tree(&[("llm.ts", &format!("{ASK_TS}\nawait ask('Why?', 'claude-opus-4-5');\nawait ask('How?');\n"))]);
    assert_eq!(seen[0].callers, ["claude-opus-4-5", "claude-haiku-4-5"]);
}

#[test]
fn callers_in_other_files_count() {
    let caller = "from llm import ask\n\ndef main():\n    ask('Why?', model='claude-opus-4-5')\n";
    let seen = tree(&[("llm.py", ASK), ("main.py", caller)]);
    assert_eq!(seen[0].callers, ["claude-opus-4-5"]);
    let module = "import llm\n\nMODEL = 'claude-opus-4-5'\n\ndef main():\n    llm.ask('Why?', MODEL)\n";
    assert_eq!(tree(&[("llm.py", ASK), ("main.py", module)])[0].callers, ["claude-opus-4-5"]);
    let caller =
        "import { ask as claude } from './llm';\nexport const main = () => claude('Why?', 'claude-opus-4-5');\n";
    assert_eq!(tree(&[("llm.ts", ASK_TS), ("main.ts", caller)])[0].callers, ["claude-opus-4-5"]);
}

#[test]
fn callers_of_callers_count() {
    let middle = "from llm import ask\n\ndef summarise(text, model):\n    return ask('Sum up: ' + text, model=model)\n";
    let outer = "from middle import summarise\n\nsummarise('a text', 'claude-opus-4-5')\n";
    let seen = tree(&[("llm.py", ASK), ("middle.py", middle), ("outer.py", outer)]);
    assert!(seen[0].callers.iter().any(|model| model == "claude-opus-4-5"), "{seen:?}");
}

#[test]
fn a_namesake_that_is_not_the_wrapper_is_no_caller() {
    let other = "from somewhere import ask\n\nask('Why?', 'claude-opus-4-5')\n";
    assert_eq!(tree(&[("llm.py", ASK), ("main.py", other)])[0].callers, [""; 0]);
}

#[test]
fn a_wrapper_hands_its_named_arguments_on() {
    let body = "def ask(prompt, **options):\n    return client.messages.create(messages=[], **options)\n\nask('Why?', \
                model='claude-opus-4-5', max_tokens=8)\n";
    assert_eq!(python(body)[0].callers, ["claude-opus-4-5"]);
    let body = "async function ask({ model = 'claude-haiku-4-5', cap = 10 }: Options) {\n  return \
                client.messages.create({ model, max_tokens: cap, messages: [] });\n}\nawait ask({ model: \
                'claude-opus-4-5' });\nawait ask({});\n";
    assert_eq!(typescript(body)[0].callers, ["claude-opus-4-5", "claude-haiku-4-5"]);
}

#[test]
fn an_argument_that_is_unknown_does_not_take_the_default() {
    let seen = tree(&[("llm.py", ASK), ("main.py", "import sys\nfrom llm import ask\n\nask('Why?', sys.argv[1])\n")]);
    assert_eq!(seen[0].callers, ["?"]);
}

#[test]
fn a_fallback_for_a_missing_argument_is_the_default() {
    let body = "def ask(model=None):\n    model = model or 'claude-haiku-4-5'\n    return \
                client.messages.create(model=model, max_tokens=8, messages=[])\n";
    assert_eq!(python(body)[0].model, "~claude-haiku-4-5 | ?");
    let body = "def ask(model=None):\n    if model is None:\n        model = 'claude-haiku-4-5'\n    return \
                client.messages.create(model=model, max_tokens=8, messages=[])\n";
    assert_eq!(python(body)[0].model, "~claude-haiku-4-5 | ?");
    let body = "export const ask = (model?: string) => client.messages.create({ model: model ?? 'claude-haiku-4-5', \
                max_tokens: 8, messages: [] });\n";
    assert_eq!(typescript(body)[0].model, "~claude-haiku-4-5 | ?");
}

#[test]
fn callers_of_a_default_export_count_whatever_they_call_it() {
    let ask = ASK_TS.replace("export async function", "export default async function");
    let caller = "import question from './llm';\nexport const run = () => question('Why?', 'claude-opus-4-5');\n";
    let seen = tree(&[("src/llm.ts", &ask), ("src/main.ts", caller)]);
    assert_eq!(seen[0].callers, ["claude-opus-4-5"]);
}

#[test]
fn what_a_test_passes_to_its_own_helpers_counts() {
    let test = "import Anthropic from '@anthropic-ai/sdk';\n\nasync function send(client: any) {\n  \
                await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 300, messages: [] });\n}\n\n\
                test('sends', async () => {\n  await (async () => {\n    \
                await new Anthropic().messages.create({ model: 'claude-haiku-4-5', max_tokens: 16, messages: [] });\n  \
                })();\n  await send(new Anthropic());\n});\n";
    let seen = tree(&[("tests/send.test.ts", test)]);
    for cap in ["16", "300"] {
        assert!(seen.iter().any(|site| site.cap == cap && site.model == "claude-haiku-4-5"), "{cap}: {seen:?}");
    }
}

#[test]
fn a_handler_that_a_function_of_the_tree_wraps_is_run() {
    let asks = "async (request: any) => {\n  return client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: \
                [request] });\n}";
    for (wraps, wrapped) in [
        ("withUser = (handler: any) => async (request: any) => handler(request)", format!("withUser({asks})")),
        (
            "withUser = (handler: any) => log(async (request: any) => { try { return await handler(request); } catch (e) {} })",
            format!("withUser({asks}, {{ plan: 'pro' }})"),
        ),
        ("withUser = (handler: any) => { handlers.push(handler); }", format!("withUser({asks})")),
        (
            "withUser = (fn: any) => (q: any, s: any, next: any) => Promise.resolve(fn(q, s)).catch(next)",
            format!("router.post('/ask', withUser({asks}))"),
        ),
    ] {
        let lib = format!("import {{ log }} from 'logs';\nexport const {wraps};\n");
        let route = format!(
            "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\nimport {{ withUser }} from './lib';\n\nconst \
             client = new Anthropic();\nconst router = express.Router();\nexport const POST = {wrapped};\n"
        );
        let seen = tree(&[("lib.ts", &lib), ("route.ts", &route)]);
        let shown: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
        assert_eq!(shown, [("claude-haiku-4-5", "9")], "{wraps}");
    }
    let table = "TOOLS = {'ask': lambda text: client.messages.create(model='claude-haiku-4-5', max_tokens=9, messages=[text])}\n";
    assert_eq!(python(table).len(), 1);
}

#[test]
fn a_call_that_others_are_to_make_is_one() {
    let arguments = "model='claude-haiku-4-5', max_tokens=9, messages=[]";
    for call in [
        format!("await asyncio.to_thread(client.messages.create, {arguments})"),
        format!("await run_in_threadpool(client.messages.create, {arguments})"),
        format!("pool.submit(client.messages.create, {arguments})"),
        format!("await loop.run_in_executor(None, functools.partial(client.messages.create, {arguments}))"),
    ] {
        let head = "import asyncio\nimport functools\nfrom fastapi.concurrency import run_in_threadpool\n\n";
        let seen = super::seen::python(&format!("{head}async def ask(pool, loop):\n    return {call}\n"));
        let shown: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
        assert_eq!(shown, [("claude-haiku-4-5", "9")], "{call}");
    }
    let bedrock = "import boto3\n\n\ndef ask(pool):\n    client = boto3.client('bedrock-runtime')\n    return \
                   pool.submit(client.converse, modelId='us.anthropic.claude-haiku-4-5-v1:0', messages=[])\n";
    assert_eq!(tree(&[("app.py", bedrock)]).len(), 1);
}

#[test]
fn a_handler_counts_although_the_one_beside_it_was_run_before_its_wrapper_was_found() {
    let routes = "import Anthropic from '@anthropic-ai/sdk';\nimport { putQuestion } from './llm';\nconst client = new \
                  Anthropic();\napp.when('/a', () => client.messages.create({ model: 'claude-haiku-4-5', max_tokens: \
                  1, messages: [] }));\napp.when('/b', async () => putQuestion('Why?', 'claude-opus-4-5'));\n";
    let wrapper = ASK_TS.replace("function ask", "function putQuestion");
    let seen = tree(&[("llm.ts", &wrapper), ("routes.ts", routes)]);
    assert_eq!((seen[0].callers.as_slice(), seen.len()), (["claude-opus-4-5".to_owned()].as_slice(), 2), "{seen:?}");
    let within = routes.replace("app.when('/a'", "export const mount = (app) => {\napp.when('/a'") + "};\n";
    let seen = tree(&[("llm.ts", &wrapper), ("routes.ts", &within)]);
    assert_eq!((seen[0].callers.as_slice(), seen.len()), (["claude-opus-4-5".to_owned()].as_slice(), 2), "{seen:?}");
}

#[test]
fn what_wrappers_are_called_in_another_language_is_nothing_to_a_handler() {
    let tests = "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\ndescribe('it', () => \
                 {\n  const putQuestion = (model: string) => client.messages.create({ model, max_tokens: 5, messages: \
                 [] });\n  it('asks', async () => { await putQuestion('claude-opus-4-5'); });\n});\n";
    let alone = tree(&[("web/llm.test.ts", tests)]);
    assert_eq!(alone[0].callers, ["claude-opus-4-5"]);
    let python = ASK.replace("def ask", "def it");
    let beside = tree(&[("llm.py", &python), ("web/llm.test.ts", tests)]);
    assert_eq!(format!("{:?}", beside[1]), format!("{:?}", alone[0]));
}

#[test]
fn a_function_that_is_handed_on_by_its_name_is_called_where_it_is_handed_on() {
    for call in [
        "await asyncio.to_thread(completion, model='claude-haiku-4-5', messages=[])",
        "await loop.run_in_executor(None, partial(completion, model='claude-haiku-4-5', messages=[]))",
    ] {
        let body = format!(
            "import asyncio\nfrom functools import partial\nfrom litellm import completion\n\n\nasync def ask(loop):\n    return {call}\n"
        );
        let tree = Tree::new(&[("app.py".to_owned(), body.clone())]);
        let found = skint::run::sites(&tree, &tree.code(), jiff::civil::date(2026, 11, 22));
        let lines: Vec<usize> = found.iter().map(|site| body[..site.call.at.start as usize].lines().count()).collect();
        assert_eq!(lines, [7], "{call}");
    }
}

#[test]
fn callers_say_which_model_a_gateway_is_asked_for() {
    let python = "from openai import OpenAI\n\nclient = OpenAI(base_url='https://openrouter.ai/api/v1')\n\n\ndef ask(model, \
                  text, cap=9):\n    return client.chat.completions.create(model=model, max_tokens=cap, messages=[text])\n";
    let claude = "\n\ndef first(text):\n    return ask('anthropic/claude-haiku-4.5', text)\n";
    assert_eq!(tree_models(&[("ask.py", &format!("{python}{claude}"))]), ["anthropic/claude-haiku-4.5"]);
    let other = "\n\ndef second(text):\n    return ask('openai/gpt-5', text)\n";
    assert_eq!(tree_models(&[("ask.py", &format!("{python}{claude}{other}"))]), ["anthropic/claude-haiku-4.5"]);
    assert_eq!(tree_models(&[("ask.py", &format!("{python}{other}"))]), [""; 0]);
    assert_eq!(tree_models(&[("net.py", python), ("app.py", &format!("from net import ask{claude}"))]).len(), 1);
    let fetch = "const URL = \"https://openrouter.ai/api/v1/chat/completions\";\nexport async function ask(model: string, text: \
                 string) {\n  const body = { model, max_tokens: 7, messages: [text] };\n  return fetch(URL, { method: \"POST\", \
                 body: JSON.stringify(body) });\n}\n";
    let app = "import { ask } from \"./net\";\nconst MODELS = { small: \"anthropic/claude-haiku-4.5\" } as const;\nexport const \
               go = () => ask(MODELS.small, \"Hi\");\n";
    assert_eq!(tree_models(&[("net.ts", fetch), ("app.ts", app)]), ["anthropic/claude-haiku-4.5"]);
}

#[test]
fn a_client_of_openai_itself_is_not_asked_for_what_callers_mean_for_another() {
    let providers = "import Anthropic from \"@anthropic-ai/sdk\";\nimport OpenAI from \"openai\";\n\nclass Claude {\n  client = new \
                     Anthropic();\n  ask(model, text) {\n    return this.client.messages.create({ model, max_tokens: 7, messages: [text] });\n  \
                     }\n}\n\nclass Gpt {\n  client = new OpenAI({ apiKey: process.env.KEY });\n  ask(model, text) {\n    return \
                     this.client.chat.completions.create({ model, max_tokens: 7, messages: [text] });\n  }\n}\n\nexport function go(kind, text) \
                     {\n  const one = kind === \"claude\" ? new Claude() : new Gpt();\n  return one.ask(\"claude-haiku-4-5\", text);\n}\n";
    assert_eq!(tree_models(&[("ask.js", providers)]), ["claude-haiku-4-5 | ?"]);
    let elsewhere = providers.replace("apiKey: process.env.KEY", "baseURL: process.env.URL");
    assert_eq!(tree_models(&[("ask.js", &elsewhere)]).len(), 2);
    let chosen = "import anthropic\nimport openai\n\n\nclass Evaluator:\n    def __init__(self, name, model, client):\n        self.name, \
                  self.model = name, model\n        self.client = client\n\n    def ask_anthropic(self, text):\n        return \
                  self.client.messages.create(model=self.model, max_tokens=7, messages=[text])\n\n    def ask_openai(self, text):\n        \
                  return self.client.chat.completions.create(model=self.model, max_tokens=7, messages=[text])\n\n    def ask(self, \
                  text):\n        return getattr(self, f'ask_{self.name}')(text)\n\n\nEvaluator('anthropic', 'claude-haiku-4-5', connect()).ask('Hi')\n";
    assert_eq!(tree_models(&[("ask.py", chosen)]).len(), 1);
}

#[test]
fn callers_in_other_files_say_which_model_a_library_for_many_vendors_is_asked_for() {
    let sdk = "import { generateText, type LanguageModel } from \"ai\";\nexport async function ask(model: LanguageModel, prompt: string) \
               {\n  return generateText({ model, prompt, maxOutputTokens: 9 });\n}\n";
    let app = "import { anthropic } from \"@ai-sdk/anthropic\";\nimport { ask } from \"./llm\";\nexport const go = () => \
               ask(anthropic(\"claude-haiku-4-5\"), \"Hi\");\n";
    assert_eq!(tree_models(&[("llm.ts", sdk), ("app.ts", app)]), ["claude-haiku-4-5"]);
    let other = app.replace("anthropic", "openai").replace("claude-haiku-4-5", "gpt-5");
    assert_eq!(tree_models(&[("llm.ts", sdk), ("app.ts", &other)]), [""; 0]);
    let litellm = "from litellm import completion\n\n\ndef ask(model, text):\n    return completion(model=model, messages=[text])\n";
    let bedrock = "import boto3\n\nclient = boto3.client('bedrock-runtime')\n\n\ndef ask(model, text):\n    return \
                   client.converse(modelId=model, messages=[text])\n";
    let app = "from llm import ask\n\n\ndef go():\n    return ask('anthropic.claude-3-haiku-20240307-v1:0', 'Hi')\n";
    for llm in [litellm, bedrock] {
        assert_eq!(
            tree_models(&[("llm.py", llm), ("app.py", app)]),
            ["anthropic.claude-3-haiku-20240307-v1:0"],
            "{llm}"
        );
        assert_eq!(tree_models(&[("llm.py", llm)]), [""; 0]);
    }
    let handed = "import boto3\nfrom concurrent.futures import ThreadPoolExecutor\n\npool = ThreadPoolExecutor()\n\n\ndef \
                  converse(client, **kwargs):\n    return pool.submit(client.converse, **kwargs).result()\n\n\ndef ask(model, text):\n    \
                  client = boto3.client('bedrock-runtime')\n    return converse(client, modelId=model, messages=[text])\n";
    assert_eq!(tree_models(&[("llm.py", handed), ("app.py", app)]).len(), 1);
}

#[test]
fn the_repository_of_a_framework_is_followed_into_what_it_calls() {
    let folder = "src/haystack_integrations/components/generators/amazon_bedrock";
    let own = "import boto3\n\n\nclass AmazonBedrockChatGenerator:\n    def __init__(self, model):\n        self.model = model\n        \
               self.client = boto3.client(\"bedrock-runtime\")\n\n    def run(self, messages):\n        \
               return self.client.converse(modelId=self.model, messages=messages)\n";
    let asks = "from haystack_integrations.components.generators.amazon_bedrock import AmazonBedrockChatGenerator\n\n\
                AmazonBedrockChatGenerator(model=\"anthropic.claude-opus-5-5\").run([])\n";
    let (package, chat) = (format!("{folder}/__init__.py"), format!("{folder}/chat.py"));
    let init = "from .chat import AmazonBedrockChatGenerator\n";
    let sites = |files: &[(&str, &str)]| -> Vec<(String, Vec<String>)> {
        tree(files).into_iter().map(|seen| (seen.model, seen.callers)).collect()
    };
    let model = String::from("anthropic.claude-opus-5-5");
    let of_converse = sites(&[(&package, init), (&chat, own), ("examples/ask.py", asks)]);
    assert_eq!(of_converse, [(model.clone(), vec![model.clone()])], "the request is the site, with its caller");
    assert_eq!(
        sites(&[("examples/ask.py", asks)]),
        [(model, vec![])],
        "elsewhere what makes the generator is the site"
    );
}
