//! Calls of tools, their results and images in messages that code builds cost what they do in a request body.

use super::binary::{folder, run, write};
use serde_json::{Value, json};

/// A picture of 1024 by 768 pixels, as far as its size goes.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAIAAAA=";

/// Tokens of the one call of a file, and what is open in it.
fn called(name: &str, messages: &str) -> (Value, Value) {
    let root = folder(name);
    let code = format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question, picture):\n    return \
         client.messages.create(\n        model='claude-opus-4-6',\n        max_tokens=100,\n        \
         messages={messages},\n    )\n"
    );
    write(&root, "a.py", code);
    let (status, out, said) = run(&root, &["cost", "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(status, Some(0), "{said}");
    let costs: Value = serde_json::from_str(&out).expect("it is JSON");
    let site = &costs["sites"][0];
    (site["input_tokens"].clone(), site["open"].clone())
}

/// Tokens of a request body.
fn sent(name: &str, messages: &Value) -> Value {
    let root = folder(name);
    write(&root, "a.json", json!({"model": "claude-opus-4-6", "max_tokens": 100, "messages": messages}).to_string());
    let (status, out, said) = run(&root, &["tokens", "a.json", "--format", "json", "--model", "claude-opus-4-6"]);
    assert_eq!(status, Some(0), "{said}");
    let counted: Value = serde_json::from_str(&out).expect("it is JSON");
    let tokens = &counted["counts"][0]["tokens"];
    json!([tokens["low"], tokens["high"]])
}

fn all_kinds() -> Value {
    let image = json!({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}});
    let paper = json!({"type": "document", "title": "Terms", "source":
        {"type": "text", "media_type": "text/plain", "data": "Parcels may be sent back within thirty days."}});
    json!([
        {"role": "user", "content": [{"type": "text", "text": "Where is my parcel?"}, image, paper]},
        {"role": "assistant", "content": [
            {"type": "text", "text": "I look it up."},
            {"type": "tool_use", "id": "a", "name": "find_order", "input": {"number": 17, "city": "Berlin"}},
            {"type": "tool_use", "id": "b", "name": "find_order", "input": {"number": 18, "city": "Paris"}}]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "a", "content": "sent on Monday"},
            {"type": "tool_result", "tool_use_id": "b", "content": [{"type": "text", "text": "not sent yet"}]}]}
    ])
}

#[test]
fn what_code_sends_is_counted_as_in_a_body() {
    let (tokens, open) = called("blocks-called", &all_kinds().to_string());
    let body = sent("blocks-sent", &all_kinds());
    assert_eq!(tokens, body);
    assert_eq!(open, json!([]));
}

#[test]
fn what_is_elsewhere_is_open() {
    for (name, block, part) in [
        ("url", "{'type': 'image', 'source': {'type': 'url', 'url': 'https://example.org/a.png'}}", "media"),
        ("file", "{'type': 'document', 'source': {'type': 'file', 'file_id': 'file_1'}}", "media"),
        (
            "picture",
            "{'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png', 'data': picture}}",
            "media",
        ),
        ("call", "{'type': 'tool_use', 'id': 'a', 'name': 'find', 'input': {'text': question}}", "tool calls"),
        ("result", "{'type': 'tool_result', 'tool_use_id': 'a', 'content': question}", "tool calls"),
    ] {
        let messages = format!("[{{'role': 'user', 'content': [{{'type': 'text', 'text': 'Look.'}}, {block}]}}]");
        let (tokens, open) = called(&format!("blocks-open-{name}"), &messages);
        assert!(open.to_string().contains(part), "{name}: {tokens} {open}");
    }
}

#[test]
fn calls_of_the_converse_interface_are_calls() {
    let call = "{'role': 'assistant', 'content': [{'toolUse': {'toolUseId': 'a', 'name': 'find', 'input': {'n': 1}}}]}";
    let result = "{'role': 'user', 'content': [{'toolResult': {'toolUseId': 'a', 'content': [{'text': 'sent'}]}}]}";
    let own_call =
        "{'role': 'assistant', 'content': [{'type': 'tool_use', 'id': 'a', 'name': 'find', 'input': {'n': 1}}]}";
    let own_result = "{'role': 'user', 'content': [{'type': 'tool_result', 'tool_use_id': 'a', 'content': 'sent'}]}";
    let first = "{'role': 'user', 'content': 'Look.'}";
    let theirs = called("blocks-converse", &format!("[{first}, {call}, {result}]"));
    assert_eq!(theirs, called("blocks-own", &format!("[{first}, {own_call}, {own_result}]")));
}
