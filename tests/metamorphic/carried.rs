//! Caps that are carried to a call by two ways out of many, one behind the other: each caller passes its own, and no
//! other is ever taken for it.

use super::tree::Tree;
use jiff::civil::date;
use rayon::prelude::*;
use skint::{report::inventory, run::sites};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Callers of each tree, and the cap that the first one passes.
const CALLERS: u64 = 6;
const FIRST: u64 = 1001;

/// Ways from `WAY`, which takes a cap, to `NEXT`, which takes one too, in Python.
const PYTHON: &[&str] = &[
    "def WAY(c):\n    return NEXT(c)\n",
    "def WAY(*args, **named):\n    return NEXT(*args, **named)\n",
    "WAY = lambda c: NEXT(c)\n",
    "def make_WAY(c):\n    def inner():\n        return NEXT(c)\n    return inner\ndef WAY(c):\n    return make_WAY(c)()\n",
    "def make_WAY(c):\n    return lambda: NEXT(c)\ndef WAY(c):\n    f = make_WAY(c)\n    return f()\n",
    "def run_WAY(f):\n    return f()\ndef WAY(c):\n    return run_WAY(lambda: NEXT(c))\n",
    "def run_WAY(f, *args):\n    return f(*args)\ndef WAY(c):\n    return run_WAY(NEXT, c)\n",
    "def box_WAY(x):\n    return lambda: x\ndef open_WAY(b):\n    return b()\ndef WAY(c):\n    return NEXT(open_WAY(box_WAY(c)))\n",
    "def WAY(c):\n    fs = []\n    def one():\n        return NEXT(c)\n    fs.append(one)\n    for f in fs:\n        f()\n",
    "def WAY(c):\n    return [f() for f in [lambda: NEXT(c)]]\n",
    "import functools\ndef deco_WAY(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n        return f(*a, **k)\n    return inner\n@deco_WAY\ndef WAY(c):\n    return NEXT(c)\n",
    "import functools\ndef WAY(c):\n    return functools.partial(NEXT, c)()\n",
    "class K_WAY:\n    def __init__(self, c):\n        self.c = c\n    def go(self):\n        return NEXT(self.c)\ndef WAY(c):\n    return K_WAY(c).go()\n",
    "class K_WAY:\n    def __init__(self, c):\n        self.c = c\n    def reset(self):\n        self.c = 7\nclass L_WAY:\n    def __init__(self, k):\n        self.k = k\n    def go(self):\n        return NEXT(self.k.c)\ndef WAY(c):\n    return L_WAY(K_WAY(c)).go()\n",
    "class B_WAY:\n    def go(self):\n        return self.send(self.c)\nclass K_WAY(B_WAY):\n    def __init__(self, c):\n        self.c = c\n    def send(self, c):\n        return NEXT(c)\ndef WAY(c):\n    return K_WAY(c).go()\n",
    "def WAY(c):\n    class In:\n        def go(self):\n            return NEXT(c)\n    return In().go()\n",
    "def WAY(c, n=2):\n    if n == 2:\n        return other_WAY(c, n)\n    return NEXT(c)\ndef other_WAY(c, n):\n    return WAY(c, n - 1)\n",
    "TABLE_WAY = {'cap': 9}\ndef WAY(c):\n    TABLE_WAY['cap'] = c\n    return NEXT(TABLE_WAY['cap'])\n",
    "def cap_WAY():\n    yield 1\ndef WAY(c):\n    a, (b, *d) = 1, (c, 2, 3)\n    return NEXT(b)\n",
];

