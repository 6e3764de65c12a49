//! Data that means more than it says, or less: each ends in bounded time, with a line about it.

use super::{facts, read};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};

/// How long a reader may take, with a slow machine and an unoptimised build in mind.
const LONGEST: Duration = Duration::from_secs(20);

/// What is said of a text that is read within the bound.
fn said(name: &str, text: &str) -> Vec<String> {
    let start = Instant::now();
    let lowered = read(name, text).1;
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    let line = |problem: &skint::source::Problem| problem.position.map_or(0, |position| position.line);
    lowered.problems.iter().map(|problem| format!("{}: {}", line(problem), problem.message)).collect()
}

#[test]
fn aliases_that_double_with_every_line_are_read_within_a_bound() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..12 {
        let before = format!("*a{}, ", at - 1).repeat(9);
        writeln!(bomb, "a{at}: &a{at} [{before}]").expect("a string takes everything");
    }
    let said = said("bomb.yaml", &bomb);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("aliases stand for more than 50000 values"), "{said:?}");
}

#[test]
fn aliases_of_aliases_and_of_themselves_end() {
    let mut chain = "a0: &a0 { model: x }\n".to_owned();
    for at in 1..5_000 {
        writeln!(chain, "a{at}: &a{at} {{ <<: *a{} }}", at - 1).expect("a string takes everything");
    }
    assert!(!said("chain.yaml", &chain).is_empty());
    said("itself.yaml", "a: &a [*a, *a, *a]\nb: &b { <<: *b, c: *b }\n");
    said("nowhere.yaml", "a: *nothing\n");
}

#[test]
fn what_is_deep_or_long_ends() {
    let many = 100_000;
    for (name, text) in [
        ("flow.yaml", "[".repeat(many)),
        ("maps.yaml", "{a: ".repeat(many)),
        ("dashes.yaml", "- ".repeat(many)),
        ("keys.yaml", "? ".repeat(many)),
        ("blocks.yaml", (0..2_000).map(|at| " ".repeat(at) + "a:\n").collect()),
        ("documents.yaml", "---\na: 1\n".repeat(many / 4)),
        ("values.yaml", "- a\n".repeat(6 * many)),
        ("same.yaml", "a: 1\n".repeat(many)),
        ("deep.json", "[".repeat(many) + &"]".repeat(many)),
        ("deep.toml", format!("a = {}{}", "[".repeat(many), "]".repeat(many))),
        ("dotted.toml", format!("{}b = 1", "a.".repeat(many))),
        ("dotted.properties", format!("{}b = 1\n", "a.".repeat(many))),
        ("many.properties", (0..many).flat_map(|at| ["a".to_owned(), at.to_string(), ".b = 1\n".to_owned()]).collect()),
        ("deep.baml", "client<llm> A { a ".to_owned() + &"{ a ".repeat(many)),
        ("raw.baml", "#\"".repeat(many)),
        ("holes.prompt", "{{".repeat(many)),
        ("names.prompt", format!("{{{{ a{} }}}}", ".a".repeat(many))),
        ("choices.yml", format!("a: ${{{{ a{} }}}}", " || a".repeat(many))),
        ("front.md", format!("---\n{}---\n", "a: b: c\n".repeat(many / 4))),
        ("open.yaml", "{{ if a }}\n".repeat(many / 4)),
        ("closed.yaml", format!("a: b: c\n{}", "{{ a }} {{ end }}\n".repeat(many / 4))),
        ("tags.yaml", format!("a: b: c\n{}", "{{ {% <% {# ".repeat(many / 4))),
        ("open.env", "A=\"${A:-".repeat(many / 4)),
    ] {
        said(name, &text);
    }
}

#[test]
fn what_breaks_off_is_said_with_its_line() {
    assert!(said("cut.json", "{\n  \"model\": \"claude\",\n  \"env\": {")[0].starts_with("3: this is not JSON"));
    assert!(said("agent.md", "---\nname: a\nmodel: opus\n")[0].contains("no line `---` at its end"));
    assert!(said("rule.md", "---\n\nProse below a rule.\n").is_empty());
    assert!(said("cut.yaml", "a: [1, 2\nb: {").iter().any(|line| line.contains("this is not YAML")));
    assert!(said("cut.toml", "a = [1,\n")[0].contains("this is not TOML"));
}

#[test]
fn templates_of_yaml_are_no_broken_yaml() {
    for (name, text) in [
        ("helm.yaml", "a:\n  {{- toYaml .Values.a | nindent 2 }}\nb: {{ .Values.b }}-c\n"),
        ("jinja.yml", "a:\n{% for m in models %}\n  - {{ m }}: 1\n{% endfor %}\nb: 1\n"),
        ("erb.yml", "a:\n<% models.each do |m| %>\n  <%= m %>: 1\n<% end %>\nb: <%= ENV[\"B\"] %>\n"),
    ] {
        assert_eq!(said(name, text), Vec::<String>::new(), "{name}");
        assert!(facts(name, text).contains(".b = "), "{}", facts(name, text));
    }
    for broken in ["a: {{ b }}\nc: [1, 2\n", "a: \"{{ b }}\"\nc: d: e\n", "{{ a\nb: c: d\n", "a: b: {{ c }}: {\n"] {
        assert!(said("broken.yaml", broken).iter().any(|line| line.contains("this is not YAML")), "{broken}");
    }
}

#[test]
fn mixed_ends_of_lines_and_marks_are_read() {
    let mixed = "\u{feff}# note\r\nmodel: claude-opus-5-5\r\nenv:\n  A: b\r\n";
    assert_eq!(facts("mixed.yml", mixed), facts("mixed.yml", &mixed.replace(['\r', '\u{feff}'], "")));
    let agent = "\u{feff}---\r\nname: a\nmodel: opus\r\n---\r\nText.\r\n";
    assert!(facts("agent.md", agent).contains("3 .model = \"opus\""), "{}", facts("agent.md", agent));
}
