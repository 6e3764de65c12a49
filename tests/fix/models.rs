//! Successors of models that are gone.

use super::{becomes, stays};

const RULE: &str = "retired-model";

#[test]
fn a_successor_comes_only_if_asked_for() {
    let before = "import anthropic\n\nMODEL = 'claude-sonnet-4-20250514'  # kept\nclient = anthropic.Anthropic()\nclient.messages.create(model=MODEL, max_tokens=9, messages=[])\n";
    stays(RULE, "safe", "ask.py", before);
    let after = before.replace("claude-sonnet-4-20250514", "claude-sonnet-4-6");
    becomes("unsafe", "ask.py", before, &after, &["--unsafe"]);
}
