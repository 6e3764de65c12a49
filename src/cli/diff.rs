//! `skint diff`: what a change does to the calls of Claude and what they cost.

use super::{
    Answer, Exit, Front,
    args::Scanned,
    reports::{self, Report},
};
use crate::{
    report::{
        Look,
        diff::{DIFF_FORMATS, Diff as Found},
    },
    run::{Compared, Recorded},
};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// `skint diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The commit before, and the one after it if not the working tree; compared from where they part
    #[arg(value_name = "BASE[..HEAD]", default_value = "HEAD")]
    range: String,
    /// Files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compare with what is staged instead of the working tree
    #[arg(long)]
    staged: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = reports::ask::<DiffFormat>)]
    output: Vec<Report<DiffFormat>>,
    /// The policy, instead of those of the two states
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The day for prices, retirements and exceptions (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = super::args::day)]
    as_of: Option<Date>,
}

/// Formats of `skint diff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For programs, version 1
    Json,
    /// A comment on a pull request; empty where nothing about Claude changed
    Markdown,
    /// For people
    Text,
}

impl DiffFormat {
    pub(super) fn name(self) -> &'static str {
        match self {
            DiffFormat::Json => "json",
            DiffFormat::Markdown => "markdown",
            DiffFormat::Text => "text",
        }
    }
}

impl Front<'_> {
    pub(super) fn diff(&self, ask: &Diff) -> Answer {
        let compared = match Compared::read(&ask.range, ask.staged) {
            Ok(compared) => compared,
            Err(message) => return self.refuse(&message, "name one of the two: a commit after `..`, or `--staged`"),
        };
        let scanned = Scanned { paths: ask.paths.clone(), policy: ask.policy.clone(), as_of: ask.as_of };
        let (asked, progress) = match self.asked(&scanned, Recorded::Ignored) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        let found = match (self.work.diff)(&asked, &compared, &progress) {
            Ok(found) => found,
            Err(refusal) => return self.refused(&refusal),
        };
        let render = |format: &DiffFormat, look: &Look| {
            let known = DIFF_FORMATS.iter().find(|(name, _)| *name == format.name());
            known.expect("a test holds that every format has its renderer").1(&found, look)
        };
        let err = reports::write(&ask.output, |format| render(format, &Look::PLAIN), self.look);
        let exit = if err.is_empty() { exit(&found) } else { Exit::Unreadable };
        Answer { out: render(&ask.format, self.look), err, exit }
    }
}

/// What could not be read weighs more than a broken limit: the answer is then not whole.
fn exit(found: &Found) -> Exit {
    match (found.unreadable(), found.breaks_a_limit()) {
        (true, _) => Exit::Unreadable,
        (_, true) => Exit::Findings,
        _ => Exit::Clean,
    }
}
