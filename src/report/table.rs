//! Tables that fit the width, the call sites' among them.

use super::{
    Look, Outcome,
    beside::{Beside, Template, ToolServers},
    place::Place,
    sites::{CapFact, ModelFact, Site, State},
    style::Style,
    text,
};
use crate::money::{Money, Range, grouped};
use textwrap::core::display_width;

/// A column.
pub(super) struct Column {
    pub(super) title: &'static str,
    /// Whether it holds figures, which stand to the right.
    pub(super) right: bool,
    /// Whether it gives way where the table is too wide, and how far.
    pub(super) least: Option<usize>,
}

/// A column of figures.
pub(super) const fn figures(title: &'static str) -> Column {
    Column { title, right: true, least: None }
}

/// A column of words that may be cut in the middle down to `least` columns.
pub(super) const fn words(title: &'static str, least: usize) -> Column {
    Column { title, right: false, least: Some(least) }
}

/// Between two columns.
const GAP: &str = "  ";

/// A table. Cells must be harmless already.
pub(super) fn table(columns: &[Column], rows: &[Vec<String>], look: &Look) -> String {
    let widest = |index: usize, column: &Column| {
        let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| display_width(cell));
        cells.max().unwrap_or(0).max(display_width(column.title))
    };
    let mut widths: Vec<usize> = columns.iter().enumerate().map(|(index, column)| widest(index, column)).collect();
    let wanted = widths.iter().sum::<usize>() + GAP.len() * columns.len().saturating_sub(1);
    let mut excess = wanted.saturating_sub(look.width);
    while excess > 0 {
        // The widest column that can still give way gives one.
        let givers = columns.iter().zip(widths.iter_mut());
        let giver = givers.filter(|(column, width)| column.least.is_some_and(|least| **width > least));
        let Some((_, width)) = giver.max_by_key(|(_, width)| **width) else { break };
        *width -= 1;
        excess -= 1;
    }
    let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let mut out = look.paint(Style::Quiet, &row(columns, &widths, &titles, look)) + "\n";
    for cells in rows {
        out.push_str(&row(columns, &widths, cells, look));
        out.push('\n');
    }
    out
}

fn row(columns: &[Column], widths: &[usize], cells: &[String], look: &Look) -> String {
    let cell = |((column, width), cell): ((&Column, &usize), &String)| {
        let text = if column.least.is_some() { look.shorten(cell, *width) } else { cell.clone() };
        let space = " ".repeat(width.saturating_sub(display_width(&text)));
        if column.right { space + &text } else { text + &space }
    };
    let cells: Vec<String> = columns.iter().zip(widths).zip(cells).map(cell).collect();
    cells.join(GAP).trim_end().to_owned()
}

/// The table of `skint sites`.
pub fn sites(outcome: &Outcome, look: &Look) -> String {
    let columns = [words("place", 20), words("call", 7), words("model", 18), figures("cap"), figures("per call")];
    let rows: Vec<Vec<String>> = outcome.sites.iter().map(|site| site_row(site, look)).collect();
    let mut out = String::new();
    if !rows.is_empty() {
        out.push_str(&table(&columns, &rows, look));
        out.push('\n');
    }
    out.push_str(&beside(&outcome.beside, look));
    for problem in &outcome.problems {
        out.push_str(&text::problem_line(problem, look));
    }
    if look.quiet {
        return out;
    }
    out.push_str(&look.wrap(&look.line(&outcome.coverage.sentence()), "", "  "));
    out.push('\n');
    let priced: Vec<Range<Money>> = outcome.sites.iter().filter_map(|site| site.estimate.as_ref()?.usd).collect();
    if !priced.is_empty() {
        let sum = priced.iter().fold(Range::exactly(Money::ZERO), |sum, range| sum + *range);
        let count = priced.len();
        let each = if count == 1 { "the one priced site".to_owned() } else { format!("each of {count} priced sites") };
        let text = format!("one call from {each}: {} to {}", sum.low, sum.high);
        out.push_str(&look.wrap(&text, "", "  "));
        out.push('\n');
    }
    out
}

/// Templates with the calls that load them, and how many servers of tools there are.
fn beside(beside: &Beside, look: &Look) -> String {
    let mut out = String::new();
    if !beside.templates.is_empty() {
        let columns = [words("template", 20), figures("characters"), figures("holes"), words("loaded by", 20)];
        let rows: Vec<Vec<String>> = beside.templates.iter().map(|template| template_row(template, look)).collect();
        out.push_str(&table(&columns, &rows, look));
        out.push('\n');
    }
    for ToolServers { path, servers } in &beside.tool_servers {
        let noun = if *servers == 1 { "server" } else { "servers" };
        out.push_str(&look.line(&format!("{servers} {noun} of tools in {path}")));
        out.push('\n');
    }
    out
}

fn template_row(template: &Template, look: &Look) -> Vec<String> {
    let more = template.loaded_by.len().saturating_sub(1);
    let loader = template.loaded_by.first().map(|first| Place(&first.path, first.cell, first.line).to_string());
    let more = if more == 0 { String::new() } else { format!(" +{more}") };
    vec![
        look.line(&template.path),
        grouped(&template.characters.to_string()),
        template.holes.len().to_string(),
        look.line(&(loader.unwrap_or_else(|| "no call".to_owned()) + &more)),
    ]
}

fn site_row(site: &Site, look: &Look) -> Vec<String> {
    let cost = site.estimate.as_ref().and_then(|estimate| estimate.usd);
    vec![
        look.line(&Place(&site.path, site.cell, site.line).to_string()),
        site.operation.to_owned(),
        look.line(&model(&site.model)),
        cap(&site.max_tokens, look),
        cost.map_or_else(|| "?".to_owned(), |range| span(&rough(range.low), &rough(range.high), look)),
    ]
}

/// `claude-x`, `claude-x +2` for further possibilities, `claude-x *` where it is a default or may be replaced.
fn model(fact: &ModelFact) -> String {
    let Some(first) = fact.values.first() else {
        return match fact.state {
            State::Absent => "none".to_owned(),
            _ => fact.why.map_or_else(|| "?".to_owned(), |why| format!("? {why}")),
        };
    };
    let more = if fact.values.len() > 1 { format!(" +{}", fact.values.len() - 1) } else { String::new() };
    let loose = if fact.partial || fact.overridable || fact.default { " *" } else { "" };
    format!("{first}{more}{loose}")
}

fn cap(fact: &CapFact, look: &Look) -> String {
    let figure = |value: &u64| grouped(&value.to_string());
    let (Some(low), Some(high)) = (fact.values.iter().min(), fact.values.iter().max()) else {
        return if fact.state == State::Absent { "none" } else { "?" }.to_owned();
    };
    let loose = if fact.partial || fact.overridable || fact.default { " *" } else { "" };
    format!("{}{loose}", span(&figure(low), &figure(high), look))
}

/// Money in few columns. What is too little to count in a table is said to be less, never nothing.
pub(super) fn rough(money: Money) -> String {
    if money > Money::ZERO && money < LITTLE { format!("<{LITTLE}") } else { money.to_string() }
}

/// A tenth of a cent.
const LITTLE: Money = Money(1_000_000_000);

pub(super) fn span(low: &str, high: &str, look: &Look) -> String {
    if low == high { low.to_owned() } else { format!("{low}{}{high}", look.dash()) }
}
