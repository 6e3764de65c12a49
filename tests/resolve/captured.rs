//! What functions change of the names of the functions around them, whenever they run.

use super::seen::{python, tree, typescript};

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

#[test]
fn what_another_function_changes_of_the_module_may_be_something_else() {
    let ask = "def ask():\n    return client.messages.create(model='claude-haiku-4-5', max_tokens=CAP, messages=[])\n";
    let set = "def widen(cap):\n    global CAP\n    CAP = cap\n";
    assert_eq!(python(&format!("CAP = 1\n\n\n{set}\n\n{ask}"))[0].cap, "1 | ?");
    assert_eq!(python(&format!("CAP = 1\n\n\ndef widen(cap):\n    CAP = cap\n\n\n{ask}"))[0].cap, "1");
    for set in ["LIMITS['cap'] = cap", "LIMITS[key] = cap", "LIMITS.cap = cap"] {
        let module = format!("LIMITS = {{'cap': 1}}\n\n\ndef widen(cap, key):\n    {set}\n\n\n");
        assert_eq!(python(&format!("{module}{}", ask.replace("CAP", "LIMITS['cap']")))[0].cap, "1 | ?", "{set}");
    }
    let ask = "export function ask() {\n  return client.messages.create({ model: 'claude-haiku-4-5', max_tokens: cap, \
               messages: [] });\n}\n";
    for module in [
        "let cap = 1;\nexport function widen(to) { cap = to; }\n",
        "export let cap = 1;\nexport const widen = (to) => { [to].forEach((one) => { cap = one; }); };\n",
    ] {
        assert_eq!(typescript(&format!("{module}{ask}"))[0].cap, "1 | ?", "{module}");
    }
}

#[test]
fn what_a_function_changes_of_its_module_importers_see() {
    let settings = "LIMITS = {'cap': 1}\n\n\ndef load(cap):\n    LIMITS.update(cap=cap)\n";
    let ask = "import anthropic\nfrom settings import LIMITS\n\n\ndef ask():\n    return anthropic.Anthropic().messages.create(\
               model='claude-haiku-4-5', max_tokens=LIMITS['cap'], messages=[])\n";
    assert_eq!(tree(&[("settings.py", settings), ("ask.py", ask)])[0].cap, "1 | ?");
    let settings = "export let cap = 1;\nexport function load(to) { cap = to; }\n";
    let ask = "import Anthropic from \"@anthropic-ai/sdk\";\nimport { cap } from \"./settings\";\n\nexport const ask = () => new \
               Anthropic().messages.create({ model: \"claude-haiku-4-5\", max_tokens: cap, messages: [] });\n";
    assert_eq!(tree(&[("settings.ts", settings), ("ask.ts", ask)])[0].cap, "1 | ?");
}

#[test]
fn a_client_that_is_made_when_it_is_first_asked_for_is_one() {
    let seen = python(
        "_made = None\n\n\ndef made():\n    global _made\n    if _made is None:\n        _made = anthropic.Anthropic()\n    return \
         _made\n\n\ndef ask():\n    return made().messages.create(model='claude-haiku-4-5', max_tokens=1, messages=[])\n",
    );
    assert_eq!((seen.len(), &*seen[0].cap), (1, "1"));
    let seen = typescript(
        "let made: Anthropic | null = null;\nfunction get() {\n  if (!made) made = new Anthropic();\n  return made;\n}\nexport \
         const ask = () => get().messages.create({ model: 'claude-haiku-4-5', max_tokens: 1, messages: [] });\n",
    );
    assert_eq!((seen.len(), &*seen[0].cap), (1, "1"));
}
