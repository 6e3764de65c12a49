//! `skint cost`: what calls cost; and `skint models`, by what they are priced.

use super::{
    Answer, Exit, Front,
    args::{Models, Scanned},
};
use crate::{
    catalog::models,
    report::{
        self, Look,
        cost::{self, By, Costs},
        models_data,
    },
    run::{self, Recorded},
};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// `skint cost`.
#[derive(Debug, Args)]
pub(super) struct Cost {
    #[command(flatten)]
    scanned: Scanned,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// By what to put calls together
    #[arg(long, value_name = "WHAT", default_value = "site")]
    by: ByWhat,
    /// Show the sums of the call at a place
    #[arg(long, value_name = "PATH:LINE", value_parser = place, conflicts_with_all = ["what_if", "by"])]
    explain: Option<(String, u32)>,
    /// Show what each call would cost with a cache, in a batch, with another model
    #[arg(long)]
    what_if: bool,
}

/// Formats of `skint cost` and `skint models`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For spreadsheets
    Csv,
    /// For programs, version 1
    Json,
    /// For pages
    Markdown,
    /// For people
    Table,
}

/// By what calls are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ByWhat {
    /// File
    File,
    /// Function
    Function,
    /// Model
    Model,
    /// Each call by itself
    Site,
}

impl Front<'_> {
    pub(super) fn cost(&self, ask: &Cost) -> Answer {
        let (asked, progress) = match self.asked(&ask.scanned, Recorded::Ignored) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        let costs = match run::cost::cost(&asked, ask.what_if, &progress) {
            Ok(costs) => costs,
            Err(refusal) => return self.refused(&refusal),
        };
        let exit = if costs.problems.iter().any(|problem| problem.fatal) { Exit::Unreadable } else { Exit::Clean };
        if let Some(out) = self.shown(ask, &costs) {
            return Answer { out, err: self.stale(asked.as_of), exit };
        }
        let (path, line) = ask.explain.clone().unwrap_or_default();
        self.refuse(&format!("no call of Claude was found at {path}:{line}"), "`skint cost` lists the calls")
    }

    /// What is printed; nothing where a place was named at which no call stands.
    fn shown(&self, ask: &Cost, costs: &Costs) -> Option<String> {
        let by = match ask.by {
            ByWhat::File => By::File,
            ByWhat::Function => By::Function,
            ByWhat::Model => By::Model,
            ByWhat::Site => By::Site,
        };
        let render: fn(&Costs, By, &Look) -> String = match ask.format {
            Format::Csv => cost::csv,
            Format::Json => cost::json,
            Format::Markdown => cost::markdown,
            Format::Table => cost::table,
        };
        match &ask.explain {
            Some((path, line)) if ask.format == Format::Table => cost::explain(costs, path, *line, self.look),
            Some((path, line)) if !costs.has(path, *line) => None,
            None if ask.what_if && ask.format == Format::Table => Some(cost::what_if(costs, self.look)),
            _ => Some(render(costs, by, self.look)),
        }
    }

    pub(super) fn models(&self, ask: &Models) -> Answer {
        let as_of = super::as_of(ask.as_of);
        let rows = models::embedded().rows(as_of);
        let out = match ask.format {
            Format::Csv => models_data::csv(&rows),
            Format::Json => models_data::json(&rows, as_of),
            Format::Markdown => models_data::markdown(&rows),
            Format::Table => report::models::list(&rows, as_of, self.look),
        };
        Answer { err: self.stale(as_of), ..Answer::says(out) }
    }

    /// A warning where prices may be out of date.
    pub(super) fn stale(&self, as_of: Date) -> String {
        if self.look.quiet { String::new() } else { report::cost::stale(as_of, self.look).unwrap_or_default() }
    }
}

fn place(text: &str) -> Result<(String, u32), String> {
    let expected = || "expected a place such as src/api.py:14".to_owned();
    let (path, line) = text.rsplit_once(':').ok_or_else(expected)?;
    let line = line.parse().map_err(|_| expected())?;
    if path.is_empty() { Err(expected()) } else { Ok((path.to_owned(), line)) }
}
