//! Doubles of clients that tests set up: what they are told to answer is no request.

use super::seen::tree;

#[test]
fn moq_and_nsubstitute_tell_doubles_what_to_answer() {
    let head = "using Amazon.BedrockRuntime;\nusing Amazon.BedrockRuntime.Model;\n// claude\n";
    for statement in [
        "var mock = new Mock<IAmazonBedrockRuntime>();\nmock.Setup(m => m.ConverseAsync(It.IsAny<ConverseRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(r);",
        "mock.Verify(m => m.InvokeModelAsync(It.Is<InvokeModelRequest>(x => x.ModelId == \"anthropic.claude-v2\"), default));",
        "client.ConverseAsync(Arg.Any<ConverseRequest>()).Returns(answer);",
    ] {
        let seen = tree(&[("T.cs", &format!("{head}{statement}\n"))]);
        assert!(seen.is_empty(), "{statement}: {seen:?}");
    }
    let real =
        format!("{head}var it = new AmazonBedrockRuntimeClient();\nawait it.ConverseAsync(It.Request(\"claude\"));\n");
    assert_eq!(tree(&[("T.cs", &real)]).len(), 1);
}

#[test]
fn mockito_and_mockk_tell_doubles_what_to_answer() {
    let head = "package s;\nimport com.anthropic.client.AnthropicClient;\nimport com.anthropic.models.messages.*;\n";
    for (imports, statement) in [
        (
            "import static org.mockito.ArgumentMatchers.any;\n",
            "when(client.messages().create(any(MessageCreateParams.class))).thenReturn(null);",
        ),
        ("import static org.mockito.Mockito.*;\n", "when(client.messages().create(any())).thenReturn(null);"),
        (
            "import org.mockito.ArgumentMatchers;\n",
            "when(client.messages().create(ArgumentMatchers.any())).thenReturn(null);",
        ),
    ] {
        let text = format!("{head}{imports}class T {{ void a(AnthropicClient client) {{ {statement} }} }}\n");
        let seen = tree(&[("T.java", &text)]);
        assert!(seen.is_empty(), "{text}: {seen:?}");
    }
    let kotlin = "package s\nimport com.anthropic.client.AnthropicClient\nimport io.mockk.*\nclass T(val client: AnthropicClient) {\n  \
                  fun a() { every { client.messages().create(any<MessageCreateParams>()) } returns m }\n}\n";
    assert!(tree(&[("T.kt", kotlin)]).is_empty());
    let real =
        format!("{head}class T {{ void a(AnthropicClient client) {{ client.messages().create(anything()); }} }}\n");
    assert_eq!(tree(&[("T.java", &real)]).len(), 1);
}
