//! Text and tables, as people see them.

use super::*;

#[test]
fn a_report_reads_in_a_log() {
    insta::assert_snapshot!(text::check(&service(), &Look::PLAIN));
}

#[test]
fn a_report_on_a_terminal_has_lines_and_colours() {
    let look = Look { width: 100, colour: true, unicode: true, quiet: false };
    let shown = text::check(&service(), &look).replace('\u{1b}', "");
    insta::assert_snapshot!(shown);
}

#[test]
fn quiet_leaves_out_all_but_findings_and_problems() {
    let shown = text::check(&service(), &Look { quiet: true, ..Look::PLAIN });
    assert!(shown.contains("disallowed-model") && shown.contains("src/old.py:3:7: expected"), "{shown}");
    assert!(!shown.contains("resolved") && !shown.contains("skint explain"), "{shown}");
}

#[test]
fn without_findings_the_coverage_is_still_told() {
    let mut clean = outcome(Vec::new(), Vec::new());
    clean.coverage.add(None, true);
    assert_eq!(text::check(&clean, &Look::PLAIN), "no findings\n1 of 1 call site resolved\n");
}

#[test]
fn many_places_are_counted_and_not_all_drawn() {
    let text = "client.create()\n\n\n\n\n\n".repeat(40);
    let file = source(0, "a.py", &text, vec![]);
    let span = |(start, word): (usize, &str)| Span::new(file.id, offset(start), offset(start + word.len()));
    let mut places: Vec<Span> = text.match_indices("create").map(span).collect();
    let first = places.remove(0);
    let labels = places.into_iter().map(|at| (at, "shares the prompt".to_owned())).collect();
    let shared = Diagnostic { labels, ..finding("uncached-system-prompt", Level::Warn, first) };
    let shown = text::check(&outcome(vec![file], vec![shared]), &Look::PLAIN);
    assert!(shown.contains("also: a.py:37:8: shares the prompt"), "{shown}");
    assert!(shown.contains("also: 29 more places"), "{shown}");
    assert!(shown.lines().count() < 60, "{shown}");
}

#[test]
fn sites_stand_in_a_table_of_80_columns() {
    let mut outcome = outcome(Vec::new(), Vec::new());
    let mut unknown = site("services/customer-support/backend/src/triage/classifier.py", 120, "x");
    unknown.model = ModelFact { state: State::Unknown, values: vec![], why: Some("parameter"), ..unknown.model };
    unknown.max_tokens = CapFact { state: State::Absent, values: vec![], ..unknown.max_tokens };
    unknown.estimate = None;
    let mut several = site("a.ipynb", 3, "claude-sonnet-5-5");
    several.cell = Some(4);
    several.model.values.push("claude-haiku-5-5".to_owned());
    several.model.overridable = true;
    several.max_tokens.values.push(64_000);
    outcome.sites = vec![unknown, site("src/a.py", 12, "claude-opus-4-5-20251101"), several];
    outcome.sort();
    outcome.coverage.add(None, true);
    let shown = table::sites(&outcome, &Look::PLAIN);
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_page_reads_as_text() {
    let page = "Every request ends at a **cap** on output tokens, and where the code does not give one, something \
                else decides, where `**kwargs` stands.\n\n## When\n\n- one thing that is so long that it does not fit on the line at all, \
                no\n  matter how\n- two\n\n```python\nclient.create(max_tokens=1)\n```\n";
    insta::assert_snapshot!(explain::markdown(page, &Look::PLAIN));
}

#[test]
fn formats_are_sorted_by_name() {
    assert!(FORMATS.is_sorted_by_key(|(name, _)| name));
    assert!(SITE_FORMATS.is_sorted_by_key(|(name, _)| name));
}

#[test]
fn marks_that_overlap_are_parted() {
    let file = source(0, "a.py", "system = f\"Now: {datetime.now()} and rules\"\n", vec![]);
    let (outer, inner) = (at(&file, "f\"Now: {datetime.now()} and rules\""), at(&file, "{datetime.now()}"));
    let labels = vec![(inner, "another one in every request".to_owned()), (inner, "twice".to_owned())];
    let both = Diagnostic { labels, ..finding("volatile-cached-prefix", Level::Warn, outer) };
    insta::assert_snapshot!(text::check(&outcome(vec![file], vec![both]), &Look::PLAIN));
}

#[test]
fn labels_that_do_not_fit_are_said_below() {
    let text = format!("{}create()\n", " ".repeat(60));
    let file = source(0, "a.py", &text, vec![]);
    let far = Diagnostic {
        label: "something that is rather long for this place".to_owned(),
        ..finding("retired-model", Level::Warn, at(&file, "create"))
    };
    let shown = text::check(&outcome(vec![file], vec![far]), &Look::PLAIN);
    assert!(shown.contains("  line 1: something that is rather long for this place\n"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}
