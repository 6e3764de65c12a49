//! Names, texts and messages that try to forge output, and texts that try to make it endless.

use super::*;
use crate::bounds::COMMENT_BYTES;

const NAME: &str = "::error::a\u{1b}[2J\nb\u{202e}\u{fffe}\u{ffff} ##[group] ##vso[a] ##teamcity[b].py";

fn hostile() -> Outcome {
    let text = "x = 1\ncreate(\"\u{1b}]0;title\u{7} \u{202e}##[error]\")\n::error::x\n";
    let file = source(0, NAME, text, vec![]);
    let finding = Diagnostic {
        message: format!("{NAME} says ::warning::x"),
        label: NAME.to_owned(),
        help: Some(NAME.to_owned()),
        because: Some(PolicyLine { path: NAME.to_owned(), line: 1, text: NAME.to_owned() }),
        ..finding("retired-model", Level::Warn, at(&file, "create"))
    };
    let mut outcome = outcome(vec![file], vec![finding]);
    outcome.problems.push(Problem { path: NAME.into(), position: None, message: NAME.to_owned(), fatal: true });
    outcome.idle.push((PolicyLine { path: NAME.to_owned(), line: 1, text: String::new() }, NAME.to_owned()));
    outcome.sites.push(site(NAME, 1, NAME));
    outcome
}

#[test]
fn names_and_texts_cannot_forge_output() {
    for look in [Look::PLAIN, Look { unicode: true, ..Look::PLAIN }] {
        for (format, render) in FORMATS.iter().chain(SITE_FORMATS) {
            let shown = render(&hostile(), &look);
            let bad = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{fffe}\u{ffff}".contains(c);
            assert!(!shown.contains(bad), "{format}: {shown:?}");
            let own =
                |line: &str| ["::error file=%3A", "::warning file=%3A"].iter().any(|start| line.starts_with(start));
            let forged = |line: &str| line.trim_start().starts_with("::") && !(*format == "github" && own(line));
            assert!(!shown.lines().any(forged), "{format}: {shown}");
            for command in ["##[", "##vso[", "##teamcity["] {
                assert!(!shown.contains(command), "{format}: {shown}");
            }
        }
    }
    insta::assert_snapshot!(text::check(&hostile(), &Look::PLAIN));
}

/// Whatever the last finding that fits leaves, what follows the findings fits too.
#[test]
fn a_comment_is_never_longer_than_a_forge_takes() {
    for length in 0..200 {
        let one = || Diagnostic {
            message: "x".repeat(1_000 + length),
            ..finding("r", Level::Warn, Span::new(SourceId(9), 0, 1))
        };
        let shown = markdown::check(&outcome(Vec::new(), std::iter::repeat_with(one).take(80).collect()), &Look::PLAIN);
        assert!((COMMENT_BYTES - 2_000..=COMMENT_BYTES).contains(&shown.len()), "{} bytes", shown.len());
        assert!(shown.contains("are left out, the least important ones"));
    }
}

#[test]
fn a_megabyte_line_is_cut_around_its_place() {
    let text = format!("{}client.messages.create(model){}\n", "a".repeat(500_000), "é".repeat(500_000));
    let file = source(0, "bundle.min.js", &text, vec![]);
    let finding = finding("retired-model", Level::Warn, at(&file, "create"));
    let shown = text::check(&outcome(vec![file], vec![finding]), &Look::PLAIN);
    assert!(shown.contains("client.messages.create(model)"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn places_at_the_edges_of_a_text_are_shown() {
    for text in ["", "\n", "a", "a\r\n\r\n", "\t", "é"] {
        let file = source(0, "a.py", text, vec![]);
        let size = offset(text.len());
        for span in [Span::new(file.id, 0, 0), Span::new(file.id, 0, size), Span::new(file.id, size, size + 9)] {
            let shown = text::check(&outcome(vec![file.clone()], vec![finding("r", Level::Warn, span)]), &Look::PLAIN);
            assert!(shown.contains("a.py:"), "{text:?} {span:?}: {shown}");
        }
    }
}

#[test]
fn a_finding_in_a_file_that_is_gone_is_still_told() {
    let shown =
        text::check(&outcome(Vec::new(), vec![finding("r", Level::Warn, Span::new(SourceId(9), 0, 1))]), &Look::PLAIN);
    assert!(shown.contains("warn[r] something is wrong"), "{shown}");
}
