//! Models for people: the list of all, and the facts of one.

use super::{
    Look,
    style::Style,
    table::{self, figures, words},
};
use crate::{
    catalog::{
        models::{Confidence, Lifecycle, Rates, Row, Source},
        platform::Platform,
    },
    money::{Money, grouped},
};
use jiff::civil::Date;
use std::fmt::Write;

/// `skint models`.
pub fn list(rows: &[Row<'_>], as_of: Date, look: &Look) -> String {
    let columns = [words("model", 22), figures("input"), figures("same text"), figures("output"), words("status", 8)];
    let cells = |row: &Row<'_>| {
        let rate =
            |of: fn(&Rates) -> Option<Money>| row.rates.and_then(of).map_or_else(unknown, |money| money.to_string());
        let same = row
            .same_text
            .map_or_else(unknown, |range| table::span(&range.low.to_string(), &range.high.to_string(), look));
        vec![
            row.model.id.clone(),
            rate(|rates| Some(rates.input)),
            same,
            rate(|rates| Some(rates.output)),
            status(row.lifecycle),
        ]
    };
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let note = format!(
        "US dollars per million tokens on {as_of}, of prompt and of output. Newer models \
         make more tokens of the same text: \"same text\" is what the prompt costs that has a million tokens for Claude 3 \
         to 4.6. `skint explain MODEL` says more."
    );
    format!("{}\n{}\n", table::table(&columns, &cells, look), look.wrap(&note, "", ""))
}

fn unknown() -> String {
    "?".to_owned()
}

fn count(tokens: u64) -> String {
    grouped(&tokens.to_string())
}

pub(super) fn status(lifecycle: Lifecycle) -> String {
    match lifecycle {
        Lifecycle::Active => "active".to_owned(),
        Lifecycle::Retiring { on } => format!("ends {on}"),
        Lifecycle::Retired { on } => format!("ended {on}"),
        Lifecycle::Unstated => "not stated".to_owned(),
    }
}

/// `skint explain MODEL`.
pub fn facts(row: &Row<'_>, as_of: Date, look: &Look) -> String {
    let model = row.model;
    let mut facts = Facts { out: String::new(), look };
    facts.out.push_str(&look.paint(Style::Strong, &format!("{} ({})", model.name, model.id)));
    facts.out.push_str("\n\n");
    facts.add("status", Some(status(row.lifecycle)));
    facts.add("released", model.released.map(|day| day.to_string()));
    facts.add("until", model.not_before.map(|day| format!("{day} at least")));
    facts.add("successor", row.successor.map(|next| next.id.clone()));
    facts.add("access", model.limited.then(|| "invited customers only".to_owned()));
    facts.add("family", Some(model.family.clone()));
    facts.add("context", model.context.map(|tokens| format!("{} tokens", count(tokens))));
    facts.add("output", model.max_output.map(|tokens| format!("{} tokens at most", count(tokens))));
    facts.add("caching", model.min_cacheable.map(|tokens| format!("from {} tokens", count(tokens))));
    facts.add("batches", Some(if model.batch { "yes" } else { "no" }.to_owned()));
    facts.prices(row, as_of);
    for platform in [Platform::Anthropic, Platform::Bedrock, Platform::Vertex, Platform::Gateway] {
        let ids: Vec<&str> = model.ids().filter(|(at, _)| *at == platform).map(|(_, id)| id).collect();
        facts.add(platform_key(platform), (!ids.is_empty()).then(|| ids.join(", ")));
    }
    facts.add("note", model.note.clone());
    facts.out.push('\n');
    facts.add("source", Some(source(row.source)));
    facts.add("prices", row.price_source.filter(|read| read.url != row.source.url).map(source));
    facts.add("sureness", Some(sureness(row)));
    facts.out
}

/// A list of `key  value` lines.
struct Facts<'a> {
    out: String,
    look: &'a Look,
}

impl Facts<'_> {
    /// Adds a fact, if it is known.
    fn add(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            let first = format!("{key:<12}");
            let text = self.look.wrap(&self.look.line(&value), &first, &" ".repeat(12));
            let rest = text.strip_prefix(&first).unwrap_or(&text);
            writeln!(self.out, "{}{rest}", self.look.paint(Style::Place, &first)).expect("a string takes everything");
        }
    }

    fn prices(&mut self, row: &Row<'_>, as_of: Date) {
        let Some(rates) = row.rates else {
            return self.add("prices", Some(format!("none known for {as_of}")));
        };
        self.add("prices", Some(format!("{} on {as_of}", prices(rates))));
        if let Some(over) = &rates.over {
            let text = format!("{} for prompts over {} tokens", prices(&over.rates), count(over.tokens));
            self.add("", Some(text));
        }
        self.add("fast mode", row.fast.map(prices));
    }
}

fn prices(rates: &Rates) -> String {
    let cache = [
        ("written to the cache", rates.cache_write_5m),
        ("for an hour", rates.cache_write_1h),
        ("read from it", rates.cache_read),
    ];
    let cache = cache.iter().filter_map(|(what, rate)| rate.map(|rate| format!(", {rate} {what}")));
    format!("per million tokens {} of prompt, {} of output{}", rates.input, rates.output, cache.collect::<String>())
}

fn platform_key(platform: Platform) -> &'static str {
    match platform {
        Platform::Anthropic => "anthropic",
        Platform::Bedrock => "bedrock",
        Platform::Vertex => "vertex",
        Platform::Foundry => "foundry",
        Platform::Gateway => "gateways",
        Platform::Unknown => "elsewhere",
    }
}

fn source(source: &Source) -> String {
    let note = source.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    format!("{}, read {}{note}", source.url, source.read)
}

fn sureness(row: &Row<'_>) -> String {
    let level = match row.confidence {
        Confidence::Low => "low: inferred or remembered",
        Confidence::Medium => "medium: excerpts, or dated copies by others",
        Confidence::High => "high: official pages",
    };
    match row.model.inferred.as_slice() {
        [] => level.to_owned(),
        inferred => format!("{level}; inferred: {}", inferred.join(", ")),
    }
}
