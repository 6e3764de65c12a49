//! Whose model an id is, as far as its words say: `rules/vendors.toml`.

use super::Platform;
use crate::value::Name;
use serde::Deserialize;

/// Whose model it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vendor {
    /// A Claude model.
    Claude,
    /// Another vendor's.
    Other,
    /// Its words do not say (an ARN, an alias, nothing at all).
    Unknown,
}

/// Words of vendors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vendors {
    claude: Vec<String>,
    others: Vec<String>,
    /// Modules that make doubles for tests; nothing of theirs sends anything.
    pub doubles: Vec<String>,
    /// Modules of servers: with a path, their methods say what is answered there.
    pub servers: Vec<String>,
    /// Names of parameters that are such servers.
    pub server_names: Vec<String>,
    /// Beginnings of modules whose constructions are models, with the id among their arguments.
    model_modules: Vec<String>,
    /// What stands for any argument while a double is told what to answer.
    pub matchers: Vec<String>,
    /// Words of files whose requests go to a gateway that has Claude among its models.
    pub routers: Vec<String>,
    /// Request headers that only Anthropic's API has.
    pub headers: Vec<String>,
    /// Keys that only the body of a request to Claude has.
    pub body_keys: Vec<String>,
    /// Parts of ids that tell the platform, the first that fits.
    platforms: Vec<(String, Platform)>,
}

impl Vendors {
    /// Reads the file.
    pub(super) fn parse(text: &str) -> Result<Vendors, String> {
        toml::from_str(text).map_err(|error| format!("rules/vendors.toml: {error}"))
    }

    /// Whether constructions of this module are models.
    pub fn makes_models(&self, module: &str) -> bool {
        self.model_modules.iter().any(|prefix| {
            let rest = module.strip_prefix(prefix.as_str());
            rest.is_some_and(|rest| rest.is_empty() || prefix.ends_with('/') || rest.starts_with(['.', '/', '_', '-']))
        })
    }

    /// Scopes of npm of which every package makes models: `@ai-sdk/`.
    pub fn model_scopes(&self) -> impl Iterator<Item = Name> {
        self.model_modules.iter().filter(|module| module.ends_with('/')).map(Name::from)
    }

    /// Whether a name in code has Claude's or Anthropic's in it.
    pub fn is_claude_named(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.claude.iter().any(|word| name.contains(word.as_str()))
    }

    /// The platform that an id is written for, where it says so.
    pub fn platform(&self, id: &str) -> Option<Platform> {
        self.platforms.iter().find(|(part, _)| id.contains(part.as_str())).map(|&(_, platform)| platform)
    }

    /// Whose model `id` is. A word counts where no letter stands before it, so that `o3` is not found in `video3`.
    pub fn of(&self, id: &str) -> Vendor {
        let id = id.to_ascii_lowercase();
        let names = |words: &[String]| words.iter().any(|word| holds_word(&id, word));
        match () {
            () if names(&self.claude) => Vendor::Claude,
            () if names(&self.others) => Vendor::Other,
            () => Vendor::Unknown,
        }
    }
}

fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}
