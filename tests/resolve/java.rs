//! Java: how models, caps and prompts reach a request there.

use super::seen::{Seen, tree};

const IMPORTS: &str = "package com.ex;\nimport com.anthropic.client.AnthropicClient;\n\
                       import com.anthropic.models.messages.*;\nimport org.springframework.beans.factory.annotation.Value;\n";
/// A method that builds a request in two steps, with an overload that fills in the second.
const REQUEST: &str = "    private MessageCreateParams request(String m, long max) { return request(m, max, \"Hi\"); }\n\
                       \x20   private MessageCreateParams request(String m, long max, String text) {\n\
                       \x20       return MessageCreateParams.builder().model(m).maxTokens(max).addUserMessage(text).build();\n    }\n";

fn class(members: &str) -> Vec<Seen> {
    let app = format!("{IMPORTS}class App extends Base {{\n    AnthropicClient client;\n{members}{REQUEST}}}\n");
    let base = "package com.ex;\nclass Base { protected long inherited = 99L; static final String SHARED = \"claude-haiku-4-5\"; }\n";
    tree(&[("src/com/ex/App.java", &app), ("src/com/ex/Base.java", base)])
}

/// Model and cap of the one call of a method with this body.
fn method(body: &str) -> (String, String) {
    let mut seen = class(&format!("    void ask(boolean fast, String letter) {{\n{body}\n    }}\n"));
    assert_eq!(seen.len(), 1, "{body}: {seen:?}");
    let seen = seen.remove(0);
    (seen.model, seen.cap)
}

fn is(body: &str, model: &str, cap: &str) {
    assert_eq!(method(body), (model.to_owned(), cap.to_owned()), "{body}");
}

#[test]
fn builders_are_read_wherever_they_end() {
    let head = "MessageCreateParams.builder().model(Model.CLAUDE_OPUS_4_5)";
    is(&format!("client.messages().create({head}.maxTokens(9L).build());"), "claude-opus-4-5", "9");
    is(
        &format!("var b = {head}; b.maxTokens(9).addUserMessage(letter); client.messages().create(b.build());"),
        "claude-opus-4-5",
        "9",
    );
    is(
        &format!(
            "var p = {head}.maxTokens(1).build(); client.async().messages().createStreaming(p.toBuilder().maxTokens(2).build());"
        ),
        "claude-opus-4-5",
        "2",
    );
    is(
        &format!(
            "var b = {head}.maxTokens(1); if (fast) {{ b.model(\"claude-haiku-4-5\"); }} client.messages().create(b.build());"
        ),
        "claude-haiku-4-5 | claude-opus-4-5",
        "1",
    );
    is(
        "MessageCreateParams.Builder b = MessageCreateParams.builder(); client.messages().create(b.model(Model.of(\"claude-opus-4-5\")).maxTokens(1).build());",
        "claude-opus-4-5",
        "1",
    );
}

#[test]
fn members_overloads_and_what_is_inherited_are_found() {
    is("client.messages().create(request(SHARED, inherited));", "claude-haiku-4-5", "99");
    is("client.messages().create(this.request(Base.SHARED, 7L));", "claude-haiku-4-5", "7");
}

#[test]
fn choices_enums_and_records_are_followed() {
    let tiers = "enum Tier { FAST(\"claude-haiku-4-5\"), SMART(\"claude-opus-4-5\"); private final String id;\n\
                 Tier(String id) { this.id = id; } String getId() { return id; } }\n\
                 record Conf(String model, long max) { static Conf usual() { return new Conf(\"claude-opus-4-1\", 77L); } }\n";
    let seen = class(&format!(
        "{tiers}void a() {{ client.messages().create(request(Tier.SMART.getId(), 1L)); }}\n\
                               void b() {{ Conf c = Conf.usual(); client.messages().create(request(c.model(), c.max())); }}\n"
    ));
    let read: Vec<(&str, &str)> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
    assert_eq!(read, [("claude-opus-4-5", "1"), ("claude-opus-4-1", "77")]);
    is(
        "String m = switch (letter) { case \"a\" -> \"claude-haiku-4-5\"; default -> \"claude-sonnet-4-5\"; };\n\
        client.messages().create(request(m, 1L));",
        "claude-haiku-4-5 | claude-sonnet-4-5",
        "1",
    );
}

#[test]
fn settings_have_the_defaults_that_annotations_and_the_environment_name() {
    let seen = class(
        "    @Value(\"${app.model:claude-haiku-4-5}\") private String model;\n\
                      void a() { client.messages().create(request(model, 5L)); }\n",
    );
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "5"));
    let seen = class(
        "    @ConfigProperty(name = \"app.model\", defaultValue = \"claude-haiku-4-5\") String model;\n    @ConfigProperty(name = \
         \"app.cap\", defaultValue = \"300\") long cap;\nvoid a() { client.messages().create(request(model, cap)); }\n",
    );
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-haiku-4-5", "~300"));
    is(
        "String m = System.getenv().getOrDefault(\"M\", \"claude-haiku-4-5\"); client.messages().create(request(m, 5L));",
        "~claude-haiku-4-5",
        "5",
    );
}

