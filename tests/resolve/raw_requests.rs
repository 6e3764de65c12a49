//! Requests to the API without an SDK, through functions that are told where to send what.

use super::seen::{Seen, tree};

/// The one request of a tree is for Haiku and this cap.
fn is_one(files: &[(&str, &str)], cap: &str) {
    let seen: Vec<Seen> = tree(files);
    assert_eq!(seen.len(), 1, "{files:?}: {seen:?}");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", cap), "{files:?}");
}

#[test]
fn a_method_is_told_the_path() {
    let python = "import requests\n\nBASE = 'https://api.anthropic.com'\n\n\nclass Api:\n    def _send(self, path, body):\n        return \
                  requests.post(f'{BASE}{path}', json=body)\n\n    def ask(self, text):\n        return \
                  self._send('/v1/messages', {'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': [text]})\n";
    is_one(&[("api.py", python)], "7");
    let go = "package main\n\nimport (\n\t\"bytes\"\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\nconst base = \
              \"https://api.anthropic.com/v1\"\n\ntype Client struct{ key string }\n\nfunc (c *Client) do(path string, payload []byte) \
              (*http.Response, error) {\n\treq, err := http.NewRequest(http.MethodPost, base+path, bytes.NewReader(payload))\n\tif err != \
              nil {\n\t\treturn nil, err\n\t}\n\treq.Header.Set(\"x-api-key\", c.key)\n\treturn http.DefaultClient.Do(req)\n}\n\nfunc \
              (c *Client) Ask() (*http.Response, error) {\n\tbody, _ := json.Marshal(map[string]any{\"model\": \"claude-haiku-4-5\", \
              \"max_tokens\": 7, \"messages\": []any{}})\n\treturn c.do(\"/messages\", body)\n}\n";
    is_one(&[("main.go", go)], "7");
}

#[test]
fn a_function_elsewhere_is_told_the_url() {
    let send = "import requests\n\n\ndef send_json(url, body):\n    return requests.post(url, json=body)\n";
    let ask = "from net import send_json\n\nURL = 'https://api.anthropic.com/v1/messages'\n\n\ndef ask(text):\n    return send_json(URL, \
               {'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': [text]})\n";
    is_one(&[("net.py", send), ("ask.py", ask)], "7");
    let send = "async function request(url: string, init: RequestInit) {\n  return fetch(url, init);\n}\nexport const sendJson = (url: \
                string, body: unknown) => request(url, { method: \"POST\", body: JSON.stringify(body) });\n";
    let ask = "import { sendJson } from \"./net\";\n\nexport const ask = (text: string) =>\n  \
               sendJson(\"https://api.anthropic.com/v1/messages\", { model: \"claude-haiku-4-5\", max_tokens: 7, messages: [text] });\n";
    is_one(&[("net.ts", send), ("ask.ts", ask)], "7");
}

#[test]
fn a_function_elsewhere_is_told_a_path_of_another_file() {
    let net = "import requests\n\n\ndef send_json(url, body):\n    return requests.post(url, json=body)\n";
    let base = "BASE = 'https://api.anthropic.com'\n";
    let ask = "from base import BASE\nfrom net import send_json\n\n\ndef ask(text):\n    return \
               send_json(f'{BASE}/v1/messages', {'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': [text]})\n";
    is_one(&[("net.py", net), ("base.py", base), ("ask.py", ask)], "7");
    let net = "use reqwest::Client;\n\npub struct Net { client: Client }\n\nimpl Net {\n    pub async fn send_json<T>(&self, url: \
               String, body: serde_json::Value) -> T {\n        let request = self.client.post(url);\n        \
               request.json(&body).send().await.json().await\n    }\n}\n";
    let ask = "use crate::{BASE, net::Net};\nuse serde_json::json;\n\npub async fn ask(net: &Net) -> String {\n    \
               net.send_json::<String>(format!(\"{}/v1/messages\", BASE), json!({ \"model\": \"claude-haiku-4-5\", \
               \"max_tokens\": 7 })).await\n}\n";
    let root = "mod ask;\nmod net;\npub const BASE: &str = \"https://api.anthropic.com\";\n";
    is_one(&[("src/lib.rs", root), ("src/net.rs", net), ("src/ask.rs", ask)], "7");
    let net = "namespace Desk;\npublic class Net(HttpClient http) {\n    public Task Send(string path, object body) => \
               http.PostAsJsonAsync(path, body);\n}\n";
    let ask = "namespace Desk;\npublic class Asker(Net net) {\n    public Task Ask() => net.Send(\"v1/messages\", new { model = \
               \"claude-haiku-4-5\", max_tokens = 7 });\n}\n";
    is_one(&[("Net.cs", net), ("Asker.cs", ask)], "7");
}

