//! Headers that say where a request goes whose address is not seen.

use super::seen::{Seen, tree};

fn is_one(files: &[(&str, &str)], cap: &str) {
    let seen: Vec<Seen> = tree(files);
    assert_eq!(seen.len(), 1, "{files:?}: {seen:?}");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", cap), "{files:?}");
}

#[test]
fn a_header_says_where_a_request_goes_whose_url_is_not_seen() {
    let body = "json={'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': messages}";
    let python = |url: &str, headers: &str, body: &str| {
        format!(
            "import os\nimport requests\n\n\nclass Claude:\n    def __init__(self, settings):\n        self.url = \
             settings.url()\n        self.headers = {{'x-api-key': settings.key, {headers}}}\n\n    def ask(self, \
             messages):\n        return requests.post({url}, headers=self.headers, {body})\n"
        )
    };
    let told = "'anthropic-version': '2023-06-01'";
    for url in [
        "self.url",
        "os.environ['URL']",
        "f'{self.url}/messages'",
        "os.environ['BASE'] + '/messages'",
        "self.url + 'messages'",
    ] {
        is_one(&[("api.py", &python(url, told, body))], "7");
    }
    let other = "json={'model': 'claude-haiku-4-5', 'messages': messages}";
    for (url, headers, body) in [
        ("f'{self.url}/files'", told, body),
        ("f'{self.url}/messages/count_tokens'", told, other),
        ("self.url + 'files'", told, body),
        ("f'{self.url}/'", told, body),
        (
            "self.url",
            "'accept': 'application/json'",
            "json={'model': 'claude-haiku-4-5', 'max_tokens': 7, 'messages': messages}",
        ),
        ("self.url", told, other),
        ("'https://example.com/chat'", told, body),
    ] {
        assert!(tree(&[("api.py", &python(url, headers, body))]).is_empty(), "{url} {headers} {body}");
    }
    let script = "export class Api {\n  constructor(private base: () => string) {}\n  async ask(messages: unknown[]) {\n    const \
                  payload = {\n      method: \"POST\",\n      headers: { ...common(), \"anthropic-version\": \"2023-06-01\" },\n      \
                  body: JSON.stringify({ model: \"claude-haiku-4-5\", max_tokens: 7, messages }),\n    };\n    return \
                  fetch(trimmed(this.base()), payload);\n  }\n}\n";
    is_one(&[("api.ts", script)], "7");
    let php = "<?php\nfunction ask(array $config, string $q) {\n    return Http::withHeaders(['x-api-key' => $config['key'], \
               'anthropic-version' => '2023-06-01'])\n        ->timeout(9)\n        ->post($config['base_url'] . 'messages', \
               ['model' => 'claude-haiku-4-5', 'max_tokens' => 7, 'messages' => [['role' => 'user', 'content' => $q]]]);\n}\n";
    is_one(&[("ask.php", php)], "7");
    let made = "import axios from 'axios';\nconst api = axios.create({ baseURL: process.env.BASE, headers: { 'anthropic-version': \
                '2023-06-01' } });\nexport const ask = (messages) => api.post('/v1/messages', { model: model(), max_tokens: 7, \
                messages });\n";
    let seen = tree(&[("ask.js", made)]);
    assert_eq!((seen.len(), &*seen[0].model, &*seen[0].cap), (1, "?", "7"));
    let other = made.replace("anthropic-version", "x-version");
    assert!(tree(&[("ask.js", &other)]).is_empty());
}

#[test]
fn a_header_that_a_function_sets_afterwards_says_where_its_request_goes() {
    let go = |url: &str, header: &str, body: &str| {
        format!(
            "package ask\n\nimport (\n\t\"bytes\"\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\ntype Body struct {{\n\tModel string \
             `json:\"model\"`\n\tMessages []string `json:\"messages\"`\n\tMaxTokens int `json:\"max_tokens\"`\n}}\n\nfunc (p *Provider) \
             Ask(messages []string) {{\n\tdata, _ := json.Marshal({body})\n\treq, _ := http.NewRequest(\"POST\", {url}, \
             bytes.NewBuffer(data))\n\treq.Header.Set(\"{header}\", \"2023-06-01\")\n\thttp.DefaultClient.Do(req)\n}}\n\n// Claude \
             answers elsewhere.\nfunc other(req *http.Request) {{\n\treq.Header.Set(\"anthropic-version\", \"2023-06-01\")\n}}\n"
        )
    };
    let body = "Body{Model: p.config.Model, Messages: messages, MaxTokens: 7}";
    for url in ["p.baseURL", "p.base + \"/messages\"", "p.config.Endpoint()"] {
        let seen = tree(&[("ask.go", &go(url, "anthropic-version", body))]);
        assert_eq!(seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect::<Vec<_>>(), [("?", "7")], "{url}");
    }
    for (url, header, body) in [
        ("p.baseURL", "x-version", body),
        ("p.base + \"/files\"", "anthropic-version", body),
        ("\"https://api.openai.com/v1/chat/completions\"", "anthropic-version", body),
        ("p.baseURL", "anthropic-version", "map[string]any{\"model\": p.model, \"messages\": messages}"),
    ] {
        assert!(tree(&[("ask.go", &go(url, header, body))]).is_empty(), "{url} {header} {body}");
    }
}

#[test]
fn headers_that_ruby_sets_by_key_say_where_a_request_goes() {
    let ruby = |path: &str, set: &str| {
        format!(
            "require 'net/http'\n\nclass Claude\n  def initialize(config)\n    @config = config\n  end\n\n  def ask(prompt)\n    uri = \
             URI(\"#{{@config.base_url}}{path}\")\n    request = Net::HTTP::Post.new(uri)\n    request['accept'] = \
             'application/json'\n    {set}\n    request.body = {{ model: @config.model, max_tokens: 7, messages: [prompt] \
             }}.to_json\n    Net::HTTP.start(uri.host, uri.port, use_ssl: true) {{ |http| http.request(request) }}\n  end\nend\n"
        )
    };
    for set in ["request['anthropic-version'] = '2023-06-01'", "request['anthropic-beta'] = betas"] {
        let seen = tree(&[("claude.rb", &ruby("/v1/messages", set))]);
        assert_eq!(seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect::<Vec<_>>(), [("?", "7")], "{set}");
    }
    for (path, set) in [
        ("/v1/messages", "request['authorization'] = 'anthropic-version'"),
        ("/v1/files", "request['anthropic-version'] = '2023-06-01'"),
    ] {
        assert!(tree(&[("claude.rb", &ruby(path, set))]).is_empty(), "{path} {set}");
    }
}
