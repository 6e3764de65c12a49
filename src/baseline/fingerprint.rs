//! What a finding is known by, whatever line it stands on.

use crate::{diagnostic::Diagnostic, source::Source};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of the digest that are kept: enough that two findings of one rule never meet by chance.
const BYTES: usize = 8;

/// A digest of a finding's rule, its function, and the line of code it begins on with spaces evened out. It is the same
/// in every run and on every machine, and the same for equal lines of one function, which a baseline counts.
pub fn fingerprint(finding: &Diagnostic, source: &Source) -> String {
    let (start, end) = source.line_around(finding.at.start);
    let line = source.text.get(start as usize..end as usize).unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [finding.rule, finding.function.as_deref().unwrap_or_default()] {
        digest.update(part);
        digest.update([0]);
    }
    for word in line.split_whitespace() {
        digest.update(word);
        digest.update(b" ");
    }
    let digest = digest.finalize();
    digest.iter().take(BYTES).fold(String::with_capacity(2 * BYTES), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}
