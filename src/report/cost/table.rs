//! Costs as a table: for people, for spreadsheets and for pages.

use super::{By, Costs, Group, span, what_if};
use crate::{
    money::{Money, Range, grouped},
    report::{
        Look,
        grid::{self, Grid},
        inventory_dollars as dollars,
        style::Style,
        table::{self, figures, rough, words},
        text,
    },
};

/// Columns of the widest bar.
const BAR: usize = 10;

/// The table for people, with a bar for each row on a terminal.
pub fn table(costs: &Costs, by: By, look: &Look) -> String {
    let groups = costs.groups(by);
    let mut out = String::new();
    if !groups.is_empty() {
        out.push_str(&rows(costs, &groups, by, look));
        out.push('\n');
    }
    for problem in &costs.problems {
        out.push_str(&text::problem_line(problem, look));
    }
    if !look.quiet {
        for line in summary(costs, &groups, by) {
            out.push_str(&look.wrap(&look.line(&line), "", "  "));
            out.push('\n');
        }
    }
    out
}

fn rows(costs: &Costs, groups: &[Group], by: By, look: &Look) -> String {
    let title = match by {
        By::Site => "place",
        By::Function => "function",
        By::File => "file",
        By::Model => "model",
    };
    let mut columns = vec![words(title, 18)];
    if by != By::Model {
        columns.push(words("model", 12));
    }
    if by != By::Site {
        columns.push(figures("places"));
    }
    columns.push(figures(if by == By::Site { "per call" } else { "one run each" }));
    if costs.has_traffic {
        columns.push(figures("per month"));
    }
    let bars = bars(groups, look);
    if bars.is_some() {
        columns.push(figures(""));
        columns.last_mut().expect("it was just added").right = false;
    }
    let row = |(at, group): (usize, &Group)| {
        let mut cells = vec![look.line(&group.key)];
        if by != By::Model {
            cells.push(look.line(&group.model));
        }
        if by != By::Site {
            cells.push(group.sites.to_string());
        }
        cells.push(money(group.per_call(), look));
        if costs.has_traffic {
            let none = if group.calls > 0 { "?" } else { "" };
            cells.push(group.month.map_or_else(|| none.to_owned(), |month| money(Some(month), look)));
        }
        cells.extend(bars.as_ref().map(|bars| bars[at].clone()));
        cells
    };
    table::table(&columns, &groups.iter().enumerate().map(row).collect::<Vec<_>>(), look)
}

/// A bar for each group, in proportion to the most that it costs: in a month where that is known of any, else in a call.
fn bars(groups: &[Group], look: &Look) -> Option<Vec<String>> {
    let monthly = groups.iter().any(|group| group.month.is_some());
    let most = |group: &Group| if monthly { group.month } else { group.per_call() }.map_or(0, |range| range.high.0);
    let longest = groups.iter().map(most).max().filter(|longest| *longest > 0 && look.terminal())?;
    let sign = if look.unicode { "█" } else { "#" };
    let length = |group: &Group| {
        let part = most(group).saturating_mul(BAR as i128).saturating_add(longest - 1) / longest;
        usize::try_from(part).unwrap_or(BAR).min(BAR)
    };
    Some(groups.iter().map(|group| look.paint(Style::Place, &sign.repeat(length(group)))).collect())
}

fn money(range: Option<Range<Money>>, look: &Look) -> String {
    range.map_or_else(|| "?".to_owned(), |range| table::span(&rough(range.low), &rough(range.high), look))
}

