//! What the notebook reader makes of notebooks, and the Python reader of their cells.

mod sexpr;

use serde_json::{Value, json};
use skint::{
    source::{Cell, Source, SourceId},
    syntax::{Lowered, lower, notebook},
};

fn open(notebook: &Value) -> (String, Vec<Cell>) {
    notebook::open(&notebook.to_string()).expect("this is a notebook")
}

fn code(lines: &str) -> Value {
    json!({"cell_type": "code", "source": lines, "outputs": [{"data": {"image/png": "iVBORw0KGgo="}}], "metadata": {}})
}

fn read(cells: &[Value]) -> (Source, Lowered) {
    let (text, cells) = open(&json!({"cells": cells, "metadata": {}, "nbformat": 4}));
    let source = Source::new(SourceId(0), "a.ipynb".into(), text.into(), cells);
    let lowered = lower(&source);
    (source, lowered)
}

fn facts(cells: &[Value]) -> String {
    let (source, lowered) = read(cells);
    assert_eq!(lowered.problems, []);
    sexpr::print(&source, &lowered.module)
}

#[test]
fn code_cells_are_one_text_in_order() {
    let (text, cells) = open(&json!({"cells": [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"]},
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "code", "source": "c = 3\n"},
        {"cell_type": "code", "source": []},
        {"cell_type": "code"},
        {"cell_type": "code", "source": "d"},
    ]}));
    assert_eq!(text, "a = 1\nb = 2\nc = 3\n\n\nd");
    let places: Vec<(u32, u32)> = cells.iter().map(|cell| (cell.index, cell.start)).collect();
    assert_eq!(places, [(1, 0), (3, 12), (4, 19), (6, 20)]);
}

#[test]
fn the_third_version_of_the_format_is_read() {
    let (text, cells) = open(&json!({"nbformat": 3, "metadata": {"name": ""}, "worksheets": [{"cells": [
        {"cell_type": "heading", "source": ["One"], "level": 1},
        {"cell_type": "code", "language": "python", "input": ["import os\n", "x = 1"]},
        {"cell_type": "code", "language": "ruby", "input": "puts 1"},
    ]}]}));
    assert_eq!((text.as_str(), cells.len(), cells[0].index), ("import os\nx = 1", 1, 1));
}

#[test]
fn a_notebook_in_another_language_has_no_code() {
    for metadata in [
        json!({"kernelspec": {"name": "julia-1.10", "language": "julia"}}),
        json!({"language_info": {"name": "R"}, "kernelspec": {"name": "ir"}}),
    ] {
        assert_eq!(open(&json!({"metadata": metadata, "cells": [code("x <- 1")]})), (String::new(), vec![]));
    }
    for metadata in [
        json!({}),
        json!({"kernelspec": {"name": "anything"}}),
        json!({"kernelspec": {"language": "Python"}}),
        json!({"language_info": {"name": "python3"}}),
    ] {
        assert_eq!(open(&json!({"metadata": metadata, "cells": [code("x = 1")]})).0, "x = 1");
    }
}

#[test]
fn what_is_not_a_notebook_says_what_was_expected() {
    let told = |text: &str| notebook::open(text).expect_err("this is no notebook");
    assert_eq!(told("print(1)"), "expected a notebook, which is JSON with cells: expected value at line 1 column 1");
    assert_eq!(
        told("{\"cells\": [\n  {\"cell_type\": 3}]}"),
        "expected a notebook, which is JSON with cells: invalid type: integer `3`, expected a string at line 2 column 17"
    );
    assert_eq!(told("{}"), "expected a notebook, but this JSON has neither `cells` nor `worksheets`");
    assert!(told("").contains("EOF"));
    assert!(told(&"[".repeat(100_000)).starts_with("expected a notebook"));
    assert!(told(&("{\"metadata\":".to_owned() + &"{\"a\":".repeat(100_000))).contains("EOF"));
}

#[test]
fn magics_and_shell_lines_are_no_statements() {
    let cells = [
        code("%pip install -q anthropic\n!ls \\\n  -l\nimport anthropic\nanthropic?\n?help"),
        code("files = !ls\nwhere = %pwd\nif files:\n    !cat {files[0]}\nelse:\n    %cd ..\nafter()"),
        code("%%time\nanswer = ask()"),
        code("\n%%capture out --no-stderr\nquiet()"),
        code("%time timed = ask(1)\nresult = %timeit -n 3 -r1 ask(2)\n%time"),
    ];
    let expected = "import \"anthropic\" level 0 module anthropic
let files = (other)
let where = (other)
if files
(call after)
let answer = (call ask)
(call quiet)
let timed = (call ask 1)
let result = (call ask 2)
";
    assert_eq!(facts(&cells), expected);
}

#[test]
fn cells_in_other_languages_are_no_code() {
    let cells =
        [code("%%bash\nfor f in *; do"), code("%%writefile app.py\ncall("), code("%%html\n<p>"), code("last()")];
    assert_eq!(facts(&cells), "(call last)\n");
}

#[test]
fn places_are_told_within_the_cell() {
    let (source, lowered) =
        read(&[code("a = 1\n"), json!({"cell_type": "markdown", "source": "x"}), code("\n%ls\nf()")]);
    let call = lowered.module.body[1].span;
    let at = source.position(call.start);
    assert_eq!((source.slice(call), at.cell, at.line, at.column), ("f()", Some(2), 3, 1));
}

#[test]
fn a_broken_cell_costs_only_itself() {
    let broken =
        ["call(a,", "x = '''never closed", "if a:\n", "def f(:\n  [", "f\"{", "class", "a b c", "\\", "  x", "{"];
    for text in broken {
        let (source, lowered) = read(&[code("before()"), code(text), code("after()"), code("last()")]);
        let facts = sexpr::print(&source, &lowered.module);
        assert!(
            facts.starts_with("(call before)\n") && facts.ends_with("(call after)\n(call last)\n"),
            "{text}: {facts}"
        );
        assert!(!lowered.problems.is_empty());
        let cells: Vec<Option<u32>> =
            lowered.problems.iter().map(|problem| problem.position.and_then(|at| at.cell)).collect();
        assert!(cells.iter().all(|cell| *cell == Some(1)), "{text}: {cells:?}");
    }
}

#[test]
fn names_flow_between_cells_as_one_module() {
    let expected = "import \"anthropic\" level 0 module anthropic
let client = (call (. anthropic Anthropic))
let reply = (await (call (. client ask)))
comment \"# first\"
comment \"# second\"
";
    let cells = [
        code("import anthropic # first\nclient = anthropic.Anthropic()"),
        code("# second\nreply = await client.ask()"),
    ];
    assert_eq!(facts(&cells), expected);
}
