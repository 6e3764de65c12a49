//! What a baseline did, in words.

use super::{Look, text::heading, text::note};
use crate::{baseline::Gone, catalog::Level};

/// What a baseline did to the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baselined {
    /// Its file, as it is shown.
    pub path: String,
    /// How many findings it holds that are still there; they are not among the findings.
    pub known: usize,
    /// Recorded findings that are there no more.
    pub gone: Vec<Gone>,
    /// Whether it must be made smaller when it can be.
    pub ratchet: bool,
    /// Whether it is no file but a commit, and what was found there.
    pub is_commit: bool,
}

/// A baseline that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its file, as it is shown.
    pub path: String,
    /// How many findings it records.
    pub findings: u64,
    /// In how many files.
    pub files: usize,
    /// How many the file recorded before, where there was one.
    pub before: Option<u64>,
    /// Whether something that was asked for could not be read, so that its findings are missing.
    pub incomplete: bool,
}

/// Places of findings that are gone which are named; the rest is a number.
const NAMED: usize = 5;

impl Baselined {
    /// Whether it could be smaller and had to be.
    pub fn is_loose(&self) -> bool {
        self.ratchet && !self.gone.is_empty()
    }

    /// What is said of it above the summary: that it must shrink, and where.
    pub(super) fn complaint(&self, look: &Look) -> Option<String> {
        if !self.is_loose() {
            return None;
        }
        let gone = if self.gone() == 1 { "is gone" } else { "are gone" };
        let message = format!("{} records {} that {gone}", self.path, counted(self.gone()));
        let mut out = heading(Level::Error, None, &message, look);
        for gone in self.gone.iter().take(NAMED) {
            out.push_str(&note("gone", &format!("{}: {} {}", gone.path, gone.count, gone.rule), look));
        }
        let more = self.gone.len().saturating_sub(NAMED);
        if more > 0 {
            out.push_str(&note("gone", &format!("{more} more"), look));
        }
        out.push_str(&note("help", "run `skint baseline` and commit what it writes", look));
        Some(out)
    }

    /// What is said of it in the summary.
    pub(super) fn sentence(&self) -> Option<String> {
        if self.is_commit {
            return self.commit_sentence();
        }
        let known = (self.known > 0).then(|| format!("{} recorded in {} not shown", counted(self.known), self.path));
        let gone = (!self.gone.is_empty() && !self.ratchet).then(|| {
            format!(
                "{} recorded in {} no longer there: `skint baseline` makes it smaller",
                counted(self.gone()),
                self.path
            )
        });
        match (known, gone) {
            (Some(known), Some(gone)) => Some(format!("{known}; {gone}")),
            (known, gone) => known.or(gone),
        }
    }

    fn commit_sentence(&self) -> Option<String> {
        let known = (self.known > 0).then(|| format!("{} of {} not shown", counted(self.known), self.path));
        let gone = (!self.gone.is_empty()).then(|| format!("{} of {} gone", counted(self.gone()), self.path));
        match (known, gone) {
            (Some(known), Some(gone)) => Some(format!("{known}; {gone}")),
            (known, gone) => known.or(gone),
        }
    }

    fn gone(&self) -> usize {
        self.gone.iter().map(|gone| gone.count as usize).sum()
    }
}

/// What `skint baseline` says when it is done.
pub fn recorded(written: &Written, look: &Look) -> String {
    let files = if written.files == 1 { "1 file".to_owned() } else { format!("{} files", written.files) };
    let findings = counted(usize::try_from(written.findings).unwrap_or(usize::MAX));
    let before = written.before.map_or_else(String::new, |before| format!(", before {before}"));
    let mut out = look.line(&format!("{} records {findings} in {files}{before}", written.path)) + "\n";
    if written.incomplete {
        let message = "something that was asked for could not be read, so its findings are not recorded";
        out.push_str(&heading(Level::Error, None, message, look));
        out.push_str(&note("help", "`skint check` says what; record again once it can be read", look));
    }
    out
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}
