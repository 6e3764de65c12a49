//! `skint tokens`: what a prompt, a template, a request or a list of tools comes to, and how far estimates miss.

use super::{Answer, Exit, Front};
use crate::{
    report::{self, Look},
    run::{
        Asked, Recorded,
        tokens::{self, NoFigure},
    },
};
use clap::{Args, ValueEnum};
use std::{env, path::PathBuf};

/// `skint tokens`.
#[derive(Debug, Args)]
pub(super) struct Tokens {
    /// Prompts, templates, JSON request bodies or tool lists; `-` or none for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The model, in any spelling; a request body may name it itself
    #[arg(long, value_name = "MODEL")]
    model: Option<String>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TokensFormat,
    /// Compare estimates with recorded requests: JSONL of `request`, `model`, and `input_tokens` or `usage`
    #[arg(long, value_name = "LOG", conflicts_with_all = ["files", "model"])]
    verify: Option<PathBuf>,
    /// Write what corrects the estimates for the models of the log
    #[arg(long, value_name = "FILE", requires = "verify", num_args = 0..=1, default_missing_value = "tokens.toml")]
    calibrate: Option<PathBuf>,
    /// The policy, instead of the `skint.toml` in a folder above
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

/// Formats of `skint tokens`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TokensFormat {
    /// For programs: counts in version 1, records a line each
    Json,
    /// For people
    Text,
}

impl Front<'_> {
    pub(super) fn tokens(&self, ask: &Tokens) -> Answer {
        let here = match env::current_dir() {
            Ok(here) => here,
            Err(error) => {
                let message = format!("the current folder cannot be read: {error}");
                return Answer::refuses(report::refusal(&message, "go to one that is there", self.look));
            }
        };
        let (paths, policy) = (ask.files.clone(), ask.policy.clone());
        let asked =
            Asked { paths, here, policy, baseline: Recorded::Ignored, as_of: super::as_of(None), judged: false };
        match &ask.verify {
            Some(log) => match tokens::hold(&asked, log, ask.calibrate.is_some()) {
                Ok(verified) => self.held(ask, &asked, &verified),
                Err(wrong) => self.no_figure(wrong),
            },
            None => self.counted(ask, &asked),
        }
    }

    fn counted(&self, ask: &Tokens, asked: &Asked) -> Answer {
        let mut answer = Answer::says(String::new());
        let mut counted = Vec::new();
        for one in tokens::count(asked, ask.model.as_deref()) {
            match one {
                Ok(one) => counted.push(one),
                Err(wrong) => {
                    let wrong = self.no_figure(wrong);
                    answer.err.push_str(&wrong.err);
                    answer.exit = answer.exit.max(wrong.exit);
                }
            }
        }
        answer.out = match ask.format {
            _ if counted.is_empty() => String::new(),
            TokensFormat::Text => report::tokens::counts(&counted, self.look),
            TokensFormat::Json => report::tokens::counts_json(&counted),
        };
        answer
    }

    fn held(&self, ask: &Tokens, asked: &Asked, verified: &report::tokens::Verified) -> Answer {
        let mut answer = match ask.format {
            TokensFormat::Text => Answer::says(report::tokens::errors(verified, self.look)),
            TokensFormat::Json => {
                let err = report::tokens::left_out(verified, &Look { quiet: false, ..*self.look });
                Answer { err, ..Answer::says(report::tokens::records_json(verified)) }
            }
        };
        if let Some(file) = &ask.calibrate {
            match tokens::calibrate(verified, &asked.here, file) {
                Ok(found) => {
                    answer.err.push_str(&report::tokens::calibrated(&found, &file.to_string_lossy(), self.look));
                }
                Err(wrong) => return self.no_figure(wrong),
            }
        }
        answer
    }

    fn no_figure(&self, wrong: NoFigure) -> Answer {
        match wrong {
            NoFigure::Usage(message, help) => Answer::refuses(report::refusal(&message, &help, self.look)),
            NoFigure::Unreadable(message, help) => {
                let err = report::refusal(&message, &help, self.look);
                Answer { out: String::new(), err, exit: Exit::Unreadable }
            }
            NoFigure::Policy(refusal) => self.refused(&refusal),
        }
    }
}
