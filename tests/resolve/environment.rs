//! The environment: its default holds, and can be replaced.

use super::seen::{python_models, typescript_models};

fn python_with(model: &str) -> Vec<String> {
    python_models(&format!("client.messages.create(model={model}, max_tokens=9, messages=[])\n"))
}

fn typescript_with(model: &str) -> Vec<String> {
    typescript_models(&format!("await client.messages.create({{ model: {model}, max_tokens: 9, messages: [] }});\n"))
}

#[test]
fn a_default_counts_and_can_be_replaced() {
    for model in [
        "os.getenv('MODEL', 'claude-haiku-4-5')",
        "os.getenv('MODEL', default='claude-haiku-4-5')",
        "os.environ.get('MODEL', 'claude-haiku-4-5')",
        "os.getenv('MODEL') or 'claude-haiku-4-5'",
        "os.environ.get('MODEL') or os.getenv('OTHER', 'claude-haiku-4-5')",
        "os.environ['MODEL'] if 'MODEL' in os.environ else 'claude-haiku-4-5'",
        "os.environ['MODEL'].strip() or 'claude-haiku-4-5'",
    ] {
        assert_eq!(python_with(model), ["~claude-haiku-4-5"], "{model}");
    }
    for model in [
        "process.env.MODEL ?? 'claude-haiku-4-5'",
        "process.env.MODEL || 'claude-haiku-4-5'",
        "process.env['MODEL'] || 'claude-haiku-4-5'",
        "process.env.MODEL?.trim() || 'claude-haiku-4-5'",
        "process.env.MODEL?.trim().toLowerCase() ?? 'claude-haiku-4-5'",
        "process.env.MODEL || process.env.OTHER || 'claude-haiku-4-5'",
        "process.env.MODEL ? process.env.MODEL : 'claude-haiku-4-5'",
    ] {
        assert_eq!(typescript_with(model), ["~claude-haiku-4-5"], "{model}");
    }
}

#[test]
fn what_is_taken_where_the_environment_has_nothing_is_a_default() {
    let body = "try:\n    model = os.environ['MODEL']\nexcept KeyError:\n    model = 'claude-haiku-4-5'\n\
                client.messages.create(model=model, max_tokens=9, messages=[])\n";
    assert_eq!(python_models(body), ["~claude-haiku-4-5"]);
    let body = "let model;\nif (process.env.MODEL) {\n  model = process.env.MODEL;\n} else {\n  model = \
                'claude-haiku-4-5';\n}\nawait client.messages.create({ model, max_tokens: 9, messages: [] });\n";
    assert_eq!(typescript_models(body), ["~claude-haiku-4-5"]);
}

#[test]
fn a_default_of_a_destructured_environment_counts() {
    let body = "const { MODEL = 'claude-haiku-4-5' } = process.env;\nawait client.messages.create({ model: MODEL, \
                max_tokens: 9, messages: [] });\n";
    assert_eq!(typescript_models(body), ["~claude-haiku-4-5"]);
}

#[test]
fn without_a_default_the_environment_is_unknown() {
    for model in ["os.environ['MODEL']", "os.getenv('MODEL')", "os.getenv('MODEL', None)"] {
        assert_eq!(python_with(model), ["?"], "{model}");
    }
    assert_eq!(typescript_with("process.env.MODEL!"), ["?"]);
    assert_eq!(typescript_with("process.env.MODEL as string"), ["?"]);
}

#[test]
fn an_empty_default_names_no_model() {
    for model in ["os.getenv('MODEL', '')", "os.environ.get('MODEL') or ''", "''"] {
        assert_eq!(python_with(model), ["?"], "{model}");
    }
    for model in ["process.env.MODEL ?? ''", "process.env.MODEL || ''", "''"] {
        assert_eq!(typescript_with(model), ["?"], "{model}");
    }
}

#[test]
fn numbers_from_the_environment_count() {
    let body =
        "client.messages.create(model='claude-haiku-4-5', max_tokens=int(os.getenv('CAP', '2048')), messages=[])\n";
    assert_eq!(super::seen::python(body)[0].cap, "~2048");
    let body = "await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: Number(process.env.CAP ?? '2048'), \
                messages: [] });\n";
    assert_eq!(super::seen::typescript(body)[0].cap, "~2048");
    let body = "await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: parseInt(process.env.CAP || '2048', \
                10), messages: [] });\n";
    assert_eq!(super::seen::typescript(body)[0].cap, "~2048");
}
