//! The pages that are part of the program.

use super::Sdks;
use std::sync::OnceLock;

/// Every page of `rules/sdks`, sorted.
pub(super) const PAGES: &[(&str, &str)] = &[
    ("agno", include_str!("../../../rules/sdks/agno.md")),
    ("anthropic-csharp", include_str!("../../../rules/sdks/anthropic-csharp.md")),
    ("anthropic-go", include_str!("../../../rules/sdks/anthropic-go.md")),
    ("anthropic-php", include_str!("../../../rules/sdks/anthropic-php.md")),
    ("anthropic-python", include_str!("../../../rules/sdks/anthropic-python.md")),
    ("anthropic-sdk-tghamm", include_str!("../../../rules/sdks/anthropic-sdk-tghamm.md")),
    ("anthropic-typescript", include_str!("../../../rules/sdks/anthropic-typescript.md")),
    ("autogen", include_str!("../../../rules/sdks/autogen.md")),
    ("bedrock-aws-sdk-js", include_str!("../../../rules/sdks/bedrock-aws-sdk-js.md")),
    ("bedrock-boto3", include_str!("../../../rules/sdks/bedrock-boto3.md")),
    ("claude-agent-sdk-python", include_str!("../../../rules/sdks/claude-agent-sdk-python.md")),
    ("claude-agent-sdk-typescript", include_str!("../../../rules/sdks/claude-agent-sdk-typescript.md")),
    ("crewai", include_str!("../../../rules/sdks/crewai.md")),
    ("dspy", include_str!("../../../rules/sdks/dspy.md")),
    ("inngest-agent-kit", include_str!("../../../rules/sdks/inngest-agent-kit.md")),
    ("instructor", include_str!("../../../rules/sdks/instructor.md")),
    ("langchain-js", include_str!("../../../rules/sdks/langchain-js.md")),
    ("langchain-python", include_str!("../../../rules/sdks/langchain-python.md")),
    ("laravel-ai", include_str!("../../../rules/sdks/laravel-ai.md")),
    ("litellm", include_str!("../../../rules/sdks/litellm.md")),
    ("llama-index", include_str!("../../../rules/sdks/llama-index.md")),
    ("llphant", include_str!("../../../rules/sdks/llphant.md")),
    ("mastra", include_str!("../../../rules/sdks/mastra.md")),
    ("microsoft-extensions-ai", include_str!("../../../rules/sdks/microsoft-extensions-ai.md")),
    ("mirascope", include_str!("../../../rules/sdks/mirascope.md")),
    ("neuron-ai", include_str!("../../../rules/sdks/neuron-ai.md")),
    ("openai-compatible", include_str!("../../../rules/sdks/openai-compatible.md")),
    ("prism", include_str!("../../../rules/sdks/prism.md")),
    ("pydantic-ai", include_str!("../../../rules/sdks/pydantic-ai.md")),
    ("raw-http", include_str!("../../../rules/sdks/raw-http.md")),
    ("semantic-kernel-python", include_str!("../../../rules/sdks/semantic-kernel-python.md")),
    ("smolagents", include_str!("../../../rules/sdks/smolagents.md")),
    ("strands", include_str!("../../../rules/sdks/strands.md")),
    ("strands-typescript", include_str!("../../../rules/sdks/strands-typescript.md")),
    ("symfony-ai", include_str!("../../../rules/sdks/symfony-ai.md")),
    ("vercel-ai", include_str!("../../../rules/sdks/vercel-ai.md")),
];

/// The embedded pages, read once.
///
/// # Panics
///
/// Never: a test parses every embedded page.
pub fn embedded() -> &'static Sdks {
    static SDKS: OnceLock<Sdks> = OnceLock::new();
    SDKS.get_or_init(|| {
        Sdks::parse(PAGES, include_str!("../../../rules/vendors.toml")).expect("a test parses every embedded page")
    })
}
