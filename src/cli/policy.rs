//! `skint policy`: whether policies can be read, what holds where, and what one may say.

use super::{
    Answer, Exit, Front,
    args::{Scanned, day},
};
use crate::{
    policy::{self, Vocabulary},
    report::{self, progress::Progress},
    run::{Asked, Recorded, policy as known, policy_test},
};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// `skint policy`.
#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    /// Read every policy that holds here, and list entries that are of no use
    Check(Scanned),
    /// Print what holds for a path, and which line says so
    Show(Show),
    /// Print the JSON Schema of skint.toml, for editors
    Schema,
    /// Run the `[[test]]` entries of every policy that holds here
    Test(Scanned),
}

/// `skint policy show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// A file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// The policy, instead of the `skint.toml` in a folder above
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The day for exceptions (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Leave out what no policy says
    #[arg(long)]
    no_defaults: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "toml")]
    format: ShowFormat,
}

/// Formats of `skint policy show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For programs, version 1
    Json,
    /// For people, as a policy
    Toml,
}

impl Front<'_> {
    pub(super) fn policy(&self, ask: &Policy) -> Answer {
        match ask {
            Policy::Check(scanned) => self.check_policy(scanned),
            Policy::Show(show) => self.show_policy(show),
            Policy::Schema => Answer::says(schema()),
            Policy::Test(scanned) => self.test_policy(scanned),
        }
    }

    fn test_policy(&self, scanned: &Scanned) -> Answer {
        let (asked, progress) = match self.asked_of_policies(scanned) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        match policy_test::test(&asked, &progress) {
            Ok(all) => {
                let failed = all.iter().any(|one| !one.differences.is_empty());
                let exit = if failed { Exit::Findings } else { Exit::Clean };
                Answer { exit, ..Answer::says(report::policy_test::tested(&all, self.look)) }
            }
            Err(refusal) => self.refused(&refusal),
        }
    }

    /// What is asked for. A policy that is named as if it were a path is meant itself.
    fn asked_of_policies(&self, scanned: &Scanned) -> Result<(Asked, Progress), Answer> {
        let (mut asked, progress) = self.asked(scanned, Recorded::Ignored)?;
        if let ([file], None) = (asked.paths.as_slice(), &asked.policy)
            && file.extension().is_some_and(|ending| ending == "toml")
        {
            let folder = Path::new(".").join(file.parent().unwrap_or(Path::new("")));
            asked.policy = Some(file.clone());
            asked.paths = vec![folder];
        }
        Ok((asked, progress))
    }

    fn check_policy(&self, scanned: &Scanned) -> Answer {
        let (asked, progress) = match self.asked_of_policies(scanned) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        match known::check(&asked, &progress) {
            Ok(checked) => {
                let exit = if checked.idle.is_empty() { Exit::Clean } else { Exit::Findings };
                Answer { exit, ..Answer::says(report::policy::checked(&checked, self.look)) }
            }
            Err(refusal) => self.refused(&refusal),
        }
    }

    fn show_policy(&self, show: &Show) -> Answer {
        let scanned = Scanned { paths: vec![show.path.clone()], policy: show.policy.clone(), as_of: show.as_of };
        let (asked, _) = match self.asked(&scanned, Recorded::Ignored) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        match known::effective(&asked) {
            Ok(mut effective) => {
                if show.no_defaults {
                    effective.leave_out_defaults();
                }
                Answer::says(match show.format {
                    ShowFormat::Json => report::policy::json(&effective),
                    ShowFormat::Toml => report::policy::toml(&effective, self.look),
                })
            }
            Err(refusal) => self.refused(&refusal),
        }
    }
}

/// The schema as it is checked in.
fn schema() -> String {
    let schema = policy::schema(&Vocabulary::embedded());
    serde_json::to_string_pretty(&schema).expect("a JSON value can be written") + "\n"
}
