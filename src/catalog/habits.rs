//! How code around a call is written: `rules/habits.toml`.

use serde::Deserialize;
use std::sync::OnceLock;

/// What is known of code around calls.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habits {
    /// What keeps a list of messages short.
    pub history: History,
    /// What tries a request again.
    pub again: Again,
    /// What decides an order.
    pub order: Order,
    /// What ends a loop, or holds it up.
    pub loops: Loops,
    /// What a response says of its tokens.
    pub usage: Usage,
}

/// Members of a response's usage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// What is billed at the price of input.
    pub input: String,
    /// What is billed at the price of output.
    pub output: String,
    /// What is billed at the prices of the cache.
    pub cache: Vec<String>,
}

/// What ends a loop, or holds it up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loops {
    /// Words of names that stand for something that runs out, or for somebody who may stop it.
    pub limits: Vec<String>,
    /// Calls, in lower case, that end only when somebody says something, or when it is time again.
    pub waits: Vec<String>,
}

/// What takes something away from a list, and what adds to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Methods of the list that take something away.
    pub methods: Vec<String>,
    stems: Vec<String>,
    names: Vec<String>,
    measures: Vec<String>,
    measured: Vec<String>,
    /// Methods of the list that add to it.
    pub adds: Vec<String>,
}

/// What tries a request again, and after which errors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    errors: Vec<String>,
    wrapper: Vec<Wrapper>,
    decorator: Vec<Decorator>,
}

/// A function that is handed what to try.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapper {
    names: Vec<String>,
    /// The option that says how often.
    pub option: String,
    /// Whether that is how often after the first time.
    pub more: bool,
}

/// A decorator of what is tried.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decorator {
    names: Vec<String>,
    /// The argument that names the errors.
    pub errors: String,
    /// Where it stands, if it has no name.
    pub at: Option<usize>,
    /// Whether it tries again after each error where none is named.
    pub always: bool,
    /// The argument that says how often.
    pub most: String,
    /// Functions that say it there; it is a number where there are none.
    pub said_by: Vec<String>,
}

/// What decides an order, and what keeps it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Order {
    /// Functions that keep the order of what they are given.
    pub keeps: Vec<String>,
    /// Methods that keep the order of what they are called on.
    pub keeps_own: Vec<String>,
    /// Functions of Python that make a set.
    pub sets: Vec<String>,
    /// Functions of Python that list files as the file system has them.
    pub lists: Vec<String>,
    /// Methods of a path that do.
    pub lists_own: Vec<String>,
    /// Those of them that give what cannot be compared.
    pub entries: Vec<String>,
    /// What gives results in the order in which they come.
    pub as_they_come: Vec<String>,
    /// What waits for several.
    pub together: Vec<String>,
}

/// What the page says.
///
/// # Panics
/// Never: a test reads the page.
pub fn habits() -> &'static Habits {
    static PAGE: OnceLock<Habits> = OnceLock::new();
    PAGE.get_or_init(|| toml::from_str(include_str!("../../rules/habits.toml")).expect("a test reads habits.toml"))
}

impl History {
    /// Whether a name, by the words that it is made of, speaks of taking messages away.
    pub fn shortens(&self, words: &[String]) -> bool {
        let stem = |word: &String| self.stems.iter().any(|stem| word.starts_with(stem.as_str()));
        let holds = |list: &[String]| words.iter().any(|word| list.contains(word));
        let whole = words.join("_");
        let named = self.names.iter().any(|name| whole.starts_with(name.as_str()));
        named || words.iter().any(stem) || holds(&self.measures) && holds(&self.measured)
    }
}

impl Again {
    /// Whether the SDK tries again after an error of this name.
    pub fn takes(&self, path: &str) -> bool {
        path.rsplit('.').next().is_some_and(|last| self.errors.iter().any(|error| error == last))
    }

    /// What is known of a function that is handed what to try.
    pub fn wrapper(&self, path: &str) -> Option<&Wrapper> {
        self.wrapper.iter().find(|wrapper| wrapper.names.iter().any(|name| name == path))
    }

    /// What is known of a decorator.
    pub fn decorator(&self, path: &str) -> Option<&Decorator> {
        self.decorator.iter().find(|decorator| decorator.names.iter().any(|name| name == path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shortens_by_whole_words() {
        let history = &habits().history;
        let says = |name: &str| history.shortens(&name.split('_').map(str::to_owned).collect::<Vec<_>>());
        for name in ["max_history", "trim_messages", "summarizer", "clear_tool_uses_20250919", "message_window"] {
            assert!(says(name), "{name}");
        }
        for name in ["model", "max_tokens", "rate_limit_error", "window", "last_message", "messages", "delimiter"] {
            assert!(!says(name), "{name}");
        }
    }

    #[test]
    fn an_error_is_known_by_its_whole_name() {
        let again = &habits().again;
        assert!(again.takes("anthropic.RateLimitError") && again.takes("Exception"));
        assert!(!again.takes("anthropic.BadRequestError") && !again.takes("ValidationException"));
    }
}