#[test]
fn another_host_or_path_is_no_request_to_claude() {
    for (base, path) in [("https://api.openai.com", "/v1/messages"), ("https://api.anthropic.com", "/v1/files")] {
        let python = format!(
            "import requests\n\n# what Anthropic has too\nNAME = 'anthropic'\n\n\ndef _send(path, body):\n    return \
             requests.post(f'{base}{{path}}', json=body)\n\n\ndef ask(text):\n    return _send('{path}', {{'model': \
             'gpt-5', 'max_tokens': 7, 'messages': [text]}})\n"
        );
        assert!(tree(&[("api.py", &python)]).is_empty(), "{base}{path}");
    }
}

#[test]
fn a_request_of_php_is_made_first_and_sent_by_any_client() {
    let head = "<?php\n$body = json_encode(['model' => 'claude-haiku-4-5', 'max_tokens' => 7, 'messages' => $messages]);\n\
                $url = 'https://api.anthropic.com/v1/messages';\n";
    for send in [
        "$client->send(new \\GuzzleHttp\\Psr7\\Request('POST', $url, ['x-api-key' => $key], $body));",
        "$request = $factory->createRequest('POST', $url)->withHeader('x-api-key', $key);\n$request = \
         $request->withBody($factory->createStream($body));\n$client->sendRequest($request);",
        "$request = new Request('POST', $url);\n$client->sendAsync($request->withBody(Utils::streamFor($body)))->wait();",
    ] {
        is_one(&[("ask.php", &format!("{head}{send}"))], "7");
    }
    let other = head.replace("/messages", "/models") + "$client->send(new Request('GET', $url));";
    assert!(tree(&[("ask.php", &other)]).is_empty());
}

#[test]
fn an_address_that_may_be_replaced_is_still_the_one_of_claude() {
    let python = "import requests\n\n\nclass Api:\n    def __init__(self):\n        self.base = \
                  'https://api.anthropic.com'\n\n    def use(self, base):\n        self.base = base\n\n    def ask(self, \
                  model, text):\n        return requests.post(f'{self.base}/v1/messages', json={'model': model, \
                  'max_tokens': 7, 'messages': [text]})\n";
    let rust = "use reqwest::Client;\nuse serde::Serialize;\n\n#[derive(Serialize)]\npub struct Ask { model: String, \
                max_tokens: u32 }\n\npub struct Api { client: Client, base: String }\n\nimpl Api {\n    pub fn new(client: \
                Client) -> Self {\n        Api { client, base: \"https://api.anthropic.com\".to_string() }\n    }\n\n    pub fn \
                base(mut self, base: &str) -> Self {\n        self.base = base.to_string();\n        self\n    }\n\n    pub \
                async fn ask(&self, ask: &Ask) {\n        \
                self.client.post(format!(\"{}/v1/messages\", self.base)).json(ask).send().await;\n    }\n}\n";
    let chosen = "import requests\n\n\ndef ask(claude, model, text):\n    url = 'https://api.openai.com/v1/responses'\n    \
                  if claude:\n        url = 'https://api.anthropic.com/v1/messages'\n    return requests.post(url, \
                  json={'model': model, 'max_tokens': 7, 'messages': [text]})\n";
    for (path, text) in [("api.py", python), ("src/lib.rs", rust), ("ask.py", chosen)] {
        let seen = tree(&[(path, text)]);
        assert_eq!((seen.len(), seen.first().map(|seen| &*seen.model)), (1, Some("?")), "{text}");
    }
}

#[test]
fn what_a_request_to_the_server_may_lack_has_its_default() {
    for taken in ["await request.json()", "request.body", "JSON.parse(request.body)"] {
        let text = format!(
            "export async function POST(request) {{\n  const {{ messages, model = \"claude-haiku-4-5\", cap = 7 }} = {taken};\n  \
             return fetch(\"https://api.anthropic.com/v1/messages\", {{ method: \"POST\", body: JSON.stringify({{ model, \
             max_tokens: cap, messages }}) }});\n}}\n"
        );
        let seen = tree(&[("route.js", &text)]);
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5 | ?", "7 | ?"), "{taken}");
    }
}

#[test]
fn a_library_that_is_required_may_be_called_itself() {
    let body = "{ model: \"claude-haiku-4-5\", max_tokens: 7, messages: [] }";
    for ask in [
        format!(
            "const axios = require(\"axios\");\naxios({{ method: \"post\", url: \"https://api.anthropic.com/v1/messages\", data: {body} }});\n"
        ),
        format!(
            "const send = require(\"node-fetch\");\nsend(\"https://api.anthropic.com/v1/messages\", {{ method: \"POST\", body: JSON.stringify({body}) }});\n"
        ),
    ] {
        is_one(&[("ask.js", &ask)], "7");
    }
}

