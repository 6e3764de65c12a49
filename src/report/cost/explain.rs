//! Where a figure comes from: each line of a bill as `quantity × rate × factors = amount`, with its source.

use super::{Costs, Row};
use crate::{
    catalog::models,
    estimate::{
        percent,
        price::{Bill, Case, Class, Line, Tariff},
    },
    money::{Money, grouped},
    report::{Look, style::Style},
    rules::month::Way,
};
use std::fmt::Write;

/// The sums of the calls on a line; nothing where there is no call.
pub fn explain(costs: &Costs, path: &str, line: u32, look: &Look) -> Option<String> {
    let rows: Vec<&Row> = costs.rows.iter().filter(|row| row.stands_at(path, line)).collect();
    (!rows.is_empty())
        .then(|| rows.iter().map(|row| Sums { out: String::new(), look }.of(row)).collect::<Vec<_>>().join("\n"))
}

/// The sums of a request, for each model that it may go to.
pub fn sums(cases: &[Case], look: &Look) -> String {
    let mut sums = Sums { out: String::new(), look };
    for case in cases {
        sums.case(case);
    }
    sums.out
}

struct Sums<'a> {
    out: String,
    look: &'a Look,
}

impl Sums<'_> {
    fn of(mut self, row: &Row) -> String {
        let look = self.look;
        let function = row.function.as_ref().map(|function| format!(" in {function}")).unwrap_or_default();
        let price = row.per_call.map_or_else(|| "no price".to_owned(), |price| format!("{price} a call"));
        let title = look.line(&format!("{}{function}: {price}", row.place()));
        self.line(&look.paint(Style::Strong, &title));
        for case in &row.cases {
            self.case(case);
        }
        for history in &row.history {
            let cached = history.cached.map(|cached| format!(", {cached} with a marker that moves along"));
            let turns = grouped(&history.turns.to_string());
            let text = format!("{turns} turns, each with all that was said before: {}", history.as_is);
            let plain =
                if history.plain == history.as_is { String::new() } else { format!(", {} uncached", history.plain) };
            self.text(&format!("{text}{plain}{}", cached.unwrap_or_default()));
        }
        for way in row.month.iter().flat_map(|month| &month.ways) {
            self.way(way);
        }
        if !row.open.is_empty() {
            self.text(&format!("not known, and in no figure: {}", row.open.join(", ")));
        }
        if !row.because.is_empty() {
            self.text(&format!("it rests on this: {}", row.because.join("; ")));
        }
        self.out
    }

    fn case(&mut self, case: &Case) {
        let list = models::embedded().source(&case.best().rates().map(|(rates, _)| rates.source).unwrap_or_default());
        let source = list.map_or_else(String::new, |source| format!(", {}, read {}", source.url, source.read));
        self.text(&format!("{}, prices of {}{source}", case.model.name, case.as_of));
        match case.quote() {
            Ok(quote) => {
                self.bill("at the least", &quote.low);
                self.bill("at the most", &quote.high);
            }
            Err(why) => self.text(&format!("no price: {why}")),
        }
    }

    fn bill(&mut self, title: &str, bill: &Bill) {
        let tariff = match bill.tariff {
            Tariff::Standard => String::new(),
            Tariff::Long(over) => format!(", at the rates for prompts over {} tokens", grouped(&over.to_string())),
            Tariff::Fast => ", at the rates of fast mode".to_owned(),
        };
        self.line(&format!("    {title}{tariff}"));
        for line in &bill.lines {
            let formula = formula(line, self.look);
            self.line(&format!("      {:<22} {formula} = {}", line.class.name(), exact(line.amount)));
        }
        self.line(&format!("      {:<22} {}", "together", exact(bill.total())));
    }

    fn way(&mut self, way: &Way) {
        let times = self.times();
        let count = |count: u64| grouped(&count.to_string());
        let passes = if way.passes > 1 || way.uncounted {
            format!(" {times} {} passes", count(way.passes))
        } else {
            String::new()
        };
        let turns = if way.turns > 1 { format!(", each {} turns", count(way.turns)) } else { String::new() };
        let hits = way.hits.map(|hits| format!(", {} % of marked prompts read", percent(hits))).unwrap_or_default();
        let each = way.each.map_or_else(|| "no price".to_owned(), |each| each.to_string());
        let total =
            way.each.map(|each| format!(" = {}", each.times(way.runs.saturating_mul(way.passes)))).unwrap_or_default();
        let text = format!(
            "a month, by {}:{}: {} runs{passes} {times} {each}{turns}{hits}{total}",
            way.line.path,
            way.line.line,
            count(way.runs)
        );
        self.text(&text);
    }

    fn times(&self) -> &'static str {
        if self.look.unicode { "×" } else { "x" }
    }

    fn text(&mut self, text: &str) {
        let wrapped = self.look.wrap(&self.look.line(text), "  ", "    ");
        self.line(&wrapped);
    }

    fn line(&mut self, line: &str) {
        writeln!(self.out, "{line}").expect("a string takes everything");
    }
}

/// `1,200 × $2 / 1M × 0.5 batch`.
pub(super) fn formula(line: &Line, look: &Look) -> String {
    let times = if look.unicode { "×" } else { "x" };
    let per = if line.class == Class::Search { "" } else { " / 1M" };
    let agreed = if line.agreed { " agreed" } else { "" };
    let factor = |part: u32| {
        let decimals = format!("{}.{:03}", part / 1000, part % 1000);
        decimals.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let factors = line.factors.iter().map(|f| format!(" {times} {} {}", factor(f.thousandths), f.modifier.name()));
    let quantity = grouped(&line.quantity.to_string());
    format!("{quantity} {times} ${}{per}{agreed}{}", plain(line.rate), factors.collect::<String>())
}

/// Dollars to the last decimal that is not nothing.
pub(super) fn plain(money: Money) -> String {
    let text = money.to_decimal(12);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn exact(money: Money) -> String {
    format!("${}", plain(money))
}
