//! What an allow says, what it speaks for, and what is said about it.

use super::{
    grammar::{Fault, directives},
    *,
};
use crate::{
    source::SourceId,
    syntax::{Expr, ExprKind, Function, Language, Role, Stmt, StmtKind},
};
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 22);

fn fault(comment: &str) -> Option<Fault> {
    directives(comment).pop()?.written.err()
}

#[test]
fn an_allow_names_rules_a_reason_and_perhaps_a_day() {
    let found = directives("# skint: allow(retired-model, missing-max-tokens) moved in March until 2027-03-31");
    let written = found[0].written.as_ref().expect("well formed");
    let names: Vec<_> = written.rules.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["retired-model", "missing-max-tokens"]);
    assert_eq!((written.reason, written.until), ("moved in March", Some(date(2027, 3, 31))));
}

#[test]
fn every_comment_sign_will_do() {
    for comment in [
        "// skint: allow(a) it is fine",
        "//skint:allow(a) it is fine",
        "/* skint: allow(a) it is fine */",
        "/**\n * skint: allow( a ) - it is fine\n */",
        "#: noqa  skint: allow(a): it is fine",
        "<!-- skint: allow (a) it is fine -->",
        "-- skint: allow(a) it is fine",
        "{# skint: allow(a) it is fine #}",
    ] {
        let found = directives(comment);
        let written = found.first().and_then(|directive| directive.written.as_ref().ok());
        assert_eq!(written.map(|w| w.reason), Some("it is fine"), "{comment}");
    }
}

#[test]
fn what_is_wrong_with_an_allow_is_said() {
    assert_eq!(fault("# skint: allow(a)"), Some(Fault::NoReason));
    assert_eq!(fault("# skint: allow(a) --"), Some(Fault::NoReason));
    assert_eq!(fault("# skint: allow(a) until 2027-03-31"), Some(Fault::NoReason));
    assert_eq!(fault("# skint: allow() because"), Some(Fault::NoRules));
    assert_eq!(fault("# skint: allow(a because"), Some(Fault::Form));
    assert_eq!(fault("# skint: allow everything"), Some(Fault::Form));
    assert_eq!(fault("# skint: ignore(a) because"), Some(Fault::Form));
    assert_eq!(fault("# skint: allow(a) because until 2027-02-30"), Some(Fault::Date));
    assert_eq!(fault("# skint: allow(a) because until 31.3.2027"), Some(Fault::Date));
}

#[test]
fn prose_is_no_allow() {
    for comment in ["# skint: a linter", "# as `skint: allow(a) b` says", "# askint: allow(a) b", "# skint", ""] {
        assert!(directives(comment).is_empty(), "{comment}");
    }
    let found = directives("# skint: allow(a) until it is fixed");
    assert_eq!(found[0].written.as_ref().map(|written| written.reason), Ok("until it is fixed"));
}

#[test]
fn a_megabyte_of_markers_is_read_in_one_pass() {
    let comment = format!("# {}", "skint: allow(".repeat(80_000));
    assert_eq!(directives(&comment).len(), 1);
}

/// Texts for tests: every line of a function's body, or of the module, is a statement, `|` before one makes it part of
/// the statement above.
fn file(text: &str) -> (Source, Module) {
    let source = Source::new(SourceId(0), "a.py".into(), text.into(), Vec::new());
    let (mut start, mut top, mut inner, mut comments) = (0, Vec::new(), Vec::new(), Vec::new());
    for line in text.split_inclusive('\n') {
        let code = start + offset(line.len() - line.trim_start_matches([' ', '|']).len());
        let hash = line.find('#').map(|at| start + offset(at));
        let end = hash.unwrap_or(start + offset(line.trim_end().len()));
        comments.extend(hash.map(|hash| Span::new(source.id, hash, start + offset(line.trim_end().len()))));
        let span = Span::new(source.id, code, start + offset(text[start as usize..end as usize].trim_end().len()));
        let body: &mut Vec<Stmt> = if line.starts_with(' ') { &mut inner } else { &mut top };
        match body.last_mut() {
            _ if code >= end => {}
            Some(above) if line.contains('|') => above.span.end = span.end,
            _ if line.starts_with("def") => top.push(Stmt { kind: StmtKind::Function(0), span }),
            _ => body.push(Stmt { kind: StmtKind::Expr(Expr { kind: ExprKind::Null, span }), span }),
        }
        start += offset(line.len());
    }
    let span = Span::new(source.id, 0, start);
    let function = Function {
        name: None,
        name_span: span,
        span,
        parameters: Vec::new(),
        body: inner,
        decorators: Vec::new(),
        returns: None,
        role: Role::Function,
        is_async: false,
        is_generator: false,
        class: None,
        parent: None,
    };
    let functions = vec![function];
    let module =
        Module { source: source.id, language: Language::Python, body: top, functions, classes: Vec::new(), comments };
    (source, module)
}

