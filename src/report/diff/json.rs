//! A comparison for programs, version 1 of the shape. Fields are added, never changed or taken away.

use super::{
    super::{inventory, json::write, sites::dollars},
    Diff, Look, kind_word,
};
use crate::{
    compare::{Cause, Change, Spot, Spread},
    diagnostic::Diagnostic,
    money::{Money, Range},
    source,
};
use serde::Serialize;

/// Version of the shape.
const VERSION: u32 = 1;

/// `skint diff --format json`.
pub fn json(diff: &Diff, _: &Look) -> String {
    let sum = diff.sum();
    write(&Shape {
        version: VERSION,
        base: &diff.base,
        head: &diff.head,
        changes: diff.comparison.changes.iter().map(ChangeLine::new).collect(),
        spread: diff.comparison.spread.iter().map(SpreadLine::new).collect(),
        findings: Findings {
            new: diff.new.iter().map(|finding| Finding::new(finding, diff)).collect(),
            gone: diff.gone.iter().map(|gone| Gone { path: &gone.path, rule: &gone.rule, count: gone.count }).collect(),
            unchanged: diff.known,
        },
        policy: diff.policy.as_ref().map(|policy| Policy { files: &policy.files, weakened: policy.weakened }),
        limits: diff.limits.iter().map(Limit::new).collect(),
        problems: diff.problems.iter().map(Problem::new).collect(),
        notes: &diff.notes,
        summary: Summary {
            calls_before: diff.comparison.calls.0,
            calls_after: diff.comparison.calls.1,
            usd_a_call: sum.map(|(sum, _)| dollars(sum)),
            all_priced: sum.is_none_or(|(_, all)| all),
            usd_a_month: diff.monthly.map(|monthly| dollars(monthly.grows)),
            usd_a_month_before: diff.monthly.map(|monthly| dollars(monthly.before)),
            usd_a_month_after: diff.monthly.map(|monthly| dollars(monthly.after)),
        },
    })
}

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    base: &'a str,
    head: &'a str,
    changes: Vec<ChangeLine<'a>>,
    spread: Vec<SpreadLine<'a>>,
    findings: Findings<'a>,
    policy: Option<Policy<'a>>,
    limits: Vec<Limit<'a>>,
    problems: Vec<Problem<'a>>,
    notes: &'a [String],
    summary: Summary,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: u32,
    cell: Option<u32>,
    function: Option<&'a str>,
}

#[derive(Serialize)]
struct Sided<T> {
    before: Option<T>,
    after: Option<T>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    change: &'static str,
    #[serde(flatten)]
    at: Place<'a>,
    was_at: Option<Place<'a>>,
    through: Option<Place<'a>>,
    callers: Option<usize>,
    caller_files: Option<usize>,
    lines: Option<usize>,
    sdk: &'a str,
    operation: &'static str,
    model: Sided<&'a str>,
    usd: Sided<[String; 2]>,
    usd_grows: Option<[String; 2]>,
    usd_grows_a_month: Option<[String; 2]>,
    causes: Vec<CauseLine<'a>>,
}

#[derive(Serialize)]
struct CauseLine<'a> {
    part: &'static str,
    before: &'a str,
    after: &'a str,
    usd_grows: Option<[String; 2]>,
    times: Option<[u64; 2]>,
    at: Option<Place<'a>>,
}

#[derive(Serialize)]
struct SpreadLine<'a> {
    #[serde(flatten)]
    at: Place<'a>,
    part: &'static str,
    before: &'a str,
    after: &'a str,
    calls: usize,
    files: usize,
    usd_grows: Option<[String; 2]>,
}

#[derive(Serialize)]
struct Findings<'a> {
    new: Vec<Finding<'a>>,
    gone: Vec<Gone<'a>>,
    unchanged: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: String,
    message: &'a str,
    path: String,
    line: u32,
    cell: Option<u32>,
    function: Option<&'a str>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Problem<'a> {
    path: &'a str,
    line: Option<u32>,
    message: &'a str,
    fatal: bool,
}

#[derive(Serialize)]
struct Gone<'a> {
    path: &'a str,
    rule: &'a str,
    count: u32,
}

#[derive(Serialize)]
struct Policy<'a> {
    files: &'a [String],
    weakened: usize,
}

#[derive(Serialize)]
struct Limit<'a> {
    broken: bool,
    message: &'a str,
    path: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Summary {
    calls_before: usize,
    calls_after: usize,
    usd_a_call: Option<[String; 2]>,
    all_priced: bool,
    usd_a_month: Option<[String; 2]>,
    usd_a_month_before: Option<[String; 2]>,
    usd_a_month_after: Option<[String; 2]>,
}

impl<'a> Place<'a> {
    fn new(spot: &'a Spot) -> Self {
        Self { path: &spot.path, line: spot.line, cell: spot.cell, function: spot.function.as_deref() }
    }
}

impl<'a> ChangeLine<'a> {
    fn new(change: &'a Change) -> Self {
        let named = |name: &'a String| Some(name.as_str()).filter(|name| !name.is_empty());
        let usd = |range: Option<Range<Money>>| range.map(dollars);
        Self {
            change: kind_word(change.kind),
            at: Place::new(&change.at),
            was_at: change.was_at.as_ref().map(Place::new),
            through: change.through.as_ref().map(Place::new),
            lines: change.lines,
            callers: change.reach.map(|(callers, _)| callers),
            caller_files: change.reach.map(|(_, files)| files),
            sdk: &change.sdk,
            operation: inventory::operation(change.operation),
            model: Sided { before: named(&change.model.0), after: named(&change.model.1) },
            usd: Sided { before: usd(change.per_call.0), after: usd(change.per_call.1) },
            usd_grows: usd(change.grows),
            usd_grows_a_month: usd(change.monthly),
            causes: change.causes.iter().map(CauseLine::new).collect(),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a Diagnostic, diff: &Diff) -> Self {
        let source = (diff.source)(finding.at.source);
        let position = source.as_ref().map(|source| source.position(finding.at.start));
        Self {
            rule: finding.rule,
            level: finding.level.to_string(),
            message: &finding.message,
            path: source.map(|source| source.path.to_string()).unwrap_or_default(),
            line: position.map_or(1, |position| position.line),
            cell: position.and_then(|position| position.cell),
            function: finding.function.as_deref(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> Problem<'a> {
    fn new(problem: &'a source::Problem) -> Self {
        let line = problem.position.map(|position| position.line);
        Self { path: &problem.path, line, message: &problem.message, fatal: problem.fatal }
    }
}

impl<'a> CauseLine<'a> {
    fn new(cause: &'a Cause) -> Self {
        Self {
            part: cause.aspect.name(),
            before: &cause.before,
            after: &cause.after,
            usd_grows: cause.grows.map(dollars),
            times: cause.times.map(|(before, after)| [before, after]),
            at: cause.at.as_ref().map(Place::new),
        }
    }
}

impl<'a> SpreadLine<'a> {
    fn new(spread: &'a Spread) -> Self {
        Self {
            at: Place::new(&spread.at),
            part: spread.aspect.name(),
            before: &spread.before,
            after: &spread.after,
            calls: spread.calls,
            files: spread.files,
            usd_grows: spread.grows.map(dollars),
        }
    }
}

impl<'a> Limit<'a> {
    fn new(limit: &'a super::Limit) -> Self {
        Self { broken: limit.broken, message: &limit.message, path: &limit.line.path, line: limit.line.line }
    }
}
