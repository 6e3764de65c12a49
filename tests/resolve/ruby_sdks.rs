//! Calls of Claude in Ruby, by the pages of their SDKs.

use super::seen::{Seen, tree};

fn ruby(body: &str) -> Vec<Seen> {
    tree(&[("app.rb", body)])
}

fn is_one(body: &str, model: &str, cap: &str) {
    let seen = ruby(body);
    assert_eq!(seen.len(), 1, "{body}: {seen:?}");
    assert_eq!((&*seen[0].model, &*seen[0].cap), (model, cap), "{body}");
}

#[test]
fn the_newer_and_the_older_gem_are_known() {
    let new = "Anthropic::Client.new.messages";
    for call in ["create", "stream", "stream_raw"] {
        is_one(
            &format!("{new}.{call}(model: :\"claude-haiku-4-5\", max_tokens: 9, messages: [])"),
            "claude-haiku-4-5",
            "9",
        );
    }
    is_one(
        "Anthropic::Client.new.messages(parameters: { model: \"claude-haiku-4-5\", max_tokens: 9, messages: [] })",
        "claude-haiku-4-5",
        "9",
    );
    is_one(
        "client.send(:messages, parameters: { model: \"claude-haiku-4-5\", max_tokens: 9, messages: [] })",
        "claude-haiku-4-5",
        "9",
    );
    assert!(ruby(&format!("{new}.count_tokens(model: \"claude-haiku-4-5\", messages: [])")).is_empty());
    assert!(ruby("chat = Chat.find(1)\nchat.messages.create(role: \"user\", content: \"claude\")").is_empty());
}

#[test]
fn frameworks_are_known() {
    is_one(
        "chat = RubyLLM.chat(model: \"claude-haiku-4-5\")\nchat.with_instructions \"Be kind.\"\nchat.with_params(max_tokens: 9)\nchat.ask \"Hi\"",
        "claude-haiku-4-5",
        "9",
    );
    is_one("RubyLLM.chat(model: \"claude-haiku-4-5\").with_temperature(0.1).ask(\"Hi\")", "claude-haiku-4-5", "none");
    assert!(ruby("RubyLLM.chat(model: \"gpt-4o\").ask(\"Hi, claude\")").is_empty());
    is_one(
        "Langchain::LLM::Anthropic.new(api_key: key, default_options: { chat_model: \"claude-haiku-4-5\", max_tokens: 9 })",
        "claude-haiku-4-5",
        "9",
    );
    is_one(
        "OpenAI::Client.new(uri_base: \"https://api.anthropic.com/v1/\").chat(parameters: { model: \"claude-haiku-4-5\", max_tokens: 9, messages: [] })",
        "claude-haiku-4-5",
        "9",
    );
}

#[test]
fn requests_without_a_gem_are_known_by_their_url() {
    let body = "{ model: \"claude-haiku-4-5\", max_tokens: 9, messages: [] }.to_json";
    let url = "\"https://api.anthropic.com/v1/messages\"";
    for call in [
        format!("Net::HTTP.post(URI({url}), {body}, headers)"),
        format!("uri = URI.parse({url})\nhttp = Net::HTTP.new(uri.host, uri.port)\nrequest = Net::HTTP::Post.new(uri)\nrequest[\"x-api-key\"] = key\nrequest.body = {body}\nhttp.request(request)"),
        format!("HTTParty.post({url}, headers: headers, body: {body})"),
        format!("conn = Faraday.new(url: \"https://api.anthropic.com\") {{ |f| f.adapter :net_http }}\nconn.post(\"/v1/messages\") do |req|\n  req.body = {body}\nend"),
        format!("RestClient.post({url}, {body}, headers)"),
        "HTTP.headers(h).post(\"https://api.anthropic.com/v1/messages\", json: { model: \"claude-haiku-4-5\", max_tokens: 9, messages: [] })".to_owned(),
    ] {
        is_one(&call, "claude-haiku-4-5", "9");
    }
    assert!(ruby(&format!("HTTParty.post(\"https://api.openai.com/v1/chat/completions\", body: {body})")).is_empty());
}

#[test]
fn bedrock_is_called_with_keywords_or_one_hash() {
    let client =
        "require \"aws-sdk-bedrockruntime\"\nclient = Aws::BedrockRuntime::Client.new(region: \"us-east-1\")\n";
    let model = "model_id: \"us.anthropic.claude-haiku-4-5-20251001-v1:0\"";
    let fields = format!("{model}, messages: messages, inference_config: {{ max_tokens: 9 }}");
    let body = "anthropic_version: \"bedrock-2023-05-31\", max_tokens: 9, messages: messages";
    for call in [
        format!("client.converse({fields})"),
        format!("client.converse({{ {fields} }})"),
        format!("client.converse_stream({fields}) {{ |stream| stream }}"),
        format!("client.invoke_model({model}, body: JSON.generate({body}))"),
        format!("client.invoke_model({model}, body: {{ {body} }}.to_json)"),
        format!("body = {{ {body} }}\nclient.invoke_model_with_response_stream({model}, body: JSON.dump(body))"),
        format!("client.invoke_model({{ {model}, body: {{ {body} }}.to_json }})"),
    ] {
        is_one(&format!("{client}{call}"), "us.anthropic.claude-haiku-4-5-20251001-v1:0", "9");
    }
}

#[test]
fn other_vendors_of_bedrock_and_other_services_of_aws_are_not_claudes() {
    let client = "claude = 1\nclient = Aws::BedrockRuntime::Client.new\n";
    for body in [
        format!("{client}client.invoke_model(model_id: \"amazon.titan-text-v1\", body: {{ inputText: text }}.to_json)"),
        format!("{client}client.invoke_model(model_id: model, body: {{ inputText: text }}.to_json)"),
        "claude = Aws::Lex::Client.new\nclaude.converse(model_id: model, messages: [])".to_string(),
        "Units::Client.new.converse(model_id: \"anthropic.claude-v2\", messages: [])".to_string(),
    ] {
        assert!(ruby(&body).is_empty(), "{body}");
    }
}

#[test]
fn json_is_made_of_a_hash_without_braces() {
    let post = "Net::HTTP.post(URI(\"https://api.anthropic.com/v1/messages\"), ";
    let body = "model: \"claude-haiku-4-5\", max_tokens: 9, messages: []";
    is_one(&format!("require \"net/http\"\n{post}JSON.generate({body}), {{}})"), "claude-haiku-4-5", "9");
    is_one(
        &format!("require \"net/http\"\n{post}JSON.generate({{ {body} }}, max_nesting: 3), {{}})"),
        "claude-haiku-4-5",
        "9",
    );
}
