//! What fills the holes of settings and templates, by the names in them: `rules/holes.toml`.

use crate::value::HoleKind;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    hole: Vec<Hole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hole {
    kind: Kind,
    paths: Vec<String>,
    names: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    User,
    RequestId,
    Time,
    Document,
    Parameter,
}

/// What fills a hole that names this dotted path.
///
/// # Panics
///
/// Never: a test reads the same file.
pub fn kind(path: &str) -> HoleKind {
    static PAGE: OnceLock<Page> = OnceLock::new();
    let page =
        PAGE.get_or_init(|| toml::from_str(include_str!("../../rules/holes.toml")).expect("a test reads holes.toml"));
    let path = path.to_ascii_lowercase();
    let last = path.rsplit('.').next().unwrap_or_default();
    let begins = |known: &String| path.strip_prefix(known.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('.'));
    let named = |hole: &&Hole| hole.paths.iter().any(begins) || hole.names.iter().any(|name| name == last);
    match page.hole.iter().find(named).map(|hole| hole.kind) {
        Some(Kind::User) => HoleKind::User,
        Some(Kind::RequestId) => HoleKind::RequestId,
        Some(Kind::Time) => HoleKind::Time,
        Some(Kind::Document) => HoleKind::Document,
        Some(Kind::Parameter) => HoleKind::Parameter,
        None => HoleKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_known_by_the_names_in_them() {
        assert_eq!(kind("github.event.issue.title"), HoleKind::User);
        assert_eq!(kind("inputs.model"), HoleKind::Parameter);
        assert_eq!(kind("CurrentDate"), HoleKind::Time);
        assert_eq!(kind("github.eventful"), HoleKind::Unknown);
        assert_eq!(kind("vars.question"), HoleKind::User);
    }
}
