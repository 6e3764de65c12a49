//! Hostile texts end in a sentence, in linear time, on a small stack.

use super::read;
use skint::syntax::{ExprKind, StmtKind};

const MANY: usize = 40_000;

fn around(before: &str, middle: &str, after: &str) -> String {
    format!("{}{middle}{}", before.repeat(MANY), after.repeat(MANY))
}

/// Each opens something anew before it closes what is open.
fn deep() -> Vec<String> {
    let in_type = |text: String| format!("type X = {text}");
    let mut all: Vec<String> = [
        ("[[[", "", "]]]"),
        ("(((", "1", ")))"),
        ("{", "", "}"),
        ("f(", "1", ")"),
        ("function f() {", "", "}"),
        ("class A { m() {", "", "}}"),
        ("`${", "1", "}`"),
        ("<a>", "", "</a>"),
        ("<a>it's; a\nb, ", "", "</a>"),
        ("!", "a", ""),
        ("new ", "a", ""),
        ("await\n", "a", ""),
        ("void\n", "a", ""),
        ("a ? b : ", "c", ""),
        ("a = ", "b", ""),
        ("a ** ", "b", ""),
        ("a => ", "b", ""),
        ("a < ", "b", ""),
        ("<T>", "a", ""),
        ("if (a) b; else ", "c", ""),
        ("if (a)\n  b\nelse ", "c", ""),
        ("if (a) {} else ", "c", ""),
        ("if (a)\n", "b", ""),
        ("for (;;)", "b", ""),
        ("a:\n", "b", ""),
        ("[/*]*/", "", ""),
        ("[']',", "", ""),
        ("(/[)]/,", "", ""),
    ]
    .map(|(before, middle, after)| around(before, middle, after))
    .into();
    all.extend(
        [
            ("A<", "B", ">"),
            ("A<B, ", "C", ">"),
            ("() => ", "A", ""),
            ("A extends B\n?C\n:", "D", ""),
            ("keyof ", "A", ""),
        ]
        .map(|(before, middle, after)| in_type(around(before, middle, after))),
    );
    all.push(format!("namespace a{} {{}}", ".b".repeat(MANY)));
    all
}

#[test]
fn what_nests_without_bound_is_one_problem() {
    for text in deep() {
        for path in ["a.ts", "a.jsx"] {
            let (_, lowered) = read(path, &text);
            let start = &text[..20];
            assert_eq!(lowered.problems.len(), 1, "{start}");
            let message = &lowered.problems[0].message;
            assert!(message.contains("nested") || message.contains("nothing of this file"), "{start}: {message}");
        }
    }
}

#[test]
fn nesting_that_is_deep_but_possible_is_read() {
    for (before, middle, after) in
        [("[", "x", "]"), ("f(", "x", ")"), ("() => { return ", "x", "}"), ("a ? b : ", "c", "")]
    {
        let text = format!("{}{middle}{}", before.repeat(120), after.repeat(120));
        let (_, lowered) = read("a.ts", &text);
        assert!(lowered.problems.is_empty(), "{before}: {:?}", lowered.problems);
    }
}

#[test]
fn a_long_sum_that_begins_with_a_string_is_one_text() {
    let text = format!("x = 'a'{};", " + b + 'c'".repeat(MANY));
    let (_, lowered) = read("a.ts", &text);
    assert!(lowered.problems.is_empty());
    let StmtKind::Assign { value: Some(value), .. } = &lowered.module.body[0].kind else { panic!("an assignment") };
    let ExprKind::Text(segments) = &value.kind else { panic!("a text") };
    assert_eq!(segments.len(), 2 * MANY + 1);
}

#[test]
fn calls_within_a_long_chain_of_operators_stay_visible() {
    for operator in ["+", "||", "??", "- b +"] {
        let text = format!("x = f(){};", format!(" {operator} f()").repeat(MANY));
        let (_, lowered) = read("a.js", &text);
        assert!(lowered.problems.is_empty(), "{operator}");
        let StmtKind::Assign { value: Some(value), .. } = &lowered.module.body[0].kind else { panic!("an assignment") };
        let ExprKind::Other(parts) = &value.kind else { panic!("parts") };
        let calls = parts.iter().filter(|part| matches!(part.kind, ExprKind::Call { .. })).count();
        assert_eq!(calls, MANY + 1);
    }
}

#[test]
fn a_chain_longer_than_any_tree_is_cut_with_a_problem() {
    for link in [".b", ".b()", "?.b", "[0]", "()", "``", "!.b"] {
        let (_, lowered) = read("a.ts", &format!("a{}", link.repeat(MANY)));
        assert_eq!(lowered.problems.len(), 1, "{link}");
        assert!(lowered.problems[0].message.starts_with("More than 256 levels"), "{link}");
    }
}

#[test]
fn long_flat_texts_are_read_in_full() {
    for (part, statements) in [("a();", MANY), ("x = y\n", MANY), ("a(), ", MANY + 1), ("if (a) b();\n", MANY)] {
        let (_, lowered) = read(
            "a.js",
            &format!(
                "{};",
                part.repeat(MANY).trim_end_matches(", ").to_owned() + if part == "a(), " { ", b()" } else { "" }
            ),
        );
        assert!(lowered.problems.is_empty(), "{part}: {:?}", lowered.problems);
        assert_eq!(lowered.module.body.len(), statements, "{part}");
    }
}

#[test]
fn cases_that_all_fall_through_stay_linear() {
    let text = format!("switch (a) {{{}}}", "case 1: f();".repeat(MANY));
    let (_, lowered) = read("a.js", &text);
    assert!(lowered.problems.is_empty());
}

#[test]
fn a_file_of_nothing_but_errors_ends() {
    for line in ["foo bar;\n", "let = ;\n", "'", "`", "/*", "/[", "}\n"] {
        let (_, lowered) = read("a.js", &line.repeat(20_000));
        assert_eq!(lowered.problems.len(), 1, "{line}");
    }
}
