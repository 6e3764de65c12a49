//! The data of `rules/`, read once: models and prices, what models reject, tokenizers, SDK shapes, rule pages.

pub mod habits;
pub mod holes;
pub mod models;
pub mod pages;
pub mod places;
pub mod platform;
pub mod policies;
pub mod rejections;
pub mod sdks;
pub mod tokenizers;
pub mod volatile;
pub mod waits;

/// How much a finding matters to the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Worth knowing.
    Info,
    /// Money lost.
    Warn,
    /// The request fails, or the policy forbids it.
    Error,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        })
    }
}
