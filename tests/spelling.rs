//! Model ids mean what people mean by them, on every platform.

use skint::catalog::{
    models::{Constant, Form, Found, Routing, embedded},
    platform::Platform::{self, Anthropic, Bedrock, Foundry, Gateway, Vertex},
};

const ARN: &str = "arn:aws:bedrock:us-east-1";

fn known(id: &str) -> (&'static str, Form) {
    match embedded().find(id) {
        Found::Known(found, form) => (&found.id, form),
        other => panic!("{id} is {other:?}"),
    }
}

fn means(all: &[(&str, &str, Platform)]) {
    for (id, wanted, platform) in all {
        let (found, form) = known(id);
        assert_eq!((found, form.platform), (*wanted, *platform), "{id}");
    }
}

#[test]
fn spellings_of_anthropic_and_its_frameworks() {
    means(&[
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929", Anthropic),
        ("anthropic/claude-haiku-4-5", "claude-haiku-4-5-20251001", Anthropic),
        ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022", Anthropic),
        ("anthropic:messages:claude-opus-5-5", "claude-opus-5-5", Anthropic),
        ("  Claude-Opus-5-5[1m]\n", "claude-opus-5-5", Anthropic),
        ("claude-2.1", "claude-2.1", Anthropic),
    ]);
}

#[test]
fn spellings_of_clouds() {
    let opus = format!("{ARN}::foundation-model/anthropic.claude-3-opus-20240229-v1:0:200k");
    let sonnet = format!("{ARN}:123456789012:inference-profile/eu.anthropic.claude-sonnet-5");
    means(&[
        ("us.anthropic.claude-opus-4-5-20251101-v1:0", "claude-opus-4-5-20251101", Bedrock),
        ("anthropic.claude-v2:1", "claude-2.1", Bedrock),
        ("bedrock/anthropic.claude-3-sonnet-20240229-v1:0", "claude-3-sonnet-20240229", Bedrock),
        ("bedrock:us.anthropic.claude-sonnet-5", "claude-sonnet-5", Bedrock),
        ("global.anthropic.claude-opus-4-6-v1", "claude-opus-4-6", Bedrock),
        (&opus, "claude-3-opus-20240229", Bedrock),
        (&sonnet, "claude-sonnet-5", Bedrock),
        ("claude-3-haiku@20240307", "claude-3-haiku-20240307", Vertex),
        ("claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet-20241022", Vertex),
        ("claude-opus-4-8@default", "claude-opus-4-8", Vertex),
        ("projects/p/locations/us-west1/publishers/anthropic/models/claude-fable-5", "claude-fable-5", Vertex),
        ("vertex_ai/claude-3-5-sonnet@20240620", "claude-3-5-sonnet-20240620", Vertex),
        ("azure_ai/claude-opus-4-6", "claude-opus-4-6", Foundry),
    ]);
}

#[test]
fn spellings_of_gateways() {
    means(&[
        ("claude-sonnet-4.5", "claude-sonnet-4-5-20250929", Gateway),
        ("anthropic/claude-haiku-4.5", "claude-haiku-4-5-20251001", Gateway),
        ("openrouter/anthropic/claude-3.7-sonnet:thinking", "claude-3-7-sonnet-20250219", Gateway),
        ("gateway/anthropic:claude-opus-5-5", "claude-opus-5-5", Gateway),
        ("databricks-claude-sonnet-4-6", "claude-sonnet-4-6", Gateway),
        ("anthropic--claude-4.5-sonnet", "claude-sonnet-4-5-20250929", Gateway),
        ("~anthropic/claude-opus-latest", "claude-opus-5-5", Gateway),
    ]);
}

#[test]
fn a_spelling_says_speed_and_routing_and_whether_it_moves() {
    let form = |id: &str| known(id).1;
    assert!(form("anthropic/claude-opus-4.8-fast").fast && !form("anthropic/claude-opus-4.8").fast);
    assert!(form("claude-3-5-sonnet-latest").floating && form("claude-opus-4-5").floating);
    assert!(!form("claude-opus-4-5-20251101").floating && !form("claude-opus-4-6").floating);
    assert_eq!(form("us.anthropic.claude-sonnet-5").routing, Routing::Regional);
    assert_eq!(form("global.anthropic.claude-sonnet-5").routing, Routing::Global);
    assert_eq!(form("claude-sonnet-4-5@20250929").routing, Routing::Unstated);
    assert_eq!(form("claude-sonnet-5").routing, Routing::Global);
    assert_eq!(embedded().alias("sonnet[1m]").map(|model| model.id.as_str()), Some("claude-sonnet-5-5"));
}

#[test]
fn an_unknown_minor_version_is_never_its_neighbour() {
    for id in [
        "claude-opus-4-9",
        "claude-sonnet-4-5-20250930",
        "claude-opus-5-5-1",
        "anthropic/claude-sonnet-6",
        "us.anthropic.claude-newtier-6",
        "claude-opus-41",
        "claude-opus",
        "stealth/claude-opus-4.8",
        "anthropic.claude-3-5",
        "claude3-opus",
    ] {
        assert!(matches!(embedded().find(id), Found::UnknownClaude(_)), "{id} is {:?}", embedded().find(id));
    }
}

