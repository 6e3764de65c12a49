//! What a cache marker covers, and for how long, wherever it is written.

use super::binary::{folder, run, write};
use serde_json::Value;

const RULES: &str = "'Answer politely, and never promise a refund. ' * 400";

/// What the one call of a file costs, and its choices.
fn usd(name: &str, before: &str, arguments: &str) -> Value {
    let root = folder(name);
    let code = format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\n{before}\n\ndef ask(question):\n    return \
         client.messages.create(\n        model='claude-opus-5-5', max_tokens=100,\n        {arguments},\n        \
         messages=[{{'role': 'user', 'content': question}}])\n"
    );
    write(&root, "a.py", code);
    let (status, out, said) = run(&root, &["cost", "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(status, Some(0), "{said}");
    let costs: Value = serde_json::from_str(&out).expect("it is JSON");
    costs["sites"][0]["usd_per_call"].clone()
}

fn tool(marker: &str) -> String {
    format!("[{{'name': 'find', 'description': {RULES}, 'input_schema': {{'type': 'object'}}{marker}}}]")
}

#[test]
fn a_marker_on_tools_that_are_written_elsewhere_covers_the_tools() {
    let marked = tool(", 'cache_control': {'type': 'ephemeral', 'ttl': '1h'}");
    let system = format!("system={RULES}");
    let here = usd("marked-here", "", &format!("{system}, tools={marked}"));
    let there = usd("marked-there", &format!("TOOLS = {marked}\n"), &format!("{system}, tools=TOOLS"));
    let whole = usd(
        "marked-whole",
        "",
        &format!("{system}, cache_control={{'type': 'ephemeral', 'ttl': '1h'}}, tools={}", tool("")),
    );
    assert!(here != Value::Null && here != whole, "{here} {whole}");
    assert_eq!(here, there);
}

#[test]
fn the_life_of_a_marker_is_priced_wherever_it_stands() {
    let high = |name: &str, arguments: &str| -> f64 {
        let usd = usd(name, "", arguments);
        usd[1].as_str().and_then(|usd| usd.parse().ok()).expect("it has a price")
    };
    for (name, arguments) in [
        ("whole", format!("system={RULES}, cache_control={{'type': 'ephemeral'LIFE}}")),
        ("tools", format!("tools={}", tool(", 'cache_control': {'type': 'ephemeral'LIFE}"))),
    ] {
        let short = high(&format!("life-{name}-short"), &arguments.replace("LIFE", ""));
        let long = high(&format!("life-{name}-long"), &arguments.replace("LIFE", ", 'ttl': '1h'"));
        assert!(short < long, "{name}: {short} is not less than {long}");
    }
}
