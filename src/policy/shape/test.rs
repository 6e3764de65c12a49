//! `[[test]]`.

use super::{
    Kind::{self, Choice, Count, Date, Dollars, File, Level, Path, Rule, Tables, Words},
    Table, key, needed,
};

/// Languages in which a test may give code, sorted, each with the ending of its files.
pub(in crate::policy) const ENDINGS: [(&str, &str); 14] = [
    ("csharp", "cs"),
    ("go", "go"),
    ("java", "java"),
    ("javascript", "js"),
    ("json", "json"),
    ("kotlin", "kt"),
    ("php", "php"),
    ("python", "py"),
    ("ruby", "rb"),
    ("rust", "rs"),
    ("shell", "sh"),
    ("toml", "toml"),
    ("typescript", "ts"),
    ("yaml", "yaml"),
];

/// Their names.
const LANGUAGES: &[&str] = &{
    let mut names = [""; ENDINGS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = ENDINGS[at].0;
        at += 1;
    }
    names
};

const COST_USD: Kind = Dollars { most: 1_000_000 };

/// `[[test]]`.
pub(in crate::policy) static TEST: Table = Table {
    about: "What this policy is to say about some code.",
    keys: &[
        key("as-of", Date, "The day on which it is asked; today, if not given."),
        key("code", Words("client.messages.create(…)"), "The code."),
        key("cost", Kind::Table(&COST), "What the requests in it may come to, together."),
        key("file", File, "A file that holds the code, beside the policy; it is read by itself."),
        key("findings", Tables("test.findings", &FINDING), "What is found; nothing, if not given."),
        key("language", Choice(LANGUAGES), "The language of the code."),
        needed(
            "say what it shows: `name = \"no model is retired\"`",
            key("name", Words("no opus in the api"), "What it shows."),
        ),
        key("path", Path, "Where the code stands, so that overrides and budgets for the path hold."),
    ],
    one_of: &[&["code", "file"], &["file", "language", "path"]],
    at_most_one: &["code", "file"],
    ..Table::EMPTY
};

/// An entry of `findings`.
pub(in crate::policy) static FINDING: Table = Table {
    about: "A finding that is expected.",
    keys: &[
        key("level", Level, "Its level, where it matters."),
        key("line", Count(1, 1_000_000), "Its line in the code, from 1, where it matters."),
        needed("say which rule speaks: `rule = \"retired-model\"`", key("rule", Rule, "The rule.")),
    ],
    ..Table::EMPTY
};

/// `cost` of a test.
pub(in crate::policy) static COST: Table = Table {
    about: "What the requests may come to: from the lowest estimate to the highest.",
    keys: &[
        key("at-least-usd", COST_USD, "Dollars that the lowest estimate is not below."),
        key("at-most-usd", COST_USD, "Dollars that the highest estimate is not above."),
    ],
    one_of: &[&["at-least-usd", "at-most-usd"]],
    ..Table::EMPTY
};

#[cfg(test)]
mod tests {
    #[test]
    fn every_ending_is_one_of_its_language() {
        for (language, ending) in super::ENDINGS {
            let read = crate::syntax::language_of(&format!("snippet.{ending}"));
            assert!(read.is_some_and(|read| read.name() == language), "{language}");
        }
        assert!(super::LANGUAGES.is_sorted());
    }
}