#[test]
fn ruby_sends_what_it_made_for_a_path() {
    for made in
        ["Post.new(uri.path, headers)", "Post.new(uri.request_uri)", "Post.new(uri)", "Post.new('/v1/messages')"]
    {
        let text = format!(
            "require 'net/http'\n\nclass Claude\n  def ask(prompt)\n    uri = URI('https://api.anthropic.com/v1/messages')\n    http \
             = Net::HTTP.new(uri.host, uri.port)\n    request = Net::HTTP::{made}\n    request.body = {{ model: \
             'claude-haiku-4-5', max_tokens: 7, messages: [] }}.to_json\n    http.request(request)\n  end\nend\n"
        );
        is_one(&[("claude.rb", &text)], "7");
    }
}

#[test]
fn a_test_that_asks_its_own_program_asks_nobody() {
    let body = "json={'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': []}";
    let test =
        format!("def test_messages(client):\n    assert client.post('/v1/messages', {body}).status_code == 200\n");
    assert!(tree(&[("tests/test_api.py", &test)]).is_empty());
    for module in ["fastapi.testclient", "starlette.testclient"] {
        let test = format!(
            "from {module} import TestClient\nfrom app import app\n\nclient = TestClient(app)\n\n\ndef test_messages():\n    \
             client.post('/v1/messages', {body})\n"
        );
        assert!(tree(&[("tests/test_api.py", &test)]).is_empty(), "{module}");
    }
    let live = format!(
        "import httpx\n\nclient = httpx.Client(base_url='https://api.anthropic.com')\n\n\ndef test_live():\n    \
         client.post('/v1/messages', {body})\n"
    );
    is_one(&[("tests/test_live.py", &live)], "7");
    let proxied = format!("def ask(client):\n    return client.post('/v1/messages', {body})\n");
    is_one(&[("app.py", &proxied)], "7");
}

#[test]
fn node_writes_the_body_to_a_request_that_it_made() {
    let body =
        "JSON.stringify({ model: \"claude-haiku-4-5\", max_tokens: 7, messages: [{ role: \"user\", content: text }] })";
    let options = "{ hostname: \"api.anthropic.com\", path: \"/v1/messages\", method: \"POST\", headers }";
    let whole = "\"https://api.anthropic.com/v1/messages\", { method: \"POST\", headers }";
    let waits = "const request = https.request(OPTIONS, (answer) => answer.on(\"data\", take));\n    request.on(\"error\", \
                 reject);\n    request.setTimeout(9, () => request.destroy());\n    ";
    for take in
        ["const https = require(\"https\");", "import https from \"node:https\";", "import * as https from \"https\";"]
    {
        for options in [options, whole] {
            for send in [format!("request.write({body});\n    request.end();"), format!("request.end({body});")] {
                let waits = waits.replace("OPTIONS", options);
                let text = format!(
                    "{take}\nfunction ask(text) {{\n  return new Promise((resolve, reject) => {{\n    {waits}{send}\n  }});\n}}\n"
                );
                is_one(&[("ask.js", &text)], "7");
            }
        }
    }
    let other = format!(
        "const https = require(\"https\");\n// anthropic\nconst request = https.request({{ hostname: \
                         \"api.openai.com\", path: \"/v1/messages/count\" }});\nrequest.end({body});\n"
    );
    assert!(tree(&[("ask.js", &other)]).is_empty());
    let get = "const https = require(\"https\");\nhttps.request({ hostname: \"api.anthropic.com\", path: \"/v1/messages\" }).end();\n";
    assert!(tree(&[("ask.js", get)]).is_empty());
    let told = format!(
        "const https = require(\"https\");\nfunction post(host, path, body) {{\n  const request = https.request({{ hostname: host, \
         path, method: \"POST\" }});\n  request.write(body);\n  request.end();\n}}\nfunction ask(text) {{\n  \
         post(\"api.anthropic.com\", \"/v1/messages\", {body});\n}}\n"
    );
    is_one(&[("ask.js", &told)], "7");
}

#[test]
fn the_path_of_openai_on_the_host_of_anthropic_is_claude_too() {
    let python = "import requests\n\n\ndef ask(text):\n    return \
                  requests.post('https://api.anthropic.com/v1/chat/completions', json={'model': 'claude-haiku-4-5', \
                  'max_tokens': 7, 'messages': [text]})\n";
    is_one(&[("ask.py", python)], "7");
}

#[test]
fn a_double_that_stands_for_the_service_asks_nothing() {
    for text in [
        "import { http, HttpResponse } from \"msw\";\nexport const handlers = [http.post(\"https://api.anthropic.com/v1/messages\", \
         answer)];\n",
        "import nock from \"nock\";\nnock(\"https://api.anthropic.com\").post(\"/v1/messages\", { model: \"claude-haiku-4-5\" \
         }).reply(200);\n",
        "// anthropic\nit(\"answers\", async () => {\n  await fetch(`${emulator.url}/v1/messages`, { method: \"POST\", body: \
         JSON.stringify(body) });\n});\n",
    ] {
        assert!(tree(&[("tests/ask.test.ts", text)]).is_empty(), "{text}");
    }
    let python = "import respx\n\n\ndef test_ask():\n    respx.post('https://api.anthropic.com/v1/messages', json={'model': \
                  'claude-haiku-4-5'}).mock(return_value=None)\n";
    assert!(tree(&[("tests/test_ask.py", python)]).is_empty());
}

