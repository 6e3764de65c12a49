//! Commands and options, and the help that people read.

use super::{
    cost::{Cost, Format},
    diff::Diff,
    init::Init,
    policy::Policy,
    reports::{self, Report},
    tokens::Tokens,
};
use crate::{
    catalog::Level,
    diagnostic::Confidence,
    run::{Compared, Head, Recorded},
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Finds what Claude API calls cost, without running the code.
#[derive(Debug, Parser)]
#[command(name = "skint", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: Check,
    #[command(flatten)]
    pub(super) shared: Shared,
}

const EXAMPLES: &str = "\
Examples:
  skint                              check the current folder
  skint check src --fail-on error    fail only on errors
  skint diff main                    what the work since main does to the bill
  skint sites                        list every call, with its model and cost
  skint explain retired-model        what a rule finds, why, and how to fix it
  skint explain claude-opus-5-5      what is known of a model

Exit status: 0 nothing at or above the failing level, 1 findings, 2 bad
arguments or policy, 3 what was asked for could not be read";

/// What to do; without one: check.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge every call of Claude against the policy
    Check(Check),
    /// Record today's findings, so that later checks show only new ones
    Baseline(Baseline),
    /// Write a policy that passes today, from what is in use
    Init(Init),
    /// Say what a change does to the calls of Claude and what they cost
    Diff(Diff),
    /// List every call of Claude, with its model, output cap and cost
    Sites(Sites),
    /// Say what calls cost, per month where the policy says how often they run
    Cost(Cost),
    /// Say what a rule finds and how to fix it, or what is known of a model
    Explain(Explain),
    /// Check, show and describe policies
    #[command(subcommand)]
    Policy(Policy),
    /// List the rules and their levels
    Rules,
    /// List the models with their prices
    Models(Models),
    /// Count the tokens of a prompt, a request or a list of tools
    Tokens(Tokens),
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Shared {
    /// When to use colours (`NO_COLOR` is honoured)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Colour,
    /// Print findings and problems, nothing else
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub(super) no_progress: bool,
    /// Work everything out anew, and keep no answers
    #[arg(long, global = true)]
    pub(super) no_cache: bool,
}

/// What is scanned, and by which policy.
#[derive(Debug, Args)]
pub(super) struct Scanned {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// The policy, instead of the `skint.toml` in a folder above
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
    /// The day for prices, retirements and exceptions (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Date>,
}

/// `skint check`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of its own
pub(super) struct Check {
    #[command(flatten)]
    pub(super) scanned: Scanned,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: CheckFormat,
    /// Write a report to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = reports::ask::<CheckFormat>)]
    pub(super) output: Vec<Report<CheckFormat>>,
    /// The least level of a finding that makes the exit status 1
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub(super) fail_on: FailOn,
    /// Leave out findings that are less sure than this
    #[arg(long, value_name = "LEVEL", default_value = "low")]
    pub(super) min_confidence: Sure,
    /// The baseline, instead of the `skint-baseline.json` beside the policy
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Show recorded findings too
    #[arg(long, conflicts_with_all = ["baseline", "ratchet"])]
    pub(super) no_baseline: bool,
    /// Show only findings that were not there where the work since this commit began
    #[arg(long, value_name = "COMMIT", conflicts_with = "add_allow")]
    pub(super) base: Option<String>,
    /// Check what is staged, and show only findings that are not in the last commit, or not in `--base`
    #[arg(long, conflicts_with = "add_allow")]
    pub(super) staged: bool,
    /// Fail when the baseline records findings that are gone
    #[arg(long)]
    pub(super) ratchet: bool,
    /// Write a comment that allows each finding, with this reason, into the files
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub(super) add_allow: Option<String>,
    /// Make the fixes that change nothing but what calls cost
    #[arg(long, conflicts_with_all = ["add_allow", "base", "staged"])]
    pub(super) fix: bool,
    /// With --fix: make those too that change more, such as a model
    #[arg(long = "unsafe", requires = "fix")]
    pub(super) risky: bool,
    /// With --fix: print what would be written, and write nothing
    #[arg(long, requires = "fix")]
    pub(super) diff: bool,
}

