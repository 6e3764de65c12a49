//! Names of constants that SDKs have for models: `CLAUDE_SONNET_4_5_20250929`, `ModelClaudeSonnet4_5`, `ClaudeOpus41`.
//!
//! However a language spells them, the letters and digits of such a name are those of the id, in the same order. So a
//! constant means the id whose letters and digits are the same, and no other: a name from which a date, a version or a
//! separator cannot be told has no id here.

use super::Model;
use crate::catalog::platform::Platform;
use std::collections::HashMap;

/// What the name of a constant means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant<'a> {
    /// This id.
    Id(&'a str),
    /// A model of Claude, whose id the name does not give.
    SomeClaude,
    /// No model of Claude.
    Other,
}

/// Ids of the catalogue by their letters and digits.
#[derive(Debug, Default)]
pub(super) struct Constants {
    ids: HashMap<String, String>,
    families: Vec<String>,
}

impl Constants {
    /// The ids of all models; Anthropic's own spelling of an id before that of a cloud. Gateways shorten ids to what
    /// moves from snapshot to snapshot.
    pub fn new(models: &[Model], families: &[String]) -> Constants {
        let mut ids: Vec<(Platform, &str)> = models.iter().flat_map(Model::ids).collect();
        ids.retain(|(platform, _)| *platform != Platform::Gateway);
        ids.sort_by_key(|(platform, _)| *platform != Platform::Anthropic);
        let mut all = HashMap::new();
        for (_, id) in ids {
            all.entry(plain(from_claude(id))).or_insert_with(|| id.to_owned());
        }
        Constants { ids: all, families: families.iter().map(|family| plain(family)).collect() }
    }

    /// What the constant of this name means. What stands before `claude` says where it is served.
    pub fn find(&self, name: &str) -> Constant<'_> {
        let rest = from_claude(name);
        let named = rest.len() < name.len() || name.get(..CLAUDE.len()).is_some_and(is_claude);
        let rest = plain(rest);
        let of_family = || self.families.iter().any(|family| rest.contains(family.as_str()));
        let tells = || rest.contains(|c: char| c.is_ascii_digit()) || of_family();
        match self.ids.get(&rest).or_else(|| self.ids.get(&spelled_out(&rest))) {
            Some(id) if named => Constant::Id(id),
            None if named && tells() => Constant::SomeClaude,
            _ => Constant::Other,
        }
    }
}

const CLAUDE: &str = "claude";

fn is_claude(text: &str) -> bool {
    text.eq_ignore_ascii_case(CLAUDE)
}

/// The name from the word `claude` on; all of it where the word is not in it.
fn from_claude(name: &str) -> &str {
    let start =
        name.char_indices().map(|(at, _)| at).find(|at| name.get(*at..*at + CLAUDE.len()).is_some_and(is_claude));
    start.map_or(name, |start| &name[start..])
}

/// The letters and digits where a name spells out its signs: `Haiku4Dot5V20251001` for `haiku-4-5-20251001`.
fn spelled_out(plain: &str) -> String {
    let mut out = plain.replace("dot", "");
    if let Some(at) = out.len().checked_sub(DATE).filter(|at| out.get(*at..).is_some_and(is_number)) {
        out.truncate(at);
        let before = out.trim_end_matches('v').len();
        out.truncate(before);
        out.push_str(&plain[plain.len() - DATE..]);
    }
    out
}

/// How many digits a date has.
const DATE: usize = 8;

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
