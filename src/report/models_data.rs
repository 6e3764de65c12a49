//! Models for programs, spreadsheets and pages: the same rows as the list for people, with where each was read.

use super::{escape, grid::Grid, models::status, sites::dollars};
use crate::{
    catalog::models::{Confidence, Rates, Row, embedded},
    money::{Money, Range},
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// Comma-separated values: dollars per million tokens as plain decimals.
pub fn csv(rows: &[Row<'_>]) -> String {
    grid(rows, &|money| dollars(Range::exactly(money))[0].clone()).csv()
}

/// A table of Markdown.
pub fn markdown(rows: &[Row<'_>]) -> String {
    grid(rows, &|money| money.to_string()).markdown()
}

/// Version 1: fields are added, never changed. Money is decimal text, in dollars per million tokens.
///
/// # Panics
/// Never: whatever is in it can be written.
pub fn json(rows: &[Row<'_>], as_of: Date) -> String {
    let value = json!({
        "version": 1,
        "as_of": as_of.to_string(),
        "catalogue_read": embedded().last_read().to_string(),
        "models": rows.iter().map(row).collect::<Vec<_>>(),
    });
    escape::json(&serde_json::to_string_pretty(&value).expect("its keys are texts")) + "\n"
}

fn row(row: &Row<'_>) -> Value {
    let model = row.model;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let source = row.price_source.unwrap_or(row.source);
    json!({
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "usd": row.rates.map(rates),
        "usd_same_text": row.same_text.map(dollars),
        "usd_fast": row.fast.map(rates),
        "tokenizer": model.tokenizer,
        "context": model.context,
        "max_output": model.max_output,
        "min_cacheable": model.min_cacheable,
        "batch": model.batch,
        "effort": model.effort,
        "status": status(row.lifecycle),
        "released": day(model.released),
        "deprecated": day(model.deprecated),
        "retires": day(model.retires),
        "not_before": day(model.not_before),
        "successor": model.successor,
        "ids": model.ids().map(|(platform, id)| json!({"platform": platform.name(), "id": id})).collect::<Vec<_>>(),
        "source": source.url,
        "read": source.read.to_string(),
        "confidence": confidence(row.confidence),
    })
}

fn rates(rates: &Rates) -> Value {
    let money = |money: Money| dollars(Range::exactly(money))[0].clone();
    json!({
        "input": money(rates.input),
        "output": money(rates.output),
        "cache_write_5m": rates.cache_write_5m.map(money),
        "cache_write_1h": rates.cache_write_1h.map(money),
        "cache_read": rates.cache_read.map(money),
        "over": rates.over.as_ref().map(|over| json!({
            "tokens": over.tokens,
            "input": money(over.rates.input),
            "output": money(over.rates.output),
            "cache_write_5m": over.rates.cache_write_5m.map(money),
            "cache_write_1h": over.rates.cache_write_1h.map(money),
            "cache_read": over.rates.cache_read.map(money),
        })),
    })
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

fn grid(rows: &[Row<'_>], shown: &dyn Fn(Money) -> String) -> Grid {
    let titles = vec![
        "model",
        "input",
        "same text from",
        "same text to",
        "output",
        "cache write 5m",
        "cache write 1h",
        "cache read",
        "context",
        "status",
        "successor",
        "source",
        "read",
    ];
    let cells = |row: &Row<'_>| {
        let rate = |of: fn(&Rates) -> Option<Money>| row.rates.and_then(of).map(shown).unwrap_or_default();
        let same =
            row.same_text.map_or_else(|| [String::new(), String::new()], |range| [range.low, range.high].map(shown));
        let source = row.price_source.unwrap_or(row.source);
        let [from, to] = same;
        vec![
            row.model.id.clone(),
            rate(|rates| Some(rates.input)),
            from,
            to,
            rate(|rates| Some(rates.output)),
            rate(|rates| rates.cache_write_5m),
            rate(|rates| rates.cache_write_1h),
            rate(|rates| rates.cache_read),
            row.model.context.map(|tokens| tokens.to_string()).unwrap_or_default(),
            status(row.lifecycle),
            row.successor.map(|next| next.id.clone()).unwrap_or_default(),
            source.url.clone(),
            source.read.to_string(),
        ]
    };
    Grid { titles, rows: rows.iter().map(cells).collect(), links: Some("source") }
}
