//! `[tokens]`: what the team's own records say about estimates.

use super::{
    Document, Policy, PolicyError, PolicyLine,
    entry::{Entry, Reader},
    shape,
};
use crate::{catalog::models, estimate::Calibrations};
use std::ops::Range;

/// What `[tokens]` says, and what the file holds that it names.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    calibration: Option<Named>,
    read: Calibrations,
}

/// A file that is named.
#[derive(Clone, Debug)]
struct Named {
    file: String,
    range: Range<usize>,
    line: PolicyLine,
}

impl Tokens {
    pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Tokens {
        let mut tokens = Tokens::default();
        for (entry, _) in reader.keyed(section, &shape::TOKENS) {
            let file = reader.text(&entry, "the name of a file", "\"tokens.toml\"");
            let (range, line) = (entry.range.clone(), reader.line(&entry));
            tokens.calibration = file.map(|file| Named { file, range, line });
        }
        tokens
    }

    /// The file that is named, and the line that names it.
    pub(super) fn calibration(&self) -> Option<(&str, &PolicyLine)> {
        self.calibration.as_ref().map(|named| (named.file.as_str(), &named.line))
    }

    /// Reads the calibration that is named, where one is, as `load` finds it beside the policy.
    pub(super) fn load(&mut self, load: &dyn Fn(&str) -> Result<Document, String>) -> Result<(), PolicyError> {
        let Some(Named { file, range, .. }) = &self.calibration else { return Ok(()) };
        let refused = |message: String, label: &str, help: &str| PolicyError {
            range: range.clone(),
            message,
            label: label.to_owned(),
            help: Some(help.to_owned()),
        };
        let found = load(file).map_err(|why| {
            let help = "`skint tokens --verify LOG --calibrate` writes it, from recorded requests";
            refused(format!("the calibration `{file}` {why}"), "cannot be read", help)
        })?;
        self.read = Calibrations::parse(&found.text, models::embedded()).map_err(|why| {
            let help = "write it anew with `skint tokens --verify LOG --calibrate`";
            refused(format!("the calibration `{file}` cannot be used: {why}"), "cannot be used", help)
        })?;
        Ok(())
    }
}

impl Policy {
    /// What the team's own records say about estimates: the calibration of the file that wins first.
    pub fn calibrations(&self) -> &Calibrations {
        static NONE: Calibrations = Calibrations::none();
        let named = self.files.iter().map(|file| &file.tokens).find(|tokens| tokens.calibration.is_some());
        named.map_or(&NONE, |tokens| &tokens.read)
    }

    /// The line that names the calibration.
    pub fn calibration_line(&self) -> Option<&PolicyLine> {
        self.files.iter().find_map(|file| file.tokens.calibration.as_ref()).map(|named| &named.line)
    }
}
