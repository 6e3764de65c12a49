//! Gateways, frameworks, evaluations and variables that name models.

use super::{findings, sites};

#[test]
fn evaluations_name_providers_and_graders() {
    let text = "prompts: [x]\nproviders:\n  - anthropic:messages:claude-haiku-5-5\n  - openai:gpt-5\n  - id: anthropic:messages:claude-opus-5-5\n    config: { max_tokens: 2048 }\n  - id: python:anthropic_provider.py\ndefaultTest:\n  assert:\n    - type: llm-rubric\n      provider: anthropic:messages:claude-sonnet-5-5\n      value: says claude-opus-5-5\n";
    let expected = [
        "e/promptfooconfig.yaml:3 promptfoo claude-haiku-5-5 -",
        "e/promptfooconfig.yaml:5 promptfoo claude-opus-5-5 2048",
        "e/promptfooconfig.yaml:11 promptfoo claude-sonnet-5-5 -",
    ];
    assert_eq!(sites(&[("e/promptfooconfig.yaml", text)]), expected);
}

#[test]
fn a_proxy_offers_models_and_anchors_are_followed() {
    let text = "x: &common { max_tokens: 4096 }\nmodel_list:\n  - model_name: smart\n    litellm_params:\n      <<: *common\n      model: anthropic/claude-opus-5-5\n  - model_name: other\n    litellm_params: { model: openai/gpt-5 }\n  - model_name: alias\n    litellm_params: { model: os.environ/MODEL }\n";
    assert_eq!(sites(&[("config.yaml", text)]), ["config.yaml:6 litellm-proxy anthropic/claude-opus-5-5 4096"]);
}

#[test]
fn clients_and_functions_of_baml_name_models() {
    let text = "client<llm> A {\n  provider anthropic\n  options {\n    model \"claude-haiku-5-5\"\n    max_tokens 100\n  }\n}\nclient<llm> B {\n  provider openai\n  options { model \"gpt-5\" }\n}\nfunction F(x: string) -> string {\n  client \"anthropic/claude-opus-5-5\"\n  prompt #\"{{ x }}\"#\n}\nfunction G(x: string) -> string {\n  client A\n  prompt #\"anthropic/claude {{ x }}\"#\n}\n";
    assert_eq!(
        sites(&[("b.baml", text)]),
        ["b.baml:4 baml claude-haiku-5-5 100", "b.baml:13 baml anthropic/claude-opus-5-5 -"]
    );
}

#[test]
fn settings_of_java_frameworks_are_read_in_both_spellings() {
    let yaml = "spring:\n  ai:\n    anthropic:\n      chat:\n        options:\n          model: ${CLAUDE_MODEL:claude-sonnet-5-5}\n          max-tokens: 2048\n";
    let properties = "quarkus.langchain4j.anthropic.chat-model.model-name=claude-haiku-5-5\nquarkus.langchain4j.anthropic.chat-model.max-tokens=512\nanthropic.api-key=x\n";
    let own = "app:\n  claude:\n    model-id: anthropic.claude-opus-4-6-v1:0\n    note: claude-opus-5-5 is dear\n";
    let said = sites(&[
        ("src/main/resources/application.yml", yaml),
        ("application-dev.properties", properties),
        ("application-own.yaml", own),
    ]);
    let expected = [
        "application-dev.properties:1 java-settings claude-haiku-5-5 512",
        "application-own.yaml:3 java-settings anthropic.claude-opus-4-6-v1:0 -",
        "src/main/resources/application.yml:6 java-settings claude-sonnet-5-5* 2048",
    ];
    assert_eq!(said, expected);
}

#[test]
fn variables_count_where_name_and_value_say_so() {
    let compose = "services:\n  web:\n    image: claude-opus-5-5\n    environment:\n      - ANTHROPIC_MODEL=${MODEL:-claude-opus-5-5}\n      - KEY=claude-opus-5-5\n  job:\n    environment: { LLM_MODEL: claude-haiku-5-5 }\n";
    let said = sites(&[
        (
            ".env.example",
            "# MODEL=claude-opus-4-1\nexport CLAUDE_MODEL=\"claude-sonnet-5-5\"\nNAME=claude-sonnet-5-5\n",
        ),
        ("docker-compose.yml", compose),
        (
            "wrangler.toml",
            "[vars]\nANTHROPIC_MODEL = \"claude-opus-5-5\"\n[env.dev.vars]\nMODEL_ID = \"claude-haiku-5-5\"\n",
        ),
    ]);
    let expected = [
        ".env.example:2 environment-files claude-sonnet-5-5 -",
        "docker-compose.yml:5 environment-files claude-opus-5-5* -",
        "docker-compose.yml:8 environment-files claude-haiku-5-5 -",
        "wrangler.toml:2 environment-files claude-opus-5-5 -",
        "wrangler.toml:4 environment-files claude-haiku-5-5 -",
    ];
    assert_eq!(said, expected);
}

