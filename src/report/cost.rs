//! What calls cost: per call always, per month where the policy says how often they run.

mod explain;
mod json;
mod table;
mod what_if;

pub use explain::{explain, sums};
pub use json::json;
pub use table::{csv, markdown, table};
pub use what_if::what_if;

use super::{Coverage, Look, place::Place};
use crate::{
    catalog::models,
    estimate::{
        choices::Choice,
        price::{Case, History},
    },
    money::{Money, Range, Tokens},
    rules::month::Month,
    source::Problem,
};
use jiff::civil::Date;

/// What the calls of a tree cost.
#[derive(Debug)]
pub struct Costs {
    /// The calls, in order of place.
    pub rows: Vec<Row>,
    /// The day of the prices.
    pub as_of: Date,
    /// How much is known of the calls.
    pub coverage: Coverage,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Whether the policy says how often anything runs.
    pub has_traffic: bool,
}

/// A call, and what it costs.
#[derive(Debug)]
pub struct Row {
    /// Path from the root of the scan.
    pub path: String,
    /// Line, from 1, within the cell for a notebook.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Index of the notebook cell, from 0.
    pub cell: Option<u32>,
    /// The function it stands in.
    pub function: Option<String>,
    /// What is asked for.
    pub operation: &'static str,
    /// Names of the models that it may go to.
    pub models: Vec<String>,
    /// Whether its model is known.
    pub resolved: bool,
    /// Tokens sent.
    pub input: Tokens,
    /// Parts of the prompt that are in no figure.
    pub open: Vec<String>,
    /// Tokens received.
    pub output: Tokens,
    /// What one call costs.
    pub per_call: Option<Range<Money>>,
    /// What the figures rest on.
    pub because: Vec<String>,
    /// What it costs in a month.
    pub month: Option<Month>,
    /// The turns of a conversation that the code bounds, and what they cost, by model.
    pub history: Vec<History>,
    /// The requests that were priced, one a model.
    pub cases: Vec<Case>,
    /// For each of them, what it would come to otherwise; empty where nobody asked.
    pub choices: Vec<Vec<Choice>>,
}

/// By what calls are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each by itself.
    Site,
    /// By function.
    Function,
    /// By file.
    File,
    /// By model.
    Model,
}

impl Row {
    /// Whether it stands on a line of a file, whose path may be cut off in front as people see it from a folder within.
    fn stands_at(&self, path: &str, line: u32) -> bool {
        let path = path.strip_prefix("./").unwrap_or(path);
        let whole = self.path.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'));
        self.line == line && whole
    }

    /// `path:line`, with the cell of a notebook.
    fn place(&self) -> String {
        Place(&self.path, self.cell, self.line).to_string()
    }

    /// Under what it is put together with others.
    fn key(&self, by: By) -> String {
        match by {
            By::Site => self.place(),
            By::Function => match &self.function {
                Some(function) => format!("{}::{function}", self.path),
                None => self.path.clone(),
            },
            By::File => self.path.clone(),
            By::Model => self.model(),
        }
    }

    /// The models in words.
    fn model(&self) -> String {
        if self.models.is_empty() { "?".to_owned() } else { self.models.join(" or ") }
    }
}

/// Calls that are put together.
struct Group {
    key: String,
    model: String,
    sites: usize,
    /// How many of them have a price.
    priced: usize,
    /// One call of each that has a price.
    per_call: Range<Money>,
    /// Calls in a month.
    calls: u64,
    /// How many of them have no price.
    unpriced: u64,
    /// What they cost, of those that have a price.
    month: Option<Range<Money>>,
}

impl Costs {
    /// The groups, in the order in which the first of each stands.
    fn groups(&self, by: By) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut index = std::collections::HashMap::new();
        for row in &self.rows {
            let key = row.key(by);
            let of_one = if by == By::Site { format!("{key}:{}", row.column) } else { key.clone() };
            let at = *index.entry(of_one).or_insert_with(|| {
                groups.push(Group::new(key, row));
                groups.len() - 1
            });
            groups[at].add(row);
        }
        groups
    }

    /// Whether a call stands on a line.
    pub fn has(&self, path: &str, line: u32) -> bool {
        self.rows.iter().any(|row| row.stands_at(path, line))
    }

    /// All calls together.
    fn total(&self) -> Option<Group> {
        let mut total = Group::new(String::new(), self.rows.first()?);
        self.rows.iter().for_each(|row| total.add(row));
        Some(total)
    }
}

impl Group {
    fn new(key: String, row: &Row) -> Group {
        let nothing = Range::exactly(Money::ZERO);
        Group { key, model: row.model(), sites: 0, priced: 0, per_call: nothing, calls: 0, unpriced: 0, month: None }
    }

    fn add(&mut self, row: &Row) {
        self.sites += 1;
        if self.model != row.model() {
            "several".clone_into(&mut self.model);
        }
        if let Some(price) = row.per_call {
            self.priced += 1;
            self.per_call = self.per_call + price;
        }
        if let Some(month) = &row.month {
            self.calls = self.calls.saturating_add(month.calls);
            match month.cost {
                Some(cost) => self.month = Some(self.month.map_or(cost, |all| all + cost)),
                None => self.unpriced = self.unpriced.saturating_add(month.calls),
            }
        }
    }

    /// Whether its sums leave some of its calls out.
    fn lacks_prices(&self) -> bool {
        self.priced < self.sites
    }

    fn per_call(&self) -> Option<Range<Money>> {
        (self.priced > 0).then_some(self.per_call)
    }
}

/// A catalogue older than this many days may have missed a price: changes come about every month.
const FRESH_DAYS: i32 = 60;

/// A warning where the catalogue is old on a day.
pub fn stale(as_of: Date, look: &Look) -> Option<String> {
    let read = models::embedded().last_read();
    let days = read.until(as_of).map_or(0, |span| span.get_days());
    let text = format!(
        "warning: prices were last read on {read}, {days} days before {as_of}; a newer skint may know newer ones"
    );
    (days > FRESH_DAYS).then(|| look.wrap(&text, "", "  ") + "\n")
}
