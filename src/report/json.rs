//! The machine formats, version 1 of each. Fields are added, never changed or taken away.

use super::{
    Baselined, Look, Outcome,
    beside::{Template, ToolServers},
    escape, sites,
    sites::Site,
};
use crate::{
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    policy::PolicyLine,
    source::{Problem, Span},
};
use serde::Serialize;

/// Version of both shapes.
const VERSION: u32 = 1;

/// `skint check --format json`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let count = |level| outcome.count(level);
    write(&Check {
        version: VERSION,
        findings: outcome.findings.iter().map(|finding| Finding::new(finding, outcome)).collect(),
        problems: outcome.problems.iter().map(ProblemLine::new).collect(),
        policy: outcome.idle.iter().map(|(line, message)| Idle { place: PolicyPlace::new(line), message }).collect(),
        baseline: outcome.baseline.as_ref().map(Baseline::new),
        coverage: Coverage {
            counts: Counts::new(outcome),
            unresolved: outcome
                .coverage
                .unresolved
                .iter()
                .map(|(reason, sites)| Reason { reason, sites: *sites })
                .collect(),
        },
        summary: Summary {
            error: count(Level::Error),
            warn: count(Level::Warn),
            info: count(Level::Info),
            problems: outcome.problems.len(),
        },
    })
}

/// `skint sites --format json`.
pub fn sites(outcome: &Outcome, _: &Look) -> String {
    write(&Inventory {
        version: VERSION,
        sites: &outcome.sites,
        templates: &outcome.beside.templates,
        tool_servers: &outcome.beside.tool_servers,
        coverage: Counts::new(outcome),
        problems: outcome.problems.iter().map(ProblemLine::new).collect(),
    })
}

/// JSON of a shape that is made of strings, numbers and lists of them.
pub(super) fn write(shape: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(shape).expect("strings, numbers and lists of them are always JSON");
    escape::json(&text) + "\n"
}

#[derive(Serialize)]
struct Check<'a> {
    version: u32,
    findings: Vec<Finding<'a>>,
    problems: Vec<ProblemLine<'a>>,
    policy: Vec<Idle<'a>>,
    baseline: Option<Baseline<'a>>,
    coverage: Coverage<'a>,
    summary: Summary,
}

#[derive(Serialize)]
struct Inventory<'a> {
    version: u32,
    sites: &'a [Site],
    templates: &'a [Template],
    tool_servers: &'a [ToolServers],
    coverage: Counts,
    problems: Vec<ProblemLine<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'static str,
    confidence: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place,
    label: &'a str,
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
    saves: Option<Saves>,
    fix: Option<FixWords<'a>>,
    policy: Option<PolicyPlace<'a>>,
    error_from: Option<String>,
    team: &'a [String],
    function: Option<&'a str>,
    fingerprint: &'a str,
}

#[derive(Default, Serialize)]
struct Place {
    path: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    cell: Option<u32>,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    place: Place,
    label: &'a str,
}

#[derive(Serialize)]
struct Saves {
    usd: [String; 2],
    per: &'static str,
}

#[derive(Serialize)]
struct FixWords<'a> {
    title: &'a str,
    safe: bool,
}

#[derive(Serialize)]
struct PolicyPlace<'a> {
    path: &'a str,
    line: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Baseline<'a> {
    path: &'a str,
    known: usize,
    gone: Vec<Gone<'a>>,
}

#[derive(Serialize)]
struct Gone<'a> {
    path: &'a str,
    rule: &'a str,
    count: u32,
}

#[derive(Serialize)]
struct Idle<'a> {
    #[serde(flatten)]
    place: PolicyPlace<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct ProblemLine<'a> {
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    cell: Option<u32>,
    message: &'a str,
    fatal: bool,
}

#[derive(Serialize)]
struct Counts {
    sites: usize,
    model_known: usize,
    complete: usize,
}

#[derive(Serialize)]
struct Coverage<'a> {
    #[serde(flatten)]
    counts: Counts,
    unresolved: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
    sites: usize,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warn: usize,
    info: usize,
    problems: usize,
}

impl<'a> Finding<'a> {
    fn new(finding: &'a Diagnostic, outcome: &Outcome) -> Self {
        let label = |(at, label): &'a (Span, String)| Label { place: Place::new(*at, outcome), label };
        Self {
            rule: finding.rule,
            level: level_word(finding.level),
            confidence: match finding.confidence {
                Confidence::Low => "low",
                Confidence::Medium => "medium",
                Confidence::High => "high",
            },
            message: &finding.message,
            place: Place::new(finding.at, outcome),
            label: &finding.label,
            labels: finding.labels.iter().map(label).collect(),
            help: finding.help.as_deref(),
            saves: finding.saves.map(|(range, per)| Saves { usd: sites::dollars(range), per }),
            fix: finding.fix.as_ref().map(|fix| FixWords { title: &fix.title, safe: fix.safe }),
            policy: finding.because.as_ref().map(PolicyPlace::new),
            error_from: finding.error_from.map(|day| day.to_string()),
            team: &finding.team,
            function: finding.function.as_deref(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> Baseline<'a> {
    fn new(baseline: &'a Baselined) -> Self {
        let gone = |gone: &'a crate::baseline::Gone| Gone { path: &gone.path, rule: &gone.rule, count: gone.count };
        Self { path: &baseline.path, known: baseline.known, gone: baseline.gone.iter().map(gone).collect() }
    }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

impl Place {
    fn new(at: Span, outcome: &Outcome) -> Self {
        let Some(source) = (outcome.source)(at.source) else { return Self::default() };
        let (start, end) = (source.position(at.start), source.position(at.end));
        Self {
            path: source.path.to_string(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            cell: start.cell,
        }
    }
}

impl<'a> PolicyPlace<'a> {
    fn new(line: &'a PolicyLine) -> Self {
        Self { path: &line.path, line: line.line, text: &line.text }
    }
}

impl<'a> ProblemLine<'a> {
    fn new(problem: &'a Problem) -> Self {
        let position = problem.position;
        Self {
            path: &problem.path,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            cell: position.and_then(|position| position.cell),
            message: &problem.message,
            fatal: problem.fatal,
        }
    }
}

impl Counts {
    fn new(outcome: &Outcome) -> Self {
        let coverage = &outcome.coverage;
        Self { sites: coverage.sites, model_known: coverage.model_known, complete: coverage.complete }
    }
}