#[test]
fn a_gateways_own_spelling_of_an_unknown_model_is_told_from_a_mistake() {
    let platform = |id: &str| match embedded().find(id) {
        Found::UnknownClaude(form) => form.platform,
        other => panic!("{id} is {other:?}"),
    };
    assert_eq!(platform("anthropic/claude-haiku-3.5"), Gateway);
    assert_eq!(platform("stealth/claude-opus-4.8"), Gateway);
    assert_eq!(platform("anthropic/claude-opus-9"), Anthropic);
    assert_eq!(platform("claude-opus-9"), Platform::Unknown);
}

#[test]
fn other_things_are_not_claude() {
    let long = "claude-opus-5".repeat(10_000);
    let others = ["gpt-4o", "gemini-2.5-pro", "us.amazon.nova-lite-v1:0", "meta.llama3-70b", "deepseek-r1"];
    let words = ["", "opus", "claude", "claude-code", "my-claude-alias", "Use Claude 3 Opus here", "é", "[1m]"];
    let pieces = ["anthropic/", "anthropic.not-claude-sonnet-5", ":thinking", "us.anthropic.", long.as_str()];
    let places =
        ["https://claude-gateway2.example.com", "./claude-sonnet-4-node", "CLAUDE_SONNET_4_6", "ClaudeSonnet4Node"];
    for id in others.iter().chain(&words).chain(&pieces).chain(&places) {
        assert!(matches!(embedded().find(id), Found::NotClaude), "{id} is {:?}", embedded().find(id));
    }
}

#[test]
fn what_an_account_defines_stays_opaque() {
    for kind in ["application-inference-profile/abc123", "provisioned-model/claude-opus-5"] {
        let arn = format!("{ARN}:123456789012:{kind}");
        assert!(matches!(embedded().find(&arn), Found::Opaque), "{arn}");
    }
}

#[test]
fn the_lists_of_spellings_are_sorted() {
    let catalogue: toml::Table = include_str!("../rules/models.toml").parse().expect("tests/models.rs parses it");
    let spelling = catalogue["spelling"].as_table().expect("a table");
    for (name, list) in spelling.iter().filter(|(_, value)| value.is_array()) {
        let words: Vec<&str> = list.as_array().into_iter().flatten().filter_map(toml::Value::as_str).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "sort {name}");
    }
}

/// An id as the SDKs of Java, Go, C# and Rust name its constant.
fn constants_for(id: &str) -> Vec<String> {
    let words: Vec<&str> = id.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let capital = |word: &&str| format!("{}{}", word[..1].to_uppercase(), &word[1..]);
    let camel: Vec<String> = words.iter().map(capital).collect();
    let mut parted = String::new();
    for word in &camel {
        let digits = |c: char| c.is_ascii_digit();
        let between = parted.ends_with(digits) && word.starts_with(digits);
        parted.extend([if between { "_" } else { "" }, word]);
    }
    let screaming = words.join("_").to_uppercase();
    vec![format!("Model{parted}"), format!("BEDROCK_{screaming}"), screaming, camel.concat(), parted, words.join("_")]
}

#[test]
fn a_constant_of_any_language_means_the_id_with_the_same_letters_and_digits() {
    for model in embedded().all() {
        for (platform, id) in model.ids().filter(|(platform, _)| *platform == Anthropic) {
            for name in constants_for(id) {
                let Constant::Id(found) = embedded().constant(&name) else {
                    panic!("{name} ({platform:?}) is unknown")
                };
                assert_eq!(known(found).0, known(id).0, "{name}");
            }
        }
    }
    assert_eq!(embedded().constant("CLAUDE_SONNET_4_5_20250929"), Constant::Id("claude-sonnet-4-5-20250929"));
    assert_eq!(embedded().constant("ModelClaudeSonnet4Dot5V20250929"), Constant::Id("claude-sonnet-4-5-20250929"));
    assert_eq!(embedded().constant("ModelClaudeHaiku4Dot5"), Constant::Id("claude-haiku-4-5"));
    assert_eq!(embedded().constant("ModelClaudeSonnet4_5_20250929"), Constant::Id("claude-sonnet-4-5-20250929"));
    assert_eq!(embedded().constant("ClaudeSonnet45"), Constant::Id("claude-sonnet-4-5"));
    assert_eq!(embedded().constant("Claude35SonnetLatest"), Constant::Id("claude-3-5-sonnet-latest"));
}

#[test]
fn a_constant_that_does_not_say_all_of_an_id_has_none() {
    for name in ["CLAUDE_3_5_SONNET", "Claude35Sonnet", "AnthropicClaude3SonnetV1", "CLAUDE_SONNET_99", "ClaudeOpus"] {
        assert_eq!(embedded().constant(name), Constant::SomeClaude, "{name}");
    }
    for name in ["GPT_4_O", "SONNET", "sonnet45", "", "ClaudeClient", "É"] {
        assert_eq!(embedded().constant(name), Constant::Other, "{name}");
    }
}
