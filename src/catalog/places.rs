//! What kind of program a call stands in, by what things are called: `rules/places.toml`.

use serde::Deserialize;
use std::sync::OnceLock;

/// Names that tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Of tests.
    pub test: Test,
    /// Of programs that are run by hand.
    pub script: Script,
    /// Of what answers somebody who waits.
    pub web: Web,
    /// Of what a queue or a clock runs.
    pub job: Job,
    /// Of what declares routes.
    pub route: Declaring,
}

/// Names of tests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Test {
    /// Folders.
    pub folders: Vec<String>,
    /// Attributes of a method.
    pub decorators: Vec<String>,
    /// Beginnings of functions and files.
    pub begins: Vec<String>,
    /// Ends of files.
    pub ends: Vec<String>,
    /// Parts of files.
    pub holds: Vec<String>,
    /// Files, up to their first dot.
    pub stems: Vec<String>,
    /// Ends of those.
    pub stem_ends: Vec<String>,
}

/// Names of programs that are run by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Folders.
    pub folders: Vec<String>,
    /// Folders of commands of a framework.
    pub commands: Vec<String>,
}

/// Names of what answers somebody who waits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Web {
    /// Decorators, attributes and calls that are given a function.
    pub decorators: Vec<String>,
    /// Bases of a class.
    pub bases: Vec<String>,
    /// Ends of those.
    pub base_ends: Vec<String>,
    /// Functions that a platform calls.
    pub functions: Vec<String>,
    /// Functions that it calls where a file of routes exports them.
    pub exported: Vec<String>,
    /// Parts of the path of such a file.
    pub exporting: Vec<String>,
    /// Files of routes, up to their first dot.
    pub stems: Vec<String>,
    /// Parts of their paths.
    pub paths: Vec<String>,
    /// Folders of classes that a framework calls.
    pub controllers: Vec<String>,
}

/// Names of what a queue or a clock runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// Decorators.
    pub decorators: Vec<String>,
    /// Bases of a class.
    pub bases: Vec<String>,
    /// Folders of classes that a framework runs.
    pub folders: Vec<String>,
}

/// Names of what declares routes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Declaring {
    /// For the method with this name.
    pub methods: Vec<String>,
    /// For any.
    pub any_method: Vec<String>,
}

/// What the page says.
///
/// # Panics
/// Never: a test reads the page.
pub fn places() -> &'static Places {
    static PAGE: OnceLock<Places> = OnceLock::new();
    PAGE.get_or_init(|| toml::from_str(include_str!("../../rules/places.toml")).expect("a test reads places.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_read() {
        assert!(!places().test.folders.is_empty());
    }
}
