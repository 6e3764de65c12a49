//! Rule pages as data: what the policy may say about a rule.

use super::Level;

/// The head of a page in `rules/`.
#[derive(Clone, Debug)]
pub struct RulePage {
    /// Name, kebab-case.
    pub name: String,
    /// Level where the policy says nothing.
    pub level: Level,
    /// Group in the rule table (`caching`, `models`, `output`, `routing`, `batch`).
    pub group: String,
    /// One line for the rule table.
    pub summary: String,
    /// Options that the policy may set.
    pub options: Vec<OptionSpec>,
    /// The page as written, without its head.
    pub text: &'static str,
}

/// An option of a rule.
#[derive(Clone, Debug)]
pub struct OptionSpec {
    /// Name, kebab-case.
    pub name: String,
    /// Default; its kind is the option's type.
    pub default: OptionValue,
    /// One sentence.
    pub summary: String,
}

/// A value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A whole number from 0.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// A string.
    Text(String),
    /// A list of strings.
    Texts(Vec<String>),
}
