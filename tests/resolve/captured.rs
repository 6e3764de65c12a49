//! What functions change of the names of the functions around them, whenever they run.

use super::seen::{python, typescript};

#[test]
fn a_name_that_a_function_within_binds_may_be_something_else() {
    let seen = python(
        "def ask(cap):\n    limit = 1\n    def widen():\n        nonlocal limit\n        limit = cap\n    widen()\n    \
         client.messages.create(model='claude-haiku-4-5', max_tokens=limit, messages=[])\n",
    );
    assert_eq!(seen[0].cap, "1 | ?");
    for inner in [
        "const widen = () => { limit = cap; };\n  widen();",
        "[cap].forEach((one) => { limit = one; });",
        "[cap].forEach((one) => { limit += one; });",
        "[cap].forEach((one) => { ({ limit } = one); });",
        "const deep = () => () => { limit++; };\n  deep()();",
    ] {
        let seen = typescript(&format!(
            "function ask(cap) {{\n  let limit = 1;\n  {inner}\n  client.messages.create({{ model: 'claude-haiku-4-5', \
             max_tokens: limit, messages: [] }});\n}}\n"
        ));
        assert_eq!(seen[0].cap, "1 | ?", "{inner}");
    }
}

#[test]
fn a_name_of_its_own_is_nobody_elses() {
    let seen = python(
        "def ask(cap):\n    limit = 1\n    def widen():\n        limit = cap\n        return limit\n    widen()\n    \
         client.messages.create(model='claude-haiku-4-5', max_tokens=limit, messages=[])\n",
    );
    assert_eq!(seen[0].cap, "1");
    for inner in [
        "const widen = () => { let limit = cap; limit += 1; };",
        "const widen = (limit) => { limit = cap; };",
        "const widen = () => { const { limit } = cap; };",
        "const widen = () => { for (const limit of cap) { limit.go(); } };",
        "const widen = () => { other = cap; items.push(limit); };",
    ] {
        let seen = typescript(&format!(
            "function ask(cap) {{\n  let limit = 1;\n  {inner}\n  client.messages.create({{ model: 'claude-haiku-4-5', \
             max_tokens: limit, messages: [] }});\n}}\n"
        ));
        assert_eq!(seen[0].cap, "1", "{inner}");
    }
}

#[test]
fn an_entry_that_a_function_within_sets_may_be_something_else() {
    for set in ["params['max_tokens'] = cap", "params[key] = cap", "params.update(max_tokens=cap)"] {
        let seen = python(&format!(
            "def ask(cap, key):\n    params = {{'model': 'claude-haiku-4-5', 'messages': []}}\n    def widen():\n        \
             {set}\n    widen()\n    client.messages.create(**params)\n"
        ));
        assert_eq!(seen[0].cap, "?", "{set}");
    }
    let seen = typescript(
        "function ask(cap) {\n  const params = { model: 'claude-haiku-4-5', max_tokens: 9, messages: [] };\n  \
         run(() => { params.max_tokens = cap; });\n  client.messages.create(params);\n}\n",
    );
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "9 | ?"));
}

#[test]
fn what_a_function_changes_of_its_module_it_sees() {
    let seen = python(
        "limits = {'cap': 9}\ndef ask(cap):\n    limits['cap'] = 7\n    \
         client.messages.create(model='claude-haiku-4-5', max_tokens=limits['cap'], messages=[])\n",
    );
    assert_eq!(seen[0].cap, "7");
    let seen = typescript(
        "const limits = { cap: 9 };\nfunction ask() {\n  limits.cap = 7;\n  client.messages.create({ model: \
         'claude-haiku-4-5', max_tokens: limits.cap, messages: [] });\n}\n",
    );
    assert_eq!(seen[0].cap, "7");
}
