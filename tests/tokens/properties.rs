//! What holds for every text.

use super::{body, way};
use proptest::prelude::*;
use serde_json::json;
use skint::{estimate::tokens_of, money::Tokens};

const MODELS: [&str; 3] = ["claude-opus-4-6", "claude-opus-4-7", "claude-opus-5-5"];

fn text(text: &str) -> [Tokens; 3] {
    MODELS.map(|model| tokens_of(text, way(model).tokenizer))
}

/// A word as people write them.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-z]{1,10}",
        2 => "[A-Z][a-z]{1,8}",
        1 => "[0-9]{1,6}",
        1 => "[А-я]{2,9}",
        1 => "[一-十]{1,5}",
        1 => "[a-z]{2,6}[.,:;!?]",
        1 => "[{}()=<>\"'-]{1,3}",
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..30).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn ranges_go_up_whatever_the_text(hostile in any::<String>()) {
        for range in text(&hostile) {
            prop_assert!(range.low <= range.high);
            prop_assert!(hostile.is_empty() == (range.high == 0));
            prop_assert!(range.low <= 2 * hostile.len() as u64 + 1, "hardly more tokens than bytes");
        }
    }

    #[test]
    fn marks_on_marks_are_counted(marks in "[\u{300}-\u{36f}\u{1100}-\u{11ff}\u{200d}\u{fe0f}a가]{0,80}") {
        prop_assert!(text(&marks).iter().all(|range| range.low <= range.high));
    }

    #[test]
    fn another_sentence_never_lowers_the_upper_bound(first in sentence(), second in sentence(), gap in "[ \n]|\n\n") {
        for (one, both) in text(&first).iter().zip(text(&format!("{first}{gap}{second}"))) {
            prop_assert!(one.high <= both.high, "{one:?} {both:?}");
        }
    }

    #[test]
    fn another_block_message_or_tool_never_lowers_a_bound(texts in prop::collection::vec(any::<String>(), 1..5), more in any::<String>()) {
        let message = |texts: &[String], system: &str, tools: usize| {
            let blocks: Vec<_> = texts.iter().map(|text| json!({"type": "text", "text": text})).collect();
            let tool = json!({"name": more, "description": system, "input_schema": {"type": "object"}});
            let messages = json!([{"role": "user", "content": blocks}]);
            json!({"messages": messages, "system": system, "tools": vec![tool; tools]})
        };
        let more_texts: Vec<String> = texts.iter().cloned().chain([more.clone()]).collect();
        for model in MODELS {
            let least = body(model, &message(&texts, "", 0));
            for greater in [message(&more_texts, "", 0), message(&texts, &more, 0), message(&texts, "", 1), message(&texts, "", 2)] {
                let greater = body(model, &greater);
                prop_assert!(least.high <= greater.high, "{model}: {least:?} {greater:?}");
            }
        }
    }
}