impl Check {
    /// What it is compared with, if only new findings count.
    pub(super) fn compared(&self) -> Option<Compared> {
        let head = if self.staged { Head::Staged } else { Head::Worktree };
        match &self.base {
            Some(base) => Some(Compared { base: base.clone(), head }),
            None => self.staged.then(|| Compared { base: "HEAD".to_owned(), head }),
        }
    }

    /// Which baseline counts.
    pub(super) fn recorded(&self) -> Recorded {
        match &self.baseline {
            _ if self.no_baseline => Recorded::Ignored,
            Some(file) => Recorded::In { file: file.clone(), ratchet: self.ratchet },
            None => Recorded::Beside { ratchet: self.ratchet },
        }
    }
}

/// `skint baseline`.
#[derive(Debug, Args)]
pub(super) struct Baseline {
    #[command(flatten)]
    pub(super) scanned: Scanned,
    /// Where to write it, instead of `skint-baseline.json` beside the policy
    #[arg(long = "baseline", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// `skint sites`.
#[derive(Debug, Args)]
pub(super) struct Sites {
    #[command(flatten)]
    pub(super) scanned: Scanned,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: SitesFormat,
}

/// `skint explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A rule's name, or a model's id in any spelling
    #[arg(value_name = "RULE|MODEL")]
    pub(super) name: String,
    /// The day for prices and retirements (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Date>,
}

/// `skint models`.
#[derive(Debug, Args)]
pub(super) struct Models {
    /// The day for prices and retirements (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Date>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: Format,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Formats of `skint check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For coding assistants, a line a finding
    Agent,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality of GitLab
    Gitlab,
    /// One file to look at in a browser
    Html,
    /// For programs, version 1
    Json,
    /// Tests, as build services show them
    Junit,
    /// A summary or a comment on a forge
    Markdown,
    /// For code scanning, version 2.1.0
    Sarif,
    /// For people
    Text,
}

/// Formats of `skint sites`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SitesFormat {
    /// For programs, version 1
    Json,
    /// For people
    Table,
}

/// The least level that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Any finding
    Info,
    /// Findings that lose money
    Warn,
    /// Requests that fail, and what the policy forbids
    Error,
    /// Report only
    Never,
}

/// How sure a finding must be to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sure {
    /// Those that rest on a heuristic, too
    Low,
    /// Those that rest on facts and one stated assumption
    Medium,
    /// Those that rest on facts alone
    High,
}

impl Sure {
    /// As findings say it.
    pub(super) fn confidence(self) -> Confidence {
        match self {
            Sure::Low => Confidence::Low,
            Sure::Medium => Confidence::Medium,
            Sure::High => Confidence::High,
        }
    }
}

impl CheckFormat {
    pub(super) fn name(self) -> &'static str {
        match self {
            CheckFormat::Agent => "agent",
            CheckFormat::Github => "github",
            CheckFormat::Gitlab => "gitlab",
            CheckFormat::Html => "html",
            CheckFormat::Json => "json",
            CheckFormat::Junit => "junit",
            CheckFormat::Markdown => "markdown",
            CheckFormat::Sarif => "sarif",
            CheckFormat::Text => "text",
        }
    }
}

impl SitesFormat {
    pub(super) fn name(self) -> &'static str {
        match self {
            SitesFormat::Json => "json",
            SitesFormat::Table => "table",
        }
    }
}

impl FailOn {
    pub(super) fn level(self) -> Option<Level> {
        match self {
            FailOn::Info => Some(Level::Info),
            FailOn::Warn => Some(Level::Warn),
            FailOn::Error => Some(Level::Error),
            FailOn::Never => None,
        }
    }
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if !text.chars().any(char::is_alphanumeric) {
        return Err("whoever reads the comment next year must see why it was agreed".to_owned());
    }
    if text.contains(char::is_control) {
        return Err("it must fit on one line".to_owned());
    }
    Ok(text.to_owned())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2027-03-31".to_owned())
}
