//! What calls would cost otherwise.

use super::{Costs, Row};
use crate::{
    estimate::choices::Choice,
    money::{Money, Range},
    report::{Look, grid::Grid, style::Style},
};
use std::fmt::Write;

/// A list of choices for each call and each model that it may go to.
pub fn what_if(costs: &Costs, look: &Look) -> String {
    let mut out = String::new();
    for row in costs.rows.iter().filter(|row| !row.choices.is_empty()) {
        for (case, choices) in row.cases.iter().zip(&row.choices) {
            let title = look.line(&format!("{} on {}", title(row), case.model.name));
            writeln!(out, "{}", look.paint(Style::Strong, &title)).expect("a string takes everything");
            let now = choices.first().and_then(|choice| choice.price.as_ref().ok()).copied();
            for choice in choices {
                line(&mut out, choice, now, look);
            }
            out.push('\n');
        }
    }
    if look.quiet {
        return out;
    }
    if out.is_empty() {
        out.push_str("no call has a price\n");
        return out;
    }
    let text = "Each figure is for one call, from the shortest answer to the longest that is allowed, and what is not known of \
                a prompt is in none. Cached figures are averages of 1,000 calls. Another model is priced for the same text.";
    out + &look.wrap(text, "", "") + "\n"
}

/// The same for spreadsheets and pages.
pub(super) fn grid(costs: &Costs, shown: &dyn Fn(Range<Money>) -> [String; 2]) -> Grid {
    let titles = vec!["place", "model", "way", "other model", "per call from", "per call to", "why not", "note"];
    let rows = costs.rows.iter().flat_map(|row| {
        let each = row.cases.iter().zip(&row.choices);
        each.flat_map(move |(case, all)| all.iter().map(move |choice| cells(row, &case.model.name, choice, shown)))
    });
    Grid { titles, rows: rows.collect(), links: None }
}

fn cells(row: &Row, model: &str, choice: &Choice, shown: &dyn Fn(Range<Money>) -> [String; 2]) -> Vec<String> {
    let [low, high] = choice.price.as_ref().map_or_else(|_| [String::new(), String::new()], |price| shown(*price));
    let other = choice.model.map(|model| model.id.clone()).unwrap_or_default();
    let why = choice.price.as_ref().err().cloned().unwrap_or_default();
    vec![row.place(), model.to_owned(), choice.way.name().to_owned(), other, low, high, why, choice.note.clone()]
}

fn title(row: &Row) -> String {
    let function = row.function.as_ref().map(|function| format!(" in {function}")).unwrap_or_default();
    format!("{}{function}", row.place())
}

fn line(out: &mut String, choice: &Choice, now: Option<Range<Money>>, look: &Look) {
    let model = choice.model.map(|model| format!("{}; ", model.id)).unwrap_or_default();
    let text = match &choice.price {
        Ok(price) => {
            let share = now.filter(|now| *now != *price).and_then(|now| share(*price, now));
            let share = share.map(|share| format!(", {share}")).unwrap_or_default();
            let note = format!("{model}{}", choice.note);
            let note = note.trim_end_matches("; ");
            format!("{price}{share}{}{note}", if note.is_empty() { "" } else { ": " })
        }
        Err(why) => format!("no: {why}"),
    };
    let first = format!("  {:<24}", choice.way.name());
    writeln!(out, "{}", look.wrap(&look.line(&text), &first, &" ".repeat(26))).expect("a string takes everything");
}

/// What is left of a price, both ends compared: `12 to 15 % of it`.
fn share(price: Range<Money>, now: Range<Money>) -> Option<String> {
    let part = |new: Money, old: Money| new.scaled(1000, old.0.max(1)).0.saturating_add(5).checked_div(10);
    let ends = if now.low == Money::ZERO {
        [part(price.high, now.high)?; 2]
    } else {
        [part(price.low, now.low)?, part(price.high, now.high)?]
    };
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    Some(if low == high { format!("{low} % of it") } else { format!("{low} to {high} % of it") })
}
