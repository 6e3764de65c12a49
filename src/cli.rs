//! The command line: what was asked for, from where the policy comes, where the answer goes, and the exit status.

mod args;
mod ask;
mod cost;
mod diff;
mod fix;
mod init;
mod output;
mod policy;
mod reports;
mod tokens;
mod told;

#[cfg(test)]
mod tests;

use crate::{
    catalog::{Level, pages},
    git::Fault,
    report::{self, Agreed, Look, Outcome, Render, Written, diff::Diff, progress::Progress},
    run::{
        Asked, Compared, Fixed, Fixing, Recorded, Refusal,
        recall::{Answered, Question},
    },
};
use args::{Baseline, Check, Cli, Command, Scanned, Shared};
use clap::Parser;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    process::ExitCode,
};

/// What does the work.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Scans, or gives an earlier answer.
    pub scan: &'a dyn Fn(&Asked, Question<'_>, &Progress) -> Result<Answered, Refusal>,
    /// Scans, and finds what was not there in an earlier state.
    pub since: &'a dyn Fn(&Asked, &Compared, &Progress) -> Result<Outcome, Refusal>,
    /// Scans, and writes allows with this reason for what it finds.
    pub agree: &'a dyn Fn(&Asked, &str, &Progress) -> Result<Agreed, Refusal>,
    /// Scans, and makes fixes.
    pub fix: &'a dyn Fn(&Asked, Fixing, &Progress) -> Result<Fixed, Refusal>,
    /// Compares two states of a repository.
    pub diff: &'a dyn Fn(&Asked, &Compared, &Progress) -> Result<Diff, Refusal>,
    /// Scans, and records what it finds as the baseline.
    pub record: &'a dyn Fn(&Asked, &Progress) -> Result<Written, Refusal>,
}

/// The exit statuses, part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// What to do where a baseline is of no use.
const OTHER_BASELINE: &str = "name another with `--baseline FILE`, or go without: `--no-baseline`";

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

/// Runs the command line `args`, the program's name first; `work` does the scans.
pub fn start(args: impl IntoIterator<Item = OsString>, work: Work<'_>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output and is no error.
            let exit = if error.use_stderr() { Exit::Usage as u8 } else { Exit::Clean as u8 };
            return ExitCode::from(output::said(error.print(), exit));
        }
    };
    let look = output::look(cli.shared.color, cli.shared.quiet);
    let answer = answer(&cli, &look, work);
    ExitCode::from(output::write(&answer.out, &answer.err, answer.exit as u8))
}

fn answer(cli: &Cli, look: &Look, work: Work<'_>) -> Answer {
    let front = Front { shared: &cli.shared, look, work };
    match &cli.command {
        None => front.check(&cli.check),
        Some(Command::Check(ask)) => front.check(ask),
        Some(Command::Baseline(ask)) => front.record(ask),
        Some(Command::Diff(ask)) => front.diff(ask),
        Some(Command::Sites(ask)) => front.sites(ask),
        Some(Command::Explain(ask)) => ask::explain(&ask.name, as_of(ask.as_of), look),
        Some(Command::Cost(ask)) => front.cost(ask),
        Some(Command::Init(ask)) => front.init(ask),
        Some(Command::Policy(ask)) => front.policy(ask),
        Some(Command::Rules) => Answer::says(report::pages::list(pages::all(), look)),
        Some(Command::Tokens(ask)) => front.tokens(ask),
        Some(Command::Models(ask)) => front.models(ask),
    }
}

/// What all commands that scan have in common.
struct Front<'a> {
    shared: &'a Shared,
    look: &'a Look,
    work: Work<'a>,
}

