//! `[bounds]`: how far a scan goes, where a repository needs more than is enough for most.

use super::{
    Ground, Policy, PolicyLine, Stated,
    entry::{Entry, Reader},
    file::PolicyFile,
    shape::{self, CALLER_FILES, FILE_MIB, STEPS_FACTOR},
};
use crate::bounds::Bounds;
use std::collections::BTreeMap;

/// What `[bounds]` of a file raises, by key.
pub(super) type Raised = BTreeMap<&'static str, Stated<u64>>;

/// Reads `[bounds]`.
pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> Raised {
    let said = reader.keyed(section, &shape::BOUNDS).into_iter().filter_map(|(entry, key)| {
        let count = entry.count(reader, key.kind);
        Some((key.name, reader.line(&entry).states(count)?))
    });
    said.collect()
}

/// Whether a file speaks for all of a scan.
fn is_whole(file: &PolicyFile) -> bool {
    !matches!(file.ground, Ground::Beneath(_))
}

impl Policy {
    /// How far a scan goes.
    pub fn bounds(&self) -> Bounds {
        let default = Bounds::default();
        let raised = self.raised();
        let said = |key: &str| raised.get(key).map(|said| said.value);
        Bounds {
            file_bytes: said(FILE_MIB).map_or(default.file_bytes, |mib| mib << 20),
            caller_files: said(CALLER_FILES).and_then(|most| most.try_into().ok()).unwrap_or(default.caller_files),
            steps_factor: said(STEPS_FACTOR).and_then(|times| times.try_into().ok()).unwrap_or(default.steps_factor),
        }
    }

    /// What is raised, by key. It holds for all of a scan, so that a policy beneath the scan's folder has no say.
    pub(super) fn raised(&self) -> BTreeMap<&'static str, &Stated<u64>> {
        // Of two that say the same, the one that wins comes last.
        self.files
            .iter()
            .rev()
            .filter(|file| is_whole(file))
            .flat_map(|file| &file.bounds)
            .map(|(k, v)| (*k, v))
            .collect()
    }

    /// What of `[bounds]` stands too deep to hold, each with a sentence about it.
    pub fn idle_bounds(&self) -> Vec<(PolicyLine, String)> {
        let beneath = self.files.iter().filter(|file| !is_whole(file)).flat_map(|file| &file.bounds);
        let idle = |(key, said): (&&str, &Stated<u64>)| {
            let why = "holds for all of a scan: it counts in a policy at its root or above, and not here";
            (said.line.clone(), format!("`{key}` {why}"))
        };
        beneath.map(idle).collect()
    }
}
