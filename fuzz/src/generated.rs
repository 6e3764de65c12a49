//! Trees that are made up: modules that import one another in circles, functions and classes that call one another
//! and themselves, values that are bound, changed, spread and handed on.

use super::{project, tree};
use std::fmt::Write;

/// Makes a tree up out of an input, and analyses it.
pub(crate) fn run(bytes: &[u8]) {
    let mut choices = Choices { bytes, at: 0 };
    let texts = tree(&mut choices);
    project::check(&texts, project::recommended());
}

/// Makes choices out of bytes; the first one for ever where there are none left.
struct Choices<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % bound.max(1)
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// Modules of a tree.
const MODULES: usize = 4;
/// Functions, classes and constants of each module have these numbers.
const NUMBERS: usize = 4;
/// How deep expressions are made up within one another.
const DEEPEST: usize = 4;

fn tree(choices: &mut Choices<'_>) -> tree::Texts {
    let python = choices.below(2) == 0;
    let mut texts = tree::Texts::new();
    for module in 0..=choices.below(MODULES) {
        let mut text = String::new();
        head(&mut text, choices, python);
        for _ in 0..choices.below(12) {
            item(&mut text, choices, python);
        }
        texts.insert(format!("m{module}.{}", if python { "py" } else { "ts" }), text);
    }
    texts
}

fn head(text: &mut String, choices: &mut Choices<'_>, python: bool) {
    text.push_str(if python {
        "import os\nimport anthropic\nclient = anthropic.Anthropic()\n"
    } else {
        "import Anthropic from \"@anthropic-ai/sdk\";\nconst client = new Anthropic();\n"
    });
    for _ in 0..choices.below(5) {
        let (from, name) = (choices.below(MODULES), name(choices));
        let line = match (choices.below(4), python) {
            (0, true) => format!("from m{from} import *\n"),
            (1, true) => format!("import m{from}\n"),
            (_, true) => format!("from m{from} import {name} as {}\n", self::name(choices)),
            (0, false) => format!("export * from \"./m{from}\";\n"),
            (1, false) => format!("import * as m{from} from \"./m{from}\";\n"),
            (_, false) => format!("import {{ {name} }} from \"./m{from}\";\n"),
        };
        text.push_str(&line);
    }
}

/// A name of a function, a class, a constant or a parameter.
fn name(choices: &mut Choices<'_>) -> String {
    let kind = choices.of(&["f", "C", "K", "p", "m"]);
    format!("{kind}{}", choices.below(NUMBERS))
}

fn item(text: &mut String, choices: &mut Choices<'_>, python: bool) {
    let number = choices.below(NUMBERS);
    match choices.below(4) {
        0 => {
            let value = expression(choices, python, 0);
            let word = if python { "" } else { "export const " };
            writeln!(text, "{word}K{number} = {value}").expect("a string takes everything");
        }
        1 => class(text, choices, python, number),
        _ => function(text, choices, python, &format!("f{number}"), 0),
    }
}

fn class(text: &mut String, choices: &mut Choices<'_>, python: bool, number: usize) {
    let base = format!("C{}", choices.below(NUMBERS));
    let opening = if python {
        format!("class C{number}({base}):\n")
    } else {
        format!("export class C{number} extends {base} {{\n")
    };
    text.push_str(&opening);
    let constructor = if python { "__init__" } else { "constructor" };
    function(text, choices, python, constructor, 1);
    for _ in 0..choices.below(3) {
        let method = format!("f{}", choices.below(NUMBERS));
        function(text, choices, python, &method, 1);
    }
    text.push_str(if python { "" } else { "}\n" });
}

