//! Functions that return requests or parts of them.

use super::seen::{python, python_models, typescript, typescript_models};

#[test]
fn a_function_may_build_the_request() {
    let body = "def request(question, model='claude-sonnet-4-5'):\n    body = {'model': model, 'max_tokens': 300}\n    \
                body['messages'] = [{'role': 'user', 'content': question}]\n    return body\n\n\
                client.messages.create(**request('Why?'))\nclient.messages.create(**request('Why?', \
                'claude-haiku-4-5'))\n";
    assert_eq!(python_models(body), ["claude-sonnet-4-5", "claude-haiku-4-5"]);
    assert_eq!(python(body)[0].messages, "Why?");
    let body = "const request = (question: string, model = 'claude-sonnet-4-5') => ({ model, max_tokens: 300, messages: \
                [{ role: 'user' as const, content: question }] });\nawait client.messages.create(request('Why?'));\n\
                await client.messages.create({ ...request('Why?'), model: 'claude-haiku-4-5' });\n";
    assert_eq!(typescript_models(body), ["claude-sonnet-4-5", "claude-haiku-4-5"]);
    assert_eq!(typescript(body)[1].messages, "Why?");
}

#[test]
fn a_builder_may_return_several_things() {
    let body = "def prepare(question):\n    system = 'Be brief.'\n    messages = [{'role': 'user', 'content': \
                question}]\n    return system, messages, 256\n\nsystem, messages, cap = prepare('Why?')\n\
                client.messages.create(model='claude-sonnet-4-5', max_tokens=cap, system=system, messages=messages)\n";
    let seen = &python(body)[0];
    assert_eq!((&*seen.cap, &*seen.system, &*seen.messages), ("256", "Be brief.", "Why?"));
    let body = "function prepare(question: string) { return { system: 'Be brief.', cap: 256, messages: [{ role: \
                'user' as const, content: question }] }; }\nconst { system, cap, messages } = prepare('Why?');\n\
                await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: cap, system, messages });\n";
    let seen = &typescript(body)[0];
    assert_eq!((&*seen.cap, &*seen.system, &*seen.messages), ("256", "Be brief.", "Why?"));
    let body = "const pick = () => ['claude-haiku-4-5', 99] as const;\nconst [model, cap] = pick();\n\
                await client.messages.create({ model, max_tokens: cap, messages: [] });\n";
    let seen = &typescript(body)[0];
    assert_eq!((&*seen.model, &*seen.cap), ("claude-haiku-4-5", "99"));
}

#[test]
fn every_return_of_a_builder_is_possible() {
    let body = "def model_for(tier):\n    if tier == 'free':\n        return 'claude-haiku-4-5'\n    return \
                'claude-opus-4-5'\n\ndef ask(user):\n    return client.messages.create(model=model_for(user.tier), \
                max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5 | claude-opus-4-5"]);
    let body = "function modelFor(tier: string) { switch (tier) { case 'free': return 'claude-haiku-4-5'; default: \
                return 'claude-opus-4-5'; } }\nexport const ask = (tier: string) => client.messages.create({ model: \
                modelFor(tier), max_tokens: 9, messages: [] });\n";
    assert_eq!(typescript_models(body), ["claude-haiku-4-5 | claude-opus-4-5"]);
}

#[test]
fn the_argument_decides_where_it_is_known() {
    let body = "def model_for(tier):\n    if tier == 'free':\n        return 'claude-haiku-4-5'\n    return \
                'claude-opus-4-5'\n\nclient.messages.create(model=model_for('free'), max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5"]);
}

#[test]
fn an_async_builder_is_waited_for() {
    let body = "async def load():\n    return {'model': 'claude-haiku-4-5', 'max_tokens': 5}\n\nasync def main():\n    \
                params = await load()\n    client.messages.create(messages=[], **params)\n";
    assert_eq!(python_models(body), ["claude-haiku-4-5"]);
    let body = "async function load() { return { model: 'claude-haiku-4-5', max_tokens: 5 }; }\nconst params = await \
                load();\nawait client.messages.create({ ...params, messages: [] });\n";
    assert_eq!(typescript_models(body), ["claude-haiku-4-5"]);
}

#[test]
fn what_code_outside_the_tree_gives_is_unknown() {
    let body = "from vendor import pick\n\nclient.messages.create(model=pick('claude-haiku-4-5'), max_tokens=9, \
                messages=[])\n";
    assert_eq!(python_models(body), ["?"]);
    let body = "import { pick } from 'vendor';\nawait client.messages.create({ model: pick('claude-haiku-4-5'), \
                max_tokens: 9, messages: [] });\n";
    assert_eq!(typescript_models(body), ["?"]);
}
