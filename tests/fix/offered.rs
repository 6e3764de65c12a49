//! Which fixes are offered at all. A fix that would leave a file worse is tried and refused; these are not even tried.

use super::{becomes, prompts, tree::Tree, workflows};
use jiff::civil::date;
use skint::{
    diagnostic::Fix,
    policy::{Policy, Vocabulary},
    run::analyse,
};

/// The fix of the first finding of a rule in a file.
fn offered(rule: &str, path: &str, text: &str) -> Option<Fix> {
    let policy = "[rules]\nworkflow-agent-without-limit = { timeout-minutes = 20 }\n";
    let policy = Policy::parse("skint.toml", policy, &Vocabulary::embedded()).expect("the policy is right");
    let tree = Tree::new(&[(path.to_owned(), text.to_owned())]);
    let findings = analyse(&tree, &tree.code(), &policy, date(2026, 11, 22)).findings;
    let said: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    let position = said.iter().position(|said| *said == rule);
    findings[position.unwrap_or_else(|| panic!("{said:?}: {text}"))].fix.clone()
}

/// A loop that sends a system prompt, as an expression of Python.
fn looped(system: &str) -> String {
    prompts::python(&format!("system={system}, {}", prompts::ASKS))
}

#[test]
fn a_prompt_is_marked_only_where_all_of_it_stays_the_same() {
    let fixed = |system: &str| offered(prompts::RULE, "ask.py", &looped(system));
    assert!(fixed("RULES").is_some());
    let named = |value: &str| {
        let text = looped("prompt").replace("        client", &format!("        prompt = {value}\n        client"));
        offered(prompts::RULE, "ask.py", &text.replace("import a", "import os\nimport a"))
    };
    assert!(named("f\"{RULES} It is {ticket.now}.\"").is_none(), "only the beginning of it is fixed");
    let two =
        |second: &str| named(&format!(r#"[{{"type": "text", "text": RULES}}, {{"type": "text", "text": {second}}}]"#));
    assert!(two("f\"It is {ticket.now}.\"").is_none() && two("\"Be brief.\"").is_none(), "a name for two blocks");
    assert!(named("os.environ.get(\"RULES\", RULES)").is_none(), "the environment may say something else");
}

#[test]
fn an_image_takes_no_part_in_what_is_marked() {
    let image = r#"{"type": "image", "source": {"type": "url", "url": "https://example.com/map.png"}}"#;
    let text = looped(&format!(r#"[{{"type": "text", "text": RULES}}, {image}]"#));
    let edits = offered(prompts::RULE, "ask.py", &text).expect("the text can be marked").edits;
    let end = text.find("RULES}").expect("it is there") + "RULES".len();
    assert_eq!(edits.iter().map(|edit| edit.at.start as usize).collect::<Vec<_>>(), [end]);
}

#[test]
fn an_entry_lives_longer_only_where_its_marker_is_the_only_one() {
    let batch = |system: &str| {
        let text = format!(
            "import anthropic\n\nclient = anthropic.Anthropic()\nRULES = \"Answer politely, and quote the number of the order. \" * \
             250\n\n\ndef send(rows):\n    return client.messages.batches.create(requests=[{{\"custom_id\": row.id, \"params\": \
             {{\"model\": \"claude-sonnet-5-5\", \"max_tokens\": 99, \"system\": {system}, \"messages\": [{{\"role\": \"user\", \
             \"content\": row.text}}]}}}} for row in rows])\n"
        );
        offered("short-cache-life-in-batch", "send.py", &text)
    };
    let block = |marker: &str| format!(r#"{{"type": "text", "text": RULES, "cache_control": {marker}}}"#);
    let one = block(r#"{"type": "ephemeral"}"#);
    assert!(batch(&format!("[{one}]")).is_some());
    let unmarked = r#"{"type": "text", "text": "You answer customers."}"#;
    assert!(batch(&format!("[{unmarked}, {one}]")).is_some());
    assert!(batch(&format!("[{one}, {one}]")).is_none());
    let open = block(r#"{"type": "ephemeral",}"#);
    assert!(batch(&format!("[{open}]")).is_none(), "a comma is there already");
}

#[test]
fn what_is_not_written_out_is_not_replaced() {
    let asks = |model: &str, cap: &str, more: &str| {
        format!(
            "import anthropic\n\nRULES = \"Answer politely, and quote the number of the order. \" * 250\nanthropic.Anthropic()\
             .messages.create(model={model}, max_tokens={cap}, {more}messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}])\n"
        )
    };
    let gone = |model: &str| offered("retired-model", "ask.py", &asks(model, "99", ""));
    assert!(gone("\"claude-sonnet-4-20250514\"").is_some());
    assert!(gone("\"claude-sonnet-4-\" + \"20250514\"").is_none());
    let marked = r#"system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}], "#;
    let warm = |cap: &str| offered("one-token-warm-up", "ask.py", &asks("\"claude-sonnet-5-5\"", cap, marked));
    assert!(warm("1").is_some());
    assert!(warm("0x1").is_none());
}

#[test]
fn an_input_is_moved_as_a_single_word() {
    let moved = |with: &str| offered(workflows::RULE, workflows::PATH, &workflows::workflow(with));
    assert!(moved("          max_turns: 10\n").is_some());
    assert!(moved("          max_turns: 10 20\n").is_none());
    assert!(moved("          max_turns: null\n").is_none());
    assert!(moved("          max_turns: \"null\"\n").is_some(), "a word, however odd");
    let below = "          max_turns: 10\n          claude_args: \n            --model claude-sonnet-5-5\n";
    assert!(moved(below).is_none(), "the arguments stand on the next line");
}

#[test]
fn the_last_line_of_a_file_need_not_end() {
    let before = workflows::workflow("          claude_args: --verbose\n          max_turns: 10");
    let after = workflows::workflow("          claude_args: --verbose --max-turns 10\n");
    becomes("last-line", workflows::PATH, &before, &after, &[]);
}

#[test]
fn minutes_are_given_to_no_other_step() {
    let steps = |key: &str| {
        let steps = format!("      - uses: actions/checkout@v5\n      - {key}: anthropics/claude-code-action@v1\n");
        offered("workflow-agent-without-limit", workflows::PATH, &format!("{}{steps}", workflows::STEPS))
    };
    assert!(steps("uses").is_some());
    assert!(steps("\"uses\"").is_none());
}

#[test]
fn keys_are_sorted_behind_one_comma() {
    let sorted = |end: &str| {
        let text = format!(
            "import json\n\nimport anthropic\n\nRULES = \"Answer politely, and quote the number of the order. \" * 250\n\n\ndef ask(shops, \
             question):\n    texts = json.dumps({{shop: 1 for shop in set(shops)}}{end})\n    return \
             anthropic.Anthropic().messages.create(model=\"claude-sonnet-5-5\", max_tokens=99, system=[{{\"type\": \"text\", \"text\": \
             RULES + texts, \"cache_control\": {{\"type\": \"ephemeral\"}}}}], messages=[{{\"role\": \"user\", \"content\": question}}])\n"
        );
        let fix = offered("unstable-serialisation", "agent.py", &text).expect("it can be sorted");
        fix.edits.into_iter().map(|edit| edit.replacement).collect::<Vec<_>>()
    };
    assert_eq!(sorted(""), [", sort_keys=True"]);
    assert_eq!(sorted(","), [" sort_keys=True"]);
}
