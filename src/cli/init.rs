//! `skint init`: a policy to begin with.

use super::{
    Answer, Front,
    args::{Scanned, day},
};
use crate::{
    report,
    run::{
        Recorded,
        init::{self, Wanted},
    },
};
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// `skint init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder that the policy is for
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Write a workflow for GitHub too
    #[arg(long)]
    github: bool,
    /// Write a hook for pre-commit too
    #[arg(long)]
    pre_commit: bool,
    /// The day for prices and retirements (today, if not given)
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

impl Front<'_> {
    pub(super) fn init(&self, ask: &Init) -> Answer {
        let scanned = Scanned { paths: vec![ask.folder.clone()], policy: None, as_of: ask.as_of };
        let (asked, progress) = match self.asked(&scanned, Recorded::Ignored) {
            Ok(asked) => asked,
            Err(answer) => return answer,
        };
        let wanted = Wanted { github: ask.github, pre_commit: ask.pre_commit };
        match init::init(&asked, wanted, &progress) {
            Ok((made, seen)) => Answer::says(report::init::made(&made, &seen, self.look)),
            Err(refusal) => self.refused(&refusal),
        }
    }
}
