//! Markers on system prompts.

use super::{becomes, stays};

pub const RULE: &str = "uncached-system-prompt";

/// A prompt that is long enough for the cache, as an expression of Python.
const LONG: &str =
    r#"RULES = "Answer politely, quote the order number, and never promise a refund before it is agreed. " * 120"#;

pub fn python(call: &str) -> String {
    format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\n{LONG}\n\n\ndef all(tickets):\n    for ticket in tickets:\n        client.messages.create(model=\"claude-opus-5-5\", max_tokens=99, {call})\n"
    )
}

pub const ASKS: &str = r#"messages=[{"role": "user", "content": ticket.text}]"#;

#[test]
fn a_name_becomes_a_marked_block_and_all_else_stays() {
    let before = python(&format!("system=RULES, {ASKS}  # the rules é\n       ")).replace('\n', "\r\n");
    let block = r#"system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],"#;
    becomes("name", "ask.py", &before, &before.replace("system=RULES,", block), &[]);
}

#[test]
fn a_string_becomes_a_marked_block() {
    let text =
        format!("(\"{}\"\n            \"and so on\")", "Answer politely and quote the order number. ".repeat(300));
    let before = python(&format!("system={text}, {ASKS}"));
    let inner = text.trim_start_matches('(').trim_end_matches(')');
    let block = format!(r#"([{{"type": "text", "text": {inner}, "cache_control": {{"type": "ephemeral"}}}}])"#);
    becomes("string", "ask.py", &before, &before.replace(&text, &block), &[]);
}

#[test]
fn of_several_blocks_the_last_that_never_changes_is_marked() {
    let blocks = r#"system=[{"type": "text", "text": RULES}, {"type": "text", "text": "Be brief."}, {"type": "text", "text": f"It is {ticket.now}."}],"#;
    let before = python(&format!("{blocks} {ASKS}"));
    let after = before.replace(r#""Be brief."}"#, r#""Be brief.", "cache_control": {"type": "ephemeral"}}"#);
    becomes("blocks", "ask.py", &before, &after, &[]);
}

#[test]
fn typescript_is_marked_in_its_own_way_and_a_short_key_is_written_out() {
    let before = |given: &str| {
        format!(
            "import Anthropic from \"@anthropic-ai/sdk\";\n\nconst client = new Anthropic();\nconst system = \"{}\";\n\nexport async \
             function all(tickets: string[]) {{\n  for (const content of tickets) {{\n    await client.messages.create({{ model: \
             \"claude-opus-5-5\", max_tokens: 99, {given}, messages: [{{ role: \"user\", content }}] }});\n  }}\n}}\n",
            "Answer politely and quote the order number. ".repeat(300)
        )
    };
    let block = "system: [{ type: \"text\", text: system, cache_control: { type: \"ephemeral\" } }]";
    becomes("short", "ask.ts", &before("system"), &before(block), &[]);
    becomes("long", "ask.ts", &before("system: system"), &before(block), &[]);
    let open = before("system: [{ type: \"text\", text: system, }]");
    let marked = before("system: [{ type: \"text\", text: system, cache_control: { type: \"ephemeral\" }, }]");
    becomes("comma", "ask.ts", &open, &marked, &[]);
    let spread = "...{ temperature: 1 }";
    becomes(
        "spread-before",
        "ask.ts",
        &before(&format!("{spread}, system: system")),
        &before(&format!("{spread}, {block}")),
        &[],
    );
    stays(RULE, "spread-behind", "ask.ts", &before(&format!("system: system, {spread}")));
    stays(RULE, "cast", "ask.ts", &before("system: system as string"));
}

#[test]
fn what_may_be_something_else_is_left_alone() {
    let wrapper = format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\n{LONG}\n\n\ndef ask(text, system=RULES):\n    return \
         client.messages.create(model=\"claude-opus-5-5\", max_tokens=99, system=system, messages=[{{\"role\": \"user\", \
         \"content\": text}}])\n\n\ndef all(tickets):\n    for ticket in tickets:\n        ask(ticket.text)\n"
    );
    stays(RULE, "parameter", "ask.py", &wrapper);
    stays(RULE, "spread", "ask.py", &python(&format!("**{{\"system\": RULES}}, {ASKS}")));
    let comment = "system=[{\"type\": \"text\", \"text\": RULES  # the rules\n        }],";
    stays(RULE, "comment", "ask.py", &python(&format!("{comment} {ASKS}")));
}

#[test]
fn messages_that_may_bring_markers_are_fixed_only_if_asked_for() {
    let before = python("system=RULES, messages=ticket.messages");
    stays(RULE, "unseen", "ask.py", &before);
    let block = r#"system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],"#;
    becomes("risky", "ask.py", &before, &before.replace("system=RULES,", block), &["--unsafe"]);
}
