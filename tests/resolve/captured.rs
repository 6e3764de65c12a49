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

#[test]
fn functions_that_are_given_to_somebody_are_run() {
    let send = "client.messages.create({ model: 'claude-haiku-4-5', max_tokens: cap, messages: [] })";
    for body in [
        format!("return () => {send};"),
        format!("return function () {{ return {send}; }};"),
        format!("const ask = async () => {send};\n  return ask;"),
        format!("return {{ ask: () => {send} }};"),
        format!("return {{ async ask() {{ return {send}; }} }};"),
        format!("return () => () => {send};"),
        format!("class Asker {{ ask() {{ return {send}; }} }}\n  return new Asker();"),
        format!("return class {{ ask() {{ return {send}; }} }};"),
        format!("self.ask = () => {send};"),
    ] {
        let seen = typescript(&format!("export function make(self) {{\n  const cap = 9;\n  {body}\n}}\n"));
        assert_eq!(seen.iter().map(|call| &*call.cap).collect::<Vec<_>>(), ["9"], "{body}");
    }
    let send = "client.messages.create(model='claude-haiku-4-5', max_tokens=cap, messages=[])";
    for body in [
        format!("return lambda: {send}"),
        format!("return {{'ask': lambda: {send}}}"),
        format!("class Asker:\n        def ask(self):\n            return {send}\n    return Asker()"),
        format!("class Asker:\n        def ask(self):\n            return {send}\n    return Asker().ask()"),
    ] {
        let seen = python(&format!("def make():\n    cap = 9\n    {body}\n"));
        assert_eq!(seen.iter().map(|call| &*call.cap).collect::<Vec<_>>(), ["9"], "{body}");
    }
}

#[test]
fn a_function_that_was_called_is_not_run_for_somebody_else() {
    let seen = typescript(
        "const twice = (f) => f(7);\nfunction ask() {\n  return twice((cap) => client.messages.create({ model: \
         'claude-haiku-4-5', max_tokens: cap, messages: [] }));\n}\n",
    );
    assert_eq!(seen.iter().map(|call| &*call.cap).collect::<Vec<_>>(), ["7"]);
}

#[test]
fn a_function_made_by_another_run_of_what_made_it_keeps_its_own_names() {
    let seen = python(
        "def send(cap):\n    client.messages.create(model='claude-haiku-4-5', max_tokens=cap, messages=[])\ndef make(cap, \
         other=None):\n    def inner():\n        return send(cap)\n    if other:\n        other()\n    return inner\nmake(6, \
         make(11))\n",
    );
    assert!(seen[0].cap.contains("11"), "{seen:?}");
}
