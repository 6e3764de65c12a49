//! Costs for programs, version 1: fields are added, never changed. Money is decimal text, which no reader rounds.

use super::{By, Costs, Group, Row};
use crate::{
    catalog::models,
    estimate::{
        choices::Choice,
        price::{Bill, Case, History, Line},
    },
    money::{Money, Range},
    report::{Look, escape, inventory_dollars as dollars},
    rules::month::Way,
};
use serde_json::{Value, json};

/// All of it.
///
/// # Panics
/// Never: whatever is in it can be written.
pub fn json(costs: &Costs, by: By, _: &Look) -> String {
    let models = models::embedded();
    let value = json!({
        "version": 1,
        "as_of": costs.as_of.to_string(),
        "catalogue_read": models.last_read().to_string(),
        "sites": costs.rows.iter().map(row).collect::<Vec<_>>(),
        "groups": if by == By::Site { Vec::new() } else { costs.groups(by).iter().map(group).collect() },
        "total": costs.total().as_ref().map(group),
        "coverage": {
            "sites": costs.coverage.sites,
            "model_known": costs.coverage.model_known,
            "complete": costs.coverage.complete,
        },
        "problems": costs.problems.iter().map(|problem| json!({
            "path": &*problem.path,
            "line": problem.position.map(|at| at.line),
            "message": problem.message,
        })).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&value).expect("its keys are texts");
    escape::json(&text) + "\n"
}

fn group(group: &Group) -> Value {
    json!({
        "name": group.key,
        "sites": group.sites,
        "priced": group.priced,
        "usd_per_call": group.per_call().map(dollars),
        "calls_per_month": (group.calls > 0).then_some(group.calls),
        "unpriced_calls_per_month": group.unpriced,
        "usd_per_month": group.month.map(dollars),
    })
}

fn row(row: &Row) -> Value {
    json!({
        "path": row.path,
        "line": row.line,
        "column": row.column,
        "cell": row.cell,
        "function": row.function,
        "operation": row.operation,
        "models": row.cases.iter().map(|case| &case.model.id).collect::<Vec<_>>(),
        "input_tokens": [row.input.low, row.input.high],
        "open": row.open,
        "output_tokens": [row.output.low, row.output.high],
        "usd_per_call": row.per_call.map(dollars),
        "calls_per_month": row.month.as_ref().map(|month| month.calls),
        "usd_per_month": row.month.as_ref().and_then(|month| month.cost).map(dollars),
        "traffic": row.month.iter().flat_map(|month| &month.ways).map(way).collect::<Vec<_>>(),
        "histories": row.history.iter().map(history).collect::<Vec<_>>(),
        "because": row.because,
        "quotes": row.cases.iter().map(quote).collect::<Vec<_>>(),
        "what_if": row.choices.iter().map(|all| all.iter().map(choice).collect::<Vec<_>>()).collect::<Vec<_>>(),
    })
}

fn way(way: &Way) -> Value {
    json!({
        "policy": way.line.path,
        "line": way.line.line,
        "runs": way.runs,
        "passes": way.passes,
        "passes_known": !way.uncounted,
        "turns": way.turns,
        "cache_hits_per_thousand": way.hits,
        "usd_each": way.each.map(dollars),
    })
}

fn history(history: &History) -> Value {
    json!({
        "turns": history.turns,
        "usd": dollars(history.as_is),
        "usd_uncached": dollars(history.plain),
        "usd_cached": history.cached.map(dollars),
    })
}

fn quote(case: &Case) -> Value {
    let quote = case.quote();
    json!({
        "model": case.model.id,
        "least": quote.as_ref().ok().map(|quote| bill(&quote.low)),
        "most": quote.as_ref().ok().map(|quote| bill(&quote.high)),
        "refused": quote.as_ref().err().map(ToString::to_string),
    })
}

fn bill(bill: &Bill) -> Value {
    let source = models::embedded().source(&bill.source);
    json!({
        "lines": bill.lines.iter().map(line).collect::<Vec<_>>(),
        "usd": exact(bill.total()),
        "source": source.map(|source| &source.url),
        "read": source.map(|source| source.read.to_string()),
    })
}

fn line(line: &Line) -> Value {
    json!({
        "class": line.class.name(),
        "quantity": line.quantity,
        "usd_per_million": (line.class != crate::estimate::price::Class::Search).then(|| exact(line.rate)),
        "usd_each": (line.class == crate::estimate::price::Class::Search).then(|| exact(line.rate)),
        "agreed": line.agreed,
        "factors": line.factors.iter().map(|factor| json!({
            "name": factor.modifier.name(), "thousandths": factor.thousandths,
        })).collect::<Vec<_>>(),
        "usd": exact(line.amount),
    })
}

fn choice(choice: &Choice) -> Value {
    let price: Option<Range<Money>> = choice.price.as_ref().ok().copied();
    json!({
        "way": choice.way.name(),
        "model": choice.model.map(|model| &model.id),
        "usd_per_call": price.map(dollars),
        "why_not": choice.price.as_ref().err(),
        "note": choice.note,
    })
}

fn exact(money: Money) -> String {
    super::explain::plain(money)
}
