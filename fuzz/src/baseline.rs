//! Baselines: what can be read is written, read again as the same, and held against findings.

use super::text;
use skint::baseline::{Baseline, Identity, Scanned};

/// Reads a baseline.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(read) = Baseline::parse(&text(bytes)) else { return };
    let written = read.render();
    let again = Baseline::parse(&written).expect("what was written can be read");
    assert_eq!(again.render(), written);
    assert_eq!((again.len(), again.is_empty()), (read.len(), read.is_empty()));
    let finding = |path: &str, fingerprint: &str| Identity {
        path: path.to_owned(),
        rule: "retired-model".to_owned(),
        fingerprint: fingerprint.to_owned(),
    };
    let findings = [finding("a.py", "a"), finding("b.py", "b"), finding("a.py", "a")];
    for there in [false, true] {
        let sifted = read.sift(&findings, &Scanned { exists: &|_| there, covers: &|_| true });
        assert_eq!(sifted.known.len(), findings.len());
    }
    let over = Baseline::of(findings).over(read, &|path| path == "a.py");
    assert!(over.file_count() > 0);
}
