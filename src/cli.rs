//! The command line: what was asked for, from where the policy comes, where the answer goes, and the exit status.

mod args;
mod ask;
mod output;

#[cfg(test)]
mod tests;

use crate::{
    catalog::{Level, models, pages},
    report::{self, Look, Outcome, Render, progress::Progress},
    run::{Asked, Refusal},
};
use args::{Cli, Command, FailOn, Scanned, Shared};
use clap::Parser;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    process::ExitCode,
};

/// What does a scan.
pub type Scan<'a> = &'a dyn Fn(&Asked, &Progress) -> Result<Outcome, Refusal>;

/// The exit statuses, part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing at or above the failing level.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// Bad arguments or a bad policy.
    Usage = 2,
    /// What was asked for could not be read, or the answer could not be written.
    Unreadable = 3,
}

/// What is to be printed, where to, and how to end.
struct Answer {
    out: String,
    err: String,
    exit: Exit,
}

impl Answer {
    fn says(out: String) -> Answer {
        Answer { out, err: String::new(), exit: Exit::Clean }
    }

    fn refuses(err: String) -> Answer {
        Answer { out: String::new(), err, exit: Exit::Usage }
    }
}

/// Runs the command line `args`, the program's name first; `scan` does the scans.
pub fn start(args: impl IntoIterator<Item = OsString>, scan: Scan<'_>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output and is no error. A closed pipe changes neither.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::Usage as u8 } else { Exit::Clean as u8 });
        }
    };
    let look = output::look(cli.shared.color, cli.shared.quiet);
    let answer = answer(&cli, &look, scan);
    ExitCode::from(output::write(&answer.out, &answer.err, answer.exit as u8))
}

fn answer(cli: &Cli, look: &Look, scan: Scan<'_>) -> Answer {
    match &cli.command {
        None => check(&cli.check.scanned, cli.check.format.name(), cli.check.fail_on, &cli.shared, look, scan),
        Some(Command::Check(ask)) => check(&ask.scanned, ask.format.name(), ask.fail_on, &cli.shared, look, scan),
        Some(Command::Sites(ask)) => match scanned(&ask.scanned, &cli.shared, look, scan) {
            Ok(outcome) => finish(&outcome, report::SITE_FORMATS, ask.format.name(), None, look),
            Err(answer) => answer,
        },
        Some(Command::Explain(ask)) => ask::explain(&ask.name, as_of(ask.as_of), look),
        Some(Command::Rules) => Answer::says(report::pages::list(pages::all(), look)),
        Some(Command::Models(ask)) => {
            let as_of = as_of(ask.as_of);
            Answer::says(report::models::list(&models::embedded().rows(as_of), as_of, look))
        }
    }
}

fn check(ask: &Scanned, format: &str, fail_on: FailOn, shared: &Shared, look: &Look, scan: Scan<'_>) -> Answer {
    match scanned(ask, shared, look, scan) {
        Ok(outcome) => finish(&outcome, report::FORMATS, format, fail_on.level(), look),
        Err(answer) => answer,
    }
}

/// Scans, or says why not.
fn scanned(ask: &Scanned, shared: &Shared, look: &Look, scan: Scan<'_>) -> Result<Outcome, Answer> {
    let refuse = |message: &str, help: &str| Answer::refuses(report::refusal(message, help, look));
    let here = env::current_dir()
        .map_err(|error| refuse(&format!("the current folder cannot be read: {error}"), "go to one that is there"))?;
    let asked = Asked { paths: ask.paths.clone(), here, policy: ask.policy.clone(), as_of: as_of(ask.as_of) };
    let wanted = !shared.no_progress && !shared.quiet && io::stderr().is_terminal();
    scan(&asked, &Progress::new(wanted)).map_err(|refusal| match refusal {
        Refusal::Policy(errors) => Answer::refuses(report::mistakes(&errors, look)),
        Refusal::NoPolicy(message) => refuse(&message, "name a policy with `--policy FILE`"),
    })
}

/// Shows an outcome. What could not be read weighs more than findings: the answer is then not whole.
fn finish(outcome: &Outcome, formats: &[(&str, Render)], format: &str, fail: Option<Level>, look: &Look) -> Answer {
    let render = formats.iter().find(|(name, _)| *name == format).map(|(_, render)| render);
    let out = render.expect("a test holds that every format has its renderer")(outcome, look);
    let fails = fail.is_some_and(|level| outcome.findings.iter().any(|finding| finding.level >= level));
    let exit = match (outcome.unreadable(), fails) {
        (true, _) => Exit::Unreadable,
        (_, true) => Exit::Findings,
        _ => Exit::Clean,
    };
    Answer { out, err: String::new(), exit }
}

/// The day that was named, or else today where prices change: in UTC.
fn as_of(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}