#[test]
fn prompts_are_put_together_from_what_each_step_adds() {
    let seen = class(
        "void a(String q) { client.messages().create(MessageCreateParams.builder().model(\"claude-haiku-4-5\")\n\
                      .maxTokens(1).system(\"\"\"\n        Be kind.\n        \"\"\").addUserMessage(String.format(\"Q: %s\", q))\n\
                      .addAssistantMessage(\"A\").build()); }\n",
    );
    assert_eq!(seen[0].system, "Be kind.\n");
    assert_eq!(seen[0].messages, "Q: {parameter} / A");
}

#[test]
fn raw_requests_and_other_libraries_are_known_by_what_they_send() {
    let raw = "package r;\nimport java.net.http.*;\nimport java.util.*;\nclass R { void a(HttpClient http, String q) {\n\
               Map<String, Object> body = new HashMap<>(); body.put(\"model\", \"claude-opus-4-5\"); body.put(\"max_tokens\", 64);\n\
               body.put(\"messages\", List.of(Map.of(\"role\", \"user\", \"content\", q)));\n\
               HttpRequest request = HttpRequest.newBuilder().uri(java.net.URI.create(\"https://api.anthropic.com/v1/messages\"))\n\
               .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body))).build();\n\
               http.send(request, null); } }\n";
    let spring = "package s;\nimport org.springframework.ai.anthropic.*;\nimport org.springframework.ai.chat.client.ChatClient;\n\
                  class S { void a(ChatClient chat) { chat.prompt().user(\"x\")\n\
                  .options(AnthropicChatOptions.builder().model(\"claude-opus-4-5\").maxTokens(64).build()).call(); } }\n";
    let aws = "package b;\nimport software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;\n\
               class B { void a(BedrockRuntimeClient c) { c.converse(r -> r.modelId(\"claude-opus-4-5\").inferenceConfig(i -> i.maxTokens(64))); } }\n";
    let chain = "package l;\nimport dev.langchain4j.model.anthropic.AnthropicChatModel;\n\
                 class L { void a() { AnthropicChatModel.builder().modelName(\"claude-opus-4-5\").maxTokens(64).build().chat(\"x\"); } }\n";
    for text in [raw, spring, aws, chain] {
        let seen = tree(&[("A.java", text)]);
        assert_eq!(
            seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect::<Vec<_>>(),
            [("claude-opus-4-5", "64")],
            "{text}"
        );
    }
}

#[test]
fn a_request_of_unirest_is_one_chain() {
    let text = "package com.ex;\nimport java.util.*;\nimport kong.unirest.Unirest;\nclass Ask {\n\
                static final String URL = \"https://api.anthropic.com/v1/messages\";\n\
                void ask() {\nMap<String, Object> body = new HashMap<>();\nbody.put(\"model\", \"claude-opus-4-5\");\n\
                body.put(\"max_tokens\", 20);\nbody.put(\"messages\", List.of());\n\
                Unirest.post(URL).header(\"x-api-key\", \"k\").body(body).asString();\n}\n\
                void other() { Unirest.post(\"https://example.com/v1/things\").body(Map.of(\"model\", \"claude-opus-4-5\")).asString(); }\n}\n";
    let seen = tree(&[("Ask.java", text)]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].model.as_str(), seen[0].cap.as_str()), ("claude-opus-4-5", "20"));
}

#[test]
fn what_is_not_seen_stays_unknown() {
    is("client.messages().create(request(letter, 5L));", "?", "5");
    let other = "package s;\nimport dev.langchain4j.model.openai.OpenAiChatModel;\n\
                 class S { void a() { OpenAiChatModel.builder().modelName(\"gpt-4o\").build().chat(\"x\"); } }\n";
    assert!(tree(&[("A.java", other)]).is_empty());
}

#[test]
fn a_json_object_is_appended_to() {
    let text = "package s;\nimport software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;\n\
                import software.amazon.awssdk.services.bedrockruntime.model.*;\nclass A {\nvoid \
                ask(BedrockRuntimeAsyncClient client, String prompt) {\nvar body = new \
                JSONObject().put(\"anthropic_version\", \"bedrock-2023-05-31\").put(\"max_tokens\", \
                50).append(\"messages\", new JSONObject().put(\"role\", \"user\").append(\"content\", new \
                JSONObject().put(\"type\", \"text\").put(\"text\", \"Why?\")));\nvar request = \
                InvokeModelRequest.builder().body(SdkBytes.fromUtf8String(body.toString())).modelId(\"anthropic.claude-haiku-4-5-20251001-v1:0\").build();\n\
                client.invokeModel(request);\n}\n}\n";
    let seen = tree(&[("A.java", text)]);
    assert_eq!((&*seen[0].cap, &*seen[0].messages), ("50", "Why?"));
}

