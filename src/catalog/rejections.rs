//! What models turn away: `rules/rejections.toml`, read once.

use super::models;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::OnceLock;

/// A part of a request that some models do not take, or not with every value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// Canonical ids of the models.
    pub models: Vec<String>,
    /// The part.
    pub part: Part,
    /// Values that are rejected, where only some are.
    #[serde(default)]
    rejects: Vec<String>,
    /// Values that are taken, where only some are.
    #[serde(default)]
    accepts: Vec<String>,
    /// What is rejected, in words, with `{}` for the value.
    pub say: String,
    /// What to do.
    pub instead: String,
    /// Where that is written.
    pub source: String,
    /// When that was read.
    #[serde(deserialize_with = "models::read::date")]
    pub read: Date,
}

/// Parts of a request that models reject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// `temperature`.
    Temperature,
    /// `top_p`.
    TopP,
    /// `top_k`.
    TopK,
    /// The type of thinking.
    Thinking,
    /// The effort.
    Effort,
    /// The type of choice.
    ToolChoice,
    /// A last message of the assistant.
    Prefill,
    /// `temperature` and `top_p` together.
    BothSampled,
}

impl Rejection {
    /// Whether a value of the part is rejected.
    pub fn rejects(&self, value: &str) -> bool {
        let taken = self.accepts.iter().any(|one| one == value);
        !taken && (self.rejects.is_empty() || self.rejects.iter().any(|one| one == value))
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rejection: Vec<Rejection>,
}

/// Every rejection that is known.
///
/// # Panics
///
/// Never: a test reads the same file.
pub fn embedded() -> &'static [Rejection] {
    static READ: OnceLock<Vec<Rejection>> = OnceLock::new();
    READ.get_or_init(|| {
        let written: Written = toml::from_str(include_str!("../../rules/rejections.toml"))
            .expect("the tests read the embedded file before it ships");
        written.rejection
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rejection_is_of_models_that_are_known() {
        for rejection in embedded() {
            for id in &rejection.models {
                assert!(models::embedded().get(id).is_some(), "{id}");
            }
            assert!(rejection.source.starts_with("https://"), "{}", rejection.source);
            assert!(rejection.rejects.is_empty() || rejection.accepts.is_empty(), "{}", rejection.say);
        }
    }

    #[test]
    fn a_value_is_rejected_where_it_is_listed_or_not_excepted() {
        let of = |part| embedded().iter().find(move |one| one.part == part).expect("there is one of each");
        assert!(of(Part::Temperature).rejects("0.2") && !of(Part::Temperature).rejects("1"));
        assert!(of(Part::TopK).rejects("40"));
        assert!(of(Part::Thinking).rejects("enabled") && !of(Part::Thinking).rejects("adaptive"));
    }
}
