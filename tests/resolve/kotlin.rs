//! Kotlin: how models, caps and prompts reach a request there.

use super::seen::{Seen, tree};

const HEAD: &str = "package com.ex\n\nimport com.anthropic.client.AnthropicClient\n\
                    import com.anthropic.models.messages.MessageCreateParams\nimport com.anthropic.models.messages.Model\n\n";

fn kotlin(body: &str) -> Vec<Seen> {
    let settings = "package com.ex\n\nconst val LIMIT = 512L\nobject Settings {\n    val MODEL = \"claude-haiku-4-5\"\n}\n\
                    fun String.asModel() = \"claude-$this\"\n";
    tree(&[("src/App.kt", &format!("{HEAD}{body}")), ("src/Settings.kt", settings)])
}

/// Model and cap of the one call of a function with this body.
fn is(body: &str, model: &str, cap: &str) {
    let seen = kotlin(&format!("fun ask(client: AnthropicClient, letter: String, fast: Boolean) {{\n{body}\n}}\n"));
    let read: Vec<(&str, &str)> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
    assert_eq!(read, [(model, cap)], "{body}");
}

#[test]
fn builders_are_filled_in_blocks() {
    is(
        "val p = MessageCreateParams.builder().apply {\nmodel(Model.CLAUDE_HAIKU_4_5)\nmaxTokens(LIMIT)\n\
        if (fast) maxTokens(9)\n}.build()\nclient.messages().create(p)",
        "claude-haiku-4-5",
        "512 | 9",
    );
    is(
        "val b = MessageCreateParams.builder()\nb.model(Settings.MODEL).maxTokens(3)\nb.also { it.maxTokens(4) }\n\
        client.messages().create(b.build())",
        "claude-haiku-4-5",
        "4",
    );
    is(
        "with(MessageCreateParams.builder()) {\nmodel(\"claude-haiku-4-5\")\nmaxTokens(3)\n\
        client.messages().create(build())\n}",
        "claude-haiku-4-5",
        "3",
    );
}

#[test]
fn values_that_are_statements_are_followed() {
    let call = "client.messages().create(MessageCreateParams.builder().model(m).maxTokens(1).build())";
    let both = "claude-haiku-4-5 | claude-opus-4-5";
    is(
        &format!("val m = if (fast) \"claude-haiku-4-5\" else {{ println(letter); \"claude-opus-4-5\" }}\n{call}"),
        both,
        "1",
    );
    is(
        &format!(
            "val m = when (letter) {{\n\"a\", \"b\" -> \"claude-haiku-4-5\"\nelse -> \"claude-opus-4-5\"\n}}\n{call}"
        ),
        both,
        "1",
    );
    is(&format!("val m = System.getenv(\"M\") ?: Settings.MODEL\n{call}"), "~claude-haiku-4-5", "1");
    is(
        &format!(
            "val family = \"haiku\"\nval m = \"claude-$family-${{4}}-5\"\nval r = try {{ {call} }} catch (e: Exception) {{ null }}"
        ),
        "claude-haiku-4-5",
        "1",
    );
}

#[test]
fn classes_take_what_callers_pass_and_data_classes_are_copied() {
    let seen = kotlin(
        "data class Config(val model: String = Settings.MODEL, val limit: Long = 7)\n\
                       class Service(private val client: AnthropicClient, config: Config = Config().copy(limit = 8)) {\n\
                       private val model = config.model\nprivate val limit = config.limit\n\
                       fun ask() = client.messages().create(params(FIXED))\n\
                       private fun params(m: String) = MessageCreateParams.builder().model(m).maxTokens(limit).build()\n\
                       companion object {\nconst val FIXED = \"claude-opus-4-5\"\n}\n}\n",
    );
    assert_eq!(seen[0].model, "claude-opus-4-5");
    assert!(seen[0].cap.starts_with("~8"), "{}", seen[0].cap);
    is(
        "client.messages().create(MessageCreateParams.builder().model(\"haiku-4-5\".asModel()).maxTokens(1).build())",
        "claude-haiku-4-5",
        "1",
    );
}