fn function(text: &mut String, choices: &mut Choices<'_>, python: bool, name: &str, depth: usize) {
    let indent = "    ".repeat(depth);
    let default = expression(choices, python, DEEPEST - 1);
    let own = if depth > 0 && python { "self, " } else { "" };
    let opening = match (python, depth) {
        (true, _) => format!("{indent}def {name}({own}p0, p1={default}, *p2, **p3):\n"),
        (false, 0) => format!("export function {name}(p0, p1 = {default}, ...p2) {{\n"),
        (false, _) => format!("{indent}{name}(p0, p1 = {default}, ...p2) {{\n"),
    };
    text.push_str(&opening);
    for _ in 0..=choices.below(4) {
        statement(text, choices, python, depth + 1);
    }
    if !python {
        text.push_str(&indent);
        text.push_str("}\n");
    }
}

fn statement(text: &mut String, choices: &mut Choices<'_>, python: bool, depth: usize) {
    let indent = "    ".repeat(depth);
    let value = expression(choices, python, 0);
    let this = if python { "self" } else { "this" };
    let name = name(choices);
    let line = match choices.below(9) {
        0 => format!("{name} = {value}"),
        1 => format!("{this}.{name} = {value}"),
        2 => format!("{name}[\"model\"] = {value}"),
        3 => format!("{name} += {value}"),
        4 => format!("return {value}"),
        5 if depth < DEEPEST => {
            let (open, close) = if python { ("for p0 in ", ":") } else { ("for (const p0 of ", ") {") };
            writeln!(text, "{indent}{open}{value}{close}").expect("a string takes everything");
            statement(text, choices, python, depth + 1);
            if python {
                return;
            }
            "}".to_owned()
        }
        6 if depth < DEEPEST => {
            let (open, close) = if python { ("if ", ":") } else { ("if (", ") {") };
            writeln!(text, "{indent}{open}{value}{close}").expect("a string takes everything");
            statement(text, choices, python, depth + 1);
            if python {
                return;
            }
            "}".to_owned()
        }
        _ => call(choices, python, 0),
    };
    writeln!(text, "{indent}{line}").expect("a string takes everything");
}

/// A call of Claude.
fn call(choices: &mut Choices<'_>, python: bool, depth: usize) -> String {
    let mut part = || expression(choices, python, depth + 2);
    let (model, cap, system, rest) = (part(), part(), part(), part());
    if python {
        format!("client.messages.create(model={model}, max_tokens={cap}, system={system}, messages=[], **{rest})")
    } else {
        format!(
            "client.messages.create({{ model: {model}, max_tokens: {cap}, system: {system}, messages: [], ...{rest} }})"
        )
    }
}

fn expression(choices: &mut Choices<'_>, python: bool, depth: usize) -> String {
    if depth >= DEEPEST {
        let plain = choices.below(4);
        return if plain == 0 { name(choices) } else { choices.of(LEAVES).to_owned() };
    }
    let kind = choices.below(11);
    let mut part = || expression(choices, python, depth + 1);
    match kind {
        0 => format!("{}({})", part(), part()),
        1 => format!("{{\"model\": {}, \"max_tokens\": {}}}", part(), part()),
        2 => format!("[{}, {}]", part(), part()),
        3 => format!("{} + {}", part(), part()),
        4 => format!("({}).{}", part(), name(choices)),
        5 => format!("({})[{}]", part(), part()),
        6 if python => format!("{{**{}, \"system\": {}}}", part(), part()),
        6 => format!("{{ ...{}, system: {} }}", part(), part()),
        7 if python => format!("({} if {} else {})", part(), part(), part()),
        7 => format!("({} ? {} : {})", part(), part(), part()),
        8 if python => format!("(lambda p0: {})", part()),
        8 => format!("((p0) => {})", part()),
        9 => format!("({} * {})", part(), part()),
        _ => name(choices),
    }
}

/// What stands by itself.
const LEAVES: &[&str] = &[
    "\"claude-opus-5-5\"",
    "\"claude-3-opus-20240229\"",
    "\"model\"",
    "1024",
    "0",
    "99999999999999999999",
    "os.getenv(\"MODEL\", \"claude-haiku-5-5\")",
    "\"You are a helper. \" * 900",
    "[]",
    "{}",
    "-1",
    "1.5",
];
