//! Policies of several files.

use super::*;

/// Reads documents, the one that wins first; what they extend is found by name.
fn read(documents: &[(&str, &str, Ground)], shared: &[(&str, &str)]) -> Result<Policy, Vec<PolicyErrors>> {
    let load = |_: &Document, name: &str| {
        let found = shared.iter().find(|(known, _)| *known == name);
        found.map(|(name, text)| Document::new(name, text)).ok_or_else(|| "cannot be read: it is not there".to_owned())
    };
    let document =
        |(path, text, ground): &(&str, &str, Ground)| Document { ground: ground.clone(), ..Document::new(path, text) };
    with_vocabulary(|known| Policy::of(documents.iter().map(document).collect(), &load, known))
}

fn one(text: &str, shared: &[(&str, &str)]) -> Policy {
    read(&[("skint.toml", text, Ground::Same)], shared).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn wrong(text: &str, shared: &[(&str, &str)]) -> String {
    let errors = read(&[("skint.toml", text, Ground::Same)], shared).expect_err("a mistake");
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_wins_over_those_it_extends_and_the_later_of_those_over_the_earlier() {
    let shared =
        [("a.toml", "[rules]\nmissing-max-tokens = \"off\"\n"), ("b.toml", "[rules]\nmissing-max-tokens = \"info\"\n")];
    assert_eq!(one("extends = [\"a.toml\", \"b.toml\"]", &shared).level("missing-max-tokens", "a.py"), Level::Info);
    assert_eq!(one("extends = [\"b.toml\", \"a.toml\"]", &shared).level("missing-max-tokens", "a.py"), Level::Off);
    let own = "extends = \"a.toml\"\n[rules]\nmissing-max-tokens = \"error\"\n";
    assert_eq!(one(own, &shared).level("missing-max-tokens", "a.py"), Level::Error);
}

#[test]
fn what_is_recommended_holds_beneath_everything() {
    let policy = one("extends = \"skint:strict\"", &[]);
    assert_eq!(policy.level("uncached-system-prompt", "a.py"), Level::Error);
    assert_eq!(one("", &[]).level("missing-max-tokens", "a.ipynb"), Level::Info);
    assert!(one("", &[]).cause("missing-max-tokens", "a.ipynb").is_none(), "nobody here wrote it");
    let line = policy.cause("missing-max-tokens", "a.py").expect("strict says so");
    assert_eq!((line.path.as_str(), line.line), ("skint:strict", 2));
    let first = one("extends = [\"skint:recommended\", \"skint:strict\"]", &[]);
    assert_eq!(first.level("missing-max-tokens", "a.ipynb"), Level::Error);
}

#[test]
fn a_shared_file_selects_paths_of_whoever_extends_it() {
    let shared = [("shared.toml", "[[override]]\npaths = [\"tests\"]\nrules = { missing-max-tokens = \"off\" }\n")];
    let ground = Ground::Beneath("service/".to_owned());
    let policy = read(&[("service/skint.toml", "extends = [\"shared.toml\"]", ground)], &shared).expect("right");
    assert_eq!(policy.level("missing-max-tokens", "service/tests/a.py"), Level::Off);
    assert_eq!(policy.level("missing-max-tokens", "tests/a.py"), Level::Warn);
}

#[test]
fn a_policy_in_a_folder_holds_there_and_inherits_the_rest() {
    let inner = "[rules]\nmissing-max-tokens = \"off\"\n[models]\nallow = [\"opus\"]\n[scan]\nexclude = [\"old\"]\n";
    let outer =
        "[rules]\nmissing-max-tokens = \"error\"\nuncached-system-prompt = \"error\"\n[models]\nallow = [\"haiku\"]\n";
    let ground = Ground::Beneath("service/".to_owned());
    let policy =
        read(&[("service/skint.toml", inner, ground), ("skint.toml", outer, Ground::Same)], &[]).expect("right");
    assert_eq!(policy.level("missing-max-tokens", "service/a.py"), Level::Off);
    assert_eq!(policy.level("uncached-system-prompt", "service/a.py"), Level::Error);
    assert_eq!(policy.level("missing-max-tokens", "a.py"), Level::Error);
    assert!(!policy.scans("service/old/a.py") && policy.scans("old/a.py"));
    let judge =
        |path: &str| policy.models_at(path, TODAY).expect("it speaks of models").judge("claude-opus-5", "opus", None);
    assert_eq!(judge("service/a.py"), Verdict::Allowed);
    assert!(matches!(judge("a.py"), Verdict::Denied { .. }));
}

#[test]
fn a_policy_may_stand_in_another_tools_file() {
    let read = |text: &str, home| {
        let document = Document { home, ..Document::new("a.toml", text) };
        with_vocabulary(|known| Policy::of(vec![document], &|_, _| Err(String::new()), known))
    };
    let text = "[project]\nname = 5\n[tool.skint.rules]\nmissing-max-tokens = \"off\"\n";
    let policy = read(text, Home::PyProject).expect("right");
    assert_eq!(policy.level("missing-max-tokens", "a.py"), Level::Off);
    for table in ["package", "workspace"] {
        let text =
            format!("[{table}.metadata.skint.rules]\nmissing-max-tokens = \"off\"\n[{table}.metadata.other]\nx = 1\n");
        assert_eq!(read(&text, Home::Cargo).expect("right").level("missing-max-tokens", "a.py"), Level::Off);
    }
    let wrong = read("[tool]\nskint = 5\n", Home::PyProject).expect_err("no table");
    assert_eq!(wrong[0].to_string(), "a.toml: `skint` must be a table, not a whole number\n");
    assert!(read("tool = 5\n", Home::PyProject).is_ok());
}

#[test]
fn what_cannot_be_extended_is_said_where_it_is_named() {
    insta::assert_snapshot!(wrong("extends = [\"skint:stict\", \"gone.toml\", 5]\n", &[]), @r"
    skint.toml: unknown policy `skint:stict`
    skint.toml: `gone.toml` cannot be read: it is not there
    skint.toml: `extends` must hold strings, not a whole number
    ");
    let circle = [("a.toml", "extends = \"b.toml\""), ("b.toml", "extends = \"a.toml\"")];
    insta::assert_snapshot!(wrong("extends = \"a.toml\"", &circle), @"b.toml: `a.toml` extends itself: skint.toml -> a.toml -> b.toml -> a.toml");
    let shared = [("a.toml", "[rule]\n")];
    assert_eq!(
        wrong("extends = \"a.toml\"\nrulse = 1\n", &shared),
        "skint.toml: unknown key `rulse`\na.toml: unknown key `rule`\n"
    );
}

#[test]
fn files_that_extend_ever_more_files_are_cut_off() {
    let names: Vec<String> = (0..30).map(|n| format!("{n}.toml")).collect();
    let texts: Vec<String> = (1..31).map(|n| format!("extends = [\"{n}.toml\", \"{n}.toml\"]")).collect();
    let mut shared: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(n, t)| (n.as_str(), t.as_str())).collect();
    shared.push(("30.toml", ""));
    assert!(wrong("extends = \"0.toml\"", &shared).contains("at most 16 files in a row"));
}

#[test]
fn what_is_embedded_is_right() {
    assert_eq!(Policy::embedded().level("uncached-system-prompt", "a.py"), Level::Warn);
    let strict = Policy::parse("skint.toml", "extends = \"skint:strict\"", &Vocabulary::embedded());
    assert!(strict.is_ok(), "{strict:?}");
}
