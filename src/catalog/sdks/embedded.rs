//! The pages that are part of the program.

use super::Sdks;
use std::sync::OnceLock;

macro_rules! page {
    ($id:literal) => {
        ($id, include_str!(concat!("../../../rules/sdks/", $id, ".md")))
    };
}

/// Every page of `rules/sdks`, sorted.
pub(super) const PAGES: &[(&str, &str)] = &[page!("anthropic-python"), page!("anthropic-typescript")];

/// The embedded pages, read once.
pub fn embedded() -> &'static Sdks {
    static SDKS: OnceLock<Sdks> = OnceLock::new();
    SDKS.get_or_init(|| {
        Sdks::parse(PAGES, include_str!("../../../rules/vendors.toml")).expect("a test parses every embedded page")
    })
}
