//! `skint cost`: what the calls of a tree cost, and what they would cost otherwise.

use super::{Asked, Refusal, analysis, coverage, open, unresolved};
use crate::{
    calls::{CallSite, Operation, Place, Platform},
    estimate::{
        Expected, Shape,
        choices::{Situation, choices},
        estimate, once,
        price::{Case, History},
    },
    policy::Policy,
    report::{
        cost::{Costs, Row},
        inventory,
        progress::Progress,
    },
    resolve::files::Files,
    rules::{
        self, Site,
        month::{Month, Rounds, months},
    },
    value::Field,
};
use jiff::civil::Date;

/// What the calls cost; with `what_if`, also what they would cost otherwise.
pub fn cost(asked: &Asked, what_if: bool, progress: &Progress) -> Result<Costs, Refusal> {
    let opened = open(asked, progress, None)?;
    let (tree, policy) = (&*opened.tree, &opened.policy);
    let sites = analysis::estimated(tree, &opened.candidates, policy, asked.as_of);
    let months = months(&sites, policy, tree, asked.as_of);
    let mut problems = tree.problems();
    problems.sort();
    let row = |(site, month): (&Site, Option<Month>)| row(site, month, policy, tree, asked.as_of, what_if);
    let mut rows: Vec<Row> = sites.iter().zip(months).filter_map(row).collect();
    rows.sort_by(|a, b| (&a.path, a.cell, a.line, a.column).cmp(&(&b.path, b.cell, b.line, b.column)));
    let has_traffic = policy.traffic().next().is_some();
    Ok(Costs { rows, as_of: asked.as_of, coverage: coverage(&sites), problems, has_traffic })
}

/// The row of a site; nothing where its file cannot be read any more. Where the policy states how long answers are, that
/// is what one call costs too.
fn row(
    site: &Site,
    month: Option<Month>,
    policy: &Policy,
    files: &dyn Files,
    as_of: Date,
    what_if: bool,
) -> Option<Row> {
    let call = &site.call;
    let source = files.source(call.at.source)?;
    let at = source.position(call.at.start);
    let output = month.as_ref().and_then(|month| month.output);
    let shape = Shape { expected: Expected { output }, ..rules::shape(call, policy, &source.path) };
    let estimate = if output.is_some() { estimate(&call.request, &shape, as_of) } else { site.estimate.clone() };
    let names = estimate.cases.iter().map(|case| case.model.name.clone());
    let mut models = if estimate.cases.is_empty() { call.model_fact().values } else { names.collect() };
    once(&mut models);
    let around = situation(call, &estimate.cases, estimate.fixed_prefix);
    let open = inventory::open(&estimate);
    Some(Row {
        path: source.path.to_string(),
        line: at.line,
        column: at.column,
        cell: at.cell,
        function: call.around.function.as_ref().map(ToString::to_string),
        operation: inventory::operation(call.operation),
        models,
        resolved: unresolved(site).is_none(),
        input: estimate.input,
        open,
        output: estimate.output,
        per_call: estimate.per_call,
        because: estimate.because.iter().map(ToString::to_string).collect(),
        month,
        history: histories(call, &estimate.cases, files),
        choices: if what_if { estimate.cases.iter().map(|case| choices(case, &around)).collect() } else { Vec::new() },
        cases: estimate.cases,
    })
}

/// What the turns cost that the code itself bounds.
fn histories(call: &CallSite, cases: &[Case], files: &dyn Files) -> Vec<History> {
    let rounds = Rounds::of(call, &call.request, &[], files);
    let is_bounded = rounds.turns > 1 && !rounds.turns_open;
    let bounded = cases.iter().filter(|_| is_bounded);
    bounded.filter_map(|case| case.history(rounds.turns, None).ok()).collect()
}

fn situation(call: &CallSite, cases: &[Case], prefix: crate::money::Tokens) -> Situation {
    let around = &call.around;
    let elsewhere = cases.iter().any(|case| !matches!(case.platform, Platform::Anthropic | Platform::Unknown));
    let no_batch = match call.operation {
        Operation::Agent => Some("an agent waits for each answer"),
        _ if call.lacks.contains(&Operation::Batch) || elsewhere => Some("the platform has no Message Batches"),
        _ if call.request.stream => Some("the answer is streamed to somebody who waits"),
        _ => None,
    };
    let against_batch = match around.place {
        _ if around.agent_loop => Some("each turn would wait for a batch of its own"),
        Place::WebHandler => Some("somebody may wait for the answer, and a batch may take a day"),
        _ => None,
    };
    let effort = match &call.request.effort {
        Field::Given(value) => value.node.as_str(),
        Field::Absent | Field::Unseen(_) => None,
    };
    Situation { prefix, no_batch, against_batch, effort }
}
