//! From where the policy, or a baseline beside it, counts paths, against from where the scan does.

use std::{borrow::Cow, path::Path};

/// Where the policy's folder lies, seen from the folder that the scan counts paths from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// It is that folder, or has nothing to do with it.
    #[default]
    Same,
    /// It lies beneath: what stands before a path there, with a `/` at its end.
    Beneath(String),
    /// It lies above: what the policy sees before every path, with a `/` at its end.
    Above(String),
}

impl Ground {
    /// Compares the scan's folder and the policy's, both as whole paths.
    pub fn of(scan: &Path, policy: &Path) -> Ground {
        let parts = |path: &Path| {
            let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
            parts.chain([Cow::Borrowed("")]).collect::<Vec<_>>().join("/")
        };
        match (policy.strip_prefix(scan), scan.strip_prefix(policy)) {
            (Ok(below), _) if below.as_os_str().is_empty() => Ground::Same,
            (Ok(below), _) => Ground::Beneath(parts(below)),
            (_, Ok(above)) => Ground::Above(parts(above)),
            _ => Ground::Same,
        }
    }

    /// How many folders the policy lies beneath the scan's, counted negatively above it: the nearer one wins.
    pub fn depth(&self) -> isize {
        let folders = |path: &str| isize::try_from(path.matches('/').count()).unwrap_or(isize::MAX);
        match self {
            Ground::Same => 0,
            Ground::Beneath(before) => folders(before),
            Ground::Above(before) => -folders(before),
        }
    }

    /// A path of the scan as the policy counts it; nothing for a path outside the policy's folder.
    pub fn local<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        match self {
            Ground::Same => Some(Cow::Borrowed(path)),
            Ground::Beneath(before) => path.strip_prefix(before.as_str()).map(Cow::Borrowed),
            Ground::Above(before) => Some(Cow::Owned(format!("{before}{path}"))),
        }
    }

    /// A path as the policy counts it, as the scan does; nothing for one outside the scan's folder.
    pub fn scanned<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        match self {
            Ground::Same => Some(Cow::Borrowed(path)),
            Ground::Beneath(before) => Some(Cow::Owned(format!("{before}{path}"))),
            Ground::Above(before) => path.strip_prefix(before.as_str()).map(Cow::Borrowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_counted_from_the_policy() {
        let local = |scan: &str, policy: &str, path: &str| {
            let ground = Ground::of(Path::new(scan), Path::new(policy));
            let local = ground.local(path)?.into_owned();
            assert_eq!(ground.scanned(&local).as_deref(), Some(path));
            Some(local)
        };
        assert_eq!(local("/r", "/r", "a/b.py").as_deref(), Some("a/b.py"));
        assert_eq!(local("/r", "/r/services/a", "services/a/b.py").as_deref(), Some("b.py"));
        assert_eq!(local("/r", "/r/services/a", "lib/b.py"), None);
        assert_eq!(local("/r/src/app", "/r", "b.py").as_deref(), Some("src/app/b.py"));
        assert_eq!(local("/r", "/etc/skint", "b.py").as_deref(), Some("b.py"));
    }
}