#[test]
fn tools_for_writing_code_name_models() {
    let said = sites(&[
        (".aider.conf.yml", "model: claude-opus-5-5\nweak-model: claude-haiku-5-5\ncache-prompts: true\n"),
        (
            ".continue/config.yaml",
            "models:\n  - name: a\n    provider: anthropic\n    model: claude-sonnet-5-5\n    defaultCompletionOptions: { maxTokens: 4096 }\n  - { name: b, provider: ollama, model: qwen }\n",
        ),
        (
            "config/agents.yaml",
            "researcher:\n  role: R\n  goal: G\n  llm: anthropic/claude-sonnet-5-5\nwriter:\n  role: W\n  llm: openai/gpt-5\n",
        ),
        (
            "opencode.json",
            "{ \"model\": \"anthropic/claude-opus-5-5\",\n  \"agent\": { \"review\": { \"model\": \"anthropic/claude-haiku-5-5\", \"maxSteps\": 5 } } }",
        ),
    ]);
    let expected = [
        ".aider.conf.yml:1 aider claude-opus-5-5 -",
        ".aider.conf.yml:2 aider claude-haiku-5-5 -",
        ".continue/config.yaml:4 continue claude-sonnet-5-5 4096",
        "config/agents.yaml:4 crewai-yaml anthropic/claude-sonnet-5-5 -",
        "opencode.json:1 opencode anthropic/claude-opus-5-5 -",
        "opencode.json:2 opencode anthropic/claude-haiku-5-5 -",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_flow_of_n8n_may_send_requests_by_itself() {
    let node = |name: &str, url: &str, body: &str| {
        format!(
            "    {{ \"name\": \"{name}\", \"type\": \"n8n-nodes-base.httpRequest\", \"parameters\": {{ \"url\": \"{url}\", {body} }} }}"
        )
    };
    let url = "https://api.anthropic.com/v1/messages";
    let pairs = "\"bodyParameters\": { \"parameters\": [{ \"name\": \"model\", \"value\": \"claude-opus-5-5\" }, { \"name\": \
                 \"max_tokens\", \"value\": \"4096\" }] }";
    let text = r#""jsonBody": "={\n \"model\": \"claude-haiku-5-5\", \"max_tokens\": 50, \"messages\": [{ \"content\": \"{{ $json.q }}\" }] }""#;
    let filled = r#""jsonBody": "={\n \"model\": \"{{ $json.model }}\", \"max_tokens\": {{ $json.cap }} }""#;
    let nodes = [
        node("A", url, pairs),
        node("B", url, text),
        node("C", url, "\"body\": { \"model\": \"claude-sonnet-5-5\", \"max_tokens\": 8 }"),
        node("D", url, filled),
        node("E", "https://api.anthropic.com/v1/messages/count_tokens", text),
        node("F", "https://api.openai.com/v1/chat/completions", pairs),
    ];
    let flow = format!("{{ \"nodes\": [\n{}\n] }}\n", nodes.join(",\n"));
    let expected = [
        "flow.json:2 workflow-exports claude-opus-5-5 4096",
        "flow.json:3 workflow-exports claude-haiku-5-5 50",
        "flow.json:4 workflow-exports claude-sonnet-5-5 8",
        "flow.json:5 workflow-exports ? ?",
    ];
    assert_eq!(sites(&[("flow.json", &flow)]), expected);
}

#[test]
fn what_only_mentions_a_model_is_no_site() {
    let said = sites(&[
        (
            "package-lock.json",
            "{ \"packages\": { \"node_modules/@anthropic-ai/sdk\": { \"model\": \"claude-opus-5-5\" } } }",
        ),
        ("openapi.yaml", "components:\n  schemas:\n    Model: { enum: [claude-opus-5-5], default: claude-opus-5-5 }\n"),
        ("README.md", "# Models\n\n| claude-opus-5-5 | dear |\n"),
        ("cassettes/a.yaml", "interactions:\n  - request: { body: { model: claude-opus-5-5, max_tokens: 10 } }\n"),
        ("models.json", "[{ \"id\": \"claude-opus-5-5\", \"provider\": \"anthropic\" }]"),
        ("mkdocs.yml", "nav:\n  - Claude: claude-opus-5-5.md\n"),
    ]);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn a_retired_model_is_told_in_any_kind_of_file() {
    let said = findings(&[
        (".env.example", "ANTHROPIC_MODEL=claude-3-opus-20240229\n"),
        ("b.baml", "client<llm> A {\n  provider anthropic\n  options { model \"claude-3-haiku-20240307\" }\n}\n"),
        (
            "flow.json",
            "{ \"nodes\": [{ \"type\": \"@n8n/n8n-nodes-langchain.lmChatAnthropic\", \"parameters\": { \"model\": \"claude-2.1\" } }] }",
        ),
    ]);
    assert_eq!(said, [".env.example:1 retired-model", "b.baml:3 retired-model", "flow.json:1 retired-model"]);
}

#[test]
fn of_a_template_of_yaml_only_what_stands_in_any_case_is_claimed() {
    let chart = "kind: ConfigMap\nmetadata:\n  labels:\n    {{- include \"a.labels\" . | nindent 4 }}\ndata:\n  ANTHROPIC_MODEL: \
                 claude-opus-5-5\n  LLM_MODEL: {{ .Values.model | quote }}\n  {{- if .Values.fast }}\n  FAST_MODEL: \
                 claude-haiku-5-5\n  {{- else }}\n  FAST_MODEL: claude-sonnet-5-5\n  {{- end }}\n";
    let files = [("chart/templates/map.yaml", chart)];
    assert_eq!(sites(&files), ["chart/templates/map.yaml:6 environment-files claude-opus-5-5 -"]);
    assert_eq!(super::problems(&files), Vec::<String>::new());
}