fn summary(costs: &Costs, groups: &[Group], by: By) -> Vec<String> {
    let mut lines = vec![costs.coverage.sentence()];
    let Some(total) = costs.total() else { return lines };
    if total.priced > 0 {
        let each = if total.priced == 1 {
            "the one priced call".into()
        } else {
            format!("each of {} priced calls", total.priced)
        };
        lines.push(format!("one run of {each}: {}", span(total.per_call)));
    }
    let with: Vec<&super::Row> = costs.rows.iter().filter(|row| row.month.is_some()).collect();
    match total.month {
        Some(month) => {
            let places = match (with.len(), costs.rows.len()) {
                (some, all) if some == all => "all places".to_owned(),
                (some, all) => format!("{some} of {all} places; `[[traffic]]` says nothing of the others"),
            };
            let calls = grouped(&total.calls.to_string());
            lines.push(format!("per month: {} for {calls} calls from {places}", span(month)));
        }
        None if costs.has_traffic => {
            lines.push("per month: nothing that has a price is reached by `[[traffic]]`".into());
        }
        None => lines
            .push("how often calls run is not in the code: `[[traffic]]` in the policy gives costs per month".into()),
    }
    let uncounted = with.iter().filter(|row| row.month.iter().flat_map(|month| &month.ways).any(|way| way.uncounted));
    match uncounted.count() {
        0 => {}
        count => lines.push(format!("{count} of them stand in a loop of unknown length, of which one pass is counted")),
    }
    let partly = costs.rows.iter().filter(|row| !row.open.is_empty()).count();
    if partly > 0 {
        let (of, all) = (costs.rows.len(), if costs.rows.len() == 1 { "place" } else { "places" });
        lines
            .push(format!("at {partly} of {of} {all} not all of the prompt is known, and what is not is in no figure"));
    }
    if groups.len() > 1 || by == By::Site {
        lines.push(
            "from the shortest answers to the longest that are allowed, unless the policy states `output-tokens`; \
             `--explain PATH:LINE` shows the sums"
                .into(),
        );
    }
    lines
}

/// Costs for a spreadsheet: dollars as plain decimals.
pub fn csv(costs: &Costs, by: By, _: &Look) -> String {
    grid(costs, by, &dollars).csv()
}

/// Costs as a table of Markdown, with its last lines below.
pub fn markdown(costs: &Costs, by: By, _: &Look) -> String {
    let shown = |range: Range<Money>| [range.low, range.high].map(|money| money.to_string());
    let mut out = grid(costs, by, &shown).markdown();
    let problems: Vec<String> =
        costs.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect();
    for line in problems.into_iter().chain(summary(costs, &costs.groups(by), by)) {
        out.extend(["\n", &grid::markdown(&line), "\n"]);
    }
    out
}

fn grid(costs: &Costs, by: By, shown: &dyn Fn(Range<Money>) -> [String; 2]) -> Grid {
    if costs.rows.iter().any(|row| !row.choices.is_empty()) {
        return what_if::grid(costs, shown);
    }
    let titles = vec![
        match by {
            By::Site => "place",
            By::Function => "function",
            By::File => "file",
            By::Model => "model",
        },
        "models",
        "places",
        "priced",
        "per call from",
        "per call to",
        "calls per month",
        "per month from",
        "per month to",
    ];
    let pair = |range: Option<Range<Money>>| range.map_or_else(|| [String::new(), String::new()], shown);
    let row = |group: Group| {
        let calls = if group.calls > 0 { group.calls.to_string() } else { String::new() };
        let (call, month) = (pair(group.per_call()), pair(group.month));
        let counts = [group.sites.to_string(), group.priced.to_string()];
        [group.key, group.model].into_iter().chain(counts).chain(call).chain([calls]).chain(month).collect()
    };
    Grid { titles, rows: costs.groups(by).into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Range;

    #[test]
    fn bars_show_what_costs_most_and_only_on_a_terminal() {
        let group = |dollars: i128| Group {
            key: String::new(),
            model: String::new(),
            sites: 1,
            priced: 1,
            per_call: Range::exactly(Money::from_dollars(dollars)),
            calls: 0,
            month: None,
        };
        let groups = [group(100), group(51), group(1), group(0)];
        let terminal = Look { unicode: true, ..Look::PLAIN };
        let lengths =
            bars(&groups, &terminal).map(|bars| bars.iter().map(|bar| bar.chars().count()).collect::<Vec<_>>());
        assert_eq!(lengths, Some(vec![10, 6, 1, 0]));
        assert_eq!(bars(&groups, &Look::PLAIN), None);
        assert_eq!(bars(&groups[3..], &terminal), None, "nothing costs anything");
    }
}