#[test]
fn constructors_with_blocks_are_read_as_named_fields() {
    let text = "package s\nimport aws.sdk.kotlin.services.bedrockruntime.BedrockRuntimeClient\n\
                import aws.sdk.kotlin.services.bedrockruntime.model.*\nsuspend fun ask(client: BedrockRuntimeClient) {\n\
                client.converse(ConverseRequest {\nmodelId = \"claude-opus-4-5\"\n\
                inferenceConfig = InferenceConfiguration { maxTokens = 50 }\n})\n}\n";
    let seen = tree(&[("A.kt", text)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-opus-4-5", "50"));
}

#[test]
fn a_block_that_sends_a_body_may_do_more_than_fill_fields() {
    for block in [
        "setBody(request)",
        "headers[\"x-api-key\"] = key\nsetBody(json.encodeToString(request))",
        "val text = json.encodeToString(request)\nif (debug) header(\"x-debug\", \"1\")\nlog.info { \"asking\" }\nsetBody(request)",
    ] {
        let text = format!(
            "package s\nimport io.ktor.client.HttpClient\nimport io.ktor.client.request.post\n\n\
             private const val URL = \"https://api.anthropic.com/v1/messages\"\n\n\
             class Claude(fallback: String = \"claude-haiku-4-5\", private val client: HttpClient = shared, private val \
             cap: Int = 9) : Asker(fallback) {{\nsuspend fun ask(prompt: String): String {{\nval request = Request(model = \
             \"claude-haiku-4-5\", maxTokens = 5, messages = listOf(Message(\"user\", prompt)))\nval response = \
             client.post(URL) {{\n{block}\n}}\nreturn response.bodyAsText()\n}}\n}}\n"
        );
        let seen = tree(&[("A.kt", &text)]);
        let shown: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
        assert_eq!(shown, [("claude-haiku-4-5", "5")], "{block}");
    }
}

#[test]
fn what_a_block_of_a_caller_fills_is_unknown() {
    let text = "package s\nimport io.ktor.client.HttpClient\nclass Question(val model: String, val max_tokens: Int) {\n\
                class Builder {\nvar model: String? = null\nvar max_tokens: Int? = null\n\
                fun build() = Question(model = requireNotNull(model), max_tokens = requireNotNull(max_tokens) { \"a cap\" })\n\
                }\n}\nclass Desk(private val client: HttpClient) {\n\
                suspend fun ask(block: Question.Builder.() -> Unit): Answer {\n\
                val question = Question.Builder().apply {\nmax_tokens = 5\nblock(this)\n}.build()\n\
                return client.post(\"https://api.anthropic.com/v1/messages\") { setBody(question) }\n}\n}\n";
    let seen = tree(&[("A.kt", text)]);
    assert_eq!((seen.len(), &*seen[0].model, &*seen[0].cap), (1, "?", "~5"));
}

#[test]
fn what_a_block_builds_is_the_body() {
    let api = |body: &str| {
        format!(
            "package a\n\nimport io.ktor.client.*\nimport io.ktor.client.request.*\nimport kotlinx.serialization.json.*\n\nconst val MODEL = \
             \"claude-haiku-4-5\"\n\nclass Api(private val client: HttpClient) {{\n    suspend fun ask(q: String): String {{\n        val body = \
             {body}\n        return client.post(\"https://api.anthropic.com/v1/messages\") {{\n            header(\"x-api-key\", \"k\")\n            \
             setBody(body)\n        }}.bodyAsText()\n    }}\n}}\n"
        )
    };
    for body in [
        "buildJsonObject {\n            put(\"model\", MODEL)\n            put(\"max_tokens\", 9)\n            put(\"system\", \"Be kind.\")\n            \
         putJsonArray(\"messages\") {\n                addJsonObject { put(\"role\", \"user\"); put(\"content\", \"Hi\") }\n            }\n        }",
        "buildJsonObject { put(\"model\", JsonPrimitive(MODEL)); put(\"max_tokens\", JsonPrimitive(9)); put(\"system\", \"Be kind.\"); \
         put(\"messages\", buildJsonArray { add(buildJsonObject { put(\"role\", \"user\"); put(\"content\", \"Hi\") }) }) }",
        "buildMap { put(\"model\", MODEL); put(\"max_tokens\", 9); put(\"system\", \"Be kind.\"); put(\"messages\", listOf(mapOf(\"role\" to \
         \"user\", \"content\" to \"Hi\"))) }",
        "JsonObject(mapOf(\"model\" to JsonPrimitive(MODEL), \"max_tokens\" to JsonPrimitive(9), \"system\" to JsonPrimitive(\"Be kind.\"), \
         \"messages\" to JsonArray(listOf(JsonObject(mapOf(\"role\" to JsonPrimitive(\"user\"), \"content\" to JsonPrimitive(\"Hi\")))))))",
    ] {
        let seen = tree(&[("Api.kt", &api(body))]);
        assert_eq!(seen.len(), 1, "{body}");
        let facts = (&*seen[0].model, &*seen[0].cap, &*seen[0].system, &*seen[0].messages);
        assert_eq!(facts, ("claude-haiku-4-5", "9", "Be kind.", "Hi"), "{body}");
    }
    let other = api("buildJsonObject { put(\"model\", \"gpt-5\") }")
        .replace("api.anthropic.com/v1/messages", "api.openai.com/v1/responses");
    assert!(tree(&[("Api.kt", &other)]).is_empty());
}
