//! Path selectors: globs over paths from the policy's own folder.

use super::PolicyLine;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A glob that selects files, with the line it stands on.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    /// As it is written.
    pub(super) written: String,
    /// Where.
    pub(super) line: PolicyLine,
    set: GlobSet,
}

impl Selector {
    /// A selector; the error says what is wrong with it. A folder selects everything beneath it.
    pub(super) fn new(written: &str, line: PolicyLine) -> Result<Selector, String> {
        let pattern = written.strip_prefix("./").unwrap_or(written).trim_end_matches('/');
        if pattern.is_empty() {
            return Err("it is empty and selects nothing".to_owned());
        }
        if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
            return Err("paths are counted from the policy's own folder and stay inside it".to_owned());
        }
        let mut set = GlobSetBuilder::new();
        for glob in [pattern.to_owned(), format!("{pattern}/**")] {
            let glob = GlobBuilder::new(&glob).literal_separator(true).build();
            set.add(glob.map_err(|error| error.kind().to_string())?);
        }
        let set = set.build().map_err(|error| error.kind().to_string())?;
        Ok(Selector { written: written.to_owned(), line, set })
    }

    /// Whether it selects the file at `path`, which is counted from the policy's folder with `/` between its parts.
    pub(super) fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }
}
