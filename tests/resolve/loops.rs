//! Loops that carry what they learn from pass to pass.

use super::seen::{python, typescript};

#[test]
fn a_history_that_grows_is_carried() {
    let body = "messages = [{'role': 'user', 'content': 'Go.'}]\nwhile True:\n    answer = \
                client.messages.create(model='claude-haiku-4-5', max_tokens=9, messages=messages)\n    \
                messages.append({'role': 'assistant', 'content': answer.content})\n    if answer.stop_reason == \
                'end_turn':\n        break\n";
    let seen = &python(body)[0];
    assert!(seen.agent_loop, "{seen:?}");
    assert!(seen.messages.starts_with("Go.") && seen.messages.ends_with('…'), "{seen:?}");
    let body = "const messages: any[] = [{ role: 'user', content: 'Go.' }];\nfor (;;) {\n  const answer = await \
                client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages });\n  messages.push({ role: \
                'assistant', content: answer.content });\n  if (answer.stop_reason === 'end_turn') break;\n}\n";
    let seen = &typescript(body)[0];
    assert!(seen.agent_loop, "{seen:?}");
}

#[test]
fn requests_that_have_nothing_to_do_with_each_other_carry_nothing() {
    let body = "for question in open('questions.txt'):\n    messages = [{'role': 'user', 'content': question}]\n    \
                client.messages.create(model='claude-haiku-4-5', max_tokens=9, messages=messages)\n";
    assert!(!python(body)[0].agent_loop);
    let body = "export async function all(questions: string[]) {\n  for (const question of questions) {\n    await \
                client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [{ role: 'user', content: \
                question }] });\n  }\n}\n";
    assert!(!typescript(body)[0].agent_loop);
}

#[test]
fn what_a_loop_counts_up_is_not_what_it_began_with() {
    let body = "cap = 100\nwhile True:\n    client.messages.create(model='claude-haiku-4-5', max_tokens=cap, \
                messages=[])\n    cap = cap * 2\n";
    assert!(python(body)[0].cap.contains('?'), "{:?}", python(body)[0].cap);
    let body = "let cap = 100;\nwhile (true) {\n  await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: \
                cap, messages: [] });\n  cap *= 2;\n}\n";
    assert!(typescript(body)[0].cap.contains('?'), "{:?}", typescript(body)[0].cap);
}
