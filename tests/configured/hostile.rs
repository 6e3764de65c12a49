//! Damaged files: those that may concern Claude are told, all others are passed over.

use super::{problems, sites};
use std::fmt::Write;

#[test]
fn what_does_not_concern_claude_is_silent_however_broken() {
    let said = problems(&[
        ("a.yaml", "a: [1, 2\nb: }"),
        ("chart/templates/b.yaml", "{{- if .Values.claude }}\na: {{ .b }}\n{{- end }}\n"),
        ("c.json", "{ \"a\": "),
        ("d.toml", "a = = 1"),
        ("notes.md", "---\nmodel: x\n"),
        ("e.properties", "a=\\u12"),
    ]);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn what_may_concern_claude_is_told_with_its_line() {
    let cases = [
        (".github/workflows/a.yml", "jobs:\n  a: [anthropics/claude-code-action\nb: {", ":3: this is not YAML"),
        (".claude/settings.json", "{\n  \"model\": \"opus\",", ":1: this is not JSON"),
        (".claude/agents/a.md", "---\nname: a\nmodel: opus\n", ":1: The front matter that begins here"),
        ("wrangler.toml", "[vars]\nMODEL = = \"claude-opus-5-5\"\n", ":2: this is not TOML"),
    ];
    for (path, text, message) in cases {
        let said = problems(&[(path, text)]);
        assert!(said.first().is_some_and(|line| line.starts_with(&format!("{path}{message}"))), "{path}: {said:?}");
    }
}

#[test]
fn what_stands_before_the_damage_counts() {
    let text = "on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with: { prompt: x }\n      - run: \"open\n";
    // What follows may set the model for all steps, so that it is not known.
    assert_eq!(sites(&[(".github/workflows/a.yml", text)]), [".github/workflows/a.yml:5 claude-code-action ? -"]);
}

#[test]
fn bombs_end_and_marks_and_mixed_ends_of_lines_do_not_matter() {
    let mut bomb = "a0: &a0 [anthropics/claude-code-action]\n".to_owned();
    for at in 1..30 {
        let before = format!("*a{}, ", at - 1).repeat(4);
        writeln!(bomb, "a{at}: &a{at} [{before}]").expect("a string takes everything");
    }
    let said = problems(&[(".github/workflows/bomb.yml", &bomb)]);
    assert!(said.iter().any(|line| line.contains("aliases stand for more than")), "{said:?}");
    let mixed = "\u{feff}on: push\r\njobs:\n  a:\r\n    steps:\n      - uses: anthropics/claude-code-action@v1\r\n";
    assert_eq!(sites(&[(".github/workflows/a.yml", mixed)]), [".github/workflows/a.yml:5 claude-code-action - -"]);
}