/// The same in TypeScript.
const TYPESCRIPT: &[&str] = &[
    "function WAY(c) { return NEXT(c); }\n",
    "const WAY = (...args) => NEXT(...args);\n",
    "const make_WAY = (c) => () => NEXT(c);\nfunction WAY(c) { return make_WAY(c)(); }\n",
    "function make_WAY(c) { return { go() { return NEXT(c); } }; }\nfunction WAY(c) { return make_WAY(c).go(); }\n",
    "const run_WAY = (f) => f();\nfunction WAY(c) { return run_WAY(() => NEXT(c)); }\n",
    "async function WAY(c) { const all = await Promise.all([c].map((one) => NEXT(one))); return all; }\n",
    "class K_WAY { constructor(private c) {} go() { return NEXT(this.c); } }\nfunction WAY(c) { return new K_WAY(c).go(); }\n",
    "class B_WAY { go() { return NEXT(this.cap()); } }\nclass K_WAY extends B_WAY { constructor(c) { super(); this.c = c; } cap() { return this.c; } }\nfunction WAY(c) { return new K_WAY(c).go(); }\n",
    "const TABLE_WAY = { cap: 9 };\nfunction WAY(c) { TABLE_WAY.cap = c; return NEXT(TABLE_WAY.cap); }\n",
    "function WAY(c) { const { deep: { cap } } = { deep: { cap: c } }; return NEXT(cap); }\n",
    "function WAY(c) { let held; const put = () => { held = c; }; put(); return NEXT(held); }\n",
];

/// A tree's text, and the line of each caller with its cap.
fn text(head: &str, ways: [&str; 2], ending: &str) -> (String, BTreeMap<u32, u64>) {
    let mut text = head.to_owned();
    for (way, (name, next)) in ways.iter().zip([("inner", "send"), ("outer", "inner")]) {
        text += &way.replace("WAY", name).replace("NEXT", next);
    }
    let mut callers = BTreeMap::new();
    for cap in FIRST..FIRST + CALLERS {
        let line = u32::try_from(text.lines().count() + 1).expect("there are a few");
        callers.insert(line, cap);
        writeln!(text, "outer({cap}){ending}").expect("a string takes everything");
    }
    (text, callers)
}

/// Whether every caller's cap was found; what was taken for another's is an error.
fn carried(path: &str, text: &str, callers: &BTreeMap<u32, u64>) -> Result<bool, String> {
    let tree = Tree::new(&[(path.to_owned(), text.to_owned())]);
    let all: BTreeSet<u64> = callers.values().copied().collect();
    let mut found = BTreeSet::new();
    for site in sites(&tree, &tree.code(), date(2026, 11, 22)).iter().filter_map(|site| inventory::site(site, &tree)) {
        for reached in &site.reached_from {
            for cap in &reached.max_tokens.values {
                let own = callers.get(&reached.line);
                if own.map_or(!all.contains(cap), |own| own != cap) {
                    return Err(format!("{cap} for line {} of\n{text}", reached.line));
                }
                found.insert(*cap);
            }
        }
    }
    Ok(found == all)
}

/// Holds every two ways of a language, of which at least so many of a hundred are followed to the end.
fn hold(path: &str, head: &str, ways: &[&str], ending: &str, fewest: usize) {
    let pairs: Vec<[&str; 2]> = ways.iter().flat_map(|a| ways.iter().map(|b| [*a, *b])).collect();
    let outcomes: Vec<Result<bool, String>> = pairs
        .par_iter()
        .map(|pair| {
            let (text, callers) = text(head, *pair, ending);
            carried(path, &text, &callers)
        })
        .collect();
    let wrong: Vec<&String> = outcomes.iter().filter_map(|one| one.as_ref().err()).collect();
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), outcomes.len(), wrong[0]);
    let followed = outcomes.iter().filter(|one| **one == Ok(true)).count();
    assert!(followed * 100 >= outcomes.len() * fewest, "{followed} of {} were followed", outcomes.len());
}

#[test]
fn each_caller_in_python_has_its_own_cap() {
    let head = "import anthropic\nclient = anthropic.Anthropic()\ndef send(c):\n    return \
                client.messages.create(model='claude-haiku-4-5', max_tokens=c, messages=[])\n";
    hold("app.py", head, PYTHON, "", 70);
}

#[test]
fn each_caller_in_typescript_has_its_own_cap() {
    let head = "import Anthropic from \"@anthropic-ai/sdk\";\nconst client = new Anthropic();\nfunction send(c) { return \
                client.messages.create({ model: \"claude-haiku-4-5\", max_tokens: c, messages: [] }); }\n";
    hold("app.ts", head, TYPESCRIPT, ";", 50);
}
