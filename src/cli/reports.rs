//! `--output FORMAT=PATH`: reports that are written to files, all from one scan.

use crate::report::{self, Look};
use clap::ValueEnum;
use std::{fs, path::PathBuf};

/// A report to be written.
#[derive(Clone, Debug)]
pub(super) struct Report<F> {
    pub(super) format: F,
    pub(super) path: PathBuf,
}

/// Reads `FORMAT=PATH`.
pub(super) fn ask<F: ValueEnum>(text: &str) -> Result<Report<F>, String> {
    let known = || {
        let names: Vec<String> = F::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("the formats are {}", names.join(", "))
    };
    match text.split_once('=') {
        None | Some((_, "")) => Err(format!("expected a format and a file, such as `json=report.json`; {}", known())),
        Some((format, path)) => match F::from_str(format, false) {
            Ok(format) => Ok(Report { format, path: PathBuf::from(path) }),
            Err(_) => Err(format!("there is no format `{format}`; {}", known())),
        },
    }
}

/// Writes each report, with the folders it is in; says what could not be written.
pub(super) fn write<F>(files: &[Report<F>], render: impl Fn(&F) -> String, look: &Look) -> String {
    let mut failed = String::new();
    for file in files {
        let folder = file.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let made = folder.map_or(Ok(()), fs::create_dir_all);
        if let Err(error) = made.and_then(|()| fs::write(&file.path, render(&file.format))) {
            let message = format!("{} cannot be written: {error}", file.path.display());
            failed.push_str(&report::refusal(&message, "name a file in a folder that can be written to", look));
        }
    }
    failed
}
