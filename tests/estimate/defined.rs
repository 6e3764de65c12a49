//! Tools that Anthropic defines, and containers.

use super::*;
use skint::estimate::Part;

fn with_tools(model: &str, types: &[&str]) -> Estimate {
    let mut request = request(model, 1000, "");
    let tools = types.iter().map(|kind| map([("type", text(kind)), ("name", text("tool"))]));
    request.tools = given(Value::List(Arc::new(List { items: tools.map(at).collect(), open: None })));
    message(&request)
}

fn open(estimate: &Estimate) -> Vec<Part> {
    estimate.open.iter().map(|open| open.part).collect()
}

/// Recorded in 2026 with short prompts: 774 tokens with the shell, 1,270 with the editor (both Sonnet 4.6, prompts of about
/// 30 tokens), 2,602 with all three (Sonnet 4, a prompt of 14).
#[test]
fn tools_without_a_definition_are_counted_as_published() {
    let of = |model: &str, types: &[&str]| with_tools(model, types).input;
    let plain = of("claude-sonnet-4-6", &[]).low;
    assert_eq!(of("claude-sonnet-4-6", &["bash_20250124"]), Range::exactly(plain + 497 + 244));
    let editor = of("claude-sonnet-4-6", &["text_editor_20250728"]);
    assert_eq!(editor, Range::new(plain + 497 + 700, plain + 497 + 745));
    let all = of("claude-sonnet-4-20250514", &["computer_20250124", "text_editor_20250124", "bash_20250124"]);
    assert!(all.low + 14 <= 2_602 && 2_602 <= all.high + 14, "{all:?}");
    assert_eq!(of("claude-opus-4-8", &["bash_20250124"]).low, of("claude-opus-4-8", &[]).low + 290 + 325);
    assert!(!open(&with_tools("claude-sonnet-4-6", &["bash_20250124"])).contains(&Part::Tools));
}

#[test]
fn tools_of_which_nothing_is_published_are_open() {
    let newer = with_tools("claude-opus-5-5", &["bash_20250124"]);
    assert!(open(&newer).contains(&Part::ToolPrompt) && !newer.prefix_complete, "{:?}", newer.open);
    let toolset = with_tools("claude-sonnet-4-6", &["computer_toolset_20260801"]);
    assert!(open(&toolset).contains(&Part::Tools), "{:?}", toolset.open);
}

#[test]
fn a_container_that_may_be_billed_is_named() {
    let said = |types: &[&str]| {
        let because = with_tools("claude-sonnet-4-6", types).because;
        because.iter().map(ToString::to_string).find(|one| one.contains("container"))
    };
    let costs = "a container for code costs $0.05 an hour, 5 minutes at least, after 1,550 free hours a month, and none is counted";
    assert_eq!(said(&["code_execution_20260120"]).as_deref(), Some(costs));
    assert_eq!(said(&["code_execution_20260120", "web_search_20250305"]).as_deref(), Some(costs));
    assert_eq!(said(&["code_execution_20260120", "web_fetch_20260209"]), None);
    assert_eq!(said(&["bash_20250124"]), None);
}