impl Front<'_> {
    /// Finds what was not there in an earlier state, or says why not.
    fn since(&self, ask: &Check, compared: &Compared) -> Result<Outcome, Answer> {
        let (asked, progress) = self.asked(&ask.scanned, ask.recorded())?;
        (self.work.since)(&asked, compared, &progress).map_err(|refusal| self.refused(&refusal))
    }

    /// Writes allows for what is found; says so, and whether some could not be written.
    fn agree(&self, ask: &Check, reason: &str) -> Result<(String, bool), Answer> {
        let (asked, progress) = self.asked(&ask.scanned, ask.recorded())?;
        let agreed = (self.work.agree)(&asked, reason, &progress).map_err(|refusal| self.refused(&refusal))?;
        Ok((report::agreed(&agreed, self.look), agreed.unwritten))
    }

    fn record(&self, ask: &Baseline) -> Answer {
        let recorded = ask.file.clone().map_or(Recorded::Ignored, |file| Recorded::In { file, ratchet: false });
        match self.asked(&ask.scanned, recorded) {
            Ok((asked, progress)) => match (self.work.record)(&asked, &progress) {
                Ok(written) => {
                    let exit = if written.incomplete { Exit::Unreadable } else { Exit::Clean };
                    Answer { out: report::recorded(&written, self.look), err: String::new(), exit }
                }
                Err(refusal) => self.refused(&refusal),
            },
            Err(answer) => answer,
        }
    }

    fn asked(&self, ask: &Scanned, baseline: Recorded) -> Result<(Asked, Progress), Answer> {
        let here = env::current_dir().map_err(|error| {
            self.fails(&format!("the current folder cannot be read: {error}"), "go to one that is there")
        })?;
        let (paths, policy) = (ask.paths.clone(), ask.policy.clone());
        let asked = Asked { paths, here, policy, baseline, as_of: as_of(ask.as_of), judged: true };
        let wanted = !self.shared.no_progress && !self.shared.quiet && io::stderr().is_terminal();
        Ok((asked, Progress::new(wanted)))
    }

    fn refused(&self, refusal: &Refusal) -> Answer {
        match refusal {
            Refusal::Policy(all) => {
                Answer::refuses(all.iter().map(|errors| report::mistakes(errors, self.look)).collect())
            }
            Refusal::Git(answer) => {
                let exit = if answer.fault == Fault::Asked { Exit::Usage } else { Exit::Unreadable };
                Answer { exit, ..self.refuse(&answer.message, &answer.help) }
            }
            Refusal::NoPolicy(message) => self.refuse(message, "name a policy with `--policy FILE`"),
            Refusal::Unreadable(message) => self.fails(message, "name a file or folder that is there"),
            Refusal::Unwritable(message) => self.fails(message, "make room, or name a place that can be written to"),
            Refusal::NoBaseline(message) => self.refuse(message, OTHER_BASELINE),
            Refusal::LockedBaseline(message) => self.fails(message, OTHER_BASELINE),
        }
    }

    /// Says what the system did not let happen.
    fn fails(&self, message: &str, help: &str) -> Answer {
        Answer { exit: Exit::Unreadable, ..self.refuse(message, help) }
    }

    fn refuse(&self, message: &str, help: &str) -> Answer {
        Answer::refuses(report::refusal(message, help, self.look))
    }
}

/// Shows an outcome. What could not be read weighs more than findings: the answer is then not whole.
fn finish(outcome: &Outcome, formats: &[(&str, Render)], format: &str, fail: Option<Level>, look: &Look) -> Answer {
    let out = render(formats, format)(outcome, look);
    let found = fail.is_some_and(|level| outcome.findings.iter().any(|finding| finding.level >= level));
    let fails = found || outcome.baseline.as_ref().is_some_and(report::Baselined::is_loose);
    let exit = match (outcome.unreadable(), fails) {
        (true, _) => Exit::Unreadable,
        (_, true) => Exit::Findings,
        _ => Exit::Clean,
    };
    Answer { out, err: String::new(), exit }
}

fn render(formats: &[(&str, Render)], format: &str) -> Render {
    let found = formats.iter().find(|(name, _)| *name == format);
    found.expect("a test holds that every format has its renderer").1
}

/// The day that was named, or else today where prices change: in UTC.
fn as_of(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}
