//! What was agreed on: allows that skint wrote into files.

use super::{Look, text::heading, text::note};
use crate::catalog::Level;

/// What became of findings that were to be allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Files that comments were written into, and how many.
    pub written: Vec<(String, usize)>,
    /// Files that nothing could be written into, and why.
    pub left: Vec<(String, String)>,
    /// Whether one of them could not be written.
    pub unwritten: bool,
}

/// What is said of it, before the findings that are left.
pub fn agreed(agreed: &Agreed, look: &Look) -> String {
    let mut out = String::new();
    for (path, comments) in &agreed.written {
        let comments = if *comments == 1 { "1 allow".to_owned() } else { format!("{comments} allows") };
        out.push_str(&look.line(&format!("{path}: wrote {comments}")));
        out.push('\n');
    }
    for (path, why) in &agreed.left {
        out.push_str(&heading(Level::Warn, None, &format!("{path}: nothing was written: {why}"), look));
        out.push_str(&note("help", "allow it in the policy, with an `[[override]]` for this path", look));
    }
    out
}
