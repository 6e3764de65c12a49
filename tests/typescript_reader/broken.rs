//! Broken files: what can be read is read, and one sentence says what cannot.

use super::{fixtures, name, read, report};
use proptest::prelude::*;

fn functions(path: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let (_, lowered) = read(path, text);
    let names = lowered.module.functions.iter().filter_map(|f| f.name.as_ref()).map(ToString::to_string).collect();
    (names, lowered.problems.into_iter().map(|problem| problem.message).collect())
}

#[test]
fn one_bad_line_costs_that_line() {
    let text = "function a() { f(); }\nfunction b() {\n  const = 1;\n  g();\n}\nfunction c() {}\n";
    insta::assert_snapshot!(report(&read("a.ts", text).1));
}

#[test]
fn both_sides_of_a_merge_conflict_are_read() {
    let text = "f();\n<<<<<<< ours\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs\ng();\n";
    insta::assert_snapshot!(report(&read("a.ts", text).1));
}

#[test]
fn an_unclosed_brace_costs_its_statement() {
    let text = "function a() {}\nfunction b() {\n  if (x) {\n}\nfunction c() {}\nconst d = () => 1;\n";
    let (names, problems) = functions("a.ts", text);
    assert_eq!(names, ["a", "c", "d"]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("without the statement at line 2."), "{problems:?}");
}

#[test]
fn a_file_that_is_no_program_is_said_to_be_unread() {
    let (_, lowered) = read("a.js", "{% for x in y %}\n  \"{{ x }}\": %,\n{% endfor %}\n");
    assert!(lowered.module.body.is_empty());
    assert!(lowered.problems[0].message.ends_with("nothing of this file was read."));
}

#[test]
fn dialects_are_tried_before_anything_is_called_broken() {
    for (path, text) in [
        ("script.js", "with (a) { f(); }\nvar let = 010; <!-- html\n"),
        ("jsx-in.js", "const a = <div/>;"),
        ("types-in.js", "const a: string = f<string>(1);"),
        ("jsx-in.ts", "const a = <div>{f()}</div>;"),
        ("top-level.ts", "const a = await f();"),
        ("top-level.js", "const a = await f(); return;"),
        ("common.cjs", "return new.target;"),
        ("bom.ts", "\u{feff}const a = 1;"),
        ("hash.mjs", "#!/usr/bin/env node\nf();"),
    ] {
        let (_, lowered) = read(path, text);
        assert!(lowered.problems.is_empty(), "{path}: {:?}", lowered.problems);
        assert!(!lowered.module.body.is_empty(), "{path}");
    }
}

#[test]
fn an_error_that_breaks_no_structure_loses_nothing() {
    let (names, problems) = functions(
        "a.ts",
        "const a = 1; const b = () => { f(a) };\nclass X { constructor(){} constructor(){} }\nbreak;\n",
    );
    assert_eq!(names, ["b", "constructor", "constructor"]);
    assert!(problems.iter().all(|problem| problem.ends_with("read all the same.")), "{problems:?}");
}

#[test]
fn every_prefix_of_every_fixture_lowers() {
    for (path, text) in fixtures() {
        for (end, _) in text.char_indices() {
            read(name(&path), &text[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn fixtures_with_holes_in_them_lower(holes in prop::collection::vec((any::<prop::sample::Index>(), 1_usize..9), 1..6), which: prop::sample::Index) {
        let all = fixtures();
        let (path, text) = which.get(&all);
        let mut characters: Vec<char> = text.chars().collect();
        for (start, length) in holes {
            let start = start.index(characters.len());
            characters.drain(start..(start + length).min(characters.len()));
        }
        read(name(path), &characters.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_lowers(text in "[\\PC\n]{0,80}", ending in prop::sample::select(vec!["ts", "tsx", "js", "cjs"])) {
        read(&format!("a.{ending}"), &text);
    }
}
