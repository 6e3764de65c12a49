//! Changes of what is sent that is no text, and of how long it is kept.

use super::{
    call,
    requests::{after, only},
};

fn sends(arguments: &str) -> String {
    call(&format!("model=\"claude-opus-5-5\", max_tokens=500, {arguments}, "))
}

#[test]
fn the_life_of_a_marker_for_the_whole_request_is_seen() {
    let marked =
        |life: &str| sends(&format!("cache_control={{\"type\": \"ephemeral\"{life}}}, system=\"Be brief. \" * 900"));
    let diff = after("whole-marker", &[("a.py", &marked(""))], &[("a.py", &marked(", \"ttl\": \"1h\""))]);
    assert_eq!(only(&diff), ["caching"], "{diff:#}");
}

#[test]
fn what_a_tool_was_called_with_is_a_part_of_the_messages() {
    let asks = |city: &str| {
        let use_it = format!(
            "{{\"type\": \"tool_use\", \"id\": \"a\", \"name\": \"find\", \"input\": {{\"city\": \"{city}\"}}}}"
        );
        format!(
            "import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(found):\n    return client.messages.create(\n        \
             model=\"claude-opus-5-5\", max_tokens=500, messages=[\n            {{\"role\": \"user\", \"content\": \"Look.\"}},\n            \
             {{\"role\": \"assistant\", \"content\": [{use_it}]}},\n            {{\"role\": \"user\", \"content\": found}}])\n"
        )
    };
    let (old, new) = (asks("Rome"), asks(&"Llanfairpwllgwyngyll ".repeat(90)));
    let diff = after("tool-input", &[("a.py", &old)], &[("a.py", &new)]);
    assert_eq!(only(&diff), ["messages"], "{diff:#}");
}