#[test]
fn the_rules_about_allows_have_pages() {
    for rule in ["expired-allow", "invalid-allow", "unused-allow"] {
        assert!(super::pages().iter().any(|page| page.name == rule), "{rule}");
    }
    assert!(super::pages().is_sorted_by_key(|page| &page.name));
}

fn pages() -> Vec<RulePage> {
    let page = |name: &str| RulePage {
        name: name.to_owned(),
        level: Level::Warn,
        group: "models".to_owned(),
        summary: String::new(),
        options: Vec::new(),
        help: std::collections::BTreeMap::new(),
        text: "",
    };
    vec![page("retired-model"), page("missing-max-tokens")]
}

/// What is left of a `retired-model` finding at every `call` in the text, as `rule:line`.
fn left(text: &str) -> Vec<String> {
    let (source, module) = file(text);
    let finding = |(at, word): (usize, &str)| {
        let span = Span::new(source.id, offset(at), offset(at + word.len()));
        Diagnostic { rule: "retired-model", ..note("", span, "retired", "") }
    };
    let findings = text.match_indices("call").map(finding).collect();
    let allows = Allows::read(&source, &module, &pages());
    let left = allows.apply(findings, &Policy::embedded(&pages()), TODAY);
    left.iter().map(|finding| format!("{}:{}", finding.rule, source.position(finding.at.start).line)).collect()
}

const ALLOW: &str = "# skint: allow(retired-model) agreed";

#[test]
fn an_allow_speaks_for_its_line() {
    assert_eq!(left(&format!("call() {ALLOW}\ncall()\n")), ["retired-model:2"]);
}

#[test]
fn alone_on_its_line_it_speaks_for_the_next_statement_whole() {
    assert_eq!(
        left(&format!("call()\n{ALLOW}\n\nx = (\n| call()\n|)\ncall()\n")),
        ["retired-model:1", "retired-model:7"]
    );
}

#[test]
fn within_a_statement_it_speaks_for_that_statement() {
    assert_eq!(left(&format!("x = call(\n| a, {ALLOW}\n| b)\ncall()\n")), ["retired-model:4"]);
    assert_eq!(left(&format!("x = call(\n| {ALLOW}\n| b)\ncall()\n")), ["retired-model:4"]);
}

#[test]
fn above_a_function_it_does_not_silence_the_body() {
    let text = format!("{ALLOW}\ndef call():\n    call()\n    call()\n");
    assert_eq!(left(&text), ["retired-model:3", "retired-model:4"]);
}

#[test]
fn unused_expired_and_malformed_allows_are_findings() {
    assert_eq!(left(&format!("x() {ALLOW}\n")), ["unused-allow:1"]);
    assert_eq!(
        left("call() # skint: allow(retired-model) b until 2026-11-21\n"),
        ["retired-model:1", "expired-allow:1"]
    );
    assert_eq!(left("call() # skint: allow(retired-model) b until 2026-11-22\n"), Vec::<String>::new());
    assert_eq!(left("call() # skint: allow(retired-model)\n"), ["retired-model:1", "invalid-allow:1"]);
    assert_eq!(left("call() # skint: allow(retired-modl) x\n"), ["retired-model:1", "invalid-allow:1"]);
    assert_eq!(left("call() # skint: allow(retired-model, missing-max-tokens) x\n"), ["unused-allow:1"]);
}
