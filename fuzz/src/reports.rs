//! Every output format: what comes from outside is text in it and nothing else, and programs can read it.

use super::{project, tree};
use skint::{
    bounds::COMMENT_BYTES,
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    policy::PolicyLine,
    report::{FORMATS, Look, Outcome, SITE_FORMATS, text},
    source::{Problem, SourceId, Span, offset},
    walk::Which,
};

/// Shows an outcome in every format, and holds what comes.
pub(crate) fn check(outcome: &Outcome) {
    for (format, render) in FORMATS.iter().chain(SITE_FORMATS) {
        harmless(format, &render(outcome, &Look::PLAIN));
    }
    harmless("text", &text::check(outcome, &Look { unicode: true, ..Look::PLAIN }));
}

/// Holds that a report has no command, no control and no form of its own.
pub(crate) fn harmless(format: &str, shown: &str) {
    if let Some(bad) = shown.chars().find(|c| hides(*c)) {
        panic!("{format} shows {bad:?}: {shown:?}");
    }
    for line in shown.lines().filter(|line| line.trim_start().starts_with("::")) {
        let own = ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
        assert!(format == "github" && own, "{format} shows a command: {line:?}");
    }
    match format {
        "gitlab" | "json" | "sarif" => {
            let read = serde_json::from_str::<serde_json::Value>(shown);
            assert!(read.is_ok(), "{format}: {read:?}");
        }
        "html" => assert_eq!(shown.matches("<script").count(), 1, "{shown}"),
        "markdown" => assert!(shown.len() <= COMMENT_BYTES, "{} bytes", shown.len()),
        _ => {}
    }
}

/// Whether a sign controls a terminal, or turns the order of a line around.
fn hides(sign: char) -> bool {
    sign.is_control() && sign != '\n' || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Puts an input's lines into every place that a report shows.
pub(crate) fn run(bytes: &[u8]) {
    let text = super::text(bytes);
    let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = |at: usize| lines[at % lines.len()].clone();
    let path = if line(0).trim().is_empty() { "a.py".to_owned() } else { line(0) };
    let pair = tree::pair(&tree::Texts::new(), &[(path.clone(), text.clone())].into());
    let mut outcome = project::outcome(pair.side(Which::Head), &[], Vec::new());
    let end = offset(text.len());
    let cuts: Vec<u32> = (0..=end).filter(|at| text.is_char_boundary(*at as usize)).collect();
    let cut = |at: usize| cuts[at.wrapping_mul(7919) % cuts.len()];
    for at in 0..3 {
        let (start, stop) = (cut(at).min(cut(at + 5)), cut(at).max(cut(at + 5)));
        outcome.findings.push(finding(Span::new(SourceId(0), start, stop), at, &line));
    }
    let problem = |fatal| Problem { path: path.as_str().into(), position: None, message: line(2), fatal };
    outcome.problems.extend([problem(false), problem(true)]);
    outcome.idle.push((PolicyLine { path, line: 1, text: line(3) }, line(4)));
    outcome.sort();
    project::in_time(text.len() * 10, "the reports", || check(&outcome));
}

fn finding(at: Span, number: usize, line: &dyn Fn(usize) -> String) -> Diagnostic {
    Diagnostic {
        rule: "retired-model",
        level: [Level::Info, Level::Warn, Level::Error][number % 3],
        confidence: Confidence::High,
        message: line(number + 1),
        at,
        label: line(number + 2),
        labels: vec![(Span::new(at.source, at.start, at.start), line(number + 3))],
        because: Some(PolicyLine { path: line(number + 4), line: 1, text: line(number + 5) }),
        error_from: None,
        team: vec![line(number + 6)],
        help: Some(line(number + 7)),
        saves: None,
        fix: None,
        function: Some(line(number + 8)),
        fingerprint: String::new(),
    }
}
