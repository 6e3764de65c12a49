//! What no editor writes: every reader ends, in bounded time, with whatever it could read.

use super::{facts, fixtures, name};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// How long a reader may take, with a slow machine and an unoptimised build in mind.
const LONGEST: Duration = Duration::from_mins(1);

/// Texts that are hostile in any language, each with what is hostile in it.
fn texts() -> Vec<(&'static str, String)> {
    let many = 100_000;
    vec![
        ("nothing", String::new()),
        ("round brackets", "(".repeat(many)),
        ("square brackets", "x = ".to_owned() + &"[".repeat(many)),
        ("braces", "{".repeat(many)),
        ("brackets that close", "f(".repeat(many / 2) + &")".repeat(many / 2)),
        ("blocks", "if (a) { ".repeat(many / 10)),
        ("a long chain", "a".to_owned() + &".b()".repeat(many / 2) + ";"),
        ("a long chain of fields", "x = a".to_owned() + &".b".repeat(many / 2) + ";"),
        ("a long sum", "x = 1".to_owned() + &" + 1".repeat(many / 4) + ";"),
        ("a long difference", "x = 1".to_owned() + &" - 1".repeat(many / 4) + ";"),
        ("many strings", "x = \"a\"".to_owned() + &" + \"b\"".repeat(many / 4) + ";"),
        ("an open string", format!("x = \"{}", "a ".repeat(many))),
        ("an open long string", format!("x = \"\"\"{}", "a ${b} \n".repeat(many / 8))),
        ("an open comment", format!("/* {}", "a ".repeat(many / 10))),
        ("lambdas", "f(x -> ".repeat(many / 10)),
        ("braced holes", "\"${".repeat(many / 10)),
        ("classes", "class A { ".repeat(many / 10)),
        ("signs", "!-~+".repeat(many / 10)),
        ("angles", "A<".repeat(many / 50)),
        ("NULs", "a\0b\0\0(\0".repeat(1000)),
        ("no letters", "\u{feff}\u{202e}\u{0}é😀".repeat(1000)),
        ("an annotation at the end", "class A {\n  val a = 1\n\n  @Jv".to_owned()),
        ("one long line", "x".repeat(many)),
    ]
}

#[test]
fn hostile_texts_end_in_bounded_time() {
    let endings: BTreeSet<String> = fixtures()
        .iter()
        .filter_map(|(path, _)| name(path).rsplit_once('.').map(|(_, ending)| ending.to_owned()))
        .collect();
    for ending in endings {
        for (what, text) in texts() {
            let start = Instant::now();
            facts(&format!("hostile.{ending}"), &text);
            assert!(start.elapsed() < LONGEST, "{what} in .{ending} took {:?}", start.elapsed());
        }
    }
}

#[test]
fn a_fixture_within_hostile_text_still_ends() {
    for (path, text) in fixtures() {
        for (what, hostile) in
            [("before", format!("{}\n{text}", "(".repeat(10_000))), ("after", text.clone() + &"{ (".repeat(10_000))]
        {
            let start = Instant::now();
            facts(name(&path), &hostile);
            assert!(start.elapsed() < LONGEST, "{what} {} took {:?}", path.display(), start.elapsed());
        }
    }
}

#[test]
fn words_behind_words_end_however_many_there_are() {
    let words = [
        "as",
        "async",
        "await",
        "box",
        "break",
        "const",
        "dyn",
        "else",
        "for",
        "if",
        "impl",
        "in",
        "let",
        "loop",
        "match",
        "move",
        "mut",
        "ref",
        "return",
        "static",
        "try",
        "unsafe",
        "where",
        "while",
        "yield",
        "x in",
        "for x in",
        "if let x =",
    ];
    for word in words {
        for text in [
            format!("fn f() {{ {} x {{}} }}", format!("{word} ").repeat(20_000)),
            format!("fn f() {{ match x {{ {} x => 1 }} }}", format!("{word} ").repeat(20_000)),
            format!("fn f(x: {} X) {{}}", format!("{word} ").repeat(20_000)),
        ] {
            let start = Instant::now();
            facts("hostile.rs", &text);
            assert!(start.elapsed() < LONGEST, "{word} took {:?}", start.elapsed());
        }
    }
}
