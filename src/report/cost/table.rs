//! Costs as a table: for people, for spreadsheets and for pages.

use super::{By, Costs, Group, Row, what_if};
use crate::{
    money::{Money, Range, grouped},
    report::{
        Look, escape,
        grid::Grid,
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
        cells.push(money(group.per_call(), group.lacks_prices(), look));
        if costs.has_traffic {
            let is_none = group.calls == 0;
            cells.push(if is_none { String::new() } else { money(group.month, group.unpriced > 0, look) });
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

/// A sum, which may lack some of what it should hold.
fn money(range: Option<Range<Money>>, lacks: bool, look: &Look) -> String {
    let shown = range.map(|range| table::span(&rough(range.low), &rough(range.high), look));
    shown.map_or_else(|| "?".to_owned(), |shown| if lacks { format!("{shown} + ?") } else { shown })
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
        lines.push(format!("one run of {each}: {}", total.per_call));
    }
    match costs.rows.iter().filter(|row| row.resolved && row.per_call.is_none()).count() {
        0 => {}
        1 => lines.push("one call that is resolved has no price; `--explain PATH:LINE` says why".to_owned()),
        count => lines.push(format!("{count} calls that are resolved have no price; `--explain PATH:LINE` says why")),
    }
    let with: Vec<&Row> = costs.rows.iter().filter(|row| row.month.is_some()).collect();
    lines.extend(monthly(costs, &total, &with));
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
    if total.priced > 0 && (groups.len() > 1 || by == By::Site) {
        lines.push(
            "from the shortest answers to the longest that are allowed, unless the policy states `output-tokens`; \
             `--explain PATH:LINE` shows the sums"
                .into(),
        );
    }
    lines
}

/// What is said of a month: what calls that have a price cost, and how many have none.
fn monthly(costs: &Costs, total: &Group, with: &[&Row]) -> Vec<String> {
    let priced = with.iter().filter(|row| row.month.as_ref().is_some_and(|month| month.cost.is_some())).count();
    let calls = |calls: u64| grouped(&calls.to_string());
    let said = match total.month {
        Some(month) => {
            let all = costs.rows.len();
            let places = if priced == all { "all places".to_owned() } else { format!("{priced} of {all} places") };
            let silent = match all - with.len() {
                0 => String::new(),
                others if others + priced == all => "; `[[traffic]]` says nothing of the others".to_owned(),
                others => format!("; `[[traffic]]` says nothing of {others}"),
            };
            format!("per month: {month} for {} calls from {places}{silent}", calls(total.calls - total.unpriced))
        }
        None if costs.has_traffic => "per month: nothing that has a price is reached by `[[traffic]]`".to_owned(),
        None => "how often calls run is not in the code: `[[traffic]]` in the policy gives costs per month".to_owned(),
    };
    let (lacking, places) = (with.len() - priced, if with.len() - priced == 1 { "place" } else { "places" });
    let unpriced =
        format!("{} calls a month from {lacking} {places} have no price, and are in no sum", calls(total.unpriced));
    std::iter::once(said).chain((total.unpriced > 0).then_some(unpriced)).collect()
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
        out.extend(["\n", &escape::markdown(&line), "\n"]);
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
        "unpriced calls per month",
    ];
    let pair = |range: Option<Range<Money>>| range.map_or_else(|| [String::new(), String::new()], shown);
    let row = |group: Group| {
        let calls = if group.calls > 0 { group.calls.to_string() } else { String::new() };
        let (call, month) = (pair(group.per_call()), pair(group.month));
        let counts = [group.sites.to_string(), group.priced.to_string()];
        let unpriced = [if group.calls > 0 { group.unpriced.to_string() } else { String::new() }];
        let first = [group.key, group.model].into_iter().chain(counts);
        first.chain(call).chain([calls]).chain(month).chain(unpriced).collect()
    };
    Grid { titles, rows: costs.groups(by).into_iter().map(row).collect(), links: None }
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
            unpriced: 0,
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
