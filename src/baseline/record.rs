//! The file that a baseline is kept in: JSON, sorted, one fingerprint a line, so that two branches merge.

use super::{Baseline, Counts, LARGEST};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// Version of the file's shape.
const VERSION: u32 = 1;
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record<'a> {
    version: u32,
    files: Cow<'a, BTreeMap<String, BTreeMap<String, Counts>>>,
}

impl Baseline {
    /// The baseline that a file holds; the error says where it is wrong and what to do.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        if text.len() > LARGEST {
            return Err(format!("it has {} MiB and may have {}", text.len() >> 20, LARGEST >> 20));
        }
        let again = "resolve what was merged by hand, or write it anew with `skint baseline`";
        let record: Record<'_> = serde_json::from_str(text).map_err(|error| format!("{error}; {again}"))?;
        if record.version != VERSION {
            let version = record.version;
            return Err(format!("it is of version {version} and this skint reads version {VERSION}; {again}"));
        }
        Ok(Baseline { files: record.files.into_owned() })
    }

    /// The file's text.
    #[allow(clippy::missing_panics_doc)] // strings and numbers are always JSON
    pub fn render(&self) -> String {
        let record = Record { version: VERSION, files: Cow::Borrowed(&self.files) };
        serde_json::to_string_pretty(&record).expect("strings and numbers are always JSON") + "\n"
    }
}
