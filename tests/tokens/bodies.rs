//! Request bodies: every kind of block, and what stays open.

use super::{body, way};
use serde_json::{Value, json};
use skint::estimate::{Breakdown, Input, Part};

const OLD: &str = "claude-sonnet-4-5-20250929";

fn user(content: &Value) -> Value {
    json!({"messages": [{"role": "user", "content": content}]})
}

fn open(body: &Value) -> Vec<Part> {
    Breakdown::of(&Input::of_body(body).expect("it is a request"), &way(OLD)).open
}

#[test]
fn a_string_and_a_block_are_the_same() {
    let block = user(&json!([{"type": "text", "text": "Good morning"}]));
    assert_eq!(body(OLD, &user(&json!("Good morning"))), body(OLD, &block));
    assert!(open(&block).is_empty());
}

#[test]
fn single_messages_cost_what_was_recorded() {
    for (text, tokens) in [("Hello!", 9), ("Say hello", 9), ("What is the capital of France?", 14)] {
        let range = body(OLD, &user(&json!(text)));
        assert!(range.low <= tokens && tokens <= range.high, "{text}: {range:?}");
    }
}

#[test]
fn a_loop_of_tools_costs_its_calls_and_results() {
    let tools = json!([{"name": "weather", "description": "Weather of a city", "input_schema":
        {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}]);
    let ask = json!({"role": "user", "content": "What is the weather in Paris?"});
    let call = |id: &str| json!({"type": "tool_use", "id": id, "name": "weather", "input": {"city": "Paris"}});
    let result = |id: &str| json!({"type": "tool_result", "tool_use_id": id, "content": "15 degrees"});
    let with = |calls: &[&str]| {
        let calls_made: Vec<Value> = calls.iter().map(|id| call(id)).collect();
        let results: Vec<Value> = calls.iter().map(|id| result(id)).collect();
        json!({"tools": tools, "messages": [ask, {"role": "assistant", "content": calls_made},
            {"role": "user", "content": results}]})
    };
    let none = body(OLD, &json!({"tools": tools, "messages": [ask]}));
    let (one, two) = (body(OLD, &with(&["a"])), body(OLD, &with(&["a", "b"])));
    assert!((60..110).contains(&(one.middle() - none.middle())), "{none:?} {one:?}");
    assert!((70..140).contains(&(two.middle() - one.middle())), "{one:?} {two:?}");
}

#[test]
fn what_cannot_be_counted_is_open() {
    let source = |source: &Value| user(&json!([{"type": "image", "source": source}]));
    assert_eq!(open(&source(&json!({"type": "url", "url": "https://example.com/a.png"}))), [Part::Media]);
    assert_eq!(open(&source(&json!({"type": "base64", "media_type": "image/png", "data": "?"}))), [Part::Media]);
    let searching = json!({"messages": [], "tools": [{"type": "web_search_20260209", "name": "web_search"}]});
    assert_eq!(open(&searching), [Part::Tools]);
    assert_eq!(open(&user(&json!([{"type": "thinking", "thinking": "…"}]))), [Part::User]);
    let formatted = json!({"messages": [], "output_format": {"type": "json_schema", "schema": {}}});
    assert_eq!(open(&formatted), [Part::Format]);
    assert_eq!(open(&json!({"messages": [{"role": "user"}]})), [Part::User]);
}

#[test]
fn bodies_of_any_shape_are_read_or_refused() {
    for odd in [json!(null), json!({}), json!([]), json!({"messages": 1}), json!("messages")] {
        assert!(Input::of_body(&odd).is_none(), "{odd}");
    }
    let mut deep = json!("x");
    (0..100).for_each(|_| deep = json!([deep]));
    for odd in [json!(1), json!({"a": 1}), json!([1, null, {}, "text", {"type": 5}]), deep] {
        let body =
            json!({"messages": [{"role": 5, "content": odd}, 7], "system": odd, "tools": odd, "tool_choice": odd});
        let _ = Input::of_body(&body).expect("it has messages").measure(&way(OLD)).range(way(OLD).tokenizer);
    }
}