#[test]
fn older_libraries_and_browsers_send_it_too() {
    let head = "const request = require(\"request\");\nconst URL_OF = \"https://api.anthropic.com/v1/messages\";\nconst body = { model: \
                \"claude-haiku-4-5\", max_tokens: 7, messages };\n";
    for send in [
        "request.post({ url: URL_OF, json: body }, take);",
        "request({ uri: URL_OF, method: \"POST\", body: JSON.stringify(body) }, take);",
        "$.ajax({ url: URL_OF, method: \"POST\", data: JSON.stringify(body), success: take });",
        "fetch(new Request(URL_OF, { method: \"POST\", body: JSON.stringify(body) }));",
        "const xhr = new XMLHttpRequest();\nxhr.open(\"POST\", URL_OF, true);\nxhr.setRequestHeader(\"x-api-key\", key);\nxhr.onload = \
         take;\nxhr.send(JSON.stringify(body));",
    ] {
        is_one(&[("ask.js", &format!("{head}{send}\n"))], "7");
    }
    let python = "import httpx\n\nURL = 'https://api.anthropic.com/v1/messages'\nBODY = {'model': 'claude-haiku-4-5', 'max_tokens': 7, \
                  'messages': []}\n";
    for send in ["client.build_request('POST', URL, json=BODY)", "httpx.Request('POST', URL, json=BODY)"] {
        is_one(&[("ask.py", &format!("{python}client = httpx.Client()\nclient.send({send})\n"))], "7");
    }
}

#[test]
fn a_page_in_a_browser_asks_through_puter() {
    for ask in [
        "puter.ai.chat(text, { model: \"claude-haiku-4-5\", max_tokens: 7 })",
        "window.puter.ai.chat(messages, picture, { model: \"claude-haiku-4-5\", max_tokens: 7 })",
    ] {
        is_one(&[("ask.js", &format!("async function ask(text) {{\n  return {ask};\n}}\n"))], "7");
    }
    assert!(tree(&[("ask.js", "puter.ai.chat(text, { model: \"gpt-5\" });\nputer.ai.chat(text);\n")]).is_empty());
}

#[test]
fn a_server_that_answers_at_the_path_of_claude_asks_nobody() {
    let all = [
        "import express from 'express';\nconst app = express();\napp.post('/v1/messages', handle);\n",
        "import express from 'express';\nimport { wrap } from './wrap.js';\nconst router = express.Router();\n\
         router.post('/v1/messages', limit, wrap(async (req, res) => { res.json(await forward(req.body)); }));\n",
        "import { Hono } from 'hono';\nexport const app = new Hono();\napp.post('/v1/messages', check('json', schema), handle);\n",
        "export default async function routes(fastify) {\n  fastify.post('/v1/messages', { schema: { body: {} } }, handle);\n}\n",
        "export function add(it, controller) {\n  it.post('/v1/messages', async (req, res) => controller.create(req, res));\n}\n",
        "router.post('/v1/messages', (req, res) => { const body = { ...req.body, stream: true }; res.json(body); });\n",
    ];
    for text in all {
        let text = format!("// What Claude of anthropic answers.\n{text}");
        assert!(tree(&[("server.js", &text)]).is_empty(), "{text}");
    }
    let ruby = "require 'sinatra'\nHOST = 'https://api.anthropic.com'\npost '/v1/messages' do\n  forward(request.body.read)\nend\n";
    assert!(tree(&[("app.rb", ruby)]).is_empty());
    let asked = "export function ask(it, done) {\n  it.post('/v1/messages', { model: 'claude-haiku-4-5', max_tokens: 7, messages: [] }, \
                 () => done());\n}\n";
    is_one(&[("ask.js", asked)], "7");
}

#[test]
fn the_model_in_an_address_may_be_an_arn() {
    let python = "import httpx\n\nHOST = 'bedrock-runtime.us-east-1.amazonaws.com'\nPROFILE = \
                  'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0'\n\
                  httpx.post(f'https://{HOST}/model/{PROFILE}/invoke', json={'anthropic_version': 'bedrock-2023-05-31', \
                  'max_tokens': 7, 'messages': []})\n";
    let seen = tree(&[("ask.py", python)]);
    let profile =
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0";
    assert_eq!((&*seen[0].model, &*seen[0].cap), (profile, "7"));
}
