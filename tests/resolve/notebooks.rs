//! Notebooks: values named in one cell and used in another.

use super::seen::tree;

fn notebook(cells: &[&str]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let source = serde_json::to_string(cell).expect("a string is JSON");
            format!(r#"{{"cell_type": "code", "metadata": {{}}, "outputs": [], "source": {source}}}"#)
        })
        .collect();
    format!(r#"{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{}]}}"#, cells.join(","))
}

#[test]
fn cells_share_their_names() {
    let cells = [
        "%pip install anthropic",
        "import anthropic\nclient = anthropic.Anthropic()\nMODEL = 'claude-haiku-4-5'",
        "def ask(prompt, cap=100):\n    return client.messages.create(model=MODEL, max_tokens=cap, messages=[{'role': \
         'user', 'content': prompt}])",
        "ask('Why?', cap=500)",
    ];
    let seen = tree(&[("a.ipynb", &notebook(&cells))]);
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].model, "claude-haiku-4-5");
}

#[test]
fn a_name_set_anew_holds_for_the_cells_below() {
    let call = "client.messages.create(model=MODEL, max_tokens=9, messages=[])";
    let cells = [
        "import anthropic\nclient = anthropic.Anthropic()\nMODEL = 'claude-haiku-4-5'",
        call,
        "MODEL = 'claude-opus-4-5'",
        call,
    ];
    let models: Vec<String> = tree(&[("a.ipynb", &notebook(&cells))]).into_iter().map(|seen| seen.model).collect();
    assert_eq!(models, ["claude-haiku-4-5", "claude-opus-4-5"]);
}

#[test]
fn a_module_beside_the_notebook_is_found() {
    let cells = [
        "import anthropic\nfrom config import MODEL",
        "anthropic.Anthropic().messages.create(model=MODEL, max_tokens=9, messages=[])",
    ];
    let files = [("nb/config.py", "MODEL = 'claude-haiku-4-5'\n"), ("nb/a.ipynb", &notebook(&cells))];
    assert_eq!(tree(&files)[0].model, "claude-haiku-4-5");
}
