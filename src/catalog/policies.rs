//! Policies that are part of skint.

/// Each with its text: what holds where no policy says anything, and then those to choose from.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("skint:recommended", include_str!("../../rules/policies/recommended.toml")),
    ("skint:strict", include_str!("../../rules/policies/strict.toml")),
];
