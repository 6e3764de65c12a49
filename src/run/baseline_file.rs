//! The baseline of a scan: where its file lies, what it does to the findings, and how it is written.

use super::{Asked, Refusal, Survey, policy_file::shown, survey};
use crate::{
    baseline::{Baseline, FILE_NAME, Identity, Scanned},
    policy::Ground,
    report::{Baselined, Written, progress::Progress},
    resolve::files::Files,
    walk::Scope,
};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Which baseline counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The one beside the policy, or at the root of the repository, if there is one.
    Beside {
        /// Whether it must be made smaller when it can be.
        ratchet: bool,
    },
    /// The one in a file that was named.
    In {
        /// The file.
        file: PathBuf,
        /// Whether it must be made smaller when it can be.
        ratchet: bool,
    },
    /// None: everything is shown.
    Ignored,
}

/// How the paths of a baseline and of the scan correspond.
struct Place<'s> {
    survey: &'s Survey,
    ground: Ground,
}

impl Place<'_> {
    fn of<'s>(survey: &'s Survey, file: &Path) -> Place<'s> {
        let folder = file.parent().and_then(|folder| fs::canonicalize(folder).ok());
        let base = fs::canonicalize(&survey.scope.base).unwrap_or_else(|_| survey.scope.base.clone());
        let folder = folder.unwrap_or_else(|| base.clone());
        Place { survey, ground: Ground::of(&base, &folder) }
    }

    /// Every finding as the baseline knows it. A file outside the baseline's folder keeps the scan's path.
    fn identities(&self) -> Vec<Identity> {
        let path = |path: &str| self.ground.local(path).map_or_else(|| path.to_owned(), std::borrow::Cow::into_owned);
        let findings = self.survey.outcome.findings.iter();
        findings.map(|finding| Identity::of(finding, path(&self.survey.tree.path(finding.at.source)))).collect()
    }

    fn exists(&self, path: &str) -> bool {
        self.ground.scanned(path).is_some_and(|path| self.survey.tree.find(&path).is_some())
    }

    fn covers(&self, path: &str) -> bool {
        let scope: &Scope = &self.survey.scope;
        self.ground.scanned(path).is_some_and(|path| scope.holds(&path))
    }
}

/// Takes from the findings those that the baseline records.
pub(super) fn sift(asked: &Asked, survey: &mut Survey) -> Result<(), Refusal> {
    let (file, ratchet) = match &asked.baseline {
        Recorded::Ignored => return Ok(()),
        Recorded::Beside { ratchet } => (survey.home.join(FILE_NAME), *ratchet),
        Recorded::In { file, ratchet } => (asked.here.join(file), *ratchet),
    };
    let named = matches!(asked.baseline, Recorded::In { .. });
    let Some(baseline) = read(&file, asked)? else {
        let missing = format!("there is no baseline {}; `skint baseline` writes one", shown(&file, &asked.here));
        return if named || ratchet { Err(Refusal::NoBaseline(missing)) } else { Ok(()) };
    };
    let place = Place::of(survey, &file);
    let scanned = Scanned { exists: &|path| place.exists(path), covers: &|path| place.covers(path) };
    let sifted = baseline.sift(&place.identities(), &scanned);
    let known = sifted.known.iter().filter(|known| **known).count();
    let mut recorded = sifted.known.into_iter();
    survey.outcome.findings.retain(|_| !recorded.next().unwrap_or(false));
    survey.outcome.baseline = Some(Baselined { path: shown(&file, &asked.here), known, gone: sifted.gone, ratchet });
    Ok(())
}

/// Scans, and records every finding. Of a baseline that is there, what was not looked at again is kept.
pub fn record(asked: &Asked, progress: &Progress) -> Result<Written, Refusal> {
    let survey = survey(asked, progress)?;
    let file = match &asked.baseline {
        Recorded::In { file, .. } => asked.here.join(file),
        _ => survey.home.join(FILE_NAME),
    };
    let place = Place::of(&survey, &file);
    let now = Baseline::of(place.identities());
    let whole = place.covers("");
    let before = match read(&file, asked) {
        Ok(before) => before,
        // All of it is written anew, so that whatever a merge left there is of no matter.
        Err(_) if whole => None,
        Err(refusal) => return Err(refusal),
    };
    let counted = before.as_ref().map(Baseline::len);
    let now = now.over(before.unwrap_or_default(), &|path| place.covers(path));
    fs::write(&file, now.render()).map_err(|error| {
        Refusal::NoBaseline(format!("the baseline {} cannot be written: {error}", shown(&file, &asked.here)))
    })?;
    Ok(Written {
        path: shown(&file, &asked.here),
        findings: now.len(),
        files: now.file_count(),
        before: counted,
        incomplete: survey.outcome.unreadable(),
    })
}

/// The baseline in a file; `None` where there is no file.
fn read(file: &Path, asked: &Asked) -> Result<Option<Baseline>, Refusal> {
    let refuse =
        |error: &str| Refusal::NoBaseline(format!("the baseline {} cannot be read: {error}", shown(file, &asked.here)));
    match fs::read_to_string(file) {
        Ok(text) => Baseline::parse(&text).map(Some).map_err(|error| refuse(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refuse(&error.to_string())),
    }
}
