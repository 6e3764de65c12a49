//! What skint sees of a request, in words short enough to compare.

use crate::tree::Tree;
use jiff::civil::date;
use skint::{
    calls::{CallSite, Fact, Prompt, State},
    run::sites,
    value::{Field, Piece, Text},
};
use std::fmt::Display;

/// A client, as the Python files of most tests begin.
const PYTHON: &str = "import os\nimport anthropic\n\nclient = anthropic.Anthropic()\n";

/// A client, as the TypeScript files of most tests begin.
const TYPESCRIPT: &str = "import Anthropic from \"@anthropic-ai/sdk\";\n\nconst client = new Anthropic();\n";

/// A request, as it is seen.
#[derive(Debug)]
pub struct Seen {
    /// Possible models, joined by ` | `: `?` where others are possible, `~` before those that can be replaced, `none`
    /// where certainly none is given.
    pub model: String,
    /// Possible caps, in the same way.
    pub cap: String,
    /// The system prompt: blocks joined by ` / `, holes as `{kind}`, `…` where there may be more.
    pub system: String,
    /// The messages, in the same way.
    pub messages: String,
    /// The models that callers of the wrapper pass.
    pub callers: Vec<String>,
    /// Whether it is one step of a loop that feeds its own results back.
    pub agent_loop: bool,
    /// Whether the answer is streamed.
    pub stream: bool,
    /// Whether tools are given.
    pub tools: bool,
}

/// What is seen of a Python file with a client.
pub fn python(body: &str) -> Vec<Seen> {
    tree(&[("app.py", &format!("{PYTHON}{body}"))])
}

/// What is seen of a TypeScript file with a client.
pub fn typescript(body: &str) -> Vec<Seen> {
    tree(&[("app.ts", &format!("{TYPESCRIPT}{body}"))])
}

/// What is seen of several files.
pub fn tree(files: &[(&str, &str)]) -> Vec<Seen> {
    let owned: Vec<(String, String)> = files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let tree = Tree::new(&owned);
    assert!(tree.problems.is_empty(), "the code of a test is right: {:?}", tree.problems);
    let found = sites(&tree, &tree.code(), date(2026, 11, 22));
    found.iter().map(|site| seen(&site.call)).collect()
}

/// The models of a Python file with a client, a call each.
pub fn python_models(body: &str) -> Vec<String> {
    models(python(body))
}

/// The models of a TypeScript file with a client, a call each.
pub fn typescript_models(body: &str) -> Vec<String> {
    models(typescript(body))
}

/// The models of several files, a call each.
pub fn tree_models(files: &[(&str, &str)]) -> Vec<String> {
    models(tree(files))
}

fn models(seen: Vec<Seen>) -> Vec<String> {
    seen.into_iter().map(|seen| seen.model).collect()
}

fn seen(call: &CallSite) -> Seen {
    let callers = call.reached_from.iter();
    let passed = callers.map(|caller| shown(&Fact::of(&caller.request.model, skint::value::Value::as_str)));
    Seen {
        model: shown(&call.model_fact()),
        cap: shown(&call.max_tokens_fact()),
        system: prompt(&call.request.system),
        messages: prompt(&call.request.messages),
        callers: passed.collect(),
        agent_loop: call.around.agent_loop,
        stream: call.request.stream,
        tools: matches!(call.request.tools, Field::Given(_)),
    }
}

fn shown<T: Display>(fact: &Fact<T>) -> String {
    let mut values: Vec<String> = fact.values.iter().map(ToString::to_string).collect();
    values.sort();
    values.extend((fact.partial || fact.state == State::Unknown).then(|| "?".to_owned()));
    values.extend((fact.state == State::Absent).then(|| "none".to_owned()));
    format!("{}{}", if fact.overridable { "~" } else { "" }, values.join(" | "))
}

fn prompt(prompt: &Prompt) -> String {
    let blocks = prompt.blocks.iter().map(|block| text(&block.text));
    blocks.chain(prompt.open.iter().map(|_| "…".to_owned())).collect::<Vec<_>>().join(" / ")
}

fn text(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Fixed { text, .. } => text.to_string(),
        Piece::Hole { kind, .. } => format!("{{{kind:?}}}").to_lowercase(),
    };
    text.pieces.iter().map(piece).collect()
}
