//! Writes allows for findings into the files they stand in.

use super::{Asked, Refusal, replace::replace, survey};
use crate::{
    allow::{self, NoPlace},
    catalog::pages,
    diagnostic::Diagnostic,
    report::{Agreed, progress::Progress},
    resolve::files::Files,
    source::SourceId,
    walk::Tree,
};
use std::{collections::BTreeMap, path::Path};

/// Scans, and writes a comment that allows each finding, with this reason, into the files. Findings about allows
/// themselves are left: a comment about a comment agrees on nothing.
pub fn agree(asked: &Asked, reason: &str, progress: &Progress) -> Result<Agreed, Refusal> {
    let mut survey = survey(asked, progress)?;
    survey.sift(asked)?;
    let mut by_file: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for finding in survey.outcome.findings.into_iter().filter(|finding| !is_about_allows(finding)) {
        by_file.entry(finding.at.source).or_default().push(finding);
    }
    let mut agreed = Agreed::default();
    for (id, findings) in by_file {
        let path = survey.tree.path(id).to_string();
        match write(&survey.tree, &survey.scope.base, id, &findings, reason) {
            Ok(comments) => agreed.written.push((path, comments)),
            Err(Left::As(why)) => agreed.left.push((path, why)),
            Err(Left::Unwritten(why)) => {
                agreed.left.push((path, why));
                agreed.unwritten = true;
            }
        }
    }
    Ok(agreed)
}

fn is_about_allows(finding: &Diagnostic) -> bool {
    pages::named(finding.rule).is_some_and(|page| page.group == "allows")
}

/// Why nothing was written into a file.
enum Left {
    /// It is left as it is.
    As(String),
    /// It could not be written.
    Unwritten(String),
}

/// Writes into one file, and gives the number of comments.
fn write(tree: &Tree, base: &Path, id: SourceId, findings: &[Diagnostic], reason: &str) -> Result<usize, Left> {
    let gone = || Left::As("it can no longer be read".to_owned());
    let (source, module) = tree.source(id).zip(tree.module(id)).ok_or_else(gone)?;
    let inserted = allow::insert(&source, &module, findings, reason, pages::all()).map_err(|why| match why {
        NoPlace::Uncommentable => Left::As("it takes no comments".to_owned()),
        NoPlace::Unsafe => Left::As("a comment in the right place would change what it says".to_owned()),
    })?;
    replace(&base.join(&*source.path), &source.text, &inserted.text).map_err(Left::Unwritten)?;
    Ok(inserted.comments)
}
