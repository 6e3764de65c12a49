//! Which release this program is, for files that name one: the repository it was built in, its commit and its version.

/// The repository as the manifest names it; examples and templates name the same one.
const MANIFEST: &str = env!("CARGO_PKG_REPOSITORY");

/// What stands for the commit of a release in templates.
const NO_COMMIT: &str = "0000000000000000000000000000000000000000 # the commit of a release";

/// The release that a program is. Whoever builds one says so; a build by hand is none.
#[derive(Clone, Copy)]
pub(super) struct Release {
    repository: Option<&'static str>,
    commit: Option<&'static str>,
}

/// This program's release.
pub(super) const OWN: Release =
    Release { repository: option_env!("SKINT_REPOSITORY"), commit: option_env!("SKINT_COMMIT") };

impl Release {
    /// A template with what is known of the release filled in.
    pub fn filled(self, template: &str) -> String {
        let named = template.replace(manifest(), self.repository.unwrap_or_else(manifest));
        let commit = |commit: &str| format!("{commit} # v{}", env!("CARGO_PKG_VERSION"));
        self.commit.map_or_else(|| named.clone(), |known| named.replace(NO_COMMIT, &commit(known)))
    }

    /// What is left to fill in.
    pub fn gaps(self, template: &str) -> Vec<&'static str> {
        let owner = self.repository.is_none() && manifest().starts_with("OWNER/");
        let gaps = [("`OWNER`", owner, manifest()), ("the commit of a release", self.commit.is_none(), NO_COMMIT)];
        gaps.into_iter().filter(|(_, open, text)| *open && template.contains(text)).map(|(gap, ..)| gap).collect()
    }
}

/// The manifest's repository by owner and name.
fn manifest() -> &'static str {
    MANIFEST.strip_prefix("https://github.com/").unwrap_or(MANIFEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATES: [&str; 2] =
        [include_str!("../../rules/init/github.yml"), include_str!("../../rules/init/pre-commit.yaml")];

    #[test]
    fn a_release_leaves_nothing_to_fill_in() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let release = Release { repository: Some("acme/skint"), commit: Some(commit) };
        let version = env!("CARGO_PKG_VERSION");
        let [workflow, hook] = TEMPLATES.map(|template| release.filled(template));
        assert!(workflow.contains(&format!("uses: acme/skint@{commit} # v{version}\n")), "{workflow}");
        assert!(hook.contains("repo: https://github.com/acme/skint\n") && hook.contains(&format!("rev: v{version}\n")));
        assert!(!workflow.contains("OWNER") && !hook.contains("OWNER"));
        assert!(TEMPLATES.iter().all(|template| release.gaps(template).is_empty()));
    }

    #[test]
    fn a_build_by_hand_says_what_is_left() {
        let build = Release { repository: None, commit: None };
        let owner = manifest().starts_with("OWNER/").then_some("`OWNER`");
        let both: Vec<&str> = owner.into_iter().chain(["the commit of a release"]).collect();
        assert_eq!(TEMPLATES.map(|template| build.gaps(template)), [both, owner.into_iter().collect()]);
    }
}