#[test]
fn settings_say_what_is_injected() {
    let imports = "package s;\nimport org.springframework.beans.factory.annotation.Value;\n\
                   import org.springframework.web.client.RestTemplate;\nimport java.util.*;\n";
    let text = format!(
        "{imports}class A {{\nprivate final RestTemplate rest;\nprivate final String url;\n@Value(\"${{claude.max-tokens}}\") \
         private int cap;\nA(RestTemplate rest, @Value(\"${{claude.url}}\") String url, @Value(\"${{claude.model:none}}\") \
         String model) {{\nthis.rest = rest;\nthis.url = url;\nthis.model = model;\n}}\nMap ask(String prompt) {{\n\
         Map<String, Object> body = Map.of(\"model\", model, \"max_tokens\", cap, \"messages\", \
         List.of(Map.of(\"role\", \"user\", \"content\", prompt)));\nreturn rest.postForObject(url, body, \
         Map.class);\n}}\n}}\n"
    );
    let yaml = "spring:\n  profiles:\n    active: local\nclaude:\n  url: https://api.anthropic.com/v1/messages\n  model: \
                ${MODEL:claude-haiku-4-5}\n  maxTokens: 9\n---\nspring.config.activate.on-profile: test\nclaude.model: \
                claude-opus-4-5\n";
    let plain =
        "claude.url=https://api.anthropic.com/v1/messages\nclaude.model=claude-haiku-4-5\nclaude.max-tokens=9\n";
    for (name, settings) in [("application.yml", yaml), ("application.properties", plain)] {
        let settings_of = |package: &str| format!("{package}src/main/resources/{name}");
        let (ours, others) = (settings_of("a/"), settings_of("b/"));
        let files =
            [("a/src/main/java/s/A.java", &*text), (&*ours, settings), (&*others, "claude.model=claude-opus-4-5\n")];
        let seen = tree(&files);
        let seen: Vec<_> = seen.iter().filter(|seen| !seen.cap.contains("none")).collect();
        assert_eq!((seen.len(), &*seen[0].model, &*seen[0].cap), (1, "~claude-haiku-4-5", "~9"), "{name}");
    }
}

#[test]
fn a_class_sets_what_the_one_above_it_declares() {
    let above = "package com.ex;\n\nimport com.anthropic.client.AnthropicClient;\nimport com.anthropic.models.messages.MessageCreateParams;\n\n\
                 public abstract class Service {\n    protected AnthropicClient client;\n    protected String model;\n    protected long cap;\n\n    \
                 Object ask(String text) {\n        return client.messages().create(MessageCreateParams.builder().model(model).maxTokens(cap)\
                 .addUserMessage(text).build());\n    }\n}\n";
    let claude = "package com.ex;\n\nimport com.anthropic.client.okhttp.AnthropicOkHttpClient;\n\npublic class Claude extends Service {\n    \
                  public Claude() {\n        client = AnthropicOkHttpClient.fromEnv();\n        model = \"claude-haiku-4-5\";\n        cap = 12;\n    \
                  }\n}\n";
    let seen = tree(&[("src/com/ex/Service.java", above), ("src/com/ex/Claude.java", claude)]);
    assert_eq!(seen.len(), 1);
    assert!(seen[0].model.contains("claude-haiku-4-5") && seen[0].cap.contains("12"), "{seen:?}");
}

#[test]
fn a_prompt_of_spring_holds_its_options() {
    let head = "package s;\nimport org.springframework.ai.anthropic.*;\nimport org.springframework.ai.chat.prompt.Prompt;\nimport java.util.*;\n";
    let ask = |options: &str, prompt: &str| {
        let text = format!(
            "{head}class A {{ final AnthropicChatModel chatModel;\n A(AnthropicChatModel chatModel) {{ this.chatModel = chatModel; }}\n \
             Object ask(List messages) {{\n  {options}\n  return chatModel.call({prompt});\n }}\n}}\n"
        );
        let seen = tree(&[("A.java", &text)]);
        let [last] = seen.as_slice() else { panic!("{text}: {seen:?}") };
        (last.model.clone(), last.cap.clone())
    };
    let build =
        "AnthropicChatOptions o = AnthropicChatOptions.builder().model(\"claude-haiku-4-5\").maxTokens(9).build();";
    let is = |model: &str, cap: &str| (model.to_owned(), cap.to_owned());
    assert_eq!(ask(build, "new Prompt(messages, o)"), is("claude-haiku-4-5", "9"));
    assert_eq!(ask("", "new Prompt(messages)"), is("?", "?"));
    assert_eq!(ask("", "\"Why?\""), is("?", "?"));
}

#[test]
fn claude_on_vertex_has_its_own_module_in_langchain4j() {
    let text = "package s;\nimport dev.langchain4j.model.vertexai.anthropic.VertexAiAnthropicChatModel;\n\
                class A { String ask() {\n var model = VertexAiAnthropicChatModel.builder().project(\"p\").location(\"l\")\
                .modelName(\"claude-sonnet-4-5@20250929\").maxTokens(9).build();\n return model.chat(\"Hi\");\n }\n}\n";
    let seen = tree(&[("A.java", text)]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-sonnet-4-5@20250929", "9"));
    let gemini = text
        .replace("anthropic.VertexAiAnthropicChatModel", "gemini.VertexAiGeminiChatModel")
        .replace("AiAnthropic", "AiGemini");
    assert!(tree(&[("A.java", &gemini)]).is_empty());
}
