//! One HTML file that needs nothing else: what was found, where the money goes, and every call with its figures.
//!
//! It opens from a disk or an archive of a build and asks for nothing over the network, which its own policy forbids.
//! All of it is there without the script, which only sorts and filters.

mod treemap;

use super::{
    Look, Outcome, cost, entry,
    entry::Entry,
    escape::html as safe,
    place::Place,
    sites::{Site, State, ValueFact},
};
use crate::money::{Money, Range, Tokens, grouped};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// `skint check --format html`.
pub fn check(outcome: &Outcome, _: &Look) -> String {
    let entries = entry::ranked(entry::entries(outcome));
    let source = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let policy = format!("default-src 'none'; style-src {}; script-src {}", source(STYLE), source(SCRIPT));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>skint: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}{}{}{}<script>{SCRIPT}</script>\n</body>\n</html>\n",
        entry::counted(&entries),
        totals(&entries, outcome),
        treemap::section(&outcome.sites),
        findings(&entries),
        sites(&outcome.sites),
    )
}

fn totals(entries: &[Entry<'_>], outcome: &Outcome) -> String {
    let baseline = outcome.baseline.as_ref().and_then(super::Baselined::sentence);
    let baseline = baseline.map_or_else(String::new, |sentence| format!("<p>{}.</p>\n", safe(&sentence)));
    let month = outcome.sites.iter().filter_map(month).reduce(|all, one| all + one);
    let month = month.map_or_else(String::new, |month| {
        format!("<p>By the traffic that the policy declares, calls cost {month} a month.</p>\n")
    });
    format!(
        "<h1>skint</h1>\n<p class=\"lead\">{}</p>\n{month}<p>{}.</p>\n{baseline}",
        entry::counted(entries),
        safe(&outcome.coverage.sentence()),
    )
}

fn findings(entries: &[Entry<'_>]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let rows: String = entries.iter().map(finding).collect();
    format!("<h2>Findings</h2>\n{}", table("findings", &["level", "rule", "place", "finding"], &rows))
}

fn finding(entry: &Entry<'_>) -> String {
    let note = |(key, text): &(&str, String)| {
        let lines: Vec<String> = text.lines().map(coded).collect();
        format!("<dt>{key}</dt><dd>{}</dd>", lines.join("<br>"))
    };
    let notes = all(entry.notes.iter().map(note));
    let notes = if notes.is_empty() { notes } else { format!("<dl>{notes}</dl>") };
    format!(
        "<tr><td class=\"{level}\" data-key=\"{}\">{level}</td><td><code>{}</code></td><td><code>{}</code></td><td>{}{notes}</td></tr>\n",
        4 - entry.level as u8,
        safe(entry.rule),
        safe(&entry.spot),
        coded(entry.message),
        level = entry.level,
    )
}

/// Text in which what stands between backticks is code.
fn coded(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let closed = parts.len() % 2 == 1;
    let part = |(index, part): (usize, &&str)| match (index % 2 == 1, closed || index + 1 < parts.len()) {
        (true, true) => format!("<code>{}</code>", safe(part)),
        (true, false) => format!("`{}", safe(part)),
        (false, _) => safe(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Parts of a page, one after another.
fn all(parts: impl Iterator<Item = String>) -> String {
    parts.collect()
}

fn sites(sites: &[Site]) -> String {
    if sites.is_empty() {
        return String::new();
    }
    let rows: String = sites.iter().map(site).collect();
    let columns = ["place", "function", "model", "cap", "tokens in", "a call, at most", "a month, at most", "how"];
    format!("<h2>Calls</h2>\n{}", table("calls", &columns, &rows))
}

fn table(id: &str, columns: &[&str], rows: &str) -> String {
    let heads = all(columns.iter().map(|column| format!("<th scope=\"col\">{column}</th>")));
    format!(
        "<input type=\"search\" hidden data-table=\"{id}\" placeholder=\"filter\" aria-label=\"filter {id}\">\n\
         <table id=\"{id}\">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn site(site: &Site) -> String {
    let place = Place(&site.path, site.cell, site.line).to_string();
    let estimate = site.estimate.as_ref();
    let input = estimate.map(|estimate| estimate.input_tokens);
    let price = estimate.and_then(|estimate| estimate.usd);
    format!(
        "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td data-key=\"{}\">{}</td><td data-key=\"{}\">{}</td>\
         <td data-key=\"{}\">{}</td><td data-key=\"{}\">{}</td><td>{}</td></tr>\n",
        safe(&place),
        site.function.as_deref().map(safe).unwrap_or_default(),
        fact(&site.model, |model| safe(model)),
        site.max_tokens.values.last().unwrap_or(&0),
        fact(&site.max_tokens, |cap| count(*cap)),
        input.map_or(0, |tokens| tokens.high),
        input.map(Tokens::grouped).unwrap_or_default(),
        price.map_or(0, |price| price.high.0),
        price.map(|price| price.high.to_string()).unwrap_or_default(),
        month(site).map_or(0, |month| month.high.0),
        month(site).map(|month| month.high.to_string()).unwrap_or_default(),
        formula(site),
    )
}

fn fact<T>(fact: &ValueFact<T>, show: impl Fn(&T) -> String) -> String {
    let values: Vec<String> = fact.values.iter().map(show).collect();
    match fact.state {
        _ if !values.is_empty() => values.join("<br>"),
        State::Absent => "none".to_owned(),
        State::Known | State::Unknown => "not known".to_owned(),
    }
}

fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// How sums are written.
const SUMS: Look = Look { width: 110, colour: false, unicode: true, quiet: false };

/// What a site costs a month, where that can be said.
fn month(site: &Site) -> Option<Range<Money>> {
    site.estimate.as_ref().and_then(|estimate| estimate.month)
}

/// How the figure of a call comes about, and what is in none.
fn formula(site: &Site) -> String {
    let Some(estimate) = &site.estimate else { return String::new() };
    let price = estimate.usd.map_or_else(|| "no price is known".to_owned(), |usd| usd.to_string());
    let sum =
        format!("{} tokens in and {} out: {price}", estimate.input_tokens.grouped(), estimate.output_tokens.grouped());
    let items = estimate.because.iter().cloned();
    let open = (!estimate.open.is_empty()).then(|| format!("in no figure: {}", estimate.open.join(", ")));
    let items = all(items.chain(open).map(|item| format!("<li>{}</li>", safe(&item))));
    let sums = cost::sums(&estimate.cases, &SUMS);
    let sums: Vec<String> = sums.lines().map(safe).collect();
    let sums = if sums.is_empty() { String::new() } else { format!("<pre>{}</pre>", sums.join("\n")) };
    format!("<details><summary>{}</summary>{sums}<ul>{items}</ul></details>", safe(&sum))
}
