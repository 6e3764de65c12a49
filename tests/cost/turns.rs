//! How many turns a conversation has, wherever that is said.

use super::binary::{folder, run, write};
use serde_json::Value;

/// What `skint cost` says of the one call of a file, under a policy.
fn site(name: &str, code: &str) -> Value {
    let root = folder(name);
    write(&root, "a.py", format!("import anthropic\nclient = anthropic.Anthropic()\n\n\n{code}"));
    write(&root, "skint.toml", "[[traffic]]\nfunction = 'handle'\ncalls-per-month = 1_000\n");
    let (status, out, said) = run(&root, &["cost", "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(status, Some(0), "{said}");
    let costs: Value = serde_json::from_str(&out).expect("it is JSON");
    costs["sites"][0].clone()
}

/// A loop around a call whose messages grow, and what one conversation is billed by itself and in a month.
fn looped(name: &str, head: &str) -> (Value, Value) {
    let code = format!(
        "def handle(text):\n    messages = [{{'role': 'user', 'content': 'Hello'}}]\n    {head}:\n        \
         answer = client.messages.create(model='claude-opus-5-5', max_tokens=100, messages=messages)\n        \
         messages.append({{'role': 'assistant', 'content': answer.content[0].text}})\n"
    );
    let site = site(name, &code);
    (site["histories"].clone(), site["traffic"][0].clone())
}

#[test]
fn a_conversation_by_itself_has_the_turns_that_it_has_in_a_month() {
    let (histories, traffic) = looped("turns-counted", "for turn in range(6)");
    assert_eq!((&histories[0]["turns"], &traffic["turns"]), (&6.into(), &6.into()));
    assert_eq!(histories[0]["usd"], traffic["usd_each"]);
}

#[test]
fn trying_again_makes_no_conversation() {
    let (histories, traffic) = looped("turns-retried", "for attempt in range(6)");
    assert_eq!(traffic["turns"], 1, "a month counts one request");
    assert_eq!(histories.as_array().map(Vec::len), Some(0), "and so does the call: {histories}");
}
