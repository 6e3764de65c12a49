//! What the Python reader makes of code: good, broken and hostile.

mod sexpr;

use proptest::prelude::{ProptestConfig, prop, proptest};
use skint::{
    source::{Problem, Source, SourceId},
    syntax::{ExprKind, Lowered, Module, StmtKind, lower},
};
use std::{fs, path::Path};

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "a.py".into(), text.into(), vec![])
}

fn read(text: &str) -> Lowered {
    lower(&source(text))
}

fn facts(text: &str) -> String {
    let source = source(text);
    sexpr::print(&source, &lower(&source).module)
}

/// Name and text of every Python fixture.
fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/python");
    let mut all: Vec<(String, String)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(|entry| entry.ok().map(walkdir::DirEntry::into_path))
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .map(|path| {
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a fixture is text"))
        })
        .collect();
    all.sort();
    assert!(all.len() >= 5, "the fixtures are found");
    all
}

fn told(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| {
        assert!(!problem.fatal, "some of the file was read");
        let at = problem.position.expect("a syntax error has a place");
        format!("problem {}:{} {}\n", at.line, at.column, problem.message)
    });
    lines.collect()
}

#[test]
fn every_construct_lowers_to_its_facts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("languages/python");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text) in fixtures() {
            let problems = told(&read(&text).problems);
            assert_eq!(problems.is_empty(), name != "broken", "{name}: {problems}");
            insta::assert_snapshot!(name, format!("{}{problems}", facts(&text)));
        }
    });
}

#[test]
fn every_prefix_of_every_fixture_lowers() {
    for (_, text) in fixtures() {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            facts(&text[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixtures_with_characters_missing_lower(holes in prop::collection::vec(0.0..1.0_f64, 1..6)) {
        for (_, text) in fixtures() {
            let mut characters: Vec<char> = text.chars().collect();
            for hole in &holes {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
                characters.remove((hole * characters.len() as f64) as usize);
            }
            facts(&characters.into_iter().collect::<String>());
        }
    }

    #[test]
    fn any_text_lowers(text in "[a-z(){}\\[\\]'\"f#:=.,+\\-* \n\t\\\\%!?@]{0,80}") {
        facts(&text);
    }
}

#[test]
fn a_syntax_error_is_a_problem_and_what_stands_around_it_is_read() {
    let lowered = read("import anthropic\nprint \"legacy\"\nclient.messages.create(model=\"m\")\n");
    assert_eq!(
        told(&lowered.problems),
        "problem 2:7 not valid Python 3 (simple statements must be separated by newlines or semicolons); only what \
         could be read around it is checked\n"
    );
    let last = &lowered.module.body.last().expect("statements were read").kind;
    assert!(matches!(last, StmtKind::Expr(expr) if matches!(expr.kind, ExprKind::Call { .. })));
}

#[test]
fn few_problems_are_told_of_a_file_that_is_no_python() {
    assert_eq!(read(&"<p>It's\n".repeat(1_000)).problems.len(), 3);
    assert_eq!(read(&"$ ".repeat(50_000)).problems.len(), 1);
}

/// Reads hostile text in a thread with a small stack, as worker threads have it.
fn read_hostile(text: String) -> Lowered {
    let reading = std::thread::Builder::new().stack_size(2 << 20).spawn(move || read(&text)).expect("threads start");
    reading.join().expect("reading never panics")
}

fn is_of_depth(message: &str) -> bool {
    message == "more than 1000 brackets or operators nest or chain in this file; it is not checked"
        || message == "code nests more than 128 deep here; what is inside is not checked"
}

#[test]
fn code_that_nests_too_deeply_is_a_problem() {
    let many = 100_000;
    let hostile = [
        "[".repeat(many),
        "(".repeat(many) + &")".repeat(many),
        "{a:".repeat(many),
        "f(".repeat(many),
        "x = a".to_owned() + &" + a".repeat(many),
        "x = a".to_owned() + &".a".repeat(many),
        "x = a".to_owned() + &"()".repeat(many),
        "not ".repeat(many),
        "lambda a, b: ".repeat(many),
        "a if b else ".repeat(many),
        "f'{".repeat(many),
        "async ".repeat(many),
        "match a:\n case ".to_owned() + &"[".repeat(many),
        "(\nraise f(".repeat(many),
        "(a +\n".to_owned() + &"raise +\n".repeat(many),
        "f\"\"\"{\"\"\"\n".to_owned() + &"(".repeat(many),
        (0..2_000).fold(String::new(), |text, level| text + &" ".repeat(level) + "if a:\n"),
        "[".repeat(900) + &"]".repeat(900),
        "not ".repeat(900) + "a",
        "x = a".to_owned() + &".a()".repeat(300),
    ];
    for text in hostile {
        let begin: String = text.chars().take(40).collect();
        let problems = read_hostile(text).problems;
        assert!(problems.iter().any(|problem| is_of_depth(&problem.message)), "{begin}: {problems:?}");
    }
}

#[test]
fn code_that_is_only_long_is_read() {
    let many = 50_000;
    let long = [
        "if a:\n  f()\n".to_owned() + &"elif a:\n  f()\n".repeat(many),
        "x = (".to_owned() + &"'line'\n".repeat(many) + ")",
        "x = (".to_owned() + &"f'{a}'\n".repeat(many) + ")",
        "x = [".to_owned() + &"-1, ".repeat(many) + "]",
        "x = a".to_owned() + &" + a".repeat(800),
        "x = a".to_owned() + &" or a".repeat(800),
        "x = a".to_owned() + &" - a".repeat(800),
        "try: a\n".to_owned() + &"except a: b\n".repeat(many),
        "a; ".repeat(many),
    ];
    for text in long {
        let lowered = read_hostile(text);
        assert_eq!(lowered.problems, []);
        assert!(depth(&lowered.module) < 1_000, "what is read can be walked by recursion");
    }
}

/// Greatest number of brackets open in the module as it prints itself, which is no less than its depth.
fn depth(module: &Module) -> usize {
    let printed = format!("{module:?}");
    let mut open = 0_usize;
    let levels = printed.bytes().map(|byte| {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open -= 1,
            _ => {}
        }
        open
    });
    levels.max().unwrap_or(0)
}

#[test]
fn an_unclosed_bracket_does_not_make_a_long_file_deep() {
    let rest = "def f(a):\n    x = a.b.c + a.b(1)\n    return x\n".repeat(500);
    let lowered = read(&format!("call(a,\n{rest}"));
    assert!(lowered.module.functions.len() >= 499);
    assert!(told(&lowered.problems).contains("not valid Python 3"));
}

#[test]
fn spans_are_of_the_file_also_behind_other_characters() {
    let text = "\u{feff}é = 'ü'\r\nclient.create(é)\r\n";
    let source = source(text);
    let lowered = lower(&source);
    assert_eq!(source.slice(lowered.module.body[1].span), "client.create(é)");
    assert_eq!(source.position(lowered.module.body[1].span.start).line, 2);
}
